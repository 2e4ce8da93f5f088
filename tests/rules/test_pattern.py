# SPDX-License-Identifier: MIT
"""The typical week on real dates, and what an edit of pattern or calendar changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.calendar import Anchor, Cycle, SchoolCalendar, cycle_days
from otdesk.rules.kinds import DayType
from otdesk.rules.pattern import (
    Allows,
    Dealt,
    Difference,
    Existing,
    Fit,
    Occurrence,
    Slot,
    TurnRule,
    Turns,
    deal,
    project,
    reproject,
    turns_from,
    turns_value,
)

FIRST, LAST = date(2026, 9, 1), date(2027, 6, 10)
TUESDAY = Slot(1, 7, 1, 580, 610)
MONTHLY = Turns(TurnRule.MONTH, 1)


def october(*days: int) -> list[date]:
    return [date(2026, 10, day) for day in days]


def held(
    slots: Iterable[Slot],
    closed: dict[date, DayType] | None = None,
    *,
    cycle: Cycle | None = None,
    span: tuple[date, date] = (date(2026, 10, 1), date(2026, 10, 31)),
    allows: Allows | None = None,
    dealt: Dealt | None = None,
) -> tuple[Occurrence, ...]:
    calendar = SchoolCalendar(FIRST, LAST, closed or {})
    days = cycle_days(calendar, cycle or Cycle())
    return project(slots, {7: calendar}, {7: days}, *span, allows, dealt)


def days_of(found: Iterable[Occurrence], slot: int = 1) -> list[date]:
    return [o.day for o in found if o.slot == slot]


def test_a_weekly_slot_skips_closed_days() -> None:
    found = held([TUESDAY], {date(2026, 10, 13): DayType.CLOSED})
    assert days_of(found) == october(6, 20, 27)
    assert all((o.start, o.end, o.fit) == (580, 610, Fit.FITS) for o in found)


def test_a_slot_of_the_cycle_follows_its_letter() -> None:
    six = Cycle(6, anchors=(Anchor(date(2026, 9, 14), 0),))
    found = held([TUESDAY], {date(2026, 9, 16): DayType.CLOSED}, cycle=six, span=(date(2026, 9, 14), date(2026, 9, 30)))
    assert days_of(found) == [date(2026, 9, 15), date(2026, 9, 24)]


def test_valid_dates_bound_a_slot() -> None:
    slot = replace(TUESDAY, valid_from=date(2026, 10, 7), valid_to=date(2026, 10, 20))
    assert days_of(held([slot])) == october(13, 20)


def test_a_wall_time_the_days_bells_do_not_allow_is_flagged_not_dropped() -> None:
    early = {date(2026, 10, 13): DayType.EARLY_RELEASE}
    found = held([TUESDAY], early, allows=lambda _slot, _day, kind: kind is DayType.REGULAR)
    assert [(o.day.day, o.fit, o.day_type) for o in found if o.day.day in {6, 13}] == [
        (6, Fit.FITS, DayType.REGULAR),
        (13, Fit.DOES_NOT_FIT, DayType.EARLY_RELEASE),
    ]


def test_every_other_week_keeps_its_weeks_over_a_closure() -> None:
    slot = replace(TUESDAY, turns=Turns(TurnRule.EVERY_WEEKS, weeks=2, since=date(2026, 9, 8)))
    assert days_of(held([slot])) == october(6, 20)
    assert days_of(held([slot], {date(2026, 10, 6): DayType.CLOSED})) == october(20)


def test_first_and_third_tuesday() -> None:
    slot = replace(TUESDAY, turns=Turns(TurnRule.NTH, nth=(1, 3)))
    assert days_of(held([slot])) == october(6, 20)


def test_lines_that_share_a_time_share_out_the_month() -> None:
    slots = [replace(TUESDAY, id=n, turns=Turns(TurnRule.MONTH, times)) for n, times in ((1, 1), (2, 2), (3, 1))]
    found = held(slots)
    assert [days_of(found, n) for n in (1, 2, 3)] == [october(6), october(13, 20), october(27)]


@pytest.mark.parametrize(
    ("count", "times", "expected"),
    [
        (4, [1], [[0]]),
        (4, [2], [[0, 2]]),
        (5, [2], [[0, 2]]),
        (4, [3], [[0, 1, 2]]),
        (4, [1, 1, 1, 1], [[0], [1], [2], [3]]),
        (3, [1, 2, 1], [[0], [1, 2], []]),
        (4, [2, 2], [[0, 2], [1, 3]]),
        (0, [1], [[]]),
    ],
)
def test_dealing(count: int, times: list[int], expected: list[list[int]]) -> None:
    tuesdays = [date(2026, 9, 1) + timedelta(weeks=n) for n in range(count)]
    assert [[tuesdays.index(day) for day in turn] for turn in deal(tuesdays, times)] == expected


@given(st.integers(0, 6), st.lists(st.integers(1, 4), max_size=5))
def test_dealing_gives_no_date_twice_and_no_more_than_asked(count: int, times: list[int]) -> None:
    tuesdays = [date(2026, 9, 1) + timedelta(weeks=n) for n in range(count)]
    dealt = deal(tuesdays, times)
    flat = [day for turn in dealt for day in turn]
    assert len(flat) == len(set(flat)) == min(count, sum(times))
    assert all(len(turn) <= wanted and list(turn) == sorted(turn) for turn, wanted in zip(dealt, times, strict=True))


def test_part_of_a_month_gives_the_dates_of_the_whole() -> None:
    slot = replace(TUESDAY, turns=Turns(TurnRule.MONTH, 2))
    assert days_of(held([slot])) == october(6, 20)
    assert days_of(held([slot], span=(date(2026, 10, 10), date(2026, 10, 31)))) == october(20)


def test_a_closure_late_in_the_month_does_not_deal_into_the_past() -> None:
    slot = replace(TUESDAY, turns=Turns(TurnRule.MONTH, 2))
    dealt = Dealt({1: october(6, 20)}, date(2026, 10, 15))
    closed = {date(2026, 10, 27): DayType.CLOSED}
    assert days_of(held([slot], closed, dealt=dealt)) == october(6, 20)
    snowed = {date(2026, 10, 20): DayType.CLOSED}
    assert days_of(held([slot], snowed, dealt=dealt)) == october(6, 27)


def existing(occurrence: Occurrence, number: int) -> Existing:
    return Existing(number, occurrence.slot, occurrence.day, occurrence.day, occurrence.start, occurrence.end)


def diff(closed: dict[date, DayType], *, locked: int = 0, by_hand: int = 0, slot: Slot = TUESDAY) -> Difference:
    before = [existing(o, o.day.day) for o in held([TUESDAY])]
    before = [replace(e, locked=e.id == locked, by_hand=e.id == by_hand) for e in before]
    return reproject(held([slot], closed), before, date(2026, 10, 1))


def test_nothing_changed_nothing_to_do() -> None:
    assert diff({}).empty


def test_a_closed_day_removes_its_session() -> None:
    got = diff({date(2026, 10, 13): DayType.CLOSED})
    assert [e.id for e in got.remove] == [13]
    assert not got.add
    assert not got.move


def test_a_logged_or_hand_moved_session_is_never_touched() -> None:
    assert diff({date(2026, 10, 13): DayType.CLOSED}, locked=13).empty
    assert diff({date(2026, 10, 13): DayType.CLOSED}, by_hand=13).empty
    later = replace(TUESDAY, start=600, end=630)
    assert [m.existing.id for m in diff({}, slot=later, locked=6, by_hand=20).move] == [13, 27]


def test_another_day_of_the_same_week_is_a_move() -> None:
    got = diff({}, slot=replace(TUESDAY, cycle_day=3))
    assert [(m.existing.id, m.to.day.day) for m in got.move] == [(6, 8), (13, 15), (20, 22), (27, 29)]
    assert [o.day.day for o in got.add] == [1]
    assert not got.remove


def test_a_reopened_day_gets_its_session_back() -> None:
    before = [existing(o, o.day.day) for o in held([TUESDAY], {date(2026, 10, 13): DayType.CLOSED})]
    got = reproject(held([TUESDAY]), before, date(2026, 10, 1))
    assert [o.day.day for o in got.add] == [13]


def test_the_past_stays_as_it_was() -> None:
    before = [existing(o, o.day.day) for o in held([TUESDAY])]
    got = reproject((), before, date(2026, 10, 14))
    assert [e.id for e in got.remove] == [20, 27]


closures = st.sets(st.integers(0, 270).map(lambda n: FIRST + timedelta(days=n)), max_size=30)


@given(closures, closures, st.integers(0, 250), st.sets(st.integers(0, 40)), st.integers(0, 4))
def test_after_the_difference_sessions_equal_the_pattern(
    old: set[date], new: set[date], days_in: int, locked: set[int], cycle_day: int
) -> None:
    span, today = (FIRST, LAST), FIRST + timedelta(days=days_in)
    first = held([TUESDAY], dict.fromkeys(old, DayType.CLOSED), span=span)
    before = [replace(existing(o, n), locked=n in locked) for n, o in enumerate(first)]
    wanted = held([replace(TUESDAY, cycle_day=cycle_day)], dict.fromkeys(new, DayType.CLOSED), span=span)
    got = reproject(wanted, before, today)
    touched = {e.id for e in got.remove} | {m.existing.id for m in got.move}
    assert not touched & locked
    assert all(before[n].day >= today for n in touched)
    left = {e.day for e in before if e.id not in touched and e.day >= today and not e.locked}
    after = left | {m.to.day for m in got.move} | {o.day for o in got.add}
    kept = {e.slot_day for e in before if e.locked}
    assert after == {o.day for o in wanted if o.day >= today and o.day not in kept}


@pytest.mark.parametrize(
    "turns",
    [None, MONTHLY, Turns(TurnRule.NTH, nth=(1, 3)), Turns(TurnRule.EVERY_WEEKS, weeks=2, since=date(2026, 9, 8))],
)
def test_turns_are_kept_and_read_back(turns: Turns | None) -> None:
    assert turns_from(turns_value(turns)) == turns


@pytest.mark.parametrize(
    "value",
    [{}, {"rule": "month", "times": 0}, {"rule": "nth", "nth": [6]}, {"rule": "nth"}, {"rule": "every_weeks"}],
)
def test_turns_that_make_no_sense_are_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ per case
        turns_from(value)
