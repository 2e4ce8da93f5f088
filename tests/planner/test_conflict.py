# SPDX-License-Identifier: MIT
"""A proved conflict names the lines that cannot hold together and the rules that would let them; else nothing."""

import itertools

import pytest

from otdesk.planner.conflict import Conflict, conflict, placed_with
from otdesk.planner.engine import Engine
from otdesk.planner.problem import read
from otdesk.planner.reasons import Wish
from tests.planner.problems import Json, given, made
from tests.planner.test_reasons import line, problem

BUSY = [line(7, [[500, 500]]), line(8, [[800, 800]])]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (
            problem(*BUSY, line(1, [[600, 600]]), line(2, [[600, 620]])),
            Conflict((1, 2), ()),
        ),
        (
            problem(*BUSY, *(line(number, [[600, 600]], group_allowed=True) for number in (1, 2, 3))),
            Conflict((1, 2, 3), (Wish.LARGER_GROUPS,)),
        ),
        (
            problem(
                *BUSY, line(1, [[600, 600]], group_allowed=True), line(2, [[600, 600]], group_allowed=True, grade=4)
            ),
            Conflict((1, 2), (Wish.WIDER_GRADES,)),
        ),
        (
            problem(line(1, [[500, 500]]), line(2, [[700, 700]], school=2), max_schools_per_day=1),
            Conflict((1, 2), (Wish.ONE_MORE_SCHOOL,)),
        ),
        (problem(line(2, [[480, 480]])), Conflict((2,), ())),
        (problem(line(2, [[900, 900]], times=2)), Conflict((2,), ())),
        (problem(line(2, [[885, 885]]), end=915), Conflict((2,), ())),
        (
            problem(
                *BUSY, line(1, [[590, 590]], minutes=60), line(2, [[655, 655]], minutes=40), lunch_start=[700, 760]
            ),
            Conflict((1, 2), (Wish.LONGER_RUN,)),
        ),
        (
            problem(line(2, [[650, 650]], minutes=90), lunch_start=[660, 690]),
            Conflict((2,), (Wish.LATER_LUNCH,)),
        ),
    ],
)
def test_the_smallest_conflict_is_proved(data: Json, found: Conflict) -> None:
    if found.rules == (Wish.LATER_LUNCH,):
        data["therapist"]["lunch_start"] = [660, 730]
    assert conflict(read(data), 2, 20.0) == found


def test_what_can_be_placed_has_no_conflict() -> None:
    data = given("S0")
    assert conflict(read(data), data["lines"][0]["id"], 5.0) is None


def test_no_time_is_no_proof() -> None:
    data = given("XL0")
    assert conflict(read(data), data["lines"][0]["id"], 0.0) is None


def test_nothing_a_search_placed_was_ever_proved_impossible() -> None:
    for number in itertools.islice(range(400, 500), 12):
        data = made(number)
        found = read(data)
        if not found.lines or any(each.pinned for each in found.lines.values()):
            continue
        answer = Engine(found, data, 1).run(None, 60, lambda _progress: None)
        left = dict(answer.unplaced)
        for each in list(found.lines)[:4]:
            proved = conflict(found, each, 0.5)
            if proved is not None:
                assert set(proved.lines) & set(left), number


def test_a_conflict_beside_a_plan_is_about_the_line_that_is_left() -> None:
    data = problem(*BUSY, *(line(number, [[600, 600]]) for number in (1, 2, 3)))
    found = read(data)
    answer = Engine(found, data, 1).run(None, 50, lambda _progress: None)
    left = [number for number, _times in answer.unplaced]
    proved = conflict(placed_with(found, answer, left[0]), left[0], 10.0)
    assert proved is not None
    assert left[0] in proved.lines
    assert left[1] not in proved.lines
    assert len(proved.lines) == 2
