# SPDX-License-Identifier: MIT
"""What is entered about places: schools, their bells, the home, and the drives between them."""

import re
from dataclasses import dataclass

from otdesk.rules.entries import Flaw, Problem, Problems, bounds, long_text_problems, missing, text_problems
from otdesk.rules.entries_students import time_problems
from otdesk.rules.grades import LAST, PK
from otdesk.rules.kinds import DayType, PlaceKind, Pull

CODE = re.compile(r"^[A-Z0-9]{2,4}$")
COLORS = 8
MAX_DRIVE = 360
MAX_TENTHS = 5_000
_IDLE_WORDS = frozenset({"of", "the", "at", "and", "for"})


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """`color` none = given automatically. Times are minutes since midnight."""

    name: str
    code: str
    grade_low: int
    grade_high: int
    first_bell: int
    dismissal: int
    address: str = ""
    office_phone: str = ""
    room: str = ""
    arrival_note: str = ""
    park_minutes: int = 0
    setup_minutes: int = 0
    latitude: float | None = None
    longitude: float | None = None
    color: int | None = None
    district_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place that is not a school: the home or an office."""

    kind: PlaceKind
    name: str
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    park_minutes: int = 0
    setup_minutes: int = 0


@dataclass(frozen=True, slots=True)
class BellEntry:
    """One block of a bell schedule; an empty homeroom and no weekday mean all of them."""

    school_id: int
    day_type: DayType
    grade_low: int
    grade_high: int
    label: str
    start: int
    end: int
    pull: Pull
    homeroom: str = ""
    weekday: int | None = None
    whole_day: bool = False


@dataclass(frozen=True, slots=True)
class DriveEntry:
    """Minutes and tenths of a mile from one place to another."""

    from_id: int
    to_id: int
    minutes: int
    tenths: int


def school_problems(entry: SchoolEntry) -> Problems:
    return (
        *missing(name=entry.name, code=entry.code),
        *((Problem("code", Flaw.NOT_A_CODE),) if entry.code.strip() and not CODE.match(entry.code) else ()),
        *text_problems(name=entry.name, address=entry.address, office_phone=entry.office_phone, room=entry.room),
        *long_text_problems(arrival_note=entry.arrival_note),
        *_grade_problems(entry.grade_low, entry.grade_high),
        *(_renamed(problem) for problem in time_problems(entry.first_bell, entry.dismissal)),
        *_site_problems(entry.park_minutes, entry.setup_minutes, entry.latitude, entry.longitude),
        *bounds("color", entry.color, 0, COLORS - 1),
    )


def place_problems(entry: PlaceEntry) -> Problems:
    return (
        *missing(name=entry.name),
        *text_problems(name=entry.name, address=entry.address),
        *_site_problems(entry.park_minutes, entry.setup_minutes, entry.latitude, entry.longitude),
    )


def bell_problems(entry: BellEntry) -> Problems:
    return (
        *missing(label=entry.label),
        *text_problems(label=entry.label, homeroom=entry.homeroom),
        *_grade_problems(entry.grade_low, entry.grade_high),
        *time_problems(entry.start, entry.end),
        *bounds("weekday", entry.weekday, 0, 6),
    )


def drive_problems(entry: DriveEntry) -> Problems:
    same = entry.from_id == entry.to_id
    return (
        *((Problem("to_id", Flaw.OUT_OF_RANGE),) if same else ()),
        *bounds("minutes", entry.minutes, 0, MAX_DRIVE),
        *bounds("tenths", entry.tenths, 0, MAX_TENTHS),
    )


def free_color(taken: list[int]) -> int:
    """The first school color not in use; when all eight are, the one used least, in the order they are given."""
    return min(range(COLORS), key=lambda color: (taken.count(color), color))


def free_code(name: str, taken: frozenset[str]) -> str:
    """Two capital letters from a school's name ("Alder Creek Elementary" = AC) that no other school has."""
    words = [word for word in re.findall(r"[A-Z0-9]+", name.upper()) if word.casefold() not in _IDLE_WORDS]
    first = words[0] if words else "SC"
    second = words[1] if len(words) > 1 else first[1:] or "X"
    wanted = [first[0] + second[0]]
    wanted += [first[0] + letter for letter in first[1:] + second]
    wanted += [f"{first[0]}{number}" for number in range(1, 100)]
    return next(code for code in wanted if len(code) >= 2 and code not in taken)


def _renamed(problem: Problem) -> Problem:
    names = {"start": "first_bell", "end": "dismissal"}
    return Problem(names[problem.field], problem.flaw, problem.low, problem.high)


def _grade_problems(low: int, high: int) -> Problems:
    outside = (*bounds("grade_low", low, PK, LAST), *bounds("grade_high", high, PK, LAST))
    if outside or low <= high:
        return outside
    return (Problem("grade_high", Flaw.ENDS_BEFORE_START, low=low),)


def _site_problems(park: int, setup: int, latitude: float | None, longitude: float | None) -> Problems:
    found = [*bounds("park_minutes", park, 0, 120), *bounds("setup_minutes", setup, 0, 120)]
    if (latitude is None) != (longitude is None):
        found.append(Problem("longitude" if longitude is None else "latitude", Flaw.ONE_COORDINATE))
    if latitude is not None and not -90 <= latitude <= 90:
        found.append(Problem("latitude", Flaw.OUT_OF_RANGE, -90, 90))
    if longitude is not None and not -180 <= longitude <= 180:
        found.append(Problem("longitude", Flaw.OUT_OF_RANGE, -180, 180))
    return tuple(found)
