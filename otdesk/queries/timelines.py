# SPDX-License-Identifier: MIT
"""What happened with one student, newest first: sessions, absences, meetings, and whether a note is signed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from otdesk.records.belongings import SchoolStay
from otdesk.records.meetings import Meeting
from otdesk.records.notes import Amendment, Note, is_note_of
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.kinds import Mode, NoteStatus, Presence, Reason, SessionStatus, StayEnd
from otdesk.rules.note_entry import Section, from_plain

_EVENING = 24 * 60
_MISSED = (Presence.ABSENT, Presence.REFUSED)


class Happening(StrEnum):
    SESSION = "session"
    CONSULT = "consult"
    ABSENT = "absent"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNDOCUMENTED = "undocumented"
    MEETING = "meeting"
    TRANSFER = "transfer"
    EXIT = "exit"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """`words`: the first sentence of what was done, a meeting's title, the reason of a transfer or exit. `made_up_on`:
    when a miss was made up. `school`, `grade`: what was left."""

    key: str
    day: date
    start: int
    kind: Happening
    minutes: int | None = None
    reason: Reason | None = None
    words: str = ""
    note: NoteStatus | None = None
    session_id: int | None = None
    amended: bool = False
    made_up_on: date | None = None
    school: str = ""
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """`total`: how many there are; `rows` may be fewer."""

    rows: tuple[TimelineRow, ...]
    total: int


def timeline(db: Session, student_id: int, now: datetime, limit: int = 40) -> Timeline:
    """Sessions up to now about which something is known, and those whose time has passed without a word."""
    rows = [*_sessions(db, student_id, now), *_meetings(db, student_id, now.date()), *_stays(db, student_id)]
    rows.sort(key=_when, reverse=True)
    return Timeline(tuple(rows[:limit]), len(rows))


def unwritten(shown: Timeline) -> int | None:
    """The session shown last that was held, or has passed, without a signed note."""
    held = (Happening.SESSION, Happening.CONSULT, Happening.UNDOCUMENTED)
    return next(
        (row.session_id for row in shown.rows if row.kind in held and row.note in {None, NoteStatus.DRAFT}), None
    )


def _sessions(db: Session, student_id: int, now: datetime) -> list[TimelineRow]:
    made_up, made_up_session = aliased(Attendance), aliased(TherapySession)
    later = (
        select(func.min(made_up_session.day))
        .join(made_up, made_up.session_id == made_up_session.id)
        .where(made_up.makeup_for_id == Attendance.id)
        .scalar_subquery()
    )
    amended = select(Amendment.id).where(Amendment.note_id == Note.id).exists()
    query = (
        select(
            TherapySession.id, TherapySession.day, TherapySession.planned_start, TherapySession.planned_end,
            TherapySession.actual_start, TherapySession.status, Attendance.presence, Attendance.minutes,
            Attendance.reason, ServiceLine.mode, Note.status.label("note"), Note.content, amended.label("amended"),
            later.label("later"),
        )
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .outerjoin(ServiceLine, ServiceLine.id == Attendance.service_line_id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .where(Attendance.student_id == student_id, TherapySession.day <= now.date())
    )  # fmt: skip
    minute = now.hour * 60 + now.minute
    found = []
    for row in db.execute(query):
        said = row.presence is not None or row.note is not None or row.reason is not None
        if not said and (row.day, row.planned_end) > (now.date(), minute):
            continue
        start = row.planned_start if row.actual_start is None else row.actual_start
        found.append(
            TimelineRow(
                f"session:{row.id}", row.day, start, _kind(row.status, row.presence, row.reason, row.note, row.mode),
                row.minutes, row.reason, _first_words(row.content) if row.content else "", row.note, row.id,
                bool(row.amended), row.later,
            )
        )  # fmt: skip
    return found


def _kind(
    status: SessionStatus,
    presence: Presence | None,
    reason: Reason | None,
    note: NoteStatus | None,
    mode: Mode | None,
) -> Happening:
    if status is SessionStatus.CANCELLED:
        return Happening.CANCELLED
    if presence is Presence.ABSENT:
        return Happening.ABSENT
    if presence is Presence.REFUSED:
        return Happening.REFUSED
    if presence is None and note is None:
        return Happening.CANCELLED if reason not in {None, Reason.DELIVERED} else Happening.UNDOCUMENTED
    return Happening.CONSULT if mode is Mode.CONSULT else Happening.SESSION


def _first_words(content: dict[str, object]) -> str:
    """The first sentence that says what was done, else how it went."""
    entry = from_plain(content)
    for section in (Section.DID, Section.RESPONSE, Section.PLAN):
        text = " ".join(entry.text(section).split())
        if text:
            return text.split(". ")[0].rstrip(".")
    return ""


def _meetings(db: Session, student_id: int, today: date) -> list[TimelineRow]:
    query = select(Meeting.id, Meeting.day, Meeting.start, Meeting.end, Meeting.title).where(
        Meeting.student_id == student_id, Meeting.day <= today
    )
    return [
        TimelineRow(f"meeting:{row.id}", row.day, row.start, Happening.MEETING, row.end - row.start, words=row.title)
        for row in db.execute(query)
    ]


def _stays(db: Session, student_id: int) -> list[TimelineRow]:
    """On the last day at each school that was left."""
    query = (
        select(SchoolStay.id, SchoolStay.last_day, SchoolStay.ended_by, SchoolStay.why, SchoolStay.grade, School.name)
        .join(School, School.id == SchoolStay.school_id)
        .where(SchoolStay.student_id == student_id)
    )
    kinds = {StayEnd.TRANSFER: Happening.TRANSFER, StayEnd.EXIT: Happening.EXIT, StayEnd.YEAR: Happening.YEAR}
    return [
        TimelineRow(
            f"stay:{row.id}", row.last_day, _EVENING, kinds[row.ended_by], words=row.why, school=row.name,
            grade=row.grade,
        )
        for row in db.execute(query)
    ]  # fmt: skip


def _when(row: TimelineRow) -> tuple[date, int]:
    return row.day, row.start
