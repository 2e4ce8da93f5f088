# SPDX-License-Identifier: MIT
"""The time a change of building needs, and the estimate where nothing was entered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.travel import HOME, Drive, Place, Roads, Site, change_of_building, estimate, leave_by, legs, ready_at

AC = Place(1, Site(park=2, setup=5), 44.01829, -92.54776)
BW = Place(2, Site(park=3, setup=4), 44.07717, -92.56972)
CR = Place(3, Site(park=1, setup=3), 44.05646, -92.48761)
DW = Place(4, Site(park=1, setup=4), 43.97044, -92.44792)
EH = Place(5, Site(), 43.96675, -92.46858)
NOWHERE = Place(6, Site(park=1, setup=1))
HOUSE = Place(9, HOME)
ROADS = Roads({p.id: p for p in (AC, BW, CR, DW, EH, NOWHERE, HOUSE)}, {(1, 2): Drive(15, 59), (9, 1): Drive(8, 35)})


def test_need_is_both_car_parks_the_drive_and_the_setup() -> None:
    assert change_of_building(AC.site, Drive(15, 59), BW.site) == 2 + 15 + 3 + 4
    assert ROADS.need(1, 2) == 24
    assert ROADS.need(1, 1) == 0
    assert ROADS.need(9, 1) == 8 + 2 + 5


def test_directions_are_kept_apart() -> None:
    assert ROADS.drive(1, 2) == Drive(15, 59)
    back = ROADS.drive(2, 1)
    assert back is not None
    assert back.estimated
    assert back != ROADS.drive(1, 2)


def test_leave_by_and_ready() -> None:
    assert leave_by(660, 24) == 636
    assert ready_at(636, 24) == 660


@pytest.mark.parametrize(
    ("a", "b", "minutes", "tenths"),
    [(AC, BW, 15, 59), (AC, CR, 15, 56), (AC, DW, 20, 81), (BW, DW, 28, 128), (CR, EH, 19, 85), (DW, EH, 6, 18)],
)
def test_the_estimate_is_near_an_entered_table(a: Place, b: Place, minutes: int, tenths: int) -> None:
    guess = estimate(a, b)
    assert guess is not None
    assert guess.estimated
    assert abs(guess.minutes - minutes) <= 3
    assert abs(guess.tenths - tenths) <= max(3, tenths * 0.1)


def test_no_estimate_without_coordinates() -> None:
    assert estimate(AC, NOWHERE) is None
    assert ROADS.need(1, 6) is None
    assert ROADS.drive(1, 77) is None


def test_legs_of_a_day() -> None:
    got = legs([1, 1, 2], ROADS, home=9)
    assert [(leg.origin, leg.destination, leg.need) for leg in got] == [(9, 1, 15), (1, 2, 24), (2, 9, None)]
    assert legs([], ROADS, home=9) == ()
    assert [(leg.origin, leg.destination) for leg in legs([1, 2, 1], ROADS)] == [(1, 2), (2, 1)]


degrees = st.tuples(st.floats(25, 49), st.floats(-124, -67))


@given(degrees, degrees)
def test_estimates_are_whole_symmetric_and_never_shorter_than_the_straight_line(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    one, other = Place(1, Site(), *a), Place(2, Site(), *b)
    there, back = estimate(one, other), estimate(other, one)
    assert there is not None
    assert back is not None
    assert (there.minutes, there.tenths) == (back.minutes, back.tenths)
    assert there.minutes >= 2
    assert there.tenths >= 0
