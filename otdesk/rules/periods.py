# SPDX-License-Identifier: MIT
"""The periods a service line's amount is promised for, as stretches of dates.

Weeks run Monday to Sunday, or as the district says; months are calendar months. Quarters, trimesters, semesters and
grading periods come from the school's own term table, never from calendar arithmetic.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from otdesk.rules.calendar import SchoolCalendar
from otdesk.rules.kinds import Period
from otdesk.rules.minutes import Stretch

SHORT = frozenset({Period.DAY, Period.WEEK, Period.CYCLE})
"""Promises for a week or less; closures inside them are the district's to judge."""
_OF_TERMS = frozenset({Period.QUARTER, Period.TRIMESTER, Period.SEMESTER, Period.GRADING_PERIOD})


def periods(
    period: Period,
    calendar: SchoolCalendar,
    *,
    every: int = 1,
    since: date | None = None,
    terms: Sequence[Stretch] = (),
    cycle: Mapping[date, int] | None = None,
    line: Stretch | None = None,
    week_start: int = 0,
) -> tuple[Stretch, ...]:
    """The stretches that touch the school year, in order; `every` joins so many, counted from the one of `since`.

    `terms`: the school's term table, needed for terms. `cycle`: calendar.cycle_days, needed for cycles. `line`: the
    days the line is in force, for a plan's term. `week_start`: 0 for Monday. What is not known gives no periods.
    """
    if period is Period.DAY:
        found = [Stretch(day, day) for day in calendar.school_days(calendar.first, calendar.last)]
    elif period is Period.WEEK:
        found = _weeks(calendar, week_start)
    elif period is Period.MONTH:
        found = _months(calendar)
    elif period is Period.CYCLE:
        found = _cycles(calendar, cycle or {})
    elif period in _OF_TERMS:
        found = sorted(terms, key=_first)
    elif period is Period.PLAN_TERM:
        found = [line] if line is not None else []
    else:
        found = [Stretch(calendar.first, calendar.last)]
    return tuple(_joined(found, every, since))


def counted(
    found: Sequence[Stretch], period: Period, span: Stretch, today: date, calendar: SchoolCalendar
) -> tuple[Stretch, ...]:
    """Which of a line's periods a report over `span` counts: those that begin in it, so that each is counted once in
    spans that follow each other. Of terms, years and plans only those that have begun by today. Where none begins, the
    one that today, or the end of the span, lies in."""
    began = [stretch for stretch in found if span.first <= max(stretch.first, calendar.first) <= span.last]
    if period not in SHORT and period is not Period.MONTH:
        began = [stretch for stretch in began if stretch.first <= today]
    if began:
        return tuple(began)
    at = max(span.first, min(span.last, today))
    return tuple(stretch for stretch in found if stretch.first <= at <= stretch.last)


def _weeks(calendar: SchoolCalendar, start: int) -> list[Stretch]:
    found, first = [], calendar.first - timedelta(days=(calendar.first.weekday() - start) % 7)
    while first <= calendar.last:
        found.append(Stretch(first, first + timedelta(days=6)))
        first += timedelta(days=7)
    return found


def _months(calendar: SchoolCalendar) -> list[Stretch]:
    found, first = [], calendar.first.replace(day=1)
    while first <= calendar.last:
        following = (first + timedelta(days=32)).replace(day=1)
        found.append(Stretch(first, following - timedelta(days=1)))
        first = following
    return found


def _cycles(calendar: SchoolCalendar, cycle: Mapping[date, int]) -> list[Stretch]:
    """A new round begins on the first school day whose letter is not after the last one's."""
    found: list[Stretch] = []
    previous: int | None = None
    for day in sorted(cycle):
        if previous is None or cycle[day] <= previous:
            if found:
                found[-1] = Stretch(found[-1].first, day - timedelta(days=1))
            found.append(Stretch(day, calendar.last))
        previous = cycle[day]
    return found


def _joined(found: Sequence[Stretch], every: int, since: date | None) -> list[Stretch]:
    if every <= 1 or not found:
        return list(found)
    origin = next((i for i, s in enumerate(found) if since is not None and s.first <= since <= s.last), 0)
    joined: list[Stretch] = []
    for index, stretch in enumerate(found):
        if joined and (index - origin) % every:
            joined[-1] = Stretch(joined[-1].first, stretch.last)
        else:
            joined.append(stretch)
    return joined


def _first(stretch: Stretch) -> date:
    return stretch.first
