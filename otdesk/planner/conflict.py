# SPDX-License-Identifier: MIT
"""A proof that some lines cannot all be placed, and the rules that keep them from it.

"Proved impossible" and "not found in time" are different answers: None is the second one.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from otdesk.planner.answer import Answer
from otdesk.planner.intervals import Intervals
from otdesk.planner.problem import Problem
from otdesk.planner.reasons import Wish, loosened

_LEAST = 0.2
"""Seconds for one question."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """None of the lines can be left out: with one fewer the others may find a place. With any one of `rules` a step
    looser all of them find one."""

    lines: tuple[int, ...]
    rules: tuple[Wish, ...]


def conflict(problem: Problem, line: int, seconds: float) -> Conflict | None:
    """Why this line cannot be placed beside others; None where that was not proved within the seconds."""
    until = time.monotonic() + seconds
    alone = [line]
    mates = [each.id for each in problem.lines.values() if each.school == problem.lines[line].school]
    for some in (alone, mates, [*problem.lines]):
        core = _Question(problem, some).core(until)
        if core is not None:
            lines = _smallest(problem, core, until)
            return Conflict(tuple(sorted(lines)), tuple(_rules(problem, lines, until)))
    return None


def placed_with(problem: Problem, answer: Answer, line: int) -> Problem:
    """What has a place in the answer, and this line: a conflict in it is about this line."""
    left = dict(answer.unplaced)
    return replace(
        problem,
        lines={
            number: each if number == line else replace(each, times=each.times - left.get(number, 0))
            for number, each in problem.lines.items()
        },
    )


class _Question:
    """Whether these lines can all be placed, nothing else being asked for."""

    def __init__(self, problem: Problem, lines: Sequence[int]) -> None:
        asked = replace(problem, lines={number: problem.lines[number] for number in lines}, current=None)
        self._whole = Intervals(asked, breaks=True)
        self._model = self._whole.model
        self._model.clear_objective()  # type: ignore[no-untyped-call]
        self._lost = [number for number in lines if self._cannot(asked, number)]
        self._wanted = {number: self._model.new_bool_var("") for number in lines}
        for number, wanted in self._wanted.items():
            for each in self._whole.of_line[number]:
                if each.absent is not None:
                    self._model.add_implication(wanted, ~each.absent)

    def _cannot(self, problem: Problem, number: int) -> bool:
        """Fewer days than times."""
        return len(self._whole.of_line[number]) < problem.lines[number].times

    def possible(self, until: float) -> bool:
        """That a plan with all of them was found."""
        if self._lost:
            return False
        self._model.add_assumptions(list(self._wanted.values()))
        return _solver(until).solve(self._model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}

    def core(self, until: float) -> list[int] | None:
        """Lines among them that cannot hold together; None: they can, or it is not known."""
        if self._lost:
            return self._lost[:1]
        self._model.add_assumptions(list(self._wanted.values()))
        solver = _solver(until)
        if solver.solve(self._model) != cp_model.INFEASIBLE:
            return None
        found = set(solver.sufficient_assumptions_for_infeasibility())
        return [number for number, wanted in self._wanted.items() if wanted.index in found]


def _solver(until: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = max(_LEAST, until - time.monotonic())
    return solver


def _smallest(problem: Problem, core: list[int], until: float) -> list[int]:
    """Without any line that is not needed for the conflict, as far as time allows to ask."""
    needed = list(core)
    for number in core:
        if time.monotonic() > until or len(needed) < 2:
            break
        fewer = [each for each in needed if each != number]
        smaller = _Question(problem, fewer).core(until)
        if smaller is not None:
            needed = smaller if set(smaller) <= set(fewer) and smaller else fewer
    return needed


def _rules(problem: Problem, lines: Sequence[int], until: float) -> list[Wish]:
    """Each rule that alone, a step looser, would let them all be placed."""
    found = []
    for wish in Wish:
        if time.monotonic() > until:
            break
        if wish is Wish.NO_DESK_TIME and not problem.therapist.desk_blocks:
            continue
        if _Question(loosened(problem, wish), lines).possible(until):
            found.append(wish)
    return found
