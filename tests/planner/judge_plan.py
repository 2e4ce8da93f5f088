# SPDX-License-Identifier: MIT
"""Judge a weekly plan against a planning problem (their formats: otdesk/planner/problem.py and answer.py). Standard library only.

The judgement is one JSON object {"violations": [...], "cost": n, "parts": {...}, "placed_minutes": n, "asked_minutes": n}.
Recomputes everything from the plain lists; it trusts nothing that the answer says about itself. A malformed answer is a violation, not a traceback.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

Json = dict[str, Any]


def malformed(problem: Json, answer: Json) -> Iterator[str]:
    """Say what keeps the answer from being judged: wrong types, unknown ids, days or times out of range or off the grid."""
    grid, days = problem["grid"], problem["days"]
    schools, lines = {s["id"] for s in problem["schools"]}, {line["id"] for line in problem["lines"]}
    needs = {
        "sessions": ("day", "school", "start", "minutes"),
        "lunch": ("day", "school", "start"),
        "desk": ("day", "school", "start", "minutes"),
    }
    for part, keys in needs.items():
        if not isinstance(answer.get(part), list):
            yield f"{part} is not a list"
            continue
        for i, act in enumerate(answer[part]):
            if not isinstance(act, dict) or any(type(act.get(key)) is not int for key in keys):
                yield f"{part}[{i}]: {', '.join(keys)} must be whole numbers"
            elif (
                not 0 <= act["day"] < days
                or act["school"] not in schools
                or act["start"] % grid
                or act.get("minutes", 1) <= 0
            ):
                yield f"{part}[{i}]: day, school, start or minutes out of range or off the grid"
            elif part == "sessions":
                members = act.get("lines")
                if (
                    not isinstance(members, list)
                    or not members
                    or any(type(m) is not int or m not in lines for m in members)
                    or len(set(members)) != len(members)
                ):
                    yield f"sessions[{i}]: lines must be known ids, at least one, none twice"


def judge(problem: Json, answer: Json) -> Json:
    bad = list(malformed(problem, answer))
    if bad:
        return {
            "violations": [{"rule": "malformed", "what": what} for what in bad],
            "cost": None,
            "parts": {},
            "placed_minutes": 0,
            "asked_minutes": 0,
        }
    broken: list[Json] = []
    parts: Counter[str] = Counter(
        dict.fromkeys(("unserved", "travel", "visit", "idle", "over", "half_day", "late", "move"), 0)
    )
    weight, rules = problem["weights"], problem["therapist"]
    lines = {line["id"]: line for line in problem["lines"]}
    schools = {school["id"]: school for school in problem["schools"]}
    apart = {frozenset(pair) for pair in problem["keep_apart"]}
    served: dict[int, list[tuple[int, int]]] = {line: [] for line in lines}

    def say(rule: str, **where: Any) -> None:
        broken.append({"rule": rule, **where})

    for s in answer["sessions"]:
        members = [lines[i] for i in s["lines"]]
        for line in members:
            served[line["id"]].append((s["day"], s["start"]))
            if line["school"] != s["school"] or line["minutes"] != s["minutes"]:
                say("wrong school or length", line=line["id"])
            if s["start"] % problem["grid"] or not any(
                a <= s["start"] <= b for a, b in line["starts"].get(str(s["day"]), [])
            ):
                say("student not available", line=line["id"], day=s["day"], start=s["start"])
        if len(members) > 1:
            if not all(line["group_allowed"] for line in members):
                say("individual service in a group", lines=s["lines"])
            if len(members) > rules["group_max"]:
                say("group too large", lines=s["lines"])
            grades = [line["grade"] for line in members]
            if max(grades) - min(grades) > rules["grade_span"]:
                say("grade span", lines=s["lines"])
            if any(frozenset((a, b)) in apart for a in s["lines"] for b in s["lines"] if a < b):
                say("students kept apart", lines=s["lines"])
            if len({line["student"] for line in members}) < len(members):
                say("one student twice in a group", lines=s["lines"])
            parts["over"] += weight["over"] * max(0, len(members) - rules["group_preferred"])
    for line in lines.values():
        days = [day for day, _ in served[line["id"]]]
        if len(set(days)) != len(days):
            say("same student service twice a day", line=line["id"])
        if len(days) > line["times"]:
            say("too many sessions", line=line["id"])
        parts["unserved"] += weight["unserved"] * line["minutes"] * max(0, line["times"] - len(days))
        for pin in line["pinned"]:
            if tuple(pin) not in served[line["id"]]:
                say("pinned session moved", line=line["id"], pin=pin)
        for _, start in served[line["id"]]:
            if (line["half_day"] == "am" and start >= 720) or (line["half_day"] == "pm" and start < 720):
                parts["half_day"] += weight["half_day"]
        old = dict(map(tuple, (problem.get("current") or {}).get(str(line["id"]), [])))
        if old:
            for day, start in served[line["id"]]:
                if day not in old:
                    parts["move"] += weight["move_day"]
                elif old[day] != start:
                    parts["move"] += weight["move_time"]
    for student in {line["student"] for line in lines.values()}:
        days = [day for line in lines.values() if line["student"] == student for day, _ in served[line["id"]]]
        if len(set(days)) != len(days) and not rules["same_day_lines"]:
            say("one student on the same day twice", student=student)
    if Counter(d["minutes"] for d in answer["desk"]) != Counter(rules["desk_blocks"]):
        say("desk blocks")
    for day in range(problem["days"]):
        day_plan(problem, answer, day, schools, rules, weight, parts, say)
    asked = sum(line["minutes"] * line["times"] for line in lines.values())
    placed = sum(lines[i]["minutes"] * len(v) for i, v in served.items())
    cost = sum(parts.values())
    if answer.get("cost") is not None and abs(answer["cost"] - cost) > 1e-6:
        say("stated cost is wrong", stated=answer["cost"], cost=cost)
    if answer.get("bound") is not None and answer["bound"] > cost + 1e-6:
        say("stated bound is above the cost", bound=answer["bound"], cost=cost)
    return {"violations": broken, "cost": cost, "parts": dict(parts), "placed_minutes": placed, "asked_minutes": asked}


def day_plan(
    problem: Json,
    answer: Json,
    day: int,
    schools: dict[int, Json],
    rules: Json,
    weight: Json,
    parts: Counter[str],
    say: Callable[..., None],
) -> None:
    acts = [
        (s["start"], s["start"] + s["minutes"], s["school"], "session") for s in answer["sessions"] if s["day"] == day
    ]
    acts += [(x["start"], x["start"] + x["minutes"], x["school"], "desk") for x in answer["desk"] if x["day"] == day]
    acts += [
        (m["start"], m["start"] + m["minutes"], m["school"], "meeting") for m in rules["meetings"] if m["day"] == day
    ]
    if not acts:
        return
    lunches = [x for x in answer["lunch"] if x["day"] == day]
    if len(lunches) != 1:
        say("one lunch a day", day=day)
    for x in lunches:
        acts.append((x["start"], x["start"] + rules["lunch_minutes"], x["school"], "lunch"))
        if not rules["lunch_start"][0] <= x["start"] <= rules["lunch_start"][1]:
            say("lunch outside its window", day=day, start=x["start"])
    acts.sort()
    for a, b in pairwise(acts):
        if a[1] > b[0]:
            say("overlap", day=day, at=b[0])
    run: int = 0
    last_end: int | None = None
    for start, end, _, kind in acts:
        if kind != "session":
            continue
        run = end - start + (run if last_end is not None and start - last_end < rules["break_minutes"] else 0)
        last_end = end
        if run > rules["max_consecutive"]:
            say("too long without a break", day=day, at=start)
    visits: list[Json] = []
    for start, end, school, _ in acts:
        if visits and visits[-1]["school"] == school:
            visits[-1]["leave"] = max(visits[-1]["leave"], end)
            visits[-1]["busy"] += end - start
        else:
            visits.append(
                {"school": school, "arrive": start - schools[school]["setup"], "leave": end, "busy": end - start}
            )
    if len(visits) > rules["max_schools_per_day"]:
        say("too many schools in a day", day=day)
    if max(Counter(v["school"] for v in visits).values()) > rules["visits_per_school"]:
        say("back to the same school", day=day)
    driving: int = 0
    previous: Json | None = None
    for v in visits:
        school = schools[v["school"]]
        if v["arrive"] < school["open"] or v["leave"] > school["close"]:
            say("school not open", day=day, school=v["school"])
        if day in school["closed_days"]:
            say("school not available this day", day=day, school=v["school"])
        if previous is None:
            driving += problem["travel"]["home"][str(v["school"])][0]
            if v["arrive"] - school["park"] < rules["start"]:
                say("before work starts", day=day)
        else:
            drive = problem["travel"][str(previous["school"])][str(v["school"])]
            driving += drive
            if v["arrive"] - previous["leave"] < schools[previous["school"]]["park"] + drive + school["park"]:
                say("not enough time to travel", day=day, school=v["school"])
        parts["idle"] += weight["idle"] * (v["leave"] - v["arrive"] - school["setup"] - v["busy"])
        parts["visit"] += weight["visit"]
        previous = v
    assert previous is not None
    driving += problem["travel"]["home"][str(previous["school"])][1]
    finish = previous["leave"] + schools[previous["school"]]["park"]
    if finish > rules["end"]:
        say("after work ends", day=day)
    parts["late"] += weight["late"] * max(0, finish - rules["preferred_end"])
    parts["travel"] += weight["travel"] * driving
