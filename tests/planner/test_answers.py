# SPDX-License-Identifier: MIT
"""Every answer keeps every rule, its bound is true, and the exact model agrees with its cost."""

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from otdesk.planner import answer as answers
from otdesk.planner.answer import Answer
from otdesk.planner.engine import Engine, Progress
from otdesk.planner.intervals import Intervals
from otdesk.planner.judge import judge
from otdesk.planner.master import Master
from otdesk.planner.problem import BrokenProblem, Problem, Rule, read
from otdesk.planner.solutions import fix
from tests.planner.problems import NAMES, Json, clean, given, made

STEPS = 60
_CLASHES = {Rule.PINS_CLASH, Rule.FIXED_CLASH, Rule.DESK_NO_ROOM}


def planned(data: Json, steps: int = STEPS) -> tuple[Problem, Answer]:
    problem = read(data)
    return problem, Engine(problem, data, 1).run(None, steps, lambda _progress: None)


def solver(work: float = 20.0) -> cp_model.CpSolver:
    found = cp_model.CpSolver()
    found.parameters.num_workers = 1
    found.parameters.max_deterministic_time = work
    return found


def exact_cost(problem: Problem, answer: Answer) -> int | None:
    """What the exact model says this plan costs; None: that there is no such plan."""
    model = Intervals(problem, breaks=True)
    fix(model, answer)
    found = solver()
    if found.solve(model.model) != cp_model.OPTIMAL:
        return None
    return round(found.objective_value)


def proved_bound(problem: Problem, work: float) -> int:
    master = Master(problem)
    found = solver(work)
    found.parameters.linearization_level = 2
    found.solve(master.model)
    return round(found.best_objective_bound)


@pytest.mark.parametrize("tens", range(20))
def test_ten_made_problems_get_answers_that_keep_every_rule(tens: int) -> None:
    answered = 0
    clashes: set[Rule] = set()
    for number in range(tens * 10, tens * 10 + 10):
        data = made(number)
        try:
            problem, answer = planned(data)
        except BrokenProblem as told:
            clashes.add(told.rule)
            continue
        answered += 1
        verdict = clean(data, answers.written(answer, {}))
        mine = judge(problem, answer)
        assert mine.breaches == []
        assert {part: cost for part, cost in verdict["parts"].items() if cost} == {
            part: cost for part, cost in mine.parts.items() if cost
        }
        assert exact_cost(problem, answer) == answer.cost
        assert proved_bound(problem, 0.2) <= answer.cost
    assert answered > 5
    assert clashes <= _CLASHES


@pytest.mark.parametrize("name", NAMES)
def test_the_districts_are_placed_whole_and_the_exact_model_agrees(name: str) -> None:
    data = given(name)
    problem, answer = planned(data, 1500 if name.startswith("XL") else 300)
    clean(data, answers.written(answer, {}))
    assert exact_cost(problem, answer) == answer.cost
    assert proved_bound(problem, 1.0) <= answer.cost
    if not name.startswith("XL"):
        assert answer.unplaced == ()


@pytest.mark.parametrize("change", ["earlier", "longer", "stranger", "gone", "lunch"])
def test_the_judges_agree_on_a_spoilt_plan(change: str) -> None:
    data = given("M0")
    problem, answer = planned(data)
    spoilt = _spoilt(answer, change)
    from tests.planner.judge_plan import judge as law

    theirs = {each["rule"] for each in law(data, answers.written(spoilt, {}))["violations"]}
    mine = {breach.value for breach, _where in judge(problem, spoilt).breaches}
    assert mine
    assert theirs - {"stated cost is wrong"} == mine


def _spoilt(answer: Answer, change: str) -> Answer:
    first, second = answer.sessions[:2]
    rest = answer.sessions[2:]
    if change == "earlier":
        return replace(answer, sessions=(first, replace(second, start=first.start + 5), *rest))
    if change == "longer":
        return replace(answer, sessions=(replace(first, minutes=first.minutes + 30), second, *rest))
    if change == "stranger":
        return replace(answer, sessions=(first, replace(second, lines=(*second.lines, *rest[-1].lines)), *rest))
    if change == "gone":
        return replace(answer, desk=answer.desk[1:] or (answers.Block(0, 700, second.school, 10),))
    return replace(answer, lunch=answer.lunch[1:])


def test_the_same_steps_and_seed_give_the_same_plan() -> None:
    data = given("L1")
    told: list[Progress] = []
    problem = read(data)
    first = Engine(problem, data, 7).run(None, 200, told.append)
    assert Engine(problem, data, 7).run(None, 200, lambda _progress: None) == first
    assert Engine(problem, data, 8).run(None, 200, lambda _progress: None) != first
    costs = [progress.answer.cost for progress in told]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == first.cost


def test_a_smaller_problem_is_proved_by_the_relaxation_alone() -> None:
    data = given("S0")
    problem, answer = planned(data)
    relaxed = Intervals(problem, breaks=False)
    relaxed.model.add(relaxed.cost <= answer.cost)
    found = solver(60.0)
    assert found.solve(relaxed.model) == cp_model.OPTIMAL
    assert round(found.best_objective_bound) == 405
