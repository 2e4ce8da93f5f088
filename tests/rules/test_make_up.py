# SPDX-License-Identifier: MIT
"""The make-up finder: in its order, never into the past, never where somebody cannot."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.availability import Bar, Slice
from otdesk.rules.kinds import Grouping, Pull
from otdesk.rules.make_up import Missed, Offer, Way, offers
from otdesk.rules.slots import Block, BlockKind, Limits, Member, Severity, Week, Wish, obstacles, worst
from otdesk.rules.travel import Drive, Place, Roads, Site

AC, BW = 1, 2
ROADS = Roads(
    {AC: Place(AC, Site(2, 3)), BW: Place(BW, Site(2, 3))}, {(AC, BW): Drive(15, 59), (BW, AC): Drive(15, 59)}
)
OPEN = (Slice(480, 840, Pull.OK, "", Bar.CLASS),)
DAYS = range(5)
LIMITS = Limits(dict.fromkeys(DAYS, (480, 840)), lunch_minutes=0, lunch_start=(860, 900), max_run=0)


def member(student: int, slices: tuple[Slice, ...] = OPEN) -> Member:
    return Member(student, 2, dict.fromkeys(DAYS, slices))


def block(number: int, day: int, start: int, end: int, kind: BlockKind = BlockKind.SESSION, place: int = AC) -> Block:
    members = (member(90 + number),) if kind is BlockKind.SESSION else ()
    return Block(number, kind, day, start, end, place, f"b{number}", members)


def week(*blocks: Block) -> Week:
    return Week(blocks, ROADS, LIMITS)


ALONE = Wish((member(1),), 30, AC)


def full(day: int) -> list[Block]:
    """A day with no free minute, of half hours."""
    return [block(day * 100 + n, day, 480 + 30 * n, 510 + 30 * n) for n in range(12)]


def ways(missed: Missed, of: Week, most: int = 4) -> list[tuple[Way, int, int]]:
    return [(offer.way, offer.day, offer.start) for offer in offers(missed, of, most)]


def test_the_usual_time_of_the_next_days_at_that_school_comes_first() -> None:
    found = ways(Missed(ALONE, 610, (1, 0)), week(block(1, 1, 480, 510), block(2, 3, 480, 510)))
    assert found == [(Way.FREE, 1, 610), (Way.FREE, 3, 610), (Way.FREE, 2, 610), (Way.FREE, 4, 610)]


def test_what_is_past_is_not_offered() -> None:
    found = ways(Missed(ALONE, 540, (0, 600)), week(block(1, 0, 480, 510)), 1)
    assert found == [(Way.FREE, 0, 600)]


def test_a_group_is_joined_only_where_the_plan_allows_it() -> None:
    one_day = Limits({0: (480, 840)}, lunch_minutes=0, lunch_start=(860, 900), max_run=0)
    of = Week(tuple(full(0)), ROADS, one_day)
    assert Way.GROUP not in {way for way, _day, _start in ways(Missed(ALONE, 480), of, 20)}
    either = replace(ALONE, grouping=Grouping.EITHER)
    assert ways(Missed(either, 600), of, 1) == [(Way.GROUP, 0, 600)]


def test_desk_time_goes_before_moving_somebody() -> None:
    blocks = [row for row in full(0) if row.start != 600] + [block(500, 0, 600, 630, BlockKind.DESK)]
    of = Week(
        tuple(blocks), ROADS, Limits({0: (480, 840), 1: (480, 840)}, lunch_minutes=0, lunch_start=(860, 900), max_run=0)
    )
    tuesday_full = replace(of, blocks=[*blocks, *full(1)])
    assert ways(Missed(ALONE, 480), tuesday_full) == [(Way.DESK, 0, 600)]
    later = replace(of, blocks=[*full(0), block(900, 1, 480, 510), block(901, 1, 540, 840)])
    barred = member(1, (Slice(480, 510, Pull.OK, "", Bar.CLASS), Slice(510, 840, Pull.NEVER, "", Bar.CLASS)))
    found = list(offers(Missed(replace(ALONE, members=(barred,)), 480), later, 1))
    assert found == [Offer(Way.MOVE, 0, 480, 510, (), 0, (1, 510))]


def test_a_part_of_the_minutes_is_offered_last() -> None:
    blocks = [row for row in full(0) if row.start != 600] + [block(500, 0, 600, 605)]
    of = Week(tuple(blocks), ROADS, Limits({0: (480, 840)}, lunch_minutes=0, lunch_start=(860, 900), max_run=0))
    assert [(o.way, o.start, o.end) for o in offers(Missed(ALONE, 600), of)] == [(Way.SHORTER, 605, 630)]


spans = st.tuples(st.sampled_from(DAYS), st.integers(96, 160), st.integers(2, 12))


@given(
    st.lists(spans, max_size=14),
    st.lists(st.sampled_from([BlockKind.SESSION, BlockKind.DESK, BlockKind.MEETING]), min_size=14, max_size=14),
    st.sampled_from([Grouping.INDIVIDUAL, Grouping.EITHER]),
    st.tuples(st.integers(0, 3), st.integers(480, 800)),
    st.integers(480, 800),
)
def test_no_offer_breaks_a_rule(
    times: list[tuple[int, int, int]], kinds: list[BlockKind], grouping: Grouping, now: tuple[int, int], usual: int
) -> None:
    blocks: list[Block] = []
    for number, ((day, start, length), kind) in enumerate(zip(times, kinds, strict=False), 1):
        made = block(number, day, start * 5, min(840, start * 5 + length * 5), kind, AC if number % 3 else BW)
        if made.start < made.end and not any(
            other.day == day and other.start < made.end + 30 and made.start < other.end + 30 for other in blocks
        ):
            blocks.append(made)
    of, missed = week(*blocks), Missed(replace(ALONE, grouping=grouping), usual, now)
    found = list(offers(missed, of, 12))
    assert [offer.way for offer in found] == sorted(offer.way for offer in found)
    for offer in found:
        assert (offer.day, offer.start) >= now
        gone = {offer.block} if offer.way in {Way.DESK, Way.MOVE} else set()
        rest = [other for other in blocks if other.id not in gone]
        moved = next((other for other in blocks if other.id == offer.block), None)
        if offer.to is not None and moved is not None:
            to = replace(moved, day=offer.to[0], start=offer.to[1], end=offer.to[1] + moved.end - moved.start)
            rest.append(to)
            other = Wish(moved.members, moved.end - moved.start, moved.place or 0)
            placed = Block(0, BlockKind.SESSION, offer.day, offer.start, offer.end, AC, members=missed.wish.members)
            clear = obstacles(other, to.day, to.start, week(*(b for b in rest if b is not to), placed))
            assert worst(clear) is not Severity.NEVER
        wish = replace(missed.wish, minutes=offer.end - offer.start)
        assert worst(obstacles(wish, offer.day, offer.start, week(*rest))) is not Severity.NEVER
