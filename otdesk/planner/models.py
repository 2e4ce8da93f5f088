# SPDX-License-Identifier: MIT
"""The tasks of a planning aide: a process of its own that proves bounds, finds patterns and perfects parts of a plan.

    {"task": "begin", "problem": {...}}               {"models": whether OR-Tools is there}
    {"task": "bound", "seconds": s}                   {"bound": n}, {"pattern": [[day, school]]}; done
    {"task": "patterns", "seconds": s, "pad": minutes, "seed": n}     {"pattern": [[day, school]]}; done
    {"task": "relaxed", "seconds": s, "plan": answer, "bound": n}     {"bound": n}, {"plan": answer}; done
        with "lift": a higher bound matters more than a better plan
    {"task": "part", "seconds": s, "days": [...], "plan": answer}     {"plan": answer}; done: nothing better there
        with "schools" in place of "days": their lines on all days
    {"task": "search", "seed": n, "steps": n, "heat": h}              {"plan": answer}
        with "plan": from there; with "pattern": from visits of the pattern alone;
        with "placed": no longer than until all is placed

Every plan told has been judged; done says that no time would bring more.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from otdesk.planner import answer as answers
from otdesk.planner.answer import Answer
from otdesk.planner.board import Board
from otdesk.planner.judge import judge, moved
from otdesk.planner.parts import days_alone, joined, schools_alone
from otdesk.planner.problem import Problem, read
from otdesk.planner.search import Search

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from otdesk.planner.intervals import Intervals

Message = dict[str, Any]
Tell = Callable[[Message], None]
_SURE = 1e-6


class Models:
    """One aide's memory: the problem, and a board that grows faster the longer it is used."""

    def __init__(self) -> None:
        self._problem: Problem | None = None
        self._board: Board | None = None

    def __call__(self, request: Message, tell: Tell) -> Message:
        if request["task"] == "begin":
            self._problem = read(request["problem"])
            return {"models": there()}
        problem = self._problem
        if problem is None:
            raise ValueError("an aide begins with its problem")
        if request["task"] == "search":
            return self._search(problem, request)
        return _TASKS[request["task"]](problem, request, tell)

    def _search(self, problem: Problem, request: Message) -> Message:
        self._board = self._board or Board(problem)
        steps, heat, seed = request["steps"], request["heat"], request["seed"]
        plan = self._board.plan(answers.understood(request["plan"], problem)) if "plan" in request else None
        if "pattern" in request:
            narrow = Search(self._board, seed, pattern=frozenset((day, school) for day, school in request["pattern"]))
            plan = _run(narrow, steps // 3, 1.0).best
        placed = bool(request.get("placed"))
        search = _run(Search(self._board, seed, plan), steps, heat, until_placed=placed)
        found = search.best.answer(problem.therapist.lunch_minutes)
        return {"plan": answers.written(found, {})} if not judge(problem, found).breaches else {}


def _run(search: Search, steps: int, heat: float, *, until_placed: bool = False) -> Search:
    for step in range(steps):
        if until_placed and not search.best.left:
            break
        search.heat = heat * (1 - step / steps)
        search.step()
    return search


def there() -> bool:
    return importlib.util.find_spec("ortools") is not None


def _solver(request: Message) -> cp_model.CpSolver:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = request.get("seed", 0)
    if "work" in request:  # counted work in place of time: the same each time
        solver.parameters.max_deterministic_time = request["work"]
    else:
        solver.parameters.max_time_in_seconds = request["seconds"]
    return solver


def _bound(problem: Problem, request: Message, tell: Tell) -> Message:
    """What no plan can cost less than, and where the visits lie in the best found without the clock."""
    from ortools.sat.python import cp_model

    from otdesk.planner.master import Master

    master = Master(problem, request.get("pad", 0))
    proves = not request.get("pad")

    solver = _solver(request)
    solver.parameters.linearization_level = 2
    if proves:
        solver.best_bound_callback = lambda bound: tell({"bound": math.ceil(bound - _SURE)})
    status = solver.solve(master.model)
    if proves and status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        tell({"bound": math.ceil(solver.best_objective_bound - _SURE)})
    message: Message = {"done": status == cp_model.OPTIMAL}
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        message["pattern"] = [[*visit] for visit in sorted(master.pattern(solver))]
    return message


def _relaxed(problem: Problem, request: Message, tell: Tell) -> Message:
    """The whole problem but for the rule on breaks: a bound, and now and then a plan that keeps that rule too."""
    from otdesk.planner.intervals import Intervals

    whole = Intervals(problem, breaks=False)
    plan = answers.understood(request["plan"], problem)
    if judge(problem, plan).breaches:
        return {}
    return _improved(whole, problem, plan, request, tell)


def _improved(whole: Intervals, problem: Problem, plan: Answer, request: Message, tell: Tell) -> Message:
    from ortools.sat.python import cp_model

    from otdesk.planner import solutions

    solutions.hint(whole, plan)
    whole.model.add(whole.cost <= plan.cost)
    whole.model.add(whole.cost >= request.get("bound", 0))

    class Found(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            found = solutions.found(whole, self)
            verdict = judge(problem, found)
            if not verdict.breaches and verdict.cost < plan.cost:
                tell({"plan": answers.written(replace(found, cost=verdict.cost), {})})

    solver = _solver(request)
    if request.get("lift"):
        solver.parameters.linearization_level = 2
        solver.parameters.subsolvers.extend(["objective_lb_search_max_lp"])
    solver.best_bound_callback = lambda bound: tell({"bound": math.ceil(bound - _SURE)})
    status = solver.solve(whole.model, Found())
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        tell({"bound": math.ceil(solver.best_objective_bound - _SURE)})
    return {"done": status == cp_model.OPTIMAL}


def _part(problem: Problem, request: Message, _tell: Tell) -> Message:
    """Some days or schools arranged anew for less; the rest of the plan stays as it is."""
    from ortools.sat.python import cp_model

    from otdesk.planner import solutions
    from otdesk.planner.intervals import Intervals

    whole = answers.understood(request["plan"], problem)
    days = frozenset(request.get("days", ()))
    if days:
        alone, now = days_alone(problem, whole, days)
    else:
        alone, now = schools_alone(problem, whole, frozenset(request["schools"])), whole
    model = Intervals(alone, breaks=True, moves=_moves(problem, whole, alone, now))
    solutions.hint(model, now)
    model.model.add(model.cost <= judge(alone, now).cost - 1)
    solver = _solver(request)
    solver.parameters.linearization_level = 0  # a better plan soon, no bound: a quarter more gained than with one
    status = solver.solve(model.model)
    message: Message = {"done": status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}}
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        found = solutions.found(model, solver)
        better = joined(problem, whole, days, found) if days else found
        verdict = judge(problem, better)
        if not verdict.breaches:
            message["plan"] = answers.written(replace(better, cost=verdict.cost), {})
    return message


def _moves(problem: Problem, whole: Answer, alone: Problem, now: Answer) -> int | None:
    """How many sessions of the part may be elsewhere than in the plan there is now."""
    if problem.moves_allowed is None:
        return None
    before = moved(problem, whole)
    return max(problem.moves_allowed, before) - before + moved(alone, now)


_TASKS: dict[str, Callable[[Problem, Message, Tell], Message]] = {
    "bound": _bound,
    "patterns": _bound,
    "relaxed": _relaxed,
    "part": _part,
}
