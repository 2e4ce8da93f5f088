# SPDX-License-Identifier: MIT
"""The supervision log of a month, and what part of the assistant's hours it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from otdesk.queries import people, timesheet
from otdesk.queries.people import Person
from otdesk.records.notes import Note
from otdesk.records.sessions import TherapySession
from otdesk.records.supervision import Supervision
from otdesk.records.time_entries import TimeEntry
from otdesk.rules.kinds import NoteStatus, Role, WorkKind
from otdesk.rules.supervision import SupervisionEntry, part

_FREE = frozenset({WorkKind.LUNCH, WorkKind.LEAVE})


@dataclass(frozen=True, slots=True)
class Line:
    supervision_id: int
    entry: SupervisionEntry
    assistant: Person
    supervisor: Person

    @property
    def minutes(self) -> int:
        return self.entry.end - self.entry.start


@dataclass(frozen=True, slots=True)
class Share:
    """How much an assistant was supervised. `worked` are minutes: of her whole working time where the vault is hers
    (`whole`), else of the sessions whose notes she signed."""

    assistant: Person
    minutes: int
    worked: int
    whole: bool

    @property
    def percent(self) -> float | None:
        return part(self.minutes, self.worked)


@dataclass(frozen=True, slots=True)
class Log:
    first: date
    last: date
    lines: tuple[Line, ...]
    shares: tuple[Share, ...]


def log(db: Session, first: date, last: date, today: date, now: int) -> Log:
    """By date; `now` is the minute of the clock today. All assistants have a share, one without supervision too."""
    known = {person.therapist_id: person for person in people.people(db)}
    lines = tuple(_line(row, known) for row in db.execute(_query(first, last)))
    shares = []
    for person in known.values():
        if person.entry.role is Role.OTA:
            whole = person.therapist_id == min(known)
            worked = _worked(db, first, last, today, now) if whole else _in_sessions(db, person, first, last)
            given = sum(line.minutes for line in lines if line.assistant == person)
            shares.append(Share(person, given, worked, whole))
    return Log(first, last, lines, tuple(shares))


def _query(first: date, last: date) -> Select[Supervision, TimeEntry]:
    return (
        select(Supervision, TimeEntry)
        .join(TimeEntry, TimeEntry.id == Supervision.time_entry_id)
        .where(TimeEntry.day.between(first, last))
        .order_by(TimeEntry.day, TimeEntry.start)
    )


def _line(row: Row[Supervision, TimeEntry], known: dict[int, Person]) -> Line:
    said, time = row.Supervision, row.TimeEntry
    entry = SupervisionEntry(
        time.day, time.start, time.end, said.assistant_id, said.supervisor_id, said.method, said.kind, said.topics,
        said.students,
    )  # fmt: skip
    return Line(said.id, entry, known[said.assistant_id], known[said.supervisor_id])


def _worked(db: Session, first: date, last: date, today: date, now: int) -> int:
    sheet = timesheet.sheet(db, first, last, today, now)
    return sum(row.exact for row in sheet.rows if row.kind not in _FREE)


def _in_sessions(db: Session, person: Person, first: date, last: date) -> int:
    """Each session once, however many notes of it she signed."""
    rows = db.execute(
        select(
            TherapySession.id, TherapySession.planned_start, TherapySession.planned_end, TherapySession.actual_start,
            TherapySession.actual_end,
        )
        .join(Note, Note.session_id == TherapySession.id)
        .where(
            Note.author_id == person.therapist_id, Note.status == NoteStatus.SIGNED,
            Note.service_date.between(first, last),
        )
        .distinct()
    )  # fmt: skip
    return sum(
        (row.planned_end if row.actual_end is None else row.actual_end)
        - (row.planned_start if row.actual_start is None else row.actual_start)
        for row in rows
    )


HEADINGS = ("date", "start", "end", "minutes", "assistant", "supervisor", "method", "kind", "topics", "students")
"""The columns of the file; a file format, so never translated."""


def table(lines: Iterable[Line]) -> list[tuple[str | int | float | date | None, ...]]:
    return [
        (
            line.entry.day, _clock(line.entry.start), _clock(line.entry.end), line.minutes, line.assistant.signs_as,
            line.supervisor.signs_as, line.entry.method.value, line.entry.kind.value, line.entry.topics,
            line.entry.students,
        )
        for line in lines
    ]  # fmt: skip


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
