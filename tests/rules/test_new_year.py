# SPDX-License-Identifier: MIT
"""Who goes where in a new school year, and its dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.new_year import Building, Rise, a_year_on, choices, next_name, proposal

LOWER, MIDDLE, OTHER = Building(1, -1, 5), Building(2, 6, 8), Building(3, 6, 8)


@pytest.mark.parametrize(
    ("name", "after"),
    [("2026-27", "2027-28"), ("2026/2027", "2027/2028"), ("1999-00", "2000-01"), ("98-99", "99-00"), ("Year", "Year")],
)
def test_names_go_on(name: str, after: str) -> None:
    assert next_name(name) == after


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_weekday_stays(day: date) -> None:
    assert a_year_on(day).weekday() == day.weekday()
    assert 363 < (a_year_on(day) - day).days < 366


def test_up_at_the_own_school_is_the_plain_case() -> None:
    offered = choices(7, 2, 1, (LOWER, MIDDLE))
    assert offered == (Rise(7, 3, 1), Rise(7, 2, 1), Rise(7, 2, 1, exits=True))
    assert proposal(1, offered) == Rise(7, 3, 1)


def test_the_only_school_with_the_grade_is_proposed_and_of_two_none() -> None:
    assert proposal(1, choices(7, 5, 1, (LOWER, MIDDLE))) == Rise(7, 6, 2)
    assert proposal(1, choices(7, 5, 1, (LOWER, MIDDLE, OTHER))) is None
    assert proposal(1, choices(7, 5, 1, (LOWER,))) is None


def test_after_the_last_grade_a_person_decides() -> None:
    offered = choices(7, 12, 4, (Building(4, 9, 12),))
    assert offered == (Rise(7, 12, 4), Rise(7, 12, 4, exits=True))
    assert proposal(4, offered) is None


@given(st.integers(-1, 12), st.lists(st.tuples(st.integers(-1, 12), st.integers(-1, 12)), max_size=6))
def test_nobody_is_sent_where_the_grade_is_not(grade: int, bands: list[tuple[int, int]]) -> None:
    buildings = [Building(n, *band) for n, band in enumerate(bands)]
    offered = choices(1, grade, 0, buildings)
    for rise in offered:
        if rise.grade != grade:
            band = buildings[rise.school_id]
            assert band.low <= rise.grade <= band.high
            assert rise.grade == grade + 1
    assert len(set(offered)) == len(offered)
    assert proposal(0, offered) in {None, *offered}
