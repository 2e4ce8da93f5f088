# SPDX-License-Identifier: MIT
"""The service log: what was given to each student on which day, and whether its note is signed (domain.md 3.1).

A student's log never holds anything of another: of a group only its size.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from otdesk.queries import note_pages, workplace
from otdesk.queries.caseload import SEEN, SchoolMark
from otdesk.queries.note_rows import NotePage, fingerprint
from otdesk.records.chain import ChainLink
from otdesk.records.notes import Note, is_note_of
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import ChainKind, Grouping, Mode, NoteStatus, Presence, Reason, RecordKind, SessionStatus

_SIGNING = (ChainKind.SIGNED, ChainKind.LATE_ENTRY)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One session of one student. `start` and `end` as held, else as planned (`confirmed` False). `grouping` as it was
    held; none while nobody was there. `note` none: nothing is written. `late`: signed as a late entry."""

    attendance_id: int
    session_id: int
    day: date
    start: int
    end: int
    confirmed: bool
    minutes: int | None
    service: str
    mode: Mode
    line: tuple[int, int] | None
    grouping: Grouping | None
    group_size: int
    presence: Presence | None
    reason: Reason | None
    cancelled: bool
    note: NoteStatus | None
    late: bool
    signer: str
    signed_on: date | None
    fingerprint: str
    makes_up: date | None = None
    note_id: int | None = None

    @property
    def held(self) -> bool:
        return self.presence in SEEN

    @property
    def wants_note(self) -> bool:
        """Held, or nobody has said, and no note is signed."""
        open_now = self.note in {None, NoteStatus.DRAFT} and not self.cancelled
        return open_now and (self.held or self.presence is None)


