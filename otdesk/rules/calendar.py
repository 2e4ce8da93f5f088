# SPDX-License-Identifier: MIT
"""School year, closures, day types, and the cycle of days (domain.md 9).

A school day is any day, even partial, that students attend for instruction (34 CFR 300.11): an early release counts,
a staff-only day does not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from otdesk.rules.kinds import SHUT, CycleRule, DayType

SCHOOL_DAYS = 5
"""Days of the plain week."""
_WEEK = frozenset(range(SCHOOL_DAYS))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A date that is not a regular day, at one school or (`school` None) at all. A school's own mark wins."""

    day: date
    day_type: DayType
    school: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """One school's year. A marked weekend day is what its mark says (a Saturday held to make up for snow)."""

    first: date
    last: date
    marks: Mapping[date, DayType] = field(default_factory=dict)
    weekdays: frozenset[int] = _WEEK

    def day_type(self, day: date) -> DayType:
        if not self.first <= day <= self.last:
            return DayType.CLOSED
        marked = self.marks.get(day)
        if marked is not None:
            return marked
        return DayType.REGULAR if day.weekday() in self.weekdays else DayType.CLOSED

    def is_open(self, day: date) -> bool:
        """Whether students attend."""
        return self.day_type(day) not in SHUT

    def school_days(self, first: date, last: date) -> tuple[date, ...]:
        """The days students attend, both ends included."""
        return tuple(day for day in dates(max(first, self.first), min(last, self.last)) if self.is_open(day))

    def next_school_day(self, after: date) -> date | None:
        return next((day for day in dates(max(after + _ONE_DAY, self.first), self.last) if self.is_open(day)), None)

    def last_school_day(self, until: date) -> date | None:
        """The last day students attend, `until` included."""
        day = min(until, self.last)
        while day >= self.first:
            if self.is_open(day):
                return day
            day -= _ONE_DAY
        return None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date known to be this day of the cycle (0 = day A), as typed by hand; later anchors correct earlier ones."""

    day: date
    cycle_day: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """Days A, B, ... one after another. `length` 0 is the plain week: Monday is day 0.

    `idle` holds day types that run without a day of the cycle and use none up; by default there are none, so an early
    release or a delay uses its letter.
    """

    length: int = 0
    rule: CycleRule = CycleRule.RESUME
    anchors: Sequence[Anchor] = ()
    idle: frozenset[DayType] = frozenset()


def cycle_from(length: int, rule: CycleRule, day_a: date | None) -> Cycle:
    """The cycle as a school year keeps it: `day_a` is a school day known to be day A."""
    return Cycle(length, rule, (Anchor(day_a, 0),) if day_a is not None else ())


def dates(first: date, last: date) -> Iterator[date]:
    """Each date from first to last, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def calendar_of(school: int | None, first: date, last: date, marks: Iterable[Mark]) -> SchoolCalendar:
    """The calendar of one school: marks for all schools, its own over them. With None only what holds for all."""
    for_all: dict[date, DayType] = {}
    own: dict[date, DayType] = {}
    for mark in marks:
        if mark.school is None:
            for_all[mark.day] = mark.day_type
        elif mark.school == school:
            own[mark.day] = mark.day_type
    return SchoolCalendar(first, last, {**for_all, **own})


def cycle_days(calendar: SchoolCalendar, cycle: Cycle) -> dict[date, int]:
    """The day of the cycle of each school day (0 = Monday in the plain week, else day A); days without one are absent.

    RESUME: a closed day uses no letter up. FIXED: every weekday uses its letter up, open or closed. Before the first
    anchor the count runs backwards from it; without an anchor the year's first school day is day A.
    """
    open_days = calendar.school_days(calendar.first, calendar.last)
    if cycle.length <= 0:
        return {day: day.weekday() for day in open_days}
    counting = _counting_days(calendar, cycle)
    position = {day: index for index, day in enumerate(counting)}
    anchors = sorted(cycle.anchors, key=_anchor_day) or [Anchor(counting[0], 0)] if counting else []
    places = [(anchor.day, _position(counting, anchor.day), anchor.cycle_day) for anchor in anchors]
    found: dict[date, int] = {}
    for day in open_days:
        if day not in position:
            continue
        in_force = [place for place in places if place[0] <= day] or places[:1]
        _, origin, letter = in_force[-1]
        found[day] = (letter + position[day] - origin) % cycle.length
    return found


def weekdays_of(days: Iterable[Mapping[date, int]], since: date) -> dict[int, tuple[int, ...]]:
    """Day of the cycle -> the weekdays it falls on from a date on, over several schools' days (see cycle_days)."""
    found: dict[int, set[int]] = {}
    for of_school in days:
        for day, cycle_day in of_school.items():
            if day >= since:
                found.setdefault(cycle_day, set()).add(day.weekday())
    return {cycle_day: tuple(sorted(weekdays)) for cycle_day, weekdays in found.items()}


def letter(cycle_day: int) -> str:
    """ "A" for 0, "B" for 1; past Z the number of the day."""
    return chr(ord("A") + cycle_day) if 0 <= cycle_day < 26 else str(cycle_day + 1)


def nth_weekday(day: date) -> int:
    """Which Tuesday of its month a Tuesday is, from 1; closed ones count."""
    return (day.day - 1) // 7 + 1


def _counting_days(calendar: SchoolCalendar, cycle: Cycle) -> tuple[date, ...]:
    """The dates that use up a letter, in order."""
    if cycle.rule is CycleRule.FIXED:
        return tuple(
            day
            for day in dates(calendar.first, calendar.last)
            if day.weekday() in calendar.weekdays or calendar.is_open(day)
        )
    open_days = calendar.school_days(calendar.first, calendar.last)
    return tuple(day for day in open_days if calendar.day_type(day) not in cycle.idle)


def _position(counting: Sequence[date], day: date) -> int:
    """How many counting days lie before `day`: an anchor on a closed day speaks for the next open one."""
    return sum(1 for other in counting if other < day)


def _anchor_day(anchor: Anchor) -> date:
    return anchor.day
