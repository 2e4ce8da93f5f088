# SPDX-License-Identifier: MIT
"""The engine with aides that lie, die or know nothing: what counts is judged here, and the best plan is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from otdesk.planner import answer as answers
from otdesk.planner.engine import Engine, Progress
from otdesk.planner.models import Models
from otdesk.planner.problem import read
from tests.planner.problems import clean, given

Message = dict[str, Any]


class Told:
    """An aide that answers each task with what `say` makes of it."""

    def __init__(self, say: Callable[[Message], list[Message]]) -> None:
        self.alive = True
        self.asked: list[Message] = []
        self._say = say
        self._waiting: list[Message] = []

    def ask(self, request: Message) -> None:
        self.asked.append(request)
        self._waiting = self._say(request)

    def heard(self) -> list[Message]:
        waiting, self._waiting = self._waiting, []
        return waiting


def begins(request: Message) -> list[Message]:
    return [{"answer": {"models": True}}] if request["task"] == "begin" else [{"answer": {}}]


def run(aides: list[Told], seconds: float = 0.4) -> tuple[answers.Answer, list[Progress]]:
    data = given("S0")
    told: list[Progress] = []
    found = Engine(read(data), data, 1, aides).run(seconds, None, told.append)
    clean(data, answers.written(found, {}))
    return found, told


def test_a_plan_that_breaks_a_rule_does_not_count_whatever_it_says_of_itself() -> None:
    data = given("S0")
    honest, _ = run([])
    lie = answers.written(replace(honest, cost=1, sessions=(), lunch=(), unplaced=()), {})

    def say(request: Message) -> list[Message]:
        return begins(request) if request["task"] == "begin" else [{"answer": {"plan": lie}}]

    found, _ = run([Told(say)])
    assert found.cost > 400
    assert data["name"] == "S0"


def test_a_bound_as_high_as_the_cost_ends_the_work() -> None:
    def say(request: Message) -> list[Message]:
        return begins(request) if request["task"] == "begin" else [{"bound": 10**6}, {"answer": {}}]

    aide = Told(say)
    found, told = run([aide], seconds=60)
    assert found.optimal
    assert told[-1].answer.bound == found.cost
    assert aide.asked[1]["task"] == "bound"


def test_a_aide_without_the_models_searches_and_its_plan_counts() -> None:
    data = given("S0")
    models = Models()

    def say(request: Message) -> list[Message]:
        if request["task"] == "begin":
            models(request, lambda _message: None)
            return [{"answer": {"models": False}}]
        assert request["task"] == "search"
        return [{"answer": models({**request, "steps": 30}, lambda _message: None)}]

    aide = Told(say)
    found, _ = run([aide], seconds=1.5)
    assert found.bound is None
    assert len(aide.asked) > 2
    assert answers.written(found, {})["status"] == "feasible"
    assert read(data).name == "S0"


def test_aides_that_die_leave_the_work_to_the_engine() -> None:
    class Dead(Told):
        def heard(self) -> list[Message]:
            heard = super().heard()
            self.alive = not heard
            return heard

    found, _ = run([Dead(begins), Dead(begins)], seconds=2.0)
    assert found.unplaced == ()


def test_a_stop_ends_it_with_the_best_so_far() -> None:
    data = given("M0")
    costs: list[int] = []
    found = Engine(read(data), data, 1).run(
        60, None, lambda progress: costs.append(progress.answer.cost), lambda: len(costs) > 5
    )
    assert found.cost == costs[-1]
    assert len(costs) == 6


def test_a_search_begins_with_the_plan_it_is_given_and_never_ends_below_it() -> None:
    data = given("M0")
    problem = read(data)
    good = Engine(problem, data, 1).run(None, 800, lambda _progress: None)
    told: list[Progress] = []
    found = Engine(problem, data, 2, start=good).run(None, 5, told.append)
    assert told[0].answer.cost == good.cost
    assert found.cost <= good.cost
    lie = replace(good, sessions=good.sessions[1:], cost=1)
    assert Engine(problem, data, 2, start=lie).run(None, 5, lambda _progress: None).cost > 600


@pytest.mark.parametrize("task", ["bound", "relaxed", "part"])
def test_each_task_of_a_aide_tells_what_is_true(task: str) -> None:
    data = given("S0")
    plan, _ = run([])
    models = Models()
    assert models({"task": "begin", "problem": data}, lambda _message: None) == {"models": True}
    told: list[Message] = []
    request = {"task": task, "work": 3.0, "plan": answers.written(plan, {}), "days": [0, 1]}
    told.append(models(request, told.append))
    bounds = [each["bound"] for each in told if "bound" in each]
    assert all(bound <= 405 for bound in bounds)
    for each in told:
        if "plan" in each:
            clean(data, each["plan"])
            assert each["plan"]["cost"] < plan.cost
    if task == "bound":
        assert max(bounds) == 365
        assert told[-1]["pattern"]
