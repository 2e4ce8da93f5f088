# SPDX-License-Identifier: MIT
"""The rest of a day after something changed: whoever can be seen is seen, nothing else moves, no rule is broken."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.availability import Bar, Slice
from otdesk.rules.kinds import Pull
from otdesk.rules.repair import Disturbance, Repair, repair
from otdesk.rules.slots import Block, BlockKind, Limits, Member, Week
from otdesk.rules.spans import DAY_END, overlap
from otdesk.rules.travel import Drive, Place, Roads, Site

AC, BW = 1, 2
NEED = 20
ROADS = Roads(
    {AC: Place(AC, Site(2, 3)), BW: Place(BW, Site(2, 3))}, {(AC, BW): Drive(13, 59), (BW, AC): Drive(13, 59)}
)
WEEK = Week((), ROADS, Limits({0: (480, 900)}))
READING = (
    Slice(480, 540, Pull.OK, "", Bar.CLASS),
    Slice(540, 600, Pull.NEVER, "Reading", Bar.CLASS),
    Slice(600, 900, Pull.OK, "", Bar.CLASS),
)
OPEN = (Slice(480, 900, Pull.OK, "", Bar.CLASS),)


def session(number: int, start: int, minutes: int = 30, place: int = AC, slices: tuple[Slice, ...] = OPEN) -> Block:
    members = (Member(number, 2, {0: slices}),)
    return Block(number, BlockKind.SESSION, 0, start, start + minutes, place, f"s{number}", members, alone=True)


def meeting(number: int, start: int, place: int = AC) -> Block:
    return Block(number, BlockKind.MEETING, 0, start, start + 30, place, "IEP")


LUNCH = Block(99, BlockKind.LUNCH, 0, 690, 720, None, "Lunch")


def starts(found: Repair) -> Mapping[int, int | None]:
    return {one.block.id: one.start for one in found.placed}


def test_late_by_twenty_the_next_two_wait_and_the_third_stays() -> None:
    rest = [session(1, 500), session(2, 530), session(3, 600), LUNCH]
    found = repair(rest, 0, WEEK, Disturbance(520, AC))
    assert starts(found) == {1: 520, 2: 550, 3: 600}
    assert (found.lunch, found.kept_lunch, found.lost) == (690, True, ())


def test_a_school_that_opens_late_is_visited_after_the_other_one() -> None:
    rest = [session(1, 480), session(2, 510), session(3, 600, place=BW), session(4, 630, place=BW)]
    found = repair(rest, 0, WEEK, Disturbance(480, None, {AC: 600}))
    assert starts(found) == {3: 600, 4: 630, 1: 680, 2: 710}


def test_a_closed_school_loses_its_sessions_and_no_others_move() -> None:
    rest = [session(1, 480), session(3, 600, place=BW), meeting(7, 640, BW)]
    found = repair(rest, 0, WEEK, Disturbance(0, None, {AC: DAY_END}))
    assert starts(found) == {1: None, 3: 600, 7: 640}


def test_nobody_is_taken_out_of_what_must_not_be_missed() -> None:
    found = repair([session(1, 510, slices=READING)], 0, WEEK, Disturbance(525, AC))
    assert starts(found) == {1: 600}


def test_a_meeting_waits_for_nobody() -> None:
    found = repair([session(1, 500), meeting(2, 540)], 0, WEEK, Disturbance(525, AC))
    assert starts(found) == {1: 570, 2: 540}


def test_who_is_absent_leaves_a_gap_and_nothing_else() -> None:
    found = repair([session(1, 500), session(2, 530)], 0, WEEK, Disturbance(0, None, gone=frozenset({1})))
    assert starts(found) == {2: 530}


def test_what_the_therapist_decided_is_kept() -> None:
    rest = [session(1, 500), session(2, 530), session(3, 600)]
    found = repair(rest, 0, WEEK, Disturbance(520, AC, fixed={1: None}))
    assert starts(found) == {1: None, 2: 530, 3: 600}
    held = repair(rest, 0, WEEK, Disturbance(520, AC, fixed={2: 530}))
    assert starts(held)[2] == 530


@st.composite
def days(draw: st.DrawFn) -> list[Block]:
    """A day that holds: visits in turn, each drive with its time."""
    free, place, found = 480, draw(st.sampled_from([AC, BW])), list[Block]()
    for number in range(1, draw(st.integers(1, 9)) + 1):
        if draw(st.integers(0, 4)) == 0:
            place, free = (BW if place == AC else AC), free + NEED
        start = -(-(free + draw(st.integers(0, 4)) * 5) // 5) * 5
        minutes = draw(st.sampled_from([15, 20, 30]))
        if start + minutes > 870:
            break
        slices = draw(st.sampled_from([OPEN, READING]))
        if slices is READING and overlap((start, start + minutes), (540, 600)):
            slices = OPEN
        kind = session(number, start, minutes, place, slices)
        found.append(meeting(number, start, place) if draw(st.integers(0, 8)) == 0 else kind)
        free = found[-1].end
    if all(not overlap((block.start, block.end), (690, 720)) for block in found):
        found.append(LUNCH)
    return found


disturbances = st.builds(
    Disturbance,
    st.integers(96, 150).map(lambda five: five * 5),
    st.sampled_from([None, AC, BW]),
    st.dictionaries(st.sampled_from([AC, BW]), st.integers(96, 160).map(lambda five: five * 5), max_size=1),
)


@given(days(), disturbances)
def test_no_proposal_breaks_a_rule(rest: list[Block], what: Disturbance) -> None:
    found = repair(rest, 0, WEEK, what)
    assert sorted(one.block.id for one in found.placed) == sorted(b.id for b in rest if b.kind is not BlockKind.LUNCH)
    held = [
        (one.start, one.start + one.block.end - one.block.start, one.block)
        for one in found.placed
        if one.start is not None
    ]
    taken = [(start, end, block) for start, end, block in held if block.kind is BlockKind.SESSION]
    for number, (start, end, block) in enumerate(taken):
        assert start >= what.opens.get(block.place or 0, 0)
        if what.at in {None, block.place}:
            assert start >= what.free_from
        else:
            assert start >= what.free_from + NEED
        assert not (block.members[0].days[0] == READING and overlap((start, end), (540, 600)))
        for other_start, other_end, other in taken[number + 1 :]:
            gap = 0 if other.place == block.place else NEED
            assert end + gap <= other_start or other_end + gap <= start
        if found.lunch is not None:
            assert not overlap((start, end), (found.lunch, found.lunch + 30))


@given(days())
def test_a_day_on_which_nothing_changed_stays(rest: list[Block]) -> None:
    found = repair(rest, 0, WEEK, Disturbance())
    assert not found.moved
    assert not found.lost
    assert found.kept_lunch
