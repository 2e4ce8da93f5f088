# SPDX-License-Identifier: MIT
"""The list of notes: to write, drafts, signed; found by name and by what stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Text, and_, func, null, or_, select, type_coerce
from sqlalchemy.orm import Session

from otdesk.queries.day_rows import NOT_SEEN, group_names
from otdesk.records.notes import Amendment, Note
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import NoteStatus, SessionStatus
from otdesk.rules.note_entry import NoteEntry, Section, from_plain

NEWEST = 1000
"""How many signed notes are listed at most; older ones are found by more words."""
_SINCE = 120
_PARTS = ("response", "did", "skilled", "next_plan")


class NoteState(StrEnum):
    TO_WRITE = "to_write"
    DRAFT = "draft"
    SIGNED = "signed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One student's note of one session, or the lack of it. `start` in wall minutes; moments are aware."""

    session_id: int
    student_id: int
    note_id: int | None
    state: NoteState
    day: date
    start: int
    called: str
    last: str
    group: str
    school_id: int
    school_code: str
    school_name: str
    school_color: int
    excerpt: str = ""
    saved_at: datetime | None = None
    signed_at: datetime | None = None
    amendments: int = 0

    @property
    def key(self) -> tuple[int, int]:
        return self.session_id, self.student_id


@dataclass(frozen=True, slots=True)
class SchoolCount:
    school_id: int
    code: str
    name: str
    color: int
    signed: int
    """All signed notes of its sessions, listed or not."""


@dataclass(frozen=True, slots=True)
class NoteList:
    lines: tuple[NoteLine, ...]
    schools: tuple[SchoolCount, ...]


@dataclass(frozen=True, slots=True)
class StudentChoice:
    student_id: int
    name: str


def note_list(db: Session, today: date, now: int, words: str = "") -> NoteList:
    """What is to be written, all drafts and the newest signed notes; with `words` every note that holds all of them, in
    the student's or group's name, the school's, or its own text."""
    terms = words.casefold().split()
    waiting = [_line(row) for row in db.execute(_to_write_query(today, now))]
    drafts = [_line(row) for row in db.execute(_written_query([NoteStatus.DRAFT]))]
    closed = _written_query([NoteStatus.SIGNED, NoteStatus.VOID])
    signed = [_line(row) for row in db.execute((_narrowed(closed, terms) if terms else closed).limit(NEWEST))]
    lines = _named(db, [*waiting, *drafts, *signed])
    if terms:
        found = _texts(db, [line.note_id for line in lines if line.note_id is not None])
        lines = [line for line in lines if _holds(line, found.get(line.note_id or 0, ""), terms)]
    return NoteList(tuple(_amended(db, lines)), _schools(db))


def to_write_count(db: Session, today: date, now: int) -> int:
    """How many notes wait to be written or signed: the badge beside Notes."""
    waiting = select(func.count()).select_from(_to_write_query(today, now).order_by(None).subquery())
    drafts = select(func.count()).where(Note.status == NoteStatus.DRAFT)
    return (db.scalar(waiting) or 0) + (db.scalar(drafts) or 0)


def students_with_notes(db: Session) -> tuple[StudentChoice, ...]:
    """Who may be chosen for a batch, by last name."""
    query = (
        select(Student.id, Student.first, Student.last, Student.preferred)
        .where(Student.id.in_(select(Note.student_id)))
        .order_by(Student.last, Student.first, Student.id)
    )
    return tuple(
        StudentChoice(row.id, f"{row.last}, {row.preferred or row.first}".strip(", ")) for row in db.execute(query)
    )


# What is asked ---------------------------------------------------------------------------------------------------

_COLUMNS = (
    TherapySession.id.label("session_id"),
    TherapySession.day,
    TherapySession.planned_start,
    TherapySession.group_id,
    School.id.label("school_id"),
    School.code,
    School.name,
    School.color,
    Student.id.label("student_id"),
    Student.first,
    Student.last,
    Student.preferred,
)


def _to_write_query(today: date, now: int) -> Any:
    """Sessions that are over, with a student who was not absent and has nothing written."""
    over = or_(TherapySession.day < today, and_(TherapySession.day == today, TherapySession.planned_end <= now))
    return (
        select(*_COLUMNS)
        .join(Attendance, Attendance.session_id == TherapySession.id)
        .join(Student, Student.id == Attendance.student_id)
        .join(School, School.id == TherapySession.school_id)
        .outerjoin(Note, and_(Note.session_id == TherapySession.id, Note.student_id == Student.id))
        .where(
            over,
            TherapySession.day >= today - timedelta(days=_SINCE),
            TherapySession.status != SessionStatus.CANCELLED,
            Note.id.is_(None),
            or_(Attendance.presence.is_(None), Attendance.presence.not_in(NOT_SEEN)),
        )
        .order_by(TherapySession.day.desc(), TherapySession.planned_start, Attendance.id)
    )


