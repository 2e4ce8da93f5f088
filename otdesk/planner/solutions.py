# SPDX-License-Identifier: MIT
"""A plan put into an interval model, as a hint or as all there may be, and the plan a solver holds taken out of it."""

from collections.abc import Iterator

from ortools.sat.python import cp_model

from otdesk.planner.answer import Answer, Block, Seen
from otdesk.planner.intervals import Intervals
from otdesk.planner.occurrences import Occurrence
from otdesk.planner.problem import MIDNIGHT

Values = cp_model.CpSolverSolutionCallback | cp_model.CpSolver


def hint(whole: Intervals, answer: Answer) -> None:
    for variable, value in _decisions(whole, answer):
        whole.model.add_hint(variable, value)


def fix(whole: Intervals, answer: Answer) -> None:
    """Let only this plan be a solution."""
    for variable, value in _decisions(whole, answer):
        whole.model.add(variable == value)


def _decisions(whole: Intervals, answer: Answer) -> Iterator[tuple[cp_model.IntVar, int]]:
    seen: dict[int, list[Seen]] = {}
    for session in answer.sessions:
        for number in session.lines:
            seen.setdefault(number, []).append(session)
    slots: dict[int, Seen] = {}
    for line, occurrences in whole.of_line.items():
        pins = set(whole.problem.lines[line].pinned)
        mine = sorted(seen.get(line, ()))
        free = [each for each in mine if (each.day, each.start) not in pins]
        pinned = [each for each in mine if (each.day, each.start) in pins]
        for each in occurrences:
            found = pinned if each.pinned else free
            if found:
                slots[id(each)] = found.pop(0)
    leaders: dict[Seen, int] = {}
    for number, each in enumerate(whole.occurrences):
        slot = slots.get(id(each))
        leader = None if slot is None else leaders.setdefault(slot, number)
        yield from _decided(each, slot, leader, number)
    yield from _others_decided(whole, answer)


def _decided(
    each: Occurrence, slot: Seen | None, leader: int | None, number: int
) -> Iterator[tuple[cp_model.IntVar, int]]:
    if each.absent is not None:
        yield each.absent, slot is None
    yield each.leads, leader == number
    for day, literal in each.on.items():
        yield literal, slot is not None and slot.day == day
    for first, literal in each.follows.items():
        yield literal, first == leader
    if slot is not None:
        yield each.start, slot.day * MIDNIGHT + slot.start


def _others_decided(whole: Intervals, answer: Answer) -> Iterator[tuple[cp_model.IntVar, int]]:
    """Lunch, desk time, and where one goes."""
    eaten = {lunch.day: lunch for lunch in answer.lunch}
    for day, lunch in eaten.items():
        yield whole.lunch[day], day * MIDNIGHT + lunch.start
    for (day, school, _which), literal in whole.lunch_at.items():
        if day not in eaten or eaten[day].school != school:
            yield literal, 0
    for day, works in whole.worked.items():
        yield works, day in eaten
    blocks = sorted(answer.desk, key=lambda each: (each.minutes, each.day, each.start))
    for (_minutes, start, at), block in zip(whole.desk, blocks, strict=True):
        yield start, block.day * MIDNIGHT + block.start
        for visit, literal in at.items():
            if visit[:2] != (block.day, block.school):
                yield literal, 0
    visits = {(each.day, each.school) for each in answer.sessions}
    visits |= {(each.day, each.school) for each in (*answer.lunch, *answer.desk)}
    visits |= {(meeting.day, meeting.school) for meeting in whole.problem.therapist.meetings}
    for (day, school, which), literal in whole.visited.items():
        if (day, school) not in visits or which == 0:
            yield literal, (day, school) in visits


def found(whole: Intervals, values: Values) -> Answer:
    """The plan the solver holds now; its cost is for the judge to say."""
    sessions = [
        _session(whole, number, values)
        for number, each in enumerate(whole.occurrences)
        if values.boolean_value(each.leads)
    ]
    missing: dict[int, int] = {}
    for line, occurrences in whole.of_line.items():
        there = sum(each.absent is None or not values.boolean_value(each.absent) for each in occurrences)
        if there < whole.problem.lines[line].times:
            missing[line] = whole.problem.lines[line].times - there
    return Answer(
        tuple(sorted(sessions)),
        tuple(sorted(_lunches(whole, values))),
        tuple(sorted(_desk_blocks(whole, values))),
        0,
        tuple(sorted(missing.items())),
    )


def _session(whole: Intervals, number: int, values: Values) -> Seen:
    leader = whole.occurrences[number]
    others = [
        other.line.id
        for other in whole.occurrences
        if number in other.follows and values.boolean_value(other.follows[number])
    ]
    day, start = divmod(values.value(leader.start), MIDNIGHT)
    return Seen(day, start, leader.line.school, leader.line.minutes, tuple(sorted((leader.line.id, *others))))


def _lunches(whole: Intervals, values: Values) -> Iterator[Block]:
    for (day, school, _which), literal in whole.lunch_at.items():
        if values.boolean_value(literal):
            start = values.value(whole.lunch[day]) - day * MIDNIGHT
            yield Block(day, start, school, whole.problem.therapist.lunch_minutes)


def _desk_blocks(whole: Intervals, values: Values) -> Iterator[Block]:
    for minutes, start, at in whole.desk:
        for (day, school, _which), literal in at.items():
            if values.boolean_value(literal):
                yield Block(day, values.value(start) - day * MIDNIGHT, school, minutes)
