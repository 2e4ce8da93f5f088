# SPDX-License-Identifier: MIT
"""What a therapist wishes of her week, in three steps each, and what that is in the planner's weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from otdesk.rules.entries import Problems, bounds


class Matter(StrEnum):
    """Things that can matter more or less."""

    DRIVING = "driving"
    GAPS = "gaps"
    GROUPS = "groups"
    KEEPING = "keeping"


class Step(StrEnum):
    LITTLE = "little"
    NORMAL = "normal"
    MUCH = "much"


USUAL: Mapping[str, int] = {
    "unserved": 100, "travel": 3, "visit": 15, "idle": 1, "over": 10, "half_day": 5, "late": 1,
    "move_day": 20, "move_time": 8,
}  # fmt: skip
"""The planner's cost of each minute, visit, student and move (planner.md)."""
_OF = {
    Matter.DRIVING: ("travel", "visit"),
    Matter.GAPS: ("idle",),
    Matter.GROUPS: ("over",),
    Matter.KEEPING: ("move_day", "move_time"),
}
_THIRDS = {Step.LITTLE: 1, Step.NORMAL: 3, Step.MUCH: 9}
MOST_SCHOOLS = 6
MOST_VISITS = 2
LONGEST_RUN = 480
MOST_DESK = 1200


@dataclass(frozen=True, slots=True)
class Wishes:
    """`longest_run`: session minutes in a row, 0 for no limit. `desk_minutes` a week. `visits` to one building a day.
    `steps` without an entry are normal."""

    longest_run: int = 180
    most_schools: int = 3
    desk_minutes: int = 0
    steps: Mapping[Matter, Step] = field(default_factory=dict)
    visits: int = 1


def weights(steps: Mapping[Matter, Step]) -> dict[str, int]:
    """Normal is the usual weight; little is a third of it, much three times as much, and at least 1."""
    found = dict(USUAL)
    for matter, step in steps.items():
        for name in _OF[matter]:
            found[name] = max(1, USUAL[name] * _THIRDS[step] // 3)
    return found


def steps_from(value: Mapping[str, object] | None) -> dict[Matter, Step]:
    """As kept with the therapist. What a later version may know and this one does not is left out."""
    known = {matter.value: matter for matter in Matter}
    steps = {step.value: step for step in Step}
    return {
        known[name]: steps[said]
        for name, said in (value or {}).items()
        if name in known and isinstance(said, str) and said in steps
    }


def steps_value(steps: Mapping[Matter, Step]) -> dict[str, object]:
    return {matter.value: step.value for matter, step in steps.items() if step is not Step.NORMAL}


def wish_problems(wishes: Wishes) -> Problems:
    return (
        *bounds("longest_run", wishes.longest_run, 0, LONGEST_RUN),
        *bounds("most_schools", wishes.most_schools, 1, MOST_SCHOOLS),
        *bounds("visits", wishes.visits, 1, MOST_VISITS),
        *bounds("desk_minutes", wishes.desk_minutes, 0, MOST_DESK),
    )
