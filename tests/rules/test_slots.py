# SPDX-License-Identifier: MIT
"""Why a place in the week does not fit, the next free slot, and what is still unplaced."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.availability import Bar, Slice, hours_of, lettered, within
from otdesk.rules.kinds import Grouping, Period, Pull
from otdesk.rules.pattern import TurnRule, Turns
from otdesk.rules.slots import (
    Block,
    BlockKind,
    Limits,
    Member,
    Obstacle,
    Severity,
    Week,
    Why,
    Wish,
    free_slots,
    longest_run,
    next_free,
    obstacles,
    worst,
)
from otdesk.rules.travel import Drive, Place, Roads, Site
from otdesk.rules.unplaced import Promise, remaining, turns_for

AC, BW = 1, 2
DAY = (
    Slice(480, 540, Pull.NEVER, "Reading", Bar.CLASS),
    Slice(540, 600, Pull.OK, "", Bar.CLASS),
    Slice(600, 630, Pull.AVOID, "Math", Bar.CLASS),
    Slice(630, 660, Pull.NEVER, "Lunch", Bar.CLASS),
    Slice(660, 690, Pull.NEVER, "SLP", Bar.COMMITMENT),
    Slice(690, 780, Pull.OK, "", Bar.CLASS),
    Slice(780, 840, Pull.NEVER, "", Bar.NOT_ATTENDING),
)
ROADS = Roads(
    {AC: Place(AC, Site(2, 3)), BW: Place(BW, Site(2, 3))}, {(AC, BW): Drive(15, 59), (BW, AC): Drive(15, 59)}
)
LIMITS = Limits(dict.fromkeys(range(5), (480, 900)))


def member(student: int = 1, grade: int = 2, day: tuple[Slice, ...] = DAY) -> Member:
    return Member(student, grade, dict.fromkeys(range(5), day))


WISH = Wish((member(),), 30, AC)


def session(number: int, start: int, end: int, place: int = AC, *members: Member, day: int = 0) -> Block:
    return Block(number, BlockKind.SESSION, day, start, end, place, f"s{number}", members or (member(90 + number),))


def week(*blocks: Block, limits: Limits = LIMITS, closed: frozenset[tuple[int, int]] = frozenset()) -> Week:
    return Week(blocks, ROADS, limits, closed)


def whys(found: tuple[Obstacle, ...]) -> list[Why]:
    return [obstacle.why for obstacle in found]


def test_a_free_place_has_no_obstacle() -> None:
    assert obstacles(WISH, 0, 540, week()) == ()


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (500, [(Why.CLASS_NEVER, "Reading", 480, 540)]),
        (590, [(Why.CLASS_AVOID, "Math", 600, 630)]),
        (640, [(Why.COMMITMENT, "SLP", 660, 690), (Why.CLASS_NEVER, "Lunch", 630, 660)]),
        (770, [(Why.NOT_ATTENDING, "", 780, 840)]),
        (820, [(Why.OUTSIDE_SCHOOL_DAY, "", 480, 840), (Why.NOT_ATTENDING, "", 780, 840)]),
        (470, [(Why.OUTSIDE_CONTRACT, "", 480, 900), (Why.OUTSIDE_SCHOOL_DAY, "", 480, 840),
               (Why.CLASS_NEVER, "Reading", 480, 540)]),
    ],
)  # fmt: skip
def test_reasons_of_the_students_day(start: int, expected: list[tuple[Why, str, int, int]]) -> None:
    found = obstacles(WISH, 0, start, week())
    assert [(o.why, o.label, o.start, o.end) for o in found] == expected


def test_a_closed_day_comes_first() -> None:
    found = obstacles(WISH, 0, 500, week(closed=frozenset({(AC, 0)})))
    assert whys(found) == [Why.CLOSED_DAY, Why.CLASS_NEVER]


def test_no_school_day_and_no_contract_that_day() -> None:
    assert whys(obstacles(WISH, 6, 540, week())) == [Why.OUTSIDE_CONTRACT, Why.OUTSIDE_SCHOOL_DAY]


def test_the_room_is_taken() -> None:
    limits = replace(LIMITS, room_hours={(AC, 0): [(700, 780)]})
    assert whys(obstacles(WISH, 0, 540, week(limits=limits))) == [Why.ROOM_TAKEN]
    assert obstacles(WISH, 0, 700, week(limits=limits)) == ()


def test_a_room_taken_on_some_weekdays_of_a_lettered_day_is_told_not_forbidden() -> None:
    limits = replace(LIMITS, room_hours={(AC, 1): ((480, 540),), (AC, 3): ()}, weekdays={0: (0, 1, 2, 3)})
    (taken,) = obstacles(Wish([member()], 30, AC), 0, 550, week(limits=limits))
    assert (taken.why, taken.weekdays, taken.severity) == (Why.ROOM_TAKEN, (1, 3), Severity.AVOID)
    always = replace(limits, weekdays={0: (1, 3)})
    (taken,) = obstacles(Wish([member()], 30, AC), 0, 550, week(limits=always))
    assert (taken.weekdays, taken.severity) == ((), Severity.NEVER)


def test_a_lettered_day_tells_on_which_weekdays_something_is_in_the_way() -> None:
    plain = (Slice(480, 900, Pull.OK, "", Bar.CLASS),)
    speech = (
        Slice(480, 600, Pull.OK, "", Bar.CLASS),
        Slice(600, 630, Pull.NEVER, "Speech", Bar.COMMITMENT),
        Slice(630, 800, Pull.OK, "", Bar.CLASS),
    )
    band = (*plain[:0], Slice(480, 600, Pull.OK, "", Bar.CLASS), Slice(600, 630, Pull.NEVER, "Band", Bar.CLASS),
            Slice(630, 900, Pull.OK, "", Bar.CLASS))  # fmt: skip
    day = lettered({0: plain, 1: speech, 2: band})
    found = obstacles(Wish([member(day=day)], 30, AC), 0, 600, week())
    assert [(one.why, one.label, one.weekdays, one.severity) for one in found] == [
        (Why.COMMITMENT, "Speech", (1,), Severity.AVOID),
        (Why.CLASS_NEVER, "Band", (2,), Severity.AVOID),
    ]
    late = obstacles(Wish([member(day=day)], 30, AC), 0, 850, week())
    assert [(one.why, one.weekdays, one.severity) for one in late] == [
        (Why.OUTSIDE_SCHOOL_DAY, (1,), Severity.AVOID)
    ], "on Tuesdays school is out at 1:20"
    taken = obstacles(Wish([member(day=lettered({1: speech, 2: band}))], 30, AC), 0, 600, week())
    assert worst(taken) is Severity.NEVER, "each of its weekdays has something in the way"


@st.composite
def student_days(draw: st.DrawFn) -> tuple[Slice, ...]:
    """A day in slices that follow one another."""
    cuts = sorted(draw(st.sets(st.integers(96, 180).map((5).__mul__), min_size=2, max_size=6)))
    kinds = st.sampled_from([
        (Pull.OK, "", Bar.CLASS), (Pull.AVOID, "Math", Bar.CLASS), (Pull.NEVER, "Reading", Bar.CLASS),
        (Pull.NEVER, "Speech", Bar.COMMITMENT), (Pull.NEVER, "", Bar.NOT_ATTENDING),
    ])  # fmt: skip
    return tuple(Slice(left, right, *draw(kinds)) for left, right in itertools.pairwise(cuts))


def _bars(day: tuple[Slice, ...], start: int, end: int) -> bool:
    first, last = hours_of(day) if day else (0, 0)
    return start < first or end > last or any(one.pull is Pull.NEVER for one in within(day, start, end))


@given(st.dictionaries(st.integers(0, 4), student_days(), min_size=1), st.integers(96, 175).map((5).__mul__))
def test_a_lettered_day_forbids_only_what_no_weekday_allows(days: dict[int, tuple[Slice, ...]], start: int) -> None:
    day, end = lettered(days), start + 5
    inside = hours_of(day)[0] <= start and end <= hours_of(day)[1]
    barring = {weekday for weekday, slices in days.items() if _bars(slices, start, end)}
    told = [one for one in obstacles(Wish([member(day=day)], 5, AC), 0, start, week()) if one.student == 1]
    assert (worst(told) is Severity.NEVER) == (barring == set(days))
    if inside and barring and barring != set(days):
        avoided = {Why.CLASS_AVOID}
        said = {weekday for one in told if one.why not in avoided for weekday in one.weekdays}
        assert said == barring


@given(student_days())
def test_a_lettered_day_on_one_weekday_is_that_day(day: tuple[Slice, ...]) -> None:
    for start in range(480, 900, 5):
        alone, cycle = (obstacles(Wish([member(day=d)], 5, AC), 0, start, week()) for d in (day, lettered({3: day})))
        assert [(o.why, o.severity, o.weekdays) for o in alone] == [(o.why, o.severity, o.weekdays) for o in cycle]


def test_the_therapist_is_busy_or_at_lunch() -> None:
    lunch = Block(8, BlockKind.LUNCH, 0, 690, 720, AC)
    found = obstacles(WISH, 0, 545, week(session(5, 560, 590), lunch))
    assert [(o.why, o.label, o.start, o.end, o.other) for o in found] == [(Why.THERAPIST_BUSY, "s5", 560, 590, 5)]
    assert whys(obstacles(WISH, 0, 700, week(lunch))) == [Why.THERAPIST_LUNCH]


def test_a_block_is_not_in_its_own_way() -> None:
    mine = session(5, 540, 570, AC, member())
    assert Why.SEEN_THAT_DAY in whys(obstacles(WISH, 0, 560, week(mine)))
    assert obstacles(WISH, 0, 560, week(mine), moving=5) == ()


def test_seen_already_that_day() -> None:
    found = obstacles(WISH, 0, 700, week(session(5, 540, 570, AC, member())))
    assert [(o.why, o.student, o.other) for o in found] == [(Why.SEEN_THAT_DAY, 1, 5)]


def test_travel_needs_its_minutes_on_both_sides() -> None:
    found = obstacles(WISH, 0, 540, week(session(5, 490, 530, BW), session(6, 600, 630, BW)))
    # park 2 + drive 15 + park 2 + set up 3 = 22
    assert [(o.why, o.need, o.has, o.other) for o in found] == [(Why.TRAVEL, 22, 10, 5)]
    assert obstacles(WISH, 0, 552, week(session(5, 490, 530, BW), session(6, 604, 630, BW))) == ()


def test_lunch_on_the_road_leaves_less_time_to_drive() -> None:
    lunch = Block(8, BlockKind.LUNCH, 0, 660, 690, None)
    found = obstacles(WISH, 0, 700, week(session(5, 600, 650, BW), lunch))
    assert [(o.why, o.need, o.has) for o in found] == [(Why.TRAVEL, 22, 20)]


def test_an_unknown_drive_is_told_not_forbidden() -> None:
    found = obstacles(WISH, 0, 540, week(session(5, 700, 730, 99)))
    assert whys(found) == [Why.TRAVEL_UNKNOWN]
    assert worst(found) is Severity.AVOID


def test_joining_a_group() -> None:
    group = session(5, 540, 570, AC, member(2, 2), member(3, 3))
    either = replace(WISH, grouping=Grouping.EITHER)
    assert obstacles(either, 0, 540, week(group)) == ()
    assert whys(obstacles(WISH, 0, 540, week(group))) == [Why.NOT_A_GROUP]
    assert whys(obstacles(either, 0, 540, week(replace(group, alone=True)))) == [Why.NOT_A_GROUP]
    full = session(5, 540, 570, AC, *(member(n) for n in (2, 3, 4, 5)))
    assert [(o.why, o.need, o.has) for o in obstacles(either, 0, 540, week(full))] == [(Why.GROUP_FULL, 4, 5)]
    assert whys(obstacles(replace(either, group_max=2), 0, 540, week(group))) == [Why.GROUP_FULL]
    four = session(5, 540, 570, AC, *(member(n) for n in (2, 3, 4)))
    assert whys(obstacles(either, 0, 540, week(four))) == [Why.PREFER_SMALLER]
    apart = session(5, 540, 570, AC, member(2, 5))
    assert [(o.why, o.need, o.has) for o in obstacles(either, 0, 540, week(apart))] == [(Why.GRADES_APART, 2, 3)]
    rivals = replace(LIMITS, keep_apart=frozenset({frozenset({1, 3})}))
    assert whys(obstacles(either, 0, 540, week(group, limits=rivals))) == [Why.KEEP_APART]


def test_an_assistant_is_told_where_the_plan_says_ot() -> None:
    mine = replace(WISH, for_ot=True)
    assert obstacles(mine, 0, 540, week()) == ()
    found = obstacles(mine, 0, 540, week(limits=replace(LIMITS, assistant=True)))
    assert whys(found) == [Why.OTHER_PROVIDER]
    assert worst(found) is Severity.AVOID
    assert obstacles(WISH, 0, 540, week(limits=replace(LIMITS, assistant=True))) == ()


def test_a_group_is_not_joined_twice_by_one_student() -> None:
    mine = session(5, 540, 570, AC, member())
    found = whys(obstacles(replace(WISH, grouping=Grouping.EITHER), 0, 540, week(mine)))
    assert found == [Why.SEEN_THAT_DAY, Why.THERAPIST_BUSY]


def test_too_long_without_a_break_and_no_lunch_left() -> None:
    long_day = (Slice(480, 900, Pull.OK, "", Bar.CLASS),)
    wish = Wish((member(day=long_day),), 30, AC)
    found = obstacles(wish, 0, 660, week(session(5, 480, 660), session(6, 690, 810)))
    assert [(o.why, o.need, o.has) for o in found] == [(Why.NO_LUNCH_LEFT, None, None), (Why.NO_BREAK, 180, 330)]
    assert worst(found) is Severity.AVOID


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ([], 0),
        ([(0, 30), (30, 60)], 60),
        ([(0, 30), (40, 60)], 30),
        ([(0, 30), (35, 60)], 55),
        ([(0, 60), (30, 50)], 60),
    ],
)
def test_longest_run(sessions: list[tuple[int, int]], expected: int) -> None:
    assert longest_run(sessions, 10) == expected


def test_free_slots_best_first_then_where_the_therapist_is_anyway() -> None:
    busy = week(session(5, 545, 575, AC, day=2))
    found = free_slots(WISH, busy, days=[1, 2])
    assert [(slot.day, slot.start, slot.severity) for slot in found[:4]] == [
        (2, 690, Severity.OK),
        (2, 720, Severity.OK),
        (2, 750, Severity.OK),
        (1, 540, Severity.OK),
    ]
    assert {slot.severity for slot in found[-2:]} == {Severity.AVOID}
    assert next_free(found, None) == found[0]
    assert next_free(found, (2, 690)) == found[1]
    assert next_free(found, (found[-1].day, found[-1].start)) == found[0]
    assert next_free((), None) is None


def test_a_group_to_join_is_offered_even_off_the_grid() -> None:
    group = session(5, 543, 573, AC, member(2))
    found = free_slots(replace(WISH, grouping=Grouping.GROUP), week(group), days=[0])
    assert (0, 543) in {(slot.day, slot.start) for slot in found}


spans_of_day = st.tuples(st.integers(96, 170), st.integers(2, 12)).map(lambda p: (p[0] * 5, (p[0] + p[1]) * 5))


@given(st.lists(st.tuples(spans_of_day, st.sampled_from([AC, BW])), max_size=5), st.sampled_from([20, 30, 45]))
def test_what_is_offered_collides_with_nothing(taken: list[tuple[tuple[int, int], int]], minutes: int) -> None:
    blocks = [session(n, span[0], span[1], place) for n, (span, place) in enumerate(taken)]
    wish = Wish((member(),), minutes, AC)
    for slot in free_slots(wish, week(*blocks), days=[0]):
        end = slot.start + minutes
        assert all(block.end <= slot.start or end <= block.start for block in blocks)
        away = [block for block in blocks if block.place == BW]
        assert all(slot.start - b.end >= 22 or b.start - end >= 22 for b in away if _next_to(b, slot.start, blocks))
        assert worst(slot.obstacles) is slot.severity


def _next_to(block: Block, start: int, blocks: list[Block]) -> bool:
    """Whether no other block lies between this one and the start."""
    if block.end <= start:
        return not any(block.end <= other.end <= start for other in blocks if other is not block)
    return not any(start <= other.start <= block.start for other in blocks if other is not block)


WEEKLY = Promise(2, 30, Period.WEEK)


@pytest.mark.parametrize(
    ("promise", "placed", "cycle", "expected"),
    [
        (WEEKLY, [None], 0, (1, 1)),
        (WEEKLY, [None, None, None], 0, (3, 0)),
        (WEEKLY, [None, None], 6, (1, 1)),
        (WEEKLY, [None, None], 5, (2, 0)),
        (Promise(1, 30, Period.CYCLE), [None], 6, (1, 0)),
        (Promise(2, 15, Period.MONTH), [Turns(TurnRule.MONTH, 1)], 0, (1, 1)),
        (Promise(2, 15, Period.MONTH), [Turns(TurnRule.NTH, nth=(1, 3))], 0, (2, 0)),
        (Promise(2, 15, Period.MONTH), [None], 0, (4, 0)),
        (
            Promise(1, 30, Period.WEEK, every=2),
            [Turns(TurnRule.EVERY_WEEKS, weeks=2, since=date(2026, 9, 7))],
            0,
            (1, 0),
        ),
        (Promise(1, 10, Period.DAY), [None, None], 0, (0, 1)),
        (Promise(1, 10, Period.DAY), [None] * 5, 0, (1, 0)),
    ],
)
def test_what_a_line_still_needs(
    promise: Promise, placed: list[Turns | None], cycle: int, expected: tuple[int, int]
) -> None:
    left = remaining(promise, placed, cycle)
    assert (left.placed, left.missing) == expected
    assert left.asked == promise.times


@given(
    st.integers(1, 6), st.sampled_from([p for p in Period if p not in {Period.DAY, Period.CYCLE}]), st.integers(1, 3)
)
def test_one_slot_with_its_turns_gives_some_of_the_promise(times: int, period: Period, every: int) -> None:
    promise = Promise(times, 30, period, every)
    turns = turns_for(promise, date(2026, 9, 7))
    slots = 1
    while remaining(promise, [turns] * slots).missing:
        slots += 1
        assert slots <= times
