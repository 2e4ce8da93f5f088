# SPDX-License-Identifier: MIT
"""The planning answer, `otdesk-planning-answer/1`: who is seen when, where lunch and desk time lie, what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from otdesk.planner.problem import Problem

FORMAT = "otdesk-planning-answer/1"


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """One session: one line alone, or several as a group."""

    day: int
    start: int
    school: int
    minutes: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Lunch or desk time."""

    day: int
    start: int
    school: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`cost` as the judge counts it; `bound`: no plan costs less, None: not known. `unplaced`: times by line."""

    sessions: tuple[Seen, ...]
    lunch: tuple[Block, ...]
    desk: tuple[Block, ...]
    cost: int
    unplaced: tuple[tuple[int, int], ...]
    bound: int | None = None

    @property
    def optimal(self) -> bool:
        return self.bound == self.cost

    def unplaced_minutes(self, problem: Problem) -> int:
        return sum(problem.lines[number].minutes * times for number, times in self.unplaced)


def written(answer: Answer, reasons: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    """The answer as JSON; `reasons` by unplaced line."""
    return {
        "format": FORMAT,
        "status": "optimal" if answer.optimal else "feasible",
        "cost": answer.cost,
        "bound": answer.bound,
        "sessions": [
            {
                "day": each.day,
                "school": each.school,
                "start": each.start,
                "minutes": each.minutes,
                "lines": [*each.lines],
            }
            for each in answer.sessions
        ],
        "lunch": [{"day": each.day, "school": each.school, "start": each.start} for each in answer.lunch],
        "desk": list(_desk(answer)),
        "unplaced": [
            {"line": number, "times": times, "reasons": reasons.get(number, [])} for number, times in answer.unplaced
        ],
    }


def _desk(answer: Answer) -> Iterator[dict[str, int]]:
    for each in answer.desk:
        yield {"day": each.day, "school": each.school, "start": each.start, "minutes": each.minutes}


def understood(data: dict[str, Any], problem: Problem) -> Answer:
    """The answer in JSON that `written` made."""
    return Answer(
        sessions=tuple(
            Seen(each["day"], each["start"], each["school"], each["minutes"], tuple(each["lines"]))
            for each in data["sessions"]
        ),
        lunch=tuple(
            Block(each["day"], each["start"], each["school"], problem.therapist.lunch_minutes) for each in data["lunch"]
        ),
        desk=tuple(Block(each["day"], each["start"], each["school"], each["minutes"]) for each in data["desk"]),
        cost=data["cost"],
        unplaced=tuple((each["line"], each["times"]) for each in data["unplaced"]),
        bound=data["bound"],
    )
