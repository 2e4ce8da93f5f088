# SPDX-License-Identifier: MIT
"""Parts of a plan as problems of their own: some days, or some schools, may be arranged anew, and all else stays."""

from collections import Counter
from dataclasses import replace

from otdesk.planner.answer import Answer, Block
from otdesk.planner.problem import Problem


def days_alone(problem: Problem, answer: Answer, days: frozenset[int]) -> tuple[Problem, Answer]:
    """The problem of these days and of what is not placed yet, and the part of the answer that lies on them."""
    times = Counter(number for session in answer.sessions if session.day in days for number in session.lines)
    times.update(dict(answer.unplaced))
    lines = {
        number: replace(
            problem.lines[number],
            times=count,
            starts={day: ranges for day, ranges in problem.lines[number].starts.items() if day in days},
            pinned=tuple(pin for pin in problem.lines[number].pinned if pin[0] in days),
        )
        for number, count in times.items()
    }
    rules = replace(
        problem.therapist,
        desk_blocks=tuple(block.minutes for block in answer.desk if block.day in days),
        meetings=tuple(meeting for meeting in problem.therapist.meetings if meeting.day in days),
    )
    others = frozenset(range(problem.days)) - days
    schools = {
        number: replace(school, closed_days=school.closed_days | others) for number, school in problem.schools.items()
    }
    return replace(problem, lines=lines, therapist=rules, schools=schools), replace(
        answer,
        sessions=tuple(each for each in answer.sessions if each.day in days),
        lunch=tuple(each for each in answer.lunch if each.day in days),
        desk=tuple(each for each in answer.desk if each.day in days),
    )


def joined(problem: Problem, answer: Answer, days: frozenset[int], other: Answer) -> Answer:
    """The answer with these days as they are in the other one. Its cost is not known: the judge says."""
    sessions = [each for each in answer.sessions if each.day not in days]
    sessions += [each for each in other.sessions if each.day in days]
    times = Counter(number for session in sessions for number in session.lines)
    missing = {number: line.times - times[number] for number, line in problem.lines.items()}
    return replace(
        answer,
        sessions=tuple(sorted(sessions)),
        lunch=_days_of(answer.lunch, other.lunch, days),
        desk=_days_of(answer.desk, other.desk, days),
        unplaced=tuple(sorted((number, left) for number, left in missing.items() if left > 0)),
    )


def _days_of(mine: tuple[Block, ...], others: tuple[Block, ...], days: frozenset[int]) -> tuple[Block, ...]:
    return tuple(
        sorted([each for each in mine if each.day not in days] + [each for each in others if each.day in days])
    )


def schools_alone(problem: Problem, answer: Answer, schools: frozenset[int]) -> Problem:
    """The problem with all lines of other schools where they are now, as if pinned."""
    now: dict[int, list[tuple[int, int]]] = {}
    for session in answer.sessions:
        for number in session.lines:
            now.setdefault(number, []).append((session.day, session.start))
    return replace(
        problem,
        lines={
            number: line if line.school in schools else replace(line, pinned=tuple(sorted(now.get(number, ()))))
            for number, line in problem.lines.items()
        },
    )