def _written_query(states: list[NoteStatus]) -> Any:
    """Of a signed note the words as signed, of a draft the form, from which they are made."""
    return (
        select(
            *_COLUMNS,
            Note.id.label("note_id"),
            Note.status,
            Note.saved_at,
            Note.signed_at,
            func.json_extract(Note.sealed, "$.response").label("response"),
            func.json_extract(Note.sealed, "$.did").label("did"),
            Note.content if NoteStatus.DRAFT in states else null().label("content"),
        )
        .join(TherapySession, TherapySession.id == Note.session_id)
        .join(Student, Student.id == Note.student_id)
        .join(School, School.id == TherapySession.school_id)
        .where(Note.status.in_(states))
        .order_by(Note.service_date.desc(), TherapySession.planned_start, Note.id)
    )


def _narrowed(query: Any, terms: list[str]) -> Any:
    """Rows that can hold all terms; what only looks so is dropped afterwards, where capitals beyond ASCII are known."""
    hay = (
        type_coerce(Note.sealed, Text), Student.first, Student.last, Student.preferred, School.name, School.code,
    )  # fmt: skip
    in_group = [TherapySession.group_id.is_not(None)]
    for term in terms:
        pattern = "%" + "".join(_escaped(letter) for letter in term) + "%"
        query = query.where(or_(*(column.like(pattern, escape="\\") for column in hay), *in_group))
    return query


def _escaped(letter: str) -> str:
    if letter in "%_\\":
        return "\\" + letter
    return letter if letter.isascii() and letter != '"' else "%"


# From rows -------------------------------------------------------------------------------------------------------


def _line(row: Any) -> NoteLine:
    values = row._mapping  # noqa: SLF001 - the public name of a row's columns by name
    status = values.get("status")
    text = " ".join(part for part in (values.get("response"), values.get("did")) if part)
    if status is NoteStatus.DRAFT:
        text = _entry_text(from_plain(values["content"]))
    return NoteLine(
        session_id=row.session_id,
        student_id=row.student_id,
        note_id=values.get("note_id"),
        state=NoteState.TO_WRITE if status is None else NoteState(status.value),
        day=row.day,
        start=row.planned_start,
        called=row.preferred or row.first,
        last=row.last,
        group=str(row.group_id or ""),
        school_id=row.school_id,
        school_code=row.code,
        school_name=row.name,
        school_color=row.color,
        excerpt=" ".join(text.split())[:200],
        saved_at=values.get("saved_at"),
        signed_at=values.get("signed_at"),
    )


def _entry_text(entry: NoteEntry) -> str:
    return " ".join(text for section in (Section.RESPONSE, *Section) if (text := entry.text(section)))


def _named(db: Session, lines: list[NoteLine]) -> list[NoteLine]:
    """Group ids become group names."""
    names = group_names(db, [int(line.group) if line.group else None for line in lines])
    return [replace(line, group=names.get(int(line.group), "")) if line.group else line for line in lines]


def _texts(db: Session, note_ids: Iterable[int]) -> dict[int, str]:
    """All words of these notes."""
    found: dict[int, str] = {}
    wanted = list(note_ids)
    sealed = [func.json_extract(Note.sealed, f"$.{part}") for part in _PARTS]
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        for row in db.execute(select(Note.id, *sealed).where(Note.id.in_(part))):
            found[row[0]] = " ".join(text for text in row[1:] if text)
        drafts = select(Note.id, Note.content).where(Note.id.in_(part), Note.sealed.is_(None))
        found.update({row.id: _entry_text(from_plain(row.content)) for row in db.execute(drafts)})
    return found


def _holds(line: NoteLine, text: str, terms: list[str]) -> bool:
    hay = f"{line.called} {line.last} {line.group} {line.school_name} {line.school_code} {text}".casefold()
    return all(term in hay for term in terms)


def _amended(db: Session, lines: list[NoteLine]) -> list[NoteLine]:
    counts = {row[0]: row[1] for row in db.execute(select(Amendment.note_id, func.count()).group_by(Amendment.note_id))}
    return [replace(line, amendments=counts[line.note_id]) if line.note_id in counts else line for line in lines]


def _schools(db: Session) -> tuple[SchoolCount, ...]:
    signed = (
        select(TherapySession.school_id, func.count(Note.id).label("n"))
        .join(Note, Note.session_id == TherapySession.id)
        .where(Note.status.in_([NoteStatus.SIGNED, NoteStatus.VOID]))
        .group_by(TherapySession.school_id)
        .subquery()
    )
    query = (
        select(School.id, School.code, School.name, School.color, func.coalesce(signed.c.n, 0).label("n"))
        .outerjoin(signed, signed.c.school_id == School.id)
        .order_by(School.name)
    )
    return tuple(SchoolCount(row.id, row.code, row.name, row.color, row.n) for row in db.execute(query))
