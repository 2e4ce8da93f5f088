# SPDX-License-Identifier: MIT
"""Today's timeline: visits, drives with leave-by and arrival, lateness, overlaps, and where now is."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.day import Driven, Item, Phase, Timeline, free_gaps, position, timeline, worked_spans
from otdesk.rules.slots import BlockKind
from otdesk.rules.travel import HOME, Drive, Place, Roads, Site

AC, BW, CR, HOUSE = 1, 2, 3, 9
ROADS = Roads(
    {AC: Place(AC, Site(2, 2)), BW: Place(BW, Site(1, 1)), CR: Place(CR, Site(1, 3)), HOUSE: Place(HOUSE, HOME)},
    {(AC, BW): Drive(14, 58), (BW, CR): Drive(19, 91), (HOUSE, AC): Drive(8, 35), (CR, HOUSE): Drive(9, 38)},
)


def item(key: str, start: int, end: int, place: int | None, kind: BlockKind = BlockKind.SESSION) -> Item:
    return Item(key, kind, start, end, place)


MAYA = item("maya", 480, 510, AC)
NOOR = item("noor", 585, 615, AC)
WREN = item("wren", 660, 690, BW)
CALEB = item("caleb", 815, 845, CR)
LUNCH = item("lunch", 720, 750, None, BlockKind.LUNCH)
DAY = [WREN, CALEB, NOOR, MAYA, LUNCH]


def shape(day: Timeline) -> list[tuple[int | None, list[str]]]:
    return [(visit.place, [i.key for i in visit.items]) for visit in day.visits]


def test_a_day_is_visits_joined_by_drives() -> None:
    day = timeline(DAY, ROADS)
    assert shape(day) == [(AC, ["maya", "noor"]), (BW, ["wren", "lunch"]), (CR, ["caleb"])]
    first, second = day.legs
    # park 2 + drive 14 + park 1 + set up 1
    assert (first.need, first.leave_by, first.arrive, first.late, first.spare) == (18, 642, 660, 0, 27)
    # park 1 + drive 19 + park 1 + set up 3
    assert (second.need, second.leave_by, second.arrive, second.spare) == (24, 791, 815, 41)
    assert first.drive == Drive(14, 58)
    assert day.visits[1].arrive == 660
    assert day.overlaps == ()


def test_home_is_a_leg_on_both_ends() -> None:
    day = timeline(DAY, ROADS, home=HOUSE)
    assert day.from_home is not None
    assert (day.from_home.need, day.from_home.leave_by) == (12, 468)
    assert day.to_home is not None
    assert (day.to_home.leave_by, day.to_home.arrive) == (845, 855)
    assert len(day.legs) == 2


def test_lunch_without_a_place_goes_where_it_leaves_time_to_drive() -> None:
    late_lunch = replace(LUNCH, start=770, end=800)
    day = timeline([WREN, late_lunch, CALEB], ROADS)
    assert shape(day) == [(BW, ["wren"]), (CR, ["lunch", "caleb"])]
    squeezed = timeline([WREN, replace(LUNCH, start=700, end=800), CALEB], ROADS)
    assert shape(squeezed) == [(BW, ["wren", "lunch"]), (CR, ["caleb"])]
    assert squeezed.legs[0].late == 9


def test_a_late_arrival_is_marked() -> None:
    day = timeline([NOOR, replace(WREN, start=625, end=655)], ROADS)
    (leg,) = day.legs
    assert (leg.leave_by, leg.arrive, leg.late, leg.spare) == (607, 633, 8, 0)
    assert day.visits[1].late == 8


def test_overlaps_are_marked_but_cancelled_items_do_not_clash() -> None:
    other = item("eli", 600, 630, AC)
    day = timeline([NOOR, other], ROADS)
    assert [(o.first, o.second, o.start, o.end) for o in day.overlaps] == [("noor", "eli", 600, 615)]
    assert day.clashing() == {"noor", "eli"}
    assert timeline([NOOR, replace(other, off=True)], ROADS).overlaps == ()


def test_a_cancelled_first_session_leaves_more_time_to_drive() -> None:
    day = timeline([NOOR, replace(WREN, off=True), replace(WREN, key="oskar", start=690, end=720)], ROADS)
    assert day.legs[0].leave_by == 672
    assert [i.key for i in day.visits[1].items] == ["wren", "oskar"]


def test_an_unknown_drive_has_no_times() -> None:
    (leg,) = timeline([MAYA, replace(CALEB, start=600, end=630)], ROADS).legs
    assert (leg.drive, leg.need, leg.leave_by, leg.arrive, leg.late) == (None, None, None, None, 0)


def test_a_logged_departure_moves_the_arrival() -> None:
    (leg, _) = timeline(DAY, ROADS, trips=[Driven(AC, BW, 650)]).legs
    assert (leg.leave_by, leg.arrive, leg.late) == (642, 668, 8)
    (leg, _) = timeline(DAY, ROADS, trips=[Driven(AC, BW, 650, 662)]).legs
    assert (leg.arrive, leg.late) == (662, 2)


def test_a_school_visited_twice_takes_its_trips_in_order() -> None:
    roads = replace(ROADS, entered={**ROADS.entered, (BW, AC): Drive(14, 58)})
    twice = [MAYA, WREN, replace(NOOR, start=800, end=830), replace(WREN, key="late", start=900, end=930)]
    day = timeline(twice, roads, trips=[Driven(AC, BW, 600, 615), Driven(AC, BW, 850)])
    assert [leg.driven.departed if leg.driven else None for leg in day.legs] == [600, None, 850]


@pytest.mark.parametrize(
    ("now", "phase", "running", "coming", "until"),
    [
        (400, Phase.BEFORE, None, "maya", 68),
        (480, Phase.IN_ITEM, "maya", "noor", 162),
        (510, Phase.BETWEEN, None, "noor", 132),
        (624, Phase.BETWEEN, None, "wren", 18),
        (650, Phase.BETWEEN, None, "wren", -8),
        (689, Phase.IN_ITEM, "wren", "lunch", -47),
        (760, Phase.BETWEEN, None, "caleb", 31),
        (845, Phase.AFTER, None, None, 0),
    ],
)
def test_where_now_is(now: int, phase: Phase, running: str | None, coming: str | None, until: int | None) -> None:
    at = position(timeline(DAY, ROADS, home=HOUSE), now)
    assert (at.phase, at.item, at.next_item, at.until_leave) == (phase, running, coming, until)


def test_now_counts_the_minutes_left_and_what_is_past() -> None:
    at = position(timeline(DAY, ROADS), 600)
    assert at.left == 15
    assert at.past == {"maya"}


def test_a_drive_nobody_logged_is_not_waited_for_once_the_visit_has_begun() -> None:
    day = timeline(DAY, ROADS)
    assert position(day, 670).leg is day.legs[0]
    assert position(day, 670, done={"wren"}).leg is day.legs[1]
    assert position(day, 690).leg is day.legs[1]


def test_on_the_road_until_the_arrival_is_confirmed() -> None:
    day = timeline(DAY, ROADS, trips=[Driven(AC, BW, 640)])
    assert position(day, 639).phase is Phase.BETWEEN
    at = position(day, 665)
    assert at.phase is Phase.ON_ROAD
    assert at.leg is day.legs[1]
    arrived = timeline(DAY, ROADS, trips=[Driven(AC, BW, 640, 658)])
    assert position(arrived, 659).phase is Phase.BETWEEN
    assert position(arrived, 665).phase is Phase.IN_ITEM


def test_an_empty_or_cancelled_day() -> None:
    assert timeline([], ROADS, home=HOUSE) == Timeline((), (), ())
    assert position(timeline([], ROADS), 600).phase is Phase.EMPTY
    gone = position(timeline([replace(MAYA, off=True)], ROADS), 600)
    assert gone.phase is Phase.EMPTY
    assert gone.past == {"maya"}


def test_gaps_of_a_visit_up_to_the_time_to_leave() -> None:
    day = timeline(DAY, ROADS)
    assert free_gaps(day.visits[0], day.legs[0].leave_by) == ((510, 585), (615, 642))


items = st.builds(
    Item,
    st.uuids().map(str),
    st.sampled_from([BlockKind.SESSION, BlockKind.MEETING, BlockKind.DESK]),
    st.integers(80, 150).map(lambda n: n * 5),
    st.just(0),
    st.sampled_from([AC, BW, CR, None]),
    st.booleans(),
)
lists = st.lists(items, max_size=9).map(lambda found: [replace(i, end=i.start + 5 + i.start % 50) for i in found])


@given(lists, st.integers(0, 1440))
def test_nothing_is_lost_and_every_arrival_adds_up(found: list[Item], now: int) -> None:
    day = timeline(found, ROADS, home=HOUSE)
    shown = [i.key for visit in day.visits for i in visit.items]
    assert sorted(shown) == sorted(i.key for i in found)
    assert len(day.legs) == (max(0, len(day.visits) - 1) if any(not i.off for i in found) else 0)
    assert all(a.place != b.place for a, b in pairwise(day.visits))
    for leg in day.legs:
        if leg.need is not None and leg.leave_by is not None and leg.arrive is not None:
            assert leg.arrive == leg.leave_by + leg.need + leg.late
            assert not (leg.late and leg.spare)
    clashing = day.clashing()
    assert not clashing & {i.key for i in found if i.off}
    at = position(day, now)
    held = [i for i in found if not i.off]
    assert (at.item is not None) == any(i.start <= now < i.end for i in held)
    assert at.past == {i.key for i in found if i.end <= now}
    assert sum(end - start for start, end in worked_spans(day)) <= sum(i.end - i.start for i in held)


def test_nobody_drives_to_a_building_where_everything_is_canceled() -> None:
    away = replace(WREN, off=True)
    day = timeline([NOOR, away], ROADS, home=HOUSE)
    assert [visit.place for visit in day.visits] == [NOOR.place]
    assert away.key in {item.key for item in day.visits[0].items}
    assert day.legs == ()
    assert (day.visits[0].start, day.visits[0].end) == (NOOR.start, NOOR.end)


def test_a_day_on_which_everything_is_canceled_has_no_drives() -> None:
    day = timeline([replace(NOOR, off=True), replace(WREN, off=True)], ROADS, home=HOUSE)
    assert {item.key for visit in day.visits for item in visit.items} == {NOOR.key, WREN.key}
    assert (day.legs, day.from_home, day.to_home) == ((), None, None)
