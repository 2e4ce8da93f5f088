# SPDX-License-Identifier: MIT
"""A whole year of dates beside a count by hand: a six-day cycle at one school, A/B days at another, weekdays at a
third, and four monthly consults that share one time. The count walks the calendar day by day and knows no rule of ours.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.calendar import Mark, SchoolCalendar, calendar_of, cycle_days, cycle_from
from otdesk.rules.kinds import CycleRule, DayType
from otdesk.rules.pattern import Slot, TurnRule, Turns, project

SIX, AB, PLAIN = 1, 2, 3
FIRST, LAST = date(2026, 9, 14), date(2027, 6, 11)
YEAR = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
Said = Sequence[tuple[date, DayType, int | None]]
LENGTHS = {SIX: 6, AB: 2, PLAIN: 0}

marks = st.lists(
    st.tuples(
        st.sampled_from([day for day in YEAR if day.weekday() < 5]),
        st.sampled_from([DayType.CLOSED, DayType.STAFF_ONLY, DayType.EARLY_RELEASE, DayType.TWO_HOUR_DELAY]),
        st.sampled_from([None, SIX, AB, PLAIN]),
    ),
    max_size=40,
    unique_by=lambda mark: (mark[0], mark[2]),
)


def is_open(school: int, day: date, said: Said) -> bool:
    """By hand: a school's own word goes before the one for all; weekends are shut."""
    own = [kind for on, kind, where in said if on == day and where == school]
    shared = [kind for on, kind, where in said if on == day and where is None]
    kind = (own or shared or [DayType.REGULAR if day.weekday() < 5 else DayType.CLOSED])[0]
    return kind not in {DayType.CLOSED, DayType.STAFF_ONLY}


def letters_by_hand(school: int, rule: CycleRule, said: Said) -> dict[date, int]:
    """RESUME: the next open day has the next letter. FIXED: every weekday uses one up, open or not."""
    length, count, found = LENGTHS[school], 0, {}
    for day in YEAR:
        open_day = is_open(school, day, said)
        if length == 0:
            if open_day:
                found[day] = day.weekday()
            continue
        if open_day:
            found[day] = count % length
        if open_day if rule is CycleRule.RESUME else day.weekday() < 5:
            count += 1
    return found


def consults_by_hand(dates: list[date], lines: int) -> list[list[date]]:
    """Of each month's dates the first line has the first, the second the next, and so on while there are any."""
    found: list[list[date]] = [[] for _line in range(lines)]
    for month in sorted({(day.year, day.month) for day in dates}):
        of_month = [day for day in dates if (day.year, day.month) == month]
        for line, day in enumerate(of_month[:lines]):
            found[line].append(day)
    return found


def projected(rule: CycleRule, said: Said, slots: list[Slot]) -> dict[int, list[date]]:
    known = [Mark(*mark) for mark in said]
    calendars: dict[int | None, SchoolCalendar] = {}
    days: dict[int | None, dict[date, int]] = {}
    for school in (SIX, AB, PLAIN):
        calendars[school] = calendar_of(school, FIRST, LAST, known)
        days[school] = cycle_days(calendar_of(school, FIRST, LAST, known), cycle_from(LENGTHS[school], rule, None))
    found: dict[int, list[date]] = {slot.id: [] for slot in slots}
    for one in project(slots, calendars, days, FIRST, LAST):
        found[one.slot].append(one.day)
    return found


def year_slots() -> list[Slot]:
    slots = [Slot(10 + n, SIX, n, 540, 570) for n in range(6)]
    slots += [Slot(20 + n, AB, n, 600, 630) for n in range(2)]
    slots += [Slot(30 + n, PLAIN, n, 660, 690) for n in range(5)]
    once = Turns(TurnRule.MONTH, 1)
    return slots + [Slot(40 + n, PLAIN, 1, 780, 810, once) for n in range(4)]


@given(marks, st.sampled_from(CycleRule))
def test_the_dates_of_a_year_are_those_counted_by_hand(said: Said, rule: CycleRule) -> None:
    found = projected(rule, said, year_slots())
    for school, base in ((SIX, 10), (AB, 20), (PLAIN, 30)):
        letters = letters_by_hand(school, rule, said)
        for letter in range(LENGTHS[school] or 5):
            assert found[base + letter] == [day for day, own in letters.items() if own == letter]
    tuesdays = [day for day in YEAR if day.weekday() == 1 and is_open(PLAIN, day, said)]
    for line, dates in enumerate(consults_by_hand(tuesdays, 4)):
        assert found[40 + line] == dates


@given(marks, st.sampled_from(CycleRule), st.integers(0, 4))
def test_a_weekday_held_on_one_letter_of_its_school_has_the_dates_counted_by_hand(
    said: Said, rule: CycleRule, weekday: int
) -> None:
    """The typical week goes by weekdays; one school runs A and B days of its own through it."""
    halves = [Slot(n, AB, weekday, 600, 630, Turns(TurnRule.LETTERS, letters=(n,), of=2)) for n in range(2)]
    own = calendar_of(AB, FIRST, LAST, [Mark(*mark) for mark in said])
    days, letters = cycle_days(own, cycle_from(0, rule, None)), cycle_days(own, cycle_from(2, rule, None))
    found = project(halves, {AB: own}, {AB: days}, FIRST, LAST, letters={AB: letters})
    counted = {day: letter for day, letter in letters_by_hand(AB, rule, said).items() if day.weekday() == weekday}
    assert {one.day: one.slot for one in found} == counted
    assert len(found) == len(counted), "never both on one date"
    assert project(halves, {AB: own}, {AB: days}, FIRST, LAST) == (), "without its letters none is due"


def test_the_vector_of_the_snow_day() -> None:
    """domain.md 9: snow on Wednesday, September 16; A is Monday the 14th."""
    snow = [(date(2026, 9, 16), DayType.CLOSED, None)]
    for rule, letters in ((CycleRule.RESUME, "CDEFA"), (CycleRule.FIXED, "DEFAB")):
        found = projected(rule, snow, year_slots())
        by_day = {day: "ABCDEF"[slot - 10] for slot, dates in found.items() if slot < 16 for day in dates}
        shown = "".join(by_day[date(2026, 9, day)] for day in (17, 18, 21, 22, 23))
        assert shown == letters
    assert [found[10 + n][0] for n in range(2)] == [date(2026, 9, 14), date(2026, 9, 15)]
