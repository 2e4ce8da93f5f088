# SPDX-License-Identifier: MIT
"""A problem file that is broken or contradicts itself gets one sentence with the key and the rule, and nothing else."""

import copy
import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from otdesk.cli import main
from otdesk.planner.board import Board
from otdesk.planner.problem import BrokenProblem, Rule, read
from otdesk.planner.search import Search
from tests.planner.problems import Json, given

NOW = datetime(2026, 9, 8, 15, 0, tzinfo=UTC)


def plan(problem: Path, *more: str) -> int:
    return main(["plan", str(problem), "--out", str(problem.with_suffix(".answer")), "--iterations", "1", *more], NOW)


@pytest.mark.parametrize(
    ("where", "value", "key", "rule"),
    [
        (["format"], "something else", "format", Rule.FORMAT),
        (["days"], 0, "days", Rule.RANGE),
        (["days"], True, "days", Rule.WHOLE),
        (["grid"], 7.5, "grid", Rule.WHOLE),
        (["weights", "travel"], -1, "weights.travel", Rule.RANGE),
        (["weights"], None, "weights", Rule.OBJECT),
        (["therapist", "lunch_start"], [700, 650], "therapist.lunch_start", Rule.ORDER),
        (["therapist", "lunch_start"], [700], "therapist.lunch_start", Rule.PAIR),
        (["therapist", "meetings"], {}, "therapist.meetings", Rule.LIST),
        (["therapist", "same_day_lines"], 1, "therapist.same_day_lines", Rule.FLAG),
        (["schools", 0, "close"], 10, "schools[0].open", Rule.ORDER),
        (["schools", 1, "id"], 0, "schools[1].id", Rule.TWICE),
        (["lines", 0, "school"], 99, "lines[0].school", Rule.UNKNOWN),
        (["lines", 0, "half_day"], "noon", "lines[0].half_day", Rule.HALF_DAY),
        (["lines", 0, "kind"], 3, "lines[0].kind", Rule.TEXT),
        (["lines", 0, "starts"], {"9": [[500, 510]]}, "lines[0].starts.9", Rule.DAY),
        (["lines", 0, "pinned"], [[0, 501]], "lines[0].pinned[0][1]", Rule.GRID),
        (["lines", 0, "pinned"], [[0, 0]], "lines[0].pinned[0]", Rule.PIN_NOT_ALLOWED),
        (["keep_apart"], [[0, 0]], "keep_apart[0]", Rule.TWICE),
        (["therapist", "desk_blocks"], [700], "therapist.desk_blocks", Rule.DESK_NO_ROOM),
        (
            ["therapist", "meetings"],
            [
                {"day": 0, "school": 0, "start": 600, "minutes": 60},
                {"day": 0, "school": 1, "start": 630, "minutes": 30},
            ],
            "therapist.meetings",
            Rule.FIXED_CLASH,
        ),
    ],
)
def test_what_is_wrong_is_named(where: list[Any], value: object, key: str, rule: Rule) -> None:
    data = given("S0")
    at: Any = data
    for name in where[:-1]:
        at = at[name]
    at[where[-1]] = value
    with pytest.raises(BrokenProblem) as told:
        Search(Board(read(data)), 1)
    assert (told.value.key, told.value.rule) == (key, rule)


def test_a_missing_key_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = given("S0")
    del data["therapist"]["break_minutes"]
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert plan(path) == 1
    assert capsys.readouterr().err == "therapist.break_minutes: is missing.\n"
    assert not path.with_suffix(".answer").exists()


def test_two_pins_at_one_time_in_two_places_cannot_be_kept() -> None:
    data = given("M0")
    one = data["lines"][0]
    other = next(line for line in data["lines"] if line["school"] != one["school"])
    for line in (one, other):
        line["starts"] = {"0": [[600, 600]]}
        line["pinned"] = [[0, 600]]
    with pytest.raises(BrokenProblem) as told:
        Search(Board(read(data)), 1)
    assert told.value.rule is Rule.PINS_CLASH
    assert told.value.key.endswith(".pinned")


def test_no_lines_and_no_schools_need_no_plan(tmp_path: Path) -> None:
    data = given("S0")
    data |= {"lines": [], "schools": [], "keep_apart": []}
    data["therapist"] |= {"meetings": [], "desk_blocks": []}
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert plan(path) == 0
    answer = json.loads(path.with_suffix(".answer").read_text(encoding="utf-8"))
    assert (answer["sessions"], answer["cost"], answer["unplaced"]) == ([], 0, [])


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"null", b"[]", b"{}", b"[" * 100_000])
def test_what_is_no_problem_file_is_told(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "problem.json"
    path.write_bytes(content)
    assert plan(path) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("tens", range(30))
def test_ten_mutated_files_are_told_or_planned(tens: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "problem.json"
    out = path.with_suffix(".answer")
    for number in range(tens * 10, tens * 10 + 10):
        path.write_text(json.dumps(_mutated(given("S1"), number)), encoding="utf-8")
        out.unlink(missing_ok=True)
        code = plan(path)
        told = capsys.readouterr().err
        if code == 0:
            assert told == ""
            assert out.exists()
        else:
            assert code == 1
            assert ": " in told
            assert told.endswith(".\n")
            assert told.count("\n") == 1
            assert not out.exists()


def _mutated(data: Json, number: int) -> Json:
    """One to three values of the file are gone, doubled or something else."""
    chance = random.Random(number)  # noqa: S311 - no secret
    strange: list[Any] = [None, True, -1, 0, 3, 10**30, 1.5, "", "5", "x" * 300, [], [[]], {}, {"a": 1}, float("nan")]
    data = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        places = [*_places(data)]
        if not places:
            break
        at, key = chance.choice(places)
        what = chance.random()
        if what < 0.25:
            del at[key]
        elif what < 0.4 and isinstance(at, list):
            at.append(copy.deepcopy(at[key]))
        else:
            at[key] = copy.deepcopy(chance.choice(strange))
    return data


def _places(value: Any) -> Any:
    """Every (container, key) below a value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in entries:
        yield value, key
        yield from _places(below)
