# SPDX-License-Identifier: MIT
"""Other ways to lay out the week: the same rules, but something else matters most."""

from dataclasses import dataclass

from otdesk.rules.wishes import Matter, Step
from otdesk.ui.planner.building import Steps
from otdesk.words import _


@dataclass(frozen=True, slots=True)
class Way:
    letter: str
    title: str
    steps: Steps


def ways(*, moves: bool) -> tuple[Way, ...]:
    """Beside the first, A, which keeps to the wishes: B drives less, C moves least; in a week that is still empty
    nothing moves, and C leaves no gaps."""
    driving = Way("B", _("Another way: less driving"), {Matter.DRIVING: Step.MUCH, Matter.KEEPING: Step.LITTLE})
    if moves:
        return driving, Way("C", _("Another way: fewest moves"), {Matter.KEEPING: Step.MUCH})
    return driving, Way("C", _("Another way: no gaps"), {Matter.GAPS: Step.MUCH, Matter.DRIVING: Step.LITTLE})
