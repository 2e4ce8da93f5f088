# SPDX-License-Identifier: MIT
"""Where minutes and days lie in pixels. Plain numbers in and out; no Qt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
HOUR = 60


@dataclass(frozen=True, slots=True)
class Scale:
    """From minutes since midnight to pixels below the top of the sheet; `hour` is the height of an hour."""

    first: int
    last: int
    hour: float
    top: int = 0

    @property
    def height(self) -> int:
        return self.top * 2 + round((self.last - self.first) * self.hour / HOUR)

    def y(self, minute: float) -> int:
        return self.top + round((minute - self.first) * self.hour / HOUR)

    def minute(self, y: float, grid: int = 1) -> int:
        """The minute at a height, on the grid, inside the sheet."""
        exact = self.first + (y - self.top) * HOUR / self.hour
        return min(max(math.floor(exact / grid + 0.5) * grid, self.first), self.last)

    def marks(self) -> tuple[int, ...]:
        """The full hours on the axis."""
        return tuple(range(-(-self.first // HOUR) * HOUR, self.last + 1, HOUR))


@dataclass(frozen=True, slots=True)
class Columns:
    """Days side by side, right of the time axis; the pixels that do not divide go to the first ones."""

    axis: int
    width: int
    count: int

    def left(self, index: int) -> int:
        return self.axis + (self.width - self.axis) * index // max(1, self.count)

    def breadth(self, index: int) -> int:
        return self.left(index + 1) - self.left(index)

    def at(self, x: float) -> int:
        """The day under x; left of the first is the first, right of the last is the last."""
        for index in range(self.count - 1, 0, -1):
            if x >= self.left(index):
                return index
        return 0


@dataclass(frozen=True, slots=True)
class Lane:
    """Cards that overlap stand side by side: in lane `number` of `of`."""

    number: int
    of: int


def lanes(spans: Sequence[Span]) -> tuple[Lane, ...]:
    """A lane for each span, in the order given; spans that only touch share one."""
    found: list[Lane | None] = [None] * len(spans)
    cluster: list[tuple[int, int]] = []
    ends: list[int] = []
    for index in sorted(range(len(spans)), key=lambda i: (spans[i], i)):
        start, end = spans[index]
        if ends and start >= max(ends):
            _settle(cluster, len(ends), found)
            cluster, ends = [], []
        number = next((n for n, last in enumerate(ends) if last <= start), len(ends))
        if number == len(ends):
            ends.append(end)
        else:
            ends[number] = end
        cluster.append((index, number))
    _settle(cluster, len(ends), found)
    return tuple(lane for lane in found if lane is not None)


def _settle(cluster: Sequence[tuple[int, int]], of: int, found: list[Lane | None]) -> None:
    for index, number in cluster:
        found[index] = Lane(number, of)


def inside(start: int, minutes: int, first: int, last: int) -> int:
    """The nearest start at which the whole block lies on the sheet."""
    return max(first, min(start, last - minutes))


def snapped(start: int, step: int) -> int:
    """The next start in the direction of `step`: from 9:07 five minutes on is 9:10, five back is 9:05."""
    if abs(step) <= 1:
        return start + step
    grid = abs(step)
    return (start // grid + 1) * grid if step > 0 else (-(-start // grid) - 1) * grid


def fitting_hour(room: int, first: int, last: int, least: float) -> float:
    """The height of an hour with which the day fills `room`; never less than what a card needs."""
    return max(least, room * HOUR / max(1, last - first))
