# SPDX-License-Identifier: MIT
"""Planning problems for tests: the invented districts of tests/files/planner, and others made from a number."""

import json
import random
from pathlib import Path
from typing import Any

from tests.planner.judge_plan import judge

FILES = Path(__file__).resolve().parent.parent / "files" / "planner"
NAMES = ("S0", "S1", "M0", "M1", "M60", "M3-current", "M5-pairs", "L0", "L1", "XL0", "XL1")
Json = dict[str, Any]


def given(name: str) -> Json:
    problem: Json = json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
    return problem


def clean(problem: Json, answer: Json) -> Json:
    """The verdict on an answer that must break no rule and state its own cost."""
    verdict = judge(problem, answer)
    assert verdict["violations"] == []
    assert verdict["cost"] == answer["cost"]
    asked, placed = verdict["asked_minutes"], verdict["placed_minutes"]
    lines = {line["id"]: line for line in problem["lines"]}
    assert asked - placed == sum(lines[each["line"]]["minutes"] * each["times"] for each in answer["unplaced"])
    return verdict


def made(number: int) -> Json:
    """A problem of any size and kind, the same for the same number; the pins of one day may not stand together."""
    chance = random.Random(number)  # noqa: S311 - no secret
    days = chance.choice((1, 3, 5, 5, 5, 6, 10))
    schools = [_school(chance, number, days) for number in range(chance.choice((1, 2, 3, 3, 4, 6)))]
    most = chance.choice((0, 3, 8, 15, 15, 30, 60))
    lines = [_line(chance, number, days, schools) for number in range(most)]
    return {
        "format": "otdesk-planning-problem/1",
        "name": f"made {number}",
        "days": days,
        "grid": 5,
        "weights": {
            "unserved": 100,
            "travel": chance.choice((0, 1, 3)),
            "visit": chance.choice((0, 15)),
            "idle": chance.choice((0, 1)),
            "over": chance.choice((0, 10)),
            "half_day": 5,
            "late": chance.choice((0, 1)),
            "move_day": 20,
            "move_time": 8,
        },
        "therapist": _therapist(chance, days, schools),
        "schools": schools,
        "travel": _travel(chance, schools),
        "lines": lines,
        "keep_apart": [chance.sample(range(most), 2) for _ in range(chance.randint(0, 4))] if most > 1 else [],
        "current": _current(chance, lines) if chance.random() < 0.3 else None,
    }


def _school(chance: random.Random, number: int, days: int) -> Json:
    opens = chance.randrange(430, 510, 5)
    closed = [chance.randrange(days)] if days > 1 and chance.random() < 0.2 else []
    return {
        "id": number * 3 + 1,
        "name": f"School {number}",
        "open": opens,
        "close": opens + chance.randrange(300, 450, 5),
        "setup": chance.choice((0, 5, 7, 10)),
        "park": chance.choice((0, 3, 5)),
        "closed_days": closed,
    }


def _line(chance: random.Random, number: int, days: int, schools: list[Json]) -> Json:
    school = chance.choice(schools)
    minutes = chance.choice((15, 20, 30, 30, 30, 45, 60))
    starts: dict[str, list[list[int]]] = {}
    for day in range(days):
        if chance.random() < 0.2:
            continue
        ranges = []
        for _ in range(chance.randint(1, 3)):
            first = chance.randrange(school["open"], school["close"], 5)
            ranges.append([first, min(first + chance.randrange(0, 120, 5), 1000)])
        starts[str(day)] = ranges
    line = {
        "id": number,
        "student": number if chance.random() < 0.85 else max(0, number - 1),
        "school": school["id"],
        "grade": chance.randint(-1, 8),
        "kind": "individual",
        "times": chance.choice((1, 1, 1, 2, 3)),
        "minutes": minutes,
        "group_allowed": chance.random() < 0.5,
        "half_day": chance.choice((None, None, "am", "pm")),
        "starts": starts,
        "pinned": [],
    }
    if starts and chance.random() < 0.04:
        one = chance.choice([*starts])
        line["pinned"] = [[int(one), starts[one][0][0]]]
    return line


def _therapist(chance: random.Random, days: int, schools: list[Json]) -> Json:
    lunch = chance.randrange(640, 700, 5)
    meetings = []
    if chance.random() < 0.3:
        school = chance.choice(schools)
        day = chance.randrange(days)
        if day not in school["closed_days"]:
            start = (school["open"] + 30) // 5 * 5
            meetings.append({"day": day, "school": school["id"], "start": start, "minutes": 30})
    return {
        "start": 420,
        "end": chance.choice((900, 960)),
        "preferred_end": chance.choice((840, 900)),
        "lunch_minutes": chance.choice((20, 30)),
        "lunch_start": [lunch, lunch + chance.randrange(30, 130, 5)],
        "max_consecutive": chance.choice((60, 90, 150)),
        "break_minutes": chance.choice((5, 10, 15)),
        "max_schools_per_day": chance.choice((1, 2, 3)),
        "visits_per_school": chance.choice((1, 1, 1, 2)),
        "same_day_lines": chance.random() < 0.3,
        "desk_blocks": [chance.choice((20, 30, 45)) for _ in range(chance.choice((0, 0, 1, 2)))],
        "meetings": meetings,
        "group_max": chance.choice((1, 2, 3, 4)),
        "group_preferred": chance.choice((0, 1, 2, 3)),
        "grade_span": chance.choice((0, 1, 3)),
    }


def _travel(chance: random.Random, schools: list[Json]) -> Json:
    travel: Json = {"home": {str(school["id"]): [chance.randint(5, 40), chance.randint(5, 40)] for school in schools}}
    for one in schools:
        travel[str(one["id"])] = {
            str(other["id"]): chance.randint(4, 30) for other in schools if other["id"] != one["id"]
        }
    return travel


def _current(chance: random.Random, lines: list[Json]) -> Json:
    return {
        str(line["id"]): [[int(day), ranges[0][0]] for day, ranges in [*line["starts"].items()][: line["times"]]]
        for line in lines
        if chance.random() < 0.6
    }
