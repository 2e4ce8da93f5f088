# SPDX-License-Identifier: MIT
"""Each time a line is seen as variables of a CP-SAT model; the rules on groups and on breaks between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ortools.sat.python import cp_model

from otdesk.planner.problem import Line, Problem
from otdesk.planner.trips import Costs, Literal, Visit, way


@dataclass(slots=True)
class Occurrence:
    """One of the times a line is seen in a cycle."""

    line: Line
    start: cp_model.IntVar
    on: dict[int, Literal]
    absent: Literal | None
    leads: Literal
    here: dict[Visit, Literal] = field(default_factory=dict)
    """By visit: leads a session there."""
    follows: dict[int, Literal] = field(default_factory=dict)
    """By the leader's number."""
    pinned: bool = False
    run: cp_model.IntVar | None = None
    """Minutes in sessions without a break, at its end."""


# --- groups -----------------------------------------------------------------------------------------------------------


def add_groups(model: cp_model.CpModel, problem: Problem, occurrences: Sequence[Occurrence], costs: Costs) -> None:
    """Each leads a session, follows the leader with the lowest number in it, or is absent."""
    for number, each in enumerate(occurrences):
        mine = _followers(model, problem, occurrences, number)
        states = [each.leads, *each.follows.values(), *([each.absent] if each.absent is not None else [])]
        model.add_exactly_one(states)
        if not mine:
            continue
        size = cp_model.LinearExpr.sum(list(mine.values())) + 1
        model.add(size <= min(each.line.most, problem.therapist.group_max))
        for second, together in mine.items():
            if occurrences[second].line.most < problem.therapist.group_max:
                model.add(size <= occurrences[second].line.most).only_enforce_if(together)
        for second, third in combinations(mine, 2):
            if not problem.may_share(occurrences[second].line, occurrences[third].line):
                model.add_at_most_one([mine[second], mine[third]])
        _count_over(model, problem, list(mine.values()), costs)


def _followers(
    model: cp_model.CpModel, problem: Problem, occurrences: Sequence[Occurrence], first: int
) -> dict[int, Literal]:
    one = occurrences[first]
    found: dict[int, Literal] = {}
    for second in range(first + 1, len(occurrences)):
        other = occurrences[second]
        if problem.may_share(one.line, other.line) and set(one.on) & set(other.on):
            together = found[second] = other.follows[first] = model.new_bool_var("")
            model.add_implication(together, one.leads)
            model.add(other.start == one.start).only_enforce_if(together)
            for day in set(one.on) | set(other.on):
                _same_day(model, one.on.get(day), other.on.get(day), together)
    return found


def _same_day(model: cp_model.CpModel, one: Literal | None, other: Literal | None, together: Literal) -> None:
    if one is not None and other is not None:
        model.add_bool_or([~together, ~other, one])
        model.add_bool_or([~together, ~one, other])
        return
    alone = one if one is not None else other
    if alone is not None:
        model.add_bool_or([~together, ~alone])


def _count_over(model: cp_model.CpModel, problem: Problem, following: Sequence[Literal], costs: Costs) -> None:
    weight, preferred = problem.weights.over, problem.therapist.group_preferred
    most = problem.therapist.group_max
    if not weight or most <= preferred:
        return
    over = model.new_int_var(0, most, "")
    size = cp_model.LinearExpr.sum(list(following))
    if preferred:
        model.add(over >= size + 1 - preferred)
    else:  # one alone is no group and costs nothing
        grouped = model.new_bool_var("")
        for literal in following:
            model.add_implication(literal, grouped)
        model.add(over >= size + grouped)
    costs.append((weight, over))


# --- breaks -----------------------------------------------------------------------------------------------------------


def add_breaks(model: cp_model.CpModel, problem: Problem, occurrences: Sequence[Occurrence]) -> None:
    """No longer in sessions than allowed without a break."""
    most = problem.therapist.max_consecutive
    for each in occurrences:
        if each.line.minutes > most:
            model.add(each.leads == 0)
            each.run = model.new_constant(0)
        else:
            each.run = model.new_int_var(each.line.minutes, most, "")
    for one in occurrences:
        for other in occurrences:
            if one.line is not other.line and _near(problem, one.line.school, other.line.school):
                _carry(model, problem.therapist.break_minutes, one, other)


def _near(problem: Problem, one: int, other: int) -> bool:
    if one == other:
        return True
    return way(problem, one, other) + problem.schools[other].setup < problem.therapist.break_minutes


def _carry(model: cp_model.CpModel, pause: int, one: Occurrence, other: Occurrence) -> None:
    """Where `other` begins less than a break after `one` ended, it carries the minutes on."""
    if not set(one.on) & set(other.on) or one.run is None or other.run is None:
        return
    rested, earlier, carried = (model.new_bool_var("") for _ in range(3))
    model.add(other.start >= one.start + one.line.minutes + pause).only_enforce_if(rested)
    model.add(one.start >= other.start + other.line.minutes).only_enforce_if(earlier)
    model.add(other.run >= one.run + other.line.minutes).only_enforce_if(carried)
    model.add_bool_or([rested, earlier, carried, ~one.leads, ~other.leads])
