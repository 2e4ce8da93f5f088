# SPDX-License-Identifier: MIT
"""The round trip of a day in a CP-SAT model: from home through the visits and back, and the minutes it all takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from otdesk.planner.problem import MIDNIGHT, Problem

Literal = cp_model.IntVar
Visit = tuple[int, int, int]
"""(day, school, which visit of that day to it)"""
Costs = list[tuple[int, cp_model.LinearExprT]]
"""(weight, term)"""


def visits_of(model: cp_model.CpModel, problem: Problem) -> dict[Visit, Literal]:
    """A literal for each visit there may be; the second visit to a school comes with the first alone."""
    rules = problem.therapist
    visited: dict[Visit, Literal] = {}
    for day in range(problem.days):
        for school in problem.schools.values():
            if day in school.closed_days:
                continue
            for which in range(min(rules.visits_per_school, rules.max_schools_per_day)):
                visited[day, school.id, which] = model.new_bool_var("")
                if which:
                    model.add_implication(visited[day, school.id, which], visited[day, school.id, which - 1])
    return visited


@dataclass(slots=True)
class Trip:
    """The literals of one day: the first and last visit, and the drives from one to another."""

    late: cp_model.IntVar
    first: dict[Visit, Literal] = field(default_factory=dict)
    last: dict[Visit, Literal] = field(default_factory=dict)
    driven: dict[tuple[Visit, Visit], Literal] = field(default_factory=dict)


def round_trip(
    model: cp_model.CpModel,
    problem: Problem,
    visited: Mapping[Visit, Literal],
    worked: Literal,
    stays: Sequence[cp_model.LinearExprT],
    costs: Costs,
) -> Trip:
    """The trip of one day with its `visited`. `stays`: minutes in the buildings, set-up included.

    That stays and drives fit between the first arrival and the last leaving follows from the clock; it is said here at
    once for the whole day, for the bound rests on it.
    """
    rules, weights = problem.therapist, problem.weights
    trip = Trip(model.new_int_var(0, MIDNIGHT, ""))
    arcs: list[tuple[int, int, cp_model.LiteralT]] = [(0, 0, ~worked)]
    spent, begin, finish, ends = list(stays), [], [], []
    for number, (visit, literal) in enumerate(visited.items(), 1):
        school = problem.schools[visit[1]]
        first = trip.first[visit] = model.new_bool_var("")
        last = trip.last[visit] = model.new_bool_var("")
        arcs += [(0, number, first), (number, 0, last), (number, number, ~literal)]
        out, back = problem.home[school.id]
        costs += [(weights.visit, literal), (weights.travel * out, first), (weights.travel * back, last)]
        begin.append(max(rules.start + school.park, school.open) * first)
        finish.append(min(rules.end - school.park, school.close) * last)
        ends.append((rules.preferred_end - school.park) * last)
        for after, other in enumerate(visited, 1):
            if other[1] != visit[1]:
                driven = trip.driven[visit, other] = model.new_bool_var("")
                arcs.append((number, after, driven))
                costs.append((weights.travel * problem.drive[visit[1], other[1]], driven))
                spent.append(way(problem, visit[1], other[1]) * driven)
    model.add_circuit(arcs)
    model.add(cp_model.LinearExpr.sum(list(visited.values())) <= rules.max_schools_per_day)
    costs.append((weights.late, trip.late))
    total, begun = cp_model.LinearExpr.sum(spent), cp_model.LinearExpr.sum(begin)
    model.add(total <= cp_model.LinearExpr.sum(finish) - begun)
    model.add(total + begun - cp_model.LinearExpr.sum(ends) <= trip.late)
    return trip


def way(problem: Problem, one: int, other: int) -> int:
    """Minutes from leaving one school's door to arriving at the other's; set-up comes after."""
    return problem.schools[one].park + problem.drive[one, other] + problem.schools[other].park
