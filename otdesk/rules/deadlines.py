# SPDX-License-Identifier: MIT
"""Counting days toward a due date (34 CFR 300.11), reviews, and how near a date is.

The trigger is day 0; the first counted day is the next countable one. A due date on a weekend is not moved.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from otdesk.rules.calendar import SchoolCalendar, dates

_LONGEST = 1500
"""Days after which a count is given up: the calendar does not reach that far."""


class DayUnit(StrEnum):
    CALENDAR = "calendar"
    SCHOOL = "school"
    BUSINESS = "business"
    INSTRUCTIONAL = "instructional"


class Start(StrEnum):
    CONSENT = "consent"
    REFERRAL = "referral"
    REQUEST = "request"


class End(StrEnum):
    REPORT = "report"
    ELIGIBILITY = "eligibility"
    IEP_DEVELOPED = "iep_developed"
    IEP_IMPLEMENTED = "iep_implemented"


class Urgency(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Count:
    n: int
    unit: DayUnit


@dataclass(frozen=True, slots=True)
class Clock:
    """An initial-evaluation clock. `absences_from`: from so many days of absence on, each adds a day (Texas: 3);
    `absences_over`: only those beyond so many add (Florida: 8). `exclude_breaks_over`: runs of more closed weekdays
    than this are not counted. `cap`: a second clock, whichever ends first. `then`: counted on from the first's end."""

    count: Count
    start: Start
    end: End
    exclude_summer: bool = False
    exclude_breaks_over: int | None = None
    absences_from: int | None = None
    absences_over: int | None = None
    cap: tuple[Count, Start] | None = None
    then: Count | None = None
    confidence: str = ""
    source: str = ""
    note: str = ""
    checked_on: date | None = None
    """When a person compared this row with its source."""


@dataclass(frozen=True, slots=True)
class Known:
    """The school years entered, in order, and the federal and state holidays."""

    years: Sequence[SchoolCalendar]
    holidays: Collection[date] = ()

    def is_school_day(self, day: date) -> bool:
        return any(year.is_open(day) for year in self.years)

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def in_school_year(self, day: date) -> bool:
        return any(year.first <= day <= year.last for year in self.years)

    def counts(self, day: date, unit: DayUnit) -> bool:
        if unit is DayUnit.CALENDAR:
            return True
        if unit is DayUnit.BUSINESS:
            return self.is_business_day(day)
        return self.is_school_day(day)


def count_on(trigger: date, count: Count, known: Known, skipped: Collection[date] = ()) -> date | None:
    """The n-th counted day after the trigger; None where the entered school years end before it is reached."""
    left, day = count.n, trigger
    for _ in range(_LONGEST):
        if left <= 0:
            return day
        day += timedelta(days=1)
        if known.counts(day, count.unit) and day not in skipped:
            left -= 1
    return None


def day_number(trigger: date, today: date, count: Count, known: Known, skipped: Collection[date] = ()) -> int:
    """Which counted day today is ("day 41 of 60"); on a day that does not count, the last one that did."""
    first = trigger + timedelta(days=1)
    return sum(1 for day in dates(first, today) if known.counts(day, count.unit) and day not in skipped)


def not_counted(clock: Clock, known: Known) -> frozenset[date]:
    """The days a clock stands still in the entered school years."""
    found: set[date] = set()
    for year in known.years:
        if clock.exclude_breaks_over is not None:
            for first, last in breaks(year, clock.exclude_breaks_over):
                found.update(dates(first, last))
    if clock.exclude_summer:
        for before, after in zip(known.years, known.years[1:], strict=False):
            found.update(dates(before.last + timedelta(days=1), after.first - timedelta(days=1)))
    return frozenset(found)


def evaluation_due(
    clock: Clock, known: Known, consent: date | None, referral: date | None = None, absences: int = 0
) -> date | None:
    """When an initial evaluation is due; None while the date it starts from, or the calendar, is missing.

    With a summer that is not counted the next school year must be entered once the count runs past this one.
    """
    starts = {Start.CONSENT: consent, Start.REFERRAL: referral, Start.REQUEST: referral}
    trigger = starts[clock.start]
    if trigger is None:
        return None
    skipped = not_counted(clock, known)
    count = Count(clock.count.n + extra_days(clock, absences), clock.count.unit)
    due = count_on(trigger, count, known, skipped)
    if due is not None and clock.exclude_summer and known.years and due > known.years[-1].last:
        return None
    if due is not None and clock.then is not None:
        due = count_on(due, clock.then, known)
    if clock.cap is None:
        return due
    cap, cap_start = clock.cap
    capped_from = starts[cap_start]
    capped = count_on(capped_from, cap, known) if capped_from is not None else None
    return min((day for day in (due, capped) if day is not None), default=None)


def extra_days(clock: Clock, absences: int) -> int:
    """Days a student's absences add to the count."""
    if clock.absences_from is not None:
        return absences if absences >= clock.absences_from else 0
    if clock.absences_over is not None:
        return max(0, absences - clock.absences_over)
    return 0


def breaks(year: SchoolCalendar, more_than: int) -> tuple[tuple[date, date], ...]:
    """Stretches between two school days with more than so many closed weekdays, weekends at their ends included."""
    open_days = year.school_days(year.first, year.last)
    found = []
    for before, after in itertools.pairwise(open_days):
        first, last = before + timedelta(days=1), after - timedelta(days=1)
        if sum(day.weekday() in year.weekdays for day in dates(first, last)) > more_than:
            found.append((first, last))
    return tuple(found)


def years_after(day: date, years: int, *, day_before: bool = False) -> date:
    """The anniversary, February 29 becoming February 28; `day_before` where a district means "within a year"."""
    try:
        anniversary = day.replace(year=day.year + years)
    except ValueError:
        anniversary = day.replace(year=day.year + years, day=28)
    return anniversary - timedelta(days=1) if day_before else anniversary


def last_school_day_before(due: date, known: Known) -> date | None:
    """The last school day on or before a due date: what can still be done with the student is done by then."""
    found = (year.last_school_day(due) for year in known.years)
    return max((day for day in found if day is not None), default=None)


def urgency(due: date, today: date, soon: int = 30) -> Urgency:
    """How near a date is; `soon` in days."""
    left = (due - today).days
    if left < 0:
        return Urgency.OVERDUE
    if left == 0:
        return Urgency.TODAY
    if left <= 7:
        return Urgency.THIS_WEEK
    return Urgency.SOON if left <= soon else Urgency.LATER


def earliest(due: Iterable[date | None]) -> date | None:
    return min((day for day in due if day is not None), default=None)
