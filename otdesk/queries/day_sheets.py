# SPDX-License-Identifier: MIT
"""What a day sheet shows: the day's stops, who is seen there and with which goals, and how to get to the next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from otdesk.rules.kinds import AlertKind


@dataclass(frozen=True, slots=True)
class SheetName:
    """A student; the sheet decides how much of the name is shown."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class SheetGoal:
    number: int
    cue: str


@dataclass(frozen=True, slots=True)
class SheetStudent:
    name: SheetName
    alerts: tuple[AlertKind, ...] = ()
    goals: tuple[SheetGoal, ...] = ()
    grade: int | None = None
    teacher: str = ""
    room: str = ""
    next_time: str = ""
    """What the last note planned for this time."""


class SheetKind(StrEnum):
    SESSION = "session"
    MEETING = "meeting"
    LUNCH = "lunch"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One block of the day. A session has students; a meeting has words and perhaps one student."""

    kind: SheetKind
    start: int
    end: int
    title: str = ""
    """A group's name, a meeting's subject; empty where the student says it all."""
    detail: str = ""
    """Short, after the title: "push-in", "make-up Oct 13", "Room 118"."""
    students: tuple[SheetStudent, ...] = ()
    bring: str = ""
    overlap: bool = False
    """It starts before the block above it has ended."""


@dataclass(frozen=True, slots=True)
class SheetLeave:
    """The drive to the next stop. `tenths` are tenths of a mile."""

    at: int
    minutes: int
    tenths: int
    to_code: str
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class SheetStop:
    """A school, the home or the office, visited once; a school visited twice is two stops."""

    code: str
    name: str
    start: int
    end: int
    room: str = ""
    office_phone: str = ""
    arrival_note: str = ""
    items: tuple[SheetItem, ...] = ()
    leave: SheetLeave | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line to tick off, perhaps about a student: "annual IEP, 2:45"."""

    words: str
    name: SheetName | None = None


@dataclass(frozen=True, slots=True)
class DaySheet:
    day: date
    stops: tuple[SheetStop, ...] = ()
    due: tuple[SheetLine, ...] = ()
    bring: tuple[str, ...] = ()
    schools: int = 0
    sessions: int = 0
    driving_minutes: int = 0
    driving_tenths: int = 0
    closed: str = ""
    """Why there is no school: "Fall break". Empty on a school day."""
