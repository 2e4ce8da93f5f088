# SPDX-License-Identifier: MIT
"""The list of notes: to write, drafts, signed; found by name and by what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from otdesk import labels
from otdesk.queries.day_rows import NOT_SEEN, group_names
from otdesk.queries.note_finding import newest, written_at
from otdesk.records.co_signing import CoSignRequest
from otdesk.records.goals import Goal
from otdesk.records.notes import Amendment, Note, NoteWords, is_note_of
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import CoSignState, NoteStatus, RecordKind, SessionStatus
from otdesk.rules.note_entry import NoteEntry, Section, from_plain
from otdesk.rules.note_search import NoteSearch, folded, found_at, read_search, says, tokens

NEWEST = 200
"""How many signed notes are listed at most; older ones are found by more words."""
_SINCE = 120
_BEFORE = 40
"""Letters shown before the words that were looked for."""
_LONG = 4
"""Figures of a number that is no goal's."""


NoteKey = tuple[int, int, int | None]
"""Session, student, and the note's id where it was entered in error and written anew."""


class NoteState(StrEnum):
    TO_WRITE = "to_write"
    DRAFT = "draft"
    CO_SIGN = "co_sign"
    """Signed, and waiting for the supervisor or sent back by her."""
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
    kind: RecordKind = RecordKind.THERAPY
    returned: str = ""
    """What the supervisor wants put right."""
    words: str = ""
    """Of a draft all that it says, folded."""
    goals: tuple[int, ...] = ()
    """Of a draft the goals something was typed for, by id."""
    written_anew: bool = False
    """Entered in error, and another note stands in its place."""

    @property
    def earlier(self) -> int | None:
        """Its id, where the student's session has a later note."""
        return self.note_id if self.written_anew else None

    @property
    def key(self) -> NoteKey:
        return self.session_id, self.student_id, self.earlier


