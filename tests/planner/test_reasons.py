# SPDX-License-Identifier: MIT
"""What stands in the way of a line is named rule by rule, and a looser rule that helps is found."""

from dataclasses import replace
from typing import Any

import pytest

from otdesk.planner.answer import Answer
from otdesk.planner.board import Board
from otdesk.planner.engine import Engine
from otdesk.planner.problem import Problem, read
from otdesk.planner.reasons import Blame, Obstacle, Wish, blame, helps, loosened, moved, obstacle_of
from tests.planner.problems import Json


def line(number: int, starts: list[list[int]], **more: Any) -> Json:
    return {
        "id": number,
        "student": number,
        "school": 1,
        "grade": 2,
        "kind": "individual",
        "times": 1,
        "minutes": 30,
        "group_allowed": False,
        "half_day": None,
        "starts": {"0": starts},
        "pinned": [],
    } | more


def problem(*lines: Json, **rules: Any) -> Json:
    """One day, two schools twenty minutes apart."""
    school: Json = {"open": 480, "close": 900, "setup": 5, "park": 5, "closed_days": []}
    return {
        "format": "otdesk-planning-problem/1",
        "name": "two schools",
        "days": 1,
        "grid": 5,
        "weights": dict.fromkeys(("travel", "visit", "idle", "over", "half_day", "late", "move_day", "move_time"), 1)
        | {"unserved": 100},
        "therapist": {
            "start": 450,
            "end": 930,
            "preferred_end": 900,
            "lunch_minutes": 30,
            "lunch_start": [660, 720],
            "max_consecutive": 90,
            "break_minutes": 10,
            "max_schools_per_day": 2,
            "visits_per_school": 1,
            "same_day_lines": False,
            "desk_blocks": [],
            "meetings": [],
            "group_max": 2,
            "group_preferred": 2,
            "grade_span": 1,
        }
        | rules,
        "schools": [{"id": number, "name": "", **school} for number in (1, 2, 3)],
        "travel": {
            "home": {"1": [10, 10], "2": [10, 10], "3": [10, 10]},
            **{str(one): {str(other): 20 for other in (1, 2, 3) if other != one} for one in (1, 2, 3)},
        },
        "lines": [*lines],
        "keep_apart": [],
        "current": None,
    }


def solved(data: Json) -> tuple[Problem, Answer]:
    found = read(data)
    return found, Engine(found, data, 1).run(None, 50, lambda _progress: None)


GROUP = {"group_allowed": True, "pinned": [[0, 600]]}


@pytest.mark.parametrize(
    ("data", "obstacle"),
    [
        (problem(line(0, [[600, 600]], pinned=[[0, 600]]), line(1, [[610, 610]])), Obstacle.SESSION),
        (problem(line(0, [[600, 600]], pinned=[[0, 600]]), line(1, [[640, 640]], student=0)), Obstacle.SEEN_THAT_DAY),
        (problem(line(0, [[600, 600]], pinned=[[0, 600]]), line(1, [[635, 645]], school=2)), Obstacle.TRAVEL),
        (
            problem(
                line(0, [[600, 600]], **GROUP),
                line(1, [[600, 600]], **GROUP),
                line(2, [[600, 600]], group_allowed=True),
            ),
            Obstacle.GROUP_FULL,
        ),
        (
            problem(line(0, [[600, 600]], **GROUP), line(1, [[600, 600]], group_allowed=True, grade=5)),
            Obstacle.GRADES,
        ),
        (
            problem(line(0, [[600, 600]], pinned=[[0, 600]]), line(1, [[800, 800]], school=2), max_schools_per_day=1),
            Obstacle.SCHOOLS,
        ),
        (problem(line(0, [[475, 480]])), Obstacle.HOURS),
        (
            problem(line(0, [[600, 600]], pinned=[[0, 600]], minutes=60), line(1, [[665, 665]], minutes=40)),
            Obstacle.BREAK,
        ),
        (problem(line(0, [[650, 650]], minutes=90), lunch_start=[660, 700]), Obstacle.LUNCH),
        (
            problem(line(0, [[600, 600]]), meetings=[{"day": 0, "school": 1, "start": 590, "minutes": 30}]),
            Obstacle.MEETING,
        ),
    ],
)
def test_the_obstacle_is_named(data: Json, obstacle: Obstacle) -> None:
    found, answer = solved(data)
    ((number, blames),) = blame(found, answer).items()
    starts = found.lines[number].starts[0][0]
    assert blames == (Blame(obstacle, (starts[1] - starts[0]) // 5 + 1, 0, starts[0]),)


def test_students_kept_apart_are_named() -> None:
    data = problem(line(0, [[600, 600]], **GROUP), line(1, [[600, 600]], group_allowed=True))
    data["keep_apart"] = [[0, 1]]
    found, answer = solved(data)
    assert [each.obstacle for each in blame(found, answer)[1]] == [Obstacle.KEPT_APART]


def test_a_closed_school_and_a_free_place_are_told_apart() -> None:
    data = problem(line(0, [[600, 600]]))
    found = read(data)
    board = Board(found)
    assert obstacle_of(board, board.empty(0), found.lines[0], 600) is Obstacle.NOTHING
    data["schools"][0]["closed_days"] = [0]
    found = read(data)
    board = Board(found)
    assert obstacle_of(board, board.empty(0), found.lines[0], 600) is Obstacle.SCHOOL_CLOSED


def test_desk_time_that_takes_the_last_room_is_named() -> None:
    data = problem(line(0, [[600, 600]]), desk_blocks=[150], lunch_start=[660, 660])
    data["schools"] = [{**each, "open": 480, "close": 760} for each in data["schools"]]
    found, answer = solved(data)
    assert [each.obstacle for each in blame(found, answer)[0]] == [Obstacle.DESK]


def test_what_would_help_is_found_with_what_it_moves() -> None:
    data = problem(
        line(0, [[600, 600]], **GROUP), line(1, [[600, 600]], **GROUP), line(2, [[600, 600]], group_allowed=True)
    )
    found, answer = solved(data)
    told = {each.wish: each for each in helps(found, answer, 1, 0.1)}
    assert set(told) == {Wish.LARGER_GROUPS}
    assert (told[Wish.LARGER_GROUPS].minutes, told[Wish.LARGER_GROUPS].moved) == (30, 0)
    assert told[Wish.LARGER_GROUPS].answer.unplaced == ()


def test_each_wish_changes_one_rule() -> None:
    found = read(problem(line(0, [[600, 600]]), desk_blocks=[30]))
    for wish in Wish:
        changed = loosened(found, wish)
        assert changed != found
        assert replace(changed, therapist=found.therapist) == found


def test_moves_are_counted_by_line_and_time() -> None:
    _, answer = solved(problem(line(0, [[600, 600]]), line(1, [[700, 700]])))
    first, second = answer.sessions
    later = replace(answer, sessions=(first, replace(second, start=705)))
    assert moved(answer, answer) == 0
    assert moved(answer, later) == 1
