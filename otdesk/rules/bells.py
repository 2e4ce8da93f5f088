# SPDX-License-Identifier: MIT
"""What a student's class does at each minute of a school day, and whether she may be taken out of it.

Time in the school day under no block is OK to pull. Where blocks overlap the strictest wins. A row for a homeroom or
a weekday is nearer to the truth than a row for a whole grade band: within its minutes it replaces the wider row, and a
wider row of the same label is not held at all for that homeroom or on that weekday (specials move, they do not double).
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from otdesk.rules.kinds import DayType, Pull
from otdesk.rules.spans import Span

_STRICTNESS = {Pull.OK: 0, Pull.AVOID: 1, Pull.NEVER: 2}


@dataclass(frozen=True, slots=True)
class BellBlock:
    """One row of a bell schedule. Without `low` and `high` it holds for all grades."""

    label: str
    start: int
    end: int
    pull: Pull
    low: int | None = None
    high: int | None = None
    day_type: DayType = DayType.REGULAR
    homeroom: str = ""
    weekday: int | None = None
    whole_day: bool = False
    """The school day itself rather than a class in it."""

    @property
    def nearness(self) -> int:
        """How closely the row speaks of one class: homeroom counts more than weekday."""
        return 2 * bool(_plain(self.homeroom)) + (self.weekday is not None)


@dataclass(frozen=True, slots=True)
class ClassOf:
    """Whose bells are asked for; a grade not known meets only the rows for all grades."""

    grade: int | None
    homeroom: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Minutes under one and the same class; the label is empty under no block."""

    start: int
    end: int
    pull: Pull
    label: str


def stricter(a: Pull, b: Pull) -> Pull:
    return a if _STRICTNESS[a] >= _STRICTNESS[b] else b


def at_most(pull: Pull, worst: Pull) -> bool:
    """Whether a class of this kind may still be used when `worst` is the worst allowed."""
    return _STRICTNESS[pull] <= _STRICTNESS[worst]


def school_hours(
    blocks: Iterable[BellBlock], who: ClassOf, weekday: int, day_type: DayType = DayType.REGULAR
) -> Span | None:
    """First to last minute of the school day for a class: the whole-day rows say it, else all its rows together.

    None means the school has no table for that day type.
    """
    held = [block for block in blocks if _holds(block, who, weekday, day_type) and block.start < block.end]
    whole = [block for block in held if block.whole_day]
    nearest = max((block.nearness for block in whole), default=0)
    chosen = [block for block in whole if block.nearness == nearest] or held
    if not chosen:
        return None
    return min(block.start for block in chosen), max(block.end for block in chosen)


def blocks_of(
    blocks: Iterable[BellBlock], who: ClassOf, weekday: int, day_type: DayType = DayType.REGULAR
) -> tuple[BellBlock, ...]:
    """The rows that hold for this class on such a day, wider rows of a moved label left out."""
    held = [block for block in blocks if _holds(block, who, weekday, day_type) and not block.whole_day]
    nearest: dict[str, int] = {}
    for block in held:
        label = _plain(block.label)
        nearest[label] = max(nearest.get(label, 0), block.nearness)
    return tuple(block for block in held if block.nearness == nearest[_plain(block.label)])


def student_day(
    blocks: Iterable[BellBlock], hours: Span, who: ClassOf, weekday: int, day_type: DayType = DayType.REGULAR
) -> tuple[Segment, ...]:
    """The class's day as segments that cover exactly the school's hours."""
    held = blocks_of(blocks, who, weekday, day_type)
    start, end = hours
    cuts = sorted({start, end, *(cut for block in held for cut in (block.start, block.end) if start < cut < end)})
    segments: list[Segment] = []
    for left, right in itertools.pairwise(cuts):
        pull, label = _over(held, left, right)
        if segments and (segments[-1].pull, segments[-1].label) == (pull, label):
            segments[-1] = Segment(segments[-1].start, right, pull, label)
        else:
            segments.append(Segment(left, right, pull, label))
    return tuple(segments)


def _holds(block: BellBlock, who: ClassOf, weekday: int, day_type: DayType) -> bool:
    if block.day_type is not day_type or (block.weekday is not None and block.weekday != weekday):
        return False
    if block.homeroom and _plain(block.homeroom) != _plain(who.homeroom):
        return False
    if block.low is None and block.high is None:
        return True
    if who.grade is None:
        return False
    return (block.low is None or block.low <= who.grade) and (block.high is None or who.grade <= block.high)


def _over(held: Sequence[BellBlock], left: int, right: int) -> tuple[Pull, str]:
    covering = [block for block in held if block.start <= left and right <= block.end]
    if not covering:
        return Pull.OK, ""
    nearest = max(block.nearness for block in covering)
    near = [block for block in covering if block.nearness == nearest]
    # Of equally strict rows the shorter names the class better.
    telling = max(near, key=_telling)
    return telling.pull, telling.label


def _telling(block: BellBlock) -> tuple[int, int, str]:
    return _STRICTNESS[block.pull], -(block.end - block.start), block.label


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
