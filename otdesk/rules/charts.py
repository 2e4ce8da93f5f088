# SPDX-License-Identifier: MIT
"""What a chart shows, once; a screen painter and a paper painter draw the same values.

Positions are fractions of the plot, 0 to 1 from the left and from the bottom, so that no painter decides anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from otdesk.rules.goals import Help


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One data point. Filled = on her own, open = prompted, half = not said."""

    x: float
    y: float
    help: Help
    day: date
    value: float
    words: str
    """The figure as read: "73 %"."""


@dataclass(frozen=True, slots=True)
class LineChart:
    """A goal over time. `runs`: the dots that may be joined, parted by help, so that prompted and independent points
    never are. `goal` and `aim` are none where the goal has no target or no baseline."""

    ticks_x: Sequence[Tick]
    ticks_y: Sequence[Tick]
    dots: Sequence[Dot]
    runs: Sequence[Sequence[Dot]]
    goal: float | None = None
    aim: tuple[float, float, float, float] | None = None
    """x and y where the aim line begins and ends."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of stacked parts, from the bottom; `parts` run beside the chart's `series`."""

    words: str
    parts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Minutes (or counts) by category. `series` are the words of the legend, in the order of the parts."""

    series: Sequence[str]
    bars: Sequence[Bar]

    @property
    def highest(self) -> int:
        return max((bar.total for bar in self.bars), default=0)
