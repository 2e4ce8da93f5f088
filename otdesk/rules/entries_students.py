# SPDX-License-Identifier: MIT
"""What is entered about a student: who she is, whom to call, what to mind, when she is elsewhere."""

import itertools
import re
from dataclasses import dataclass
from datetime import date

from otdesk.rules.entries import (
    Flaw,
    Problem,
    Problems,
    bounds,
    in_order,
    long_text_problems,
    missing,
    text_problems,
)
from otdesk.rules.grades import LAST, PK
from otdesk.rules.kinds import AlertKind
from otdesk.rules.spans import DAY_END, overlap

_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
_OLDEST_BIRTH = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class StudentEntry:
    """`grade` is -1 for PK, 0 for K. An empty `preferred` means the first name."""

    first: str
    last: str
    grade: int
    school_id: int
    student_no: str = ""
    preferred: str = ""
    pronoun: str = ""
    birth_date: date | None = None
    teacher: str = ""
    room: str = ""
    case_manager: str = ""
    medicaid_no: str = ""


@dataclass(frozen=True, slots=True)
class ContactEntry:
    name: str
    relation: str = ""
    phone: str = ""
    email: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class AlertEntry:
    kind: AlertKind
    words: str
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    """A weekly time with somebody else."""

    label: str
    weekday: int
    start: int
    end: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class HoursEntry:
    """When the student is at `school_id` on a weekday, or the room there is free; equal start and end: not that day."""

    school_id: int
    weekday: int
    start: int
    end: int

    @property
    def never(self) -> bool:
        return self.start == self.end


def student_problems(entry: StudentEntry, today: date) -> Problems:
    """A name of one word is a name; so one of first and last may be empty."""
    return (
        *(missing(first=entry.first) if not entry.last.strip() else ()),
        *text_problems(
            first=entry.first, last=entry.last, preferred=entry.preferred, student_no=entry.student_no,
            teacher=entry.teacher, room=entry.room, case_manager=entry.case_manager, medicaid_no=entry.medicaid_no,
        ),
        *bounds("grade", entry.grade, PK, LAST),
        *_birth_problems(entry.birth_date, today),
    )  # fmt: skip


def contact_problems(entry: ContactEntry) -> Problems:
    wrong_mail = entry.email.strip() and not _EMAIL.match(entry.email.strip())
    return (
        *missing(name=entry.name),
        *text_problems(name=entry.name, relation=entry.relation, phone=entry.phone, email=entry.email),
        *((Problem("email", Flaw.NOT_AN_EMAIL),) if wrong_mail else ()),
    )


def alert_problems(entry: AlertEntry, today: date) -> Problems:
    ahead = entry.reviewed_on is not None and entry.reviewed_on > today
    return (
        *missing(words=entry.words),
        *long_text_problems(words=entry.words),
        *((Problem("reviewed_on", Flaw.IN_THE_FUTURE, high=today),) if ahead else ()),
    )


def commitment_problems(entry: CommitmentEntry) -> Problems:
    return (
        *missing(label=entry.label),
        *text_problems(label=entry.label),
        *bounds("weekday", entry.weekday, 0, 6),
        *time_problems(entry.start, entry.end),
        *in_order("valid_to", entry.valid_from, entry.valid_to),
    )


def hours_problems(rows: tuple[HoursEntry, ...]) -> Problems:
    """Each row in order, no two of one weekday at the same time, and "not that day" beside no other."""
    found = [problem for row in rows if not row.never for problem in time_problems(row.start, row.end)]
    for one, other in itertools.combinations(rows, 2):
        collide = one.never or other.never or overlap((one.start, one.end), (other.start, other.end))
        if one.weekday == other.weekday and collide:
            return (*found, Problem("start", Flaw.OVERLAPS, low=one.weekday))
    return tuple(found)


def time_problems(start: int, end: int, low: int = 0, high: int = DAY_END) -> Problems:
    """Wall times: inside the bounds, and the end after the start."""
    outside = (*bounds("start", start, low, high), *bounds("end", end, low, high))
    if outside or start < end:
        return outside
    return (Problem("end", Flaw.ENDS_BEFORE_START, low=start),)


def usual_age(grade: int) -> tuple[int, int]:
    """Ages in whole years that are usual in a grade: a year to either side of the common one, more in the last."""
    common = grade + 5
    return common - 1, common + (5 if grade == LAST else 2)


def age_on(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _birth_problems(birth: date | None, today: date) -> Problems:
    if birth is None:
        return ()
    if birth > today:
        return (Problem("birth_date", Flaw.IN_THE_FUTURE, high=today),)
    if birth < _OLDEST_BIRTH:
        return (Problem("birth_date", Flaw.TOO_EARLY, low=_OLDEST_BIRTH),)
    return ()
