# SPDX-License-Identifier: MIT
"""School days and the cycle (vectors: domain.md 9)."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.calendar import (
    Anchor,
    Cycle,
    Mark,
    SchoolCalendar,
    calendar_of,
    cycle_days,
    cycle_from,
    letter,
    nth_weekday,
    weekdays_of,
)
from otdesk.rules.kinds import CycleRule, DayType

FIRST, LAST = date(2026, 9, 1), date(2027, 6, 10)
SNOW = date(2026, 9, 16)
SIX = Cycle(6, CycleRule.RESUME, (Anchor(date(2026, 9, 14), 0),))


def september(day: int) -> date:
    return date(2026, 9, day)


def letters(calendar: SchoolCalendar, cycle: Cycle) -> dict[int, str]:
    return {day.day: letter(n) for day, n in cycle_days(calendar, cycle).items() if day.month == 9}


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        (CycleRule.RESUME, {17: "C", 18: "D", 21: "E", 22: "F", 23: "A"}),
        (CycleRule.FIXED, {17: "D", 18: "E", 21: "F", 22: "A"}),
    ],
)
def test_a_snow_day_in_a_six_day_cycle(rule: CycleRule, after: dict[int, str]) -> None:
    calendar = SchoolCalendar(FIRST, LAST, {SNOW: DayType.CLOSED})
    got = letters(calendar, Cycle(6, rule, SIX.anchors))
    assert got[14] == "A"
    assert got[15] == "B"
    assert 16 not in got
    assert {day: got[day] for day in after} == after


def test_early_release_uses_its_letter_unless_the_district_says_not() -> None:
    calendar = SchoolCalendar(FIRST, LAST, {SNOW: DayType.EARLY_RELEASE})
    assert letters(calendar, SIX)[17] == "D"
    idle = Cycle(6, CycleRule.RESUME, SIX.anchors, frozenset({DayType.EARLY_RELEASE}))
    got = letters(calendar, idle)
    assert 16 not in got
    assert got[17] == "C"


def test_which_weekdays_a_day_of_the_cycle_falls_on() -> None:
    calendar = SchoolCalendar(FIRST, LAST, {SNOW: DayType.CLOSED})
    pinned = cycle_days(calendar, cycle_from(5, CycleRule.FIXED, date(2026, 9, 14)))
    assert weekdays_of([pinned], FIRST) == {day: (day,) for day in range(5)}, "pinned letters of a five-day cycle"
    wandering = cycle_days(calendar, cycle_from(6, CycleRule.RESUME, date(2026, 9, 14)))
    assert weekdays_of([wandering], FIRST)[0] == (0, 1, 2, 3, 4)
    assert weekdays_of([wandering], date(2027, 6, 9)) == {
        day: (when.weekday(),) for when, day in wandering.items() if when >= date(2027, 6, 9)
    }


def test_a_later_anchor_corrects_the_count() -> None:
    calendar = SchoolCalendar(FIRST, LAST)
    again = Cycle(6, CycleRule.RESUME, (Anchor(september(21), 0), Anchor(september(14), 0)))
    got = letters(calendar, again)
    assert [got[d] for d in (14, 15, 16, 17, 18, 21, 22)] == ["A", "B", "C", "D", "E", "A", "B"]


def test_an_anchor_on_a_closed_day_speaks_for_the_next_open_one() -> None:
    calendar = SchoolCalendar(FIRST, LAST, {SNOW: DayType.CLOSED})
    assert letters(calendar, Cycle(6, CycleRule.RESUME, (Anchor(SNOW, 3),)))[17] == "D"


def test_before_the_anchor_the_count_runs_backwards() -> None:
    got = letters(SchoolCalendar(FIRST, LAST), SIX)
    assert (got[11], got[10]) == ("F", "E")


def test_without_an_anchor_the_first_school_day_is_day_a() -> None:
    calendar = SchoolCalendar(FIRST, LAST, {FIRST: DayType.STAFF_ONLY})
    assert letters(calendar, Cycle(2))[2] == "A"


def test_the_plain_week_counts_weekdays() -> None:
    got = cycle_days(SchoolCalendar(FIRST, LAST), Cycle())
    assert all(n == day.weekday() for day, n in got.items())
    assert len(got) == len(SchoolCalendar(FIRST, LAST).school_days(FIRST, LAST))


def test_a_schools_own_mark_wins_over_the_districts() -> None:
    marks = [Mark(SNOW, DayType.CLOSED), Mark(SNOW, DayType.TWO_HOUR_DELAY, 2), Mark(FIRST, DayType.TESTING, 3)]
    assert calendar_of(1, FIRST, LAST, marks).day_type(SNOW) is DayType.CLOSED
    assert calendar_of(2, FIRST, LAST, marks).day_type(SNOW) is DayType.TWO_HOUR_DELAY
    assert calendar_of(1, FIRST, LAST, marks).day_type(FIRST) is DayType.REGULAR


def test_weekends_are_closed_unless_marked_and_nothing_is_open_outside_the_year() -> None:
    saturday = date(2026, 9, 19)
    assert not SchoolCalendar(FIRST, LAST).is_open(saturday)
    assert SchoolCalendar(FIRST, LAST, {saturday: DayType.REGULAR}).is_open(saturday)
    assert not SchoolCalendar(FIRST, LAST).is_open(LAST + timedelta(days=1))
    assert SchoolCalendar(FIRST, LAST, {SNOW: DayType.EARLY_RELEASE}).is_open(SNOW)
    assert not SchoolCalendar(FIRST, LAST, {SNOW: DayType.STAFF_ONLY}).is_open(SNOW)
    assert SchoolCalendar(FIRST, LAST).next_school_day(date(2026, 9, 18)) == september(21)
    assert SchoolCalendar(FIRST, LAST).next_school_day(LAST) is None


@given(
    until=st.dates(FIRST - timedelta(days=5), LAST + timedelta(days=40)),
    closed=st.sets(st.dates(FIRST, LAST), max_size=30),
)
def test_the_last_school_day_is_the_last_of_all_school_days_until_then(until: date, closed: set[date]) -> None:
    calendar = SchoolCalendar(FIRST, LAST, dict.fromkeys(closed, DayType.CLOSED))
    assert calendar.last_school_day(until) == max(calendar.school_days(FIRST, until), default=None)


def test_nth_weekday() -> None:
    assert [nth_weekday(date(2026, 9, d)) for d in (1, 7, 8, 29)] == [1, 1, 2, 5]
    assert letter(25) == "Z"
    assert letter(26) == "27"


closed_days = st.sets(st.integers(0, 280).map(lambda n: FIRST + timedelta(days=n)), max_size=40)


@given(closed_days, st.integers(2, 10), st.integers(0, 200))
def test_resume_never_skips_a_letter(closed: set[date], length: int, start: int) -> None:
    calendar = SchoolCalendar(FIRST, LAST, dict.fromkeys(closed, DayType.CLOSED))
    got = cycle_days(calendar, Cycle(length, CycleRule.RESUME, (Anchor(FIRST + timedelta(days=start), 0),)))
    in_order = [got[day] for day in sorted(got)]
    assert list(got) == list(calendar.school_days(FIRST, LAST))
    assert all((a + 1) % length == b for a, b in itertools.pairwise(in_order))


@given(closed_days, st.integers(2, 10))
def test_fixed_letters_do_not_depend_on_closed_days(closed: set[date], length: int) -> None:
    weekdays_closed = {day for day in closed if day.weekday() < 5}
    cycle = Cycle(length, CycleRule.FIXED, (Anchor(date(2026, 9, 14), 0),))
    whole = cycle_days(SchoolCalendar(FIRST, LAST), cycle)
    got = cycle_days(SchoolCalendar(FIRST, LAST, dict.fromkeys(weekdays_closed, DayType.CLOSED)), cycle)
    assert got == {day: n for day, n in whole.items() if day not in weekdays_closed}