@dataclass(frozen=True, slots=True)
class StudentLog:
    """All of one student in the days asked for, in order."""

    student_id: int
    first: str
    last: str
    called: str
    student_no: str
    medicaid_no: str
    birth_date: date | None
    grade: int
    school: SchoolMark
    entries: tuple[LogEntry, ...]

    @property
    def name(self) -> str:
        return f"{self.called} {self.last}".strip()

    @property
    def given(self) -> int:
        return sum(entry.minutes or 0 for entry in self.entries)

    @property
    def unsigned(self) -> int:
        """Sessions that want a note and have none that is signed."""
        return sum(entry.wants_note for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Provider:
    """Who gave the service, for the head of a page."""

    district: str
    name: str
    credentials: str
    license_number: str


def service_logs(
    db: Session, first: date, last: date, now: datetime, student_id: int | None = None
) -> tuple[StudentLog, ...]:
    """Students with a session in these days that has passed or of which something is said, by last name."""
    entries = _entries(db, first, last, now, student_id)
    people = db.execute(
        select(Student, School)
        .join(School, School.id == Student.school_id)
        .where(Student.id.in_(entries.keys()))
        .order_by(Student.last, Student.first, Student.id)
    )
    return tuple(_student(student, school, entries[student.id]) for student, school in people)


def signed_notes(db: Session, logs: Iterable[StudentLog], now: datetime) -> dict[int, NotePage]:
    """What the signed notes of these logs say, by note: a table for other programs takes their words along."""
    entries = (entry for log in logs for entry in log.entries if entry.note is NoteStatus.SIGNED)
    return note_pages.pages_of(db, [entry.note_id for entry in entries if entry.note_id is not None], now)


def provider(db: Session) -> Provider:
    district, person = workplace.district(db), workplace.therapist(db)
    return Provider(
        district.entry.name if district is not None else "",
        f"{person.entry.first} {person.entry.last}".strip() if person is not None else "",
        person.entry.credentials if person is not None else "",
        person.entry.license_number if person is not None else "",
    )


def _student(student: Student, school: School, entries: Iterable[LogEntry]) -> StudentLog:
    return StudentLog(
        student.id,
        student.first,
        student.last,
        student.preferred or student.first,
        student.student_no or "",
        student.medicaid_no,
        student.birth_date,
        student.grade,
        SchoolMark(school.id, school.code, school.name, school.color),
        tuple(entries),
    )


def _entries(db: Session, first: date, last: date, now: datetime, student_id: int | None) -> dict[int, list[LogEntry]]:
    missed, missed_session = aliased(Attendance), aliased(TherapySession)
    minute = now.hour * 60 + now.minute
    today = TherapySession.day == now.date()
    over = or_(TherapySession.day < now.date(), today & (TherapySession.planned_end <= minute))
    query = (
        select(
            Attendance.id, Attendance.session_id, Attendance.student_id, TherapySession.day,
            TherapySession.planned_start, TherapySession.planned_end, TherapySession.actual_start,
            TherapySession.actual_end, TherapySession.status, TherapySession.roster,
            Attendance.minutes, Attendance.presence,
            Attendance.reason, ServiceLine.service, ServiceLine.mode, ServiceLine.times,
            ServiceLine.minutes.label("each"), Note.id.label("note_id"), Note.status.label("note"),
            missed_session.day.label("makes_up"),
        )
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .outerjoin(ServiceLine, ServiceLine.id == Attendance.service_line_id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .outerjoin(missed, missed.id == Attendance.makeup_for_id)
        .outerjoin(missed_session, missed_session.id == missed.session_id)
        .where(
            TherapySession.day >= first,
            TherapySession.day <= last,
            TherapySession.kind == RecordKind.THERAPY,
            or_(over, Attendance.presence.is_not(None), Attendance.reason.is_not(None), Note.id.is_not(None)),
        )
        .order_by(TherapySession.day, TherapySession.planned_start, Attendance.id)
    )  # fmt: skip
    if student_id is not None:
        query = query.where(Attendance.student_id == student_id)
    sizes, links = _group_sizes(db, first, last), _links(db, first, last)
    found: dict[int, list[LogEntry]] = defaultdict(list)
    for row in db.execute(query):
        found[row.student_id].append(_entry(row, sizes.get(row.session_id, 0), links.get(row.note_id, [])))
    return found


def _group_sizes(db: Session, first: date, last: date) -> Mapping[int, int]:
    """How many were there, by session."""
    query = (
        select(Attendance.session_id, func.count())
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .where(TherapySession.day >= first, TherapySession.day <= last, Attendance.presence.in_(SEEN))
        .group_by(Attendance.session_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def _links(db: Session, first: date, last: date) -> dict[int, list[Any]]:
    query = (
        select(ChainLink.note_id, ChainLink.kind, ChainLink.signer, ChainLink.credentials, ChainLink.at,
               ChainLink.hash)
        .join(Note, Note.id == ChainLink.note_id)
        .where(Note.service_date >= first, Note.service_date <= last)
        .order_by(ChainLink.seq)
    )  # fmt: skip
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.execute(query):
        found[row.note_id].append(row)
    return found


def _grouping(roster: int | None, size: int) -> Grouping:
    if roster is not None:
        return Grouping.WHOLE_CLASS
    return Grouping.GROUP if size > 1 else Grouping.INDIVIDUAL


def _entry(row: Any, size: int, links: list[Any]) -> LogEntry:
    own = next((link for link in links if link.kind in _SIGNING), None)
    confirmed = row.actual_start is not None and row.actual_end is not None
    held = row.presence in SEEN
    return LogEntry(
        attendance_id=row.id,
        session_id=row.session_id,
        day=row.day,
        start=row.actual_start if confirmed else row.planned_start,
        end=row.actual_end if confirmed else row.planned_end,
        confirmed=confirmed,
        minutes=row.minutes,
        service=row.service or "",
        mode=row.mode or Mode.DIRECT,
        line=(row.times, row.each) if row.each is not None else None,
        grouping=_grouping(row.roster, size) if held else None,
        group_size=(row.roster or size) if held else 0,
        presence=row.presence,
        reason=row.reason,
        cancelled=row.status is SessionStatus.CANCELLED,
        note=row.note,
        late=own is not None and own.kind is ChainKind.LATE_ENTRY,
        signer=", ".join(part for part in (own.signer, own.credentials) if part) if own is not None else "",
        signed_on=own.at.date() if own is not None else None,
        fingerprint=fingerprint(links[-1].hash) if links else "",
        makes_up=row.makes_up,
        note_id=row.note_id,
    )
