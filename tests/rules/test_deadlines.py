# SPDX-License-Identifier: MIT
"""Due dates: the vectors of domain.md 11."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.calendar import SchoolCalendar, dates
from otdesk.rules.deadlines import (
    Clock,
    Count,
    DayUnit,
    End,
    Known,
    Start,
    Urgency,
    breaks,
    count_on,
    day_number,
    earliest,
    evaluation_due,
    last_school_day_before,
    urgency,
    years_after,
)
from otdesk.rules.kinds import DayType

TRIGGER = date(2026, 9, 8)
CLOSED = [
    date(2026, 10, 12),
    date(2026, 11, 11),
    *dates(date(2026, 11, 25), date(2026, 11, 27)),
    *dates(date(2026, 12, 21), date(2027, 1, 1)),
]
FEDERAL = {date(2026, 10, 12), date(2026, 11, 11), date(2026, 11, 26)}
YEAR = SchoolCalendar(date(2026, 8, 24), date(2027, 6, 10), dict.fromkeys(CLOSED, DayType.CLOSED))
KNOWN = Known((YEAR,), FEDERAL)


@pytest.mark.parametrize(
    ("n", "unit", "due"),
    [
        (60, DayUnit.CALENDAR, date(2026, 11, 7)),
        (65, DayUnit.BUSINESS, date(2026, 12, 11)),
        (25, DayUnit.SCHOOL, date(2026, 10, 14)),
        (30, DayUnit.SCHOOL, date(2026, 10, 21)),
        (35, DayUnit.SCHOOL, date(2026, 10, 28)),
        (45, DayUnit.SCHOOL, date(2026, 11, 12)),
        (50, DayUnit.INSTRUCTIONAL, date(2026, 11, 19)),
        (60, DayUnit.SCHOOL, date(2026, 12, 8)),
    ],
)
def test_counting_from_the_trigger(n: int, unit: DayUnit, due: date) -> None:
    assert count_on(TRIGGER, Count(n, unit), KNOWN) == due
    assert day_number(TRIGGER, due, Count(n, unit), KNOWN) == n


def test_an_early_release_counts_and_a_staff_day_does_not() -> None:
    marks = {date(2026, 9, 9): DayType.EARLY_RELEASE, date(2026, 9, 10): DayType.STAFF_ONLY}
    known = Known((replace(YEAR, marks=marks),))
    assert count_on(TRIGGER, Count(2, DayUnit.SCHOOL), known) == date(2026, 9, 11)


CALIFORNIA = Clock(
    Count(60, DayUnit.CALENDAR), Start.CONSENT, End.IEP_DEVELOPED, exclude_summer=True, exclude_breaks_over=5
)


def test_california_does_not_count_long_vacations() -> None:
    consent = date(2026, 11, 16)
    assert breaks(YEAR, 5) == ((date(2026, 12, 19), date(2027, 1, 3)),)
    assert evaluation_due(CALIFORNIA, KNOWN, consent) == date(2027, 1, 31)
    plain = replace(CALIFORNIA, exclude_breaks_over=None, exclude_summer=False)
    assert evaluation_due(plain, KNOWN, consent) == date(2027, 1, 15)


def test_a_clock_that_rests_in_summer_needs_the_next_year() -> None:
    consent = date(2027, 6, 1)
    assert evaluation_due(CALIFORNIA, KNOWN, consent) is None
    following = SchoolCalendar(date(2027, 8, 23), date(2028, 6, 9))
    # 9 days to June 10, then 51 from August 23 on.
    assert evaluation_due(CALIFORNIA, replace(KNOWN, years=(YEAR, following)), consent) == date(2027, 10, 12)


def test_texas_adds_absences_from_the_third_on() -> None:
    texas = Clock(Count(45, DayUnit.SCHOOL), Start.CONSENT, End.REPORT, absences_from=3)
    assert evaluation_due(texas, KNOWN, TRIGGER, absences=2) == count_on(TRIGGER, Count(45, DayUnit.SCHOOL), KNOWN)
    assert evaluation_due(texas, KNOWN, TRIGGER, absences=4) == count_on(TRIGGER, Count(49, DayUnit.SCHOOL), KNOWN)


def test_florida_adds_only_absences_beyond_eight() -> None:
    florida = Clock(Count(60, DayUnit.CALENDAR), Start.CONSENT, End.REPORT, absences_over=8)
    assert evaluation_due(florida, KNOWN, TRIGGER, absences=8) == date(2026, 11, 7)
    assert evaluation_due(florida, KNOWN, TRIGGER, absences=10) == date(2026, 11, 9)


def test_maryland_takes_whichever_clock_ends_first() -> None:
    cap = (Count(90, DayUnit.CALENDAR), Start.REFERRAL)
    maryland = Clock(Count(60, DayUnit.CALENDAR), Start.CONSENT, End.ELIGIBILITY, cap=cap)
    referral, consent = date(2026, 8, 24), date(2026, 10, 19)
    assert evaluation_due(maryland, KNOWN, consent, referral) == date(2026, 11, 22)
    assert evaluation_due(maryland, KNOWN, consent) == date(2026, 12, 18)
    assert evaluation_due(maryland, KNOWN, None, referral) is None


def test_a_second_count_follows_the_first() -> None:
    dakota = Clock(Count(25, DayUnit.SCHOOL), Start.CONSENT, End.IEP_DEVELOPED, then=Count(30, DayUnit.CALENDAR))
    assert evaluation_due(dakota, KNOWN, TRIGGER) == date(2026, 11, 13)


def test_a_count_past_the_entered_years_is_not_known() -> None:
    assert count_on(TRIGGER, Count(500, DayUnit.SCHOOL), KNOWN) is None
    assert count_on(TRIGGER, Count(1, DayUnit.SCHOOL), Known(())) is None


@pytest.mark.parametrize(
    ("day", "years", "before", "due"),
    [
        (date(2026, 9, 8), 1, False, date(2027, 9, 8)),
        (date(2026, 9, 8), 1, True, date(2027, 9, 7)),
        (date(2028, 2, 29), 1, False, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, False, date(2032, 2, 29)),
        (date(2026, 9, 8), 3, False, date(2029, 9, 8)),
    ],
)
def test_reviews(day: date, years: int, before: bool, due: date) -> None:
    assert years_after(day, years, day_before=before) == due


def test_the_last_school_day_before_a_due_date() -> None:
    assert last_school_day_before(date(2026, 11, 7), KNOWN) == date(2026, 11, 6)
    assert last_school_day_before(date(2026, 12, 31), KNOWN) == date(2026, 12, 18)
    assert last_school_day_before(date(2026, 7, 1), KNOWN) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, Urgency.OVERDUE),
        (0, Urgency.TODAY),
        (7, Urgency.THIS_WEEK),
        (8, Urgency.SOON),
        (30, Urgency.SOON),
        (31, Urgency.LATER),
    ],
)
def test_urgency(days: int, expected: Urgency) -> None:
    assert urgency(TRIGGER + timedelta(days=days), TRIGGER) is expected


def test_the_earliest_of_several() -> None:
    assert earliest([None, date(2026, 10, 9), TRIGGER]) == TRIGGER
    assert earliest([None]) is None


@given(st.integers(1, 100), st.sampled_from(list(DayUnit)), st.integers(0, 80))
def test_the_due_date_counts_and_is_the_nth(n: int, unit: DayUnit, shift: int) -> None:
    trigger = TRIGGER + timedelta(days=shift)
    due = count_on(trigger, Count(n, unit), KNOWN)
    if due is not None:
        assert KNOWN.counts(due, unit)
        assert day_number(trigger, due, Count(n, unit), KNOWN) == n
        later = count_on(trigger, Count(n + 1, unit), KNOWN)
        assert later is None or later > due