@dataclass(frozen=True, slots=True)
class SchoolCount:
    school_id: int
    code: str
    name: str
    color: int
    signed: int
    """All signed notes of its sessions, listed or not; 0 in a search."""


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
    the student's or group's name, the school's, or its own text; filters as rules/note_search.py reads them."""
    search = read_search(words, today)
    waiting = [_line(row) for row in db.execute(_to_write_query(today, now))]
    drafts = [_line(row) for row in db.execute(_draft_query())]
    named = db.execute(select(Goal.id, Goal.number, Goal.area, Goal.cue)) if search.goals else ()
    goals = {row.id: row for row in named}
    open_lines = [line for line in _named(db, [*waiting, *drafts]) if _holds(line, search, goals)]
    found = [*_co_sign(db, search), *newest(db, search, NEWEST)]
    signed = [_line(row) for row in db.execute(_closed_query(found))]
    if search.words:
        signed = _with_snippets(db, signed, search.words)
    return NoteList(tuple(_amended(db, [*open_lines, *_named(db, signed)])), _schools(db, counted=search.is_empty))


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
    TherapySession.kind,
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
    first = today - timedelta(days=_SINCE)
    late = select(TherapySession.id).where(TherapySession.day >= first, TherapySession.day <= today)
    over = or_(TherapySession.day < today, and_(TherapySession.day == today, TherapySession.planned_end <= now))
    return (
        select(*_COLUMNS)
        .join(Attendance, Attendance.session_id == TherapySession.id)
        .join(Student, Student.id == Attendance.student_id)
        .join(School, School.id == TherapySession.school_id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .where(
            over,
            Attendance.session_id.in_(late),  # else SQLite goes through the attendance of all years
            TherapySession.status != SessionStatus.CANCELLED,
            Note.id.is_(None),
            or_(Attendance.presence.is_(None), Attendance.presence.not_in(NOT_SEEN)),
        )
        .order_by(TherapySession.day.desc(), TherapySession.planned_start, Attendance.id)
    )


def _written(*columns: Any) -> Any:
    return (
        select(*_COLUMNS, Note.id.label("note_id"), Note.status, Note.saved_at, Note.signed_at, *columns)
        .join(TherapySession, TherapySession.id == Note.session_id)
        .join(Student, Student.id == Note.student_id)
        .join(School, School.id == TherapySession.school_id)
        .order_by(Note.service_date.desc(), TherapySession.planned_start, Note.id)
    )


def _draft_query() -> Any:
    """With the form, from which the words are made."""
    drafts = select(Note.id).where(Note.status == NoteStatus.DRAFT)  # from the index of dates alone
    return _written(Note.content).where(Note.id.in_(drafts))


def _closed_query(note_ids: list[int]) -> Any:
    return (
        _written(
            NoteWords.excerpt,
            CoSignRequest.state.label("co_sign"),
            CoSignRequest.remark,
            (~is_note_of(Note.session_id, Note.student_id)).label("written_anew"),
        )
        .join(NoteWords, NoteWords.note_id == Note.id)
        .outerjoin(CoSignRequest, CoSignRequest.note_id == Note.id)
        .where(Note.id.in_(note_ids))
    )


def _co_sign(db: Session, search: NoteSearch) -> list[int]:
    """All that waits for a supervisor, however old; in a search they come among what is found."""
    waiting = select(CoSignRequest.note_id).where(CoSignRequest.state != CoSignState.DONE)
    return list(db.scalars(waiting)) if search.is_empty else []


_SAID = ("response", "did", "skilled", "next_plan")


def _with_snippets(db: Session, lines: list[NoteLine], terms: Sequence[str]) -> list[NoteLine]:
    """Where the words stand that were looked for, in lines whose beginning does not show them."""
    sought = [token for term in terms for token in tokens(term)]
    hidden = [line.note_id for line in lines if all(found_at(folded(line.excerpt), token) < 0 for token in sought)]
    found = {}
    for row in db.execute(select(Note.id, Note.sealed).where(Note.id.in_(hidden), Note.sealed.is_not(None))):
        text = " ".join(" ".join(str(row.sealed.get(part) or "") for part in _SAID).split())
        place = min((at for token in sought if (at := found_at(folded(text), token)) >= 0), default=-1)
        if place >= 0:
            begin = max(0, text.rfind(" ", 0, max(0, place - _BEFORE)) + 1)
            found[row.id] = ("… " if begin else "") + text[begin : begin + 200]
    return [replace(line, excerpt=found.get(line.note_id or 0, line.excerpt)) for line in lines]


# From rows -------------------------------------------------------------------------------------------------------


def _line(row: Any) -> NoteLine:
    values = row._mapping  # noqa: SLF001 - the public name of a row's columns by name
    status = values.get("status")
    text = str(values.get("excerpt") or "")
    goals: tuple[int, ...] = ()
    if status is NoteStatus.DRAFT:
        entry = from_plain(values["content"])
        text, goals = _entry_text(entry), tuple(line.goal_id for line in entry.goals)
    state = NoteState.TO_WRITE if status is None else NoteState(status.value)
    waits = values.get("co_sign") in {CoSignState.WAITING, CoSignState.RETURNED}
    return NoteLine(
        session_id=row.session_id,
        student_id=row.student_id,
        note_id=values.get("note_id"),
        state=NoteState.CO_SIGN if waits else state,
        returned=str(values.get("remark") or "") if values.get("co_sign") is CoSignState.RETURNED else "",
        day=row.day,
        start=row.planned_start,
        called=row.preferred or row.first,
        last=row.last,
        group=str(row.group_id or ""),
        kind=row.kind,
        school_id=row.school_id,
        school_code=row.code,
        school_name=row.name,
        school_color=row.color,
        excerpt=" ".join(text.split())[:200],
        words=folded(text),
        goals=goals,
        saved_at=values.get("saved_at"),
        signed_at=values.get("signed_at"),
        written_anew=bool(values.get("written_anew")),
    )


def _entry_text(entry: NoteEntry) -> str:
    """What it says; where figures alone stand there, those."""
    ticked = [", ".join(items) for _tick, items in entry.ticked]
    written = [text for section in (Section.RESPONSE, *Section) if (text := entry.text(section))]
    areas = [labels.screened(entry.screened.areas)] if entry.screened.areas else []
    return " ".join((*ticked, *areas, *written)) or ", ".join(line.typed.strip() for line in entry.goals)


def _named(db: Session, lines: list[NoteLine]) -> list[NoteLine]:
    """Group ids become group names."""
    names = group_names(db, [int(line.group) if line.group else None for line in lines])
    return [replace(line, group=names.get(int(line.group), "")) if line.group else line for line in lines]


def _holds(line: NoteLine, search: NoteSearch, goals: Mapping[int, Any]) -> bool:
    school = f"{line.school_name} {line.school_code}".casefold()
    name = f"{line.called} {line.last} {line.group} {school}".casefold()
    return (
        search.holds_day(line.day)
        and all(part in school for part in search.schools)
        and all(any(_is_goal(goals.get(goal), part) for goal in line.goals) for part in search.goals)
        and all(term in name or says(line.words, term) for term in search.words)
    )


def _is_goal(goal: Any, part: str) -> bool:
    if goal is None:
        return False
    if part.isdecimal() and len(part) < _LONG:
        return bool(goal.number == int(part))
    return part in f"{goal.area} {goal.cue}".casefold()


def _amended(db: Session, lines: list[NoteLine]) -> list[NoteLine]:
    counts = {row[0]: row[1] for row in db.execute(select(Amendment.note_id, func.count()).group_by(Amendment.note_id))}
    return [replace(line, amendments=counts[line.note_id]) if line.note_id in counts else line for line in lines]


def _schools(db: Session, *, counted: bool) -> tuple[SchoolCount, ...]:
    """All schools; the signed notes of all years are counted only where they are not being searched."""
    query = select(School.id, School.code, School.name, School.color).order_by(School.name)
    return tuple(
        SchoolCount(row.id, row.code, row.name, row.color, written_at(db, row.id) if counted else 0)
        for row in db.execute(query).all()
    )
