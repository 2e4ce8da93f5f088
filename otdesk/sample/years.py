# SPDX-License-Identifier: MIT
"""The invented district's school years: first and last day, closures, early releases, quarters."""

from dataclasses import dataclass
from datetime import date, timedelta

from otdesk.rules.entries_people import ClosureEntry, SchoolYearEntry
from otdesk.rules.kinds import DayType

_MON, _THU, _FRI = 0, 3, 4


@dataclass(frozen=True, slots=True)
class InventedYear:
    entry: SchoolYearEntry
    closures: tuple[ClosureEntry, ...]
    terms: tuple[tuple[str, date, date, date], ...]
    """(name, first day, last day, reports due) of the four quarters."""


def year_of(day: date) -> int:
    """The calendar year in which the school year of `day` began; July and later belong to the new one."""
    return day.year if day.month >= 7 else day.year - 1


def school_year(start: int) -> InventedYear:
    """The school year that begins in the fall of `start`."""
    labor = _nth(start, 9, _MON, 1)
    first, last = labor - timedelta(days=7), _nth(start + 1, 6, _FRI, 1)
    thanks = _nth(start, 11, _THU, 4)
    christmas = date(start, 12, 25)
    winter = christmas - timedelta(days=christmas.weekday())
    spring = _nth(start + 1, 3, _MON, 4)
    conference = _nth(start, 10, _THU, 3)
    closures = (
        _closed(labor, labor, "Labor Day"),
        _closed(conference, conference + timedelta(days=1), "Educator conference"),
        ClosureEntry(thanks - timedelta(days=1), thanks - timedelta(days=1), DayType.EARLY_RELEASE, "Early release"),
        _closed(thanks, thanks + timedelta(days=1), "Thanksgiving"),
        _closed(winter, winter + timedelta(days=11), "Winter break"),
        _closed(_nth(start + 1, 1, _MON, 3), _nth(start + 1, 1, _MON, 3), "Martin Luther King Jr. Day"),
        _closed(_nth(start + 1, 2, _MON, 3), _nth(start + 1, 2, _MON, 3), "Presidents' Day"),
        _closed(spring, spring + timedelta(days=4), "Spring break"),
        _closed(_last_monday_of_may(start + 1), _last_monday_of_may(start + 1), "Memorial Day"),
    )
    name = f"{start}-{(start + 1) % 100:02d}"
    return InventedYear(SchoolYearEntry(name, first, last), closures, _quarters(first, last))


def school_days(year: InventedYear) -> list[date]:
    """The days with students, in order."""
    closed = {
        closure.first_day + timedelta(days=n)
        for closure in year.closures
        if closure.day_type is DayType.CLOSED
        for n in range((closure.last_day - closure.first_day).days + 1)
    }
    days = (
        year.entry.first_day + timedelta(days=n) for n in range((year.entry.last_day - year.entry.first_day).days + 1)
    )
    return [day for day in days if day.weekday() <= _FRI and day not in closed]


def _closed(first: date, last: date, name: str) -> ClosureEntry:
    return ClosureEntry(first, last, DayType.CLOSED, name)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())


def _quarters(first: date, last: date) -> tuple[tuple[str, date, date, date], ...]:
    """Reports are due on the last Friday of each."""
    length = (last - first) // 4
    ends = [first + length * n for n in (1, 2, 3)] + [last]
    starts = [first] + [end + timedelta(days=1) for end in ends[:-1]]
    return tuple(
        (f"Quarter {n}", start, end, end - timedelta(days=(end.weekday() - _FRI) % 7))
        for n, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
