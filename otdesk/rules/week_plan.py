# SPDX-License-Identifier: MIT
"""A plan for the typical week beside the week as it stands: which blocks stay, move, come and go."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from otdesk.rules.kinds import SlotKind
from otdesk.rules.pattern import Turns


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of a plan: a session with its lines, or lunch or desk time without."""

    kind: SlotKind
    day: int
    start: int
    minutes: int
    school_id: int | None
    lines: tuple[int, ...] = ()
    group_id: int | None = None
    turns: Turns | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A block of the week as it stands, which the plan may move."""

    id: int
    kind: SlotKind
    day: int
    start: int
    minutes: int
    school_id: int | None
    lines: tuple[int, ...] = ()
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """`stay` and `move` are blocks of the week with what the plan says of them."""

    stay: tuple[tuple[Held, Placed], ...]
    move: tuple[tuple[Held, Placed], ...]
    add: tuple[Placed, ...]
    remove: tuple[Held, ...]

    @property
    def sessions_moved(self) -> int:
        return sum(held.kind is SlotKind.SESSION for held, _placed in self.move)


Same = Callable[[Held, Placed], bool]
_WAYS: tuple[Same, ...] = (
    lambda held, placed: _at(held) == _at(placed),
    lambda held, placed: (held.day, held.school_id) == (placed.day, placed.school_id),
    lambda held, placed: held.school_id == placed.school_id,
    lambda _held, _placed: True,
)


def settled(held: Sequence[Held], plan: Sequence[Placed]) -> Settled:
    """Each block of the plan takes over the block of the same students that is nearest to it, so that its dated
    sessions move instead of going and coming."""
    pairs: list[tuple[Held, Placed]] = []
    waiting, free = list(plan), list(held)
    for same in _WAYS:
        for placed in tuple(waiting):
            found = next((each for each in free if _who(each) == _who(placed) and same(each, placed)), None)
            if found is not None:
                pairs.append((found, placed))
                waiting.remove(placed)
                free.remove(found)
    stay = tuple(pair for pair in pairs if _at(pair[0]) == _at(pair[1]))
    return Settled(stay, tuple(pair for pair in pairs if pair not in stay), tuple(waiting), tuple(free))


def _at(block: Held | Placed) -> tuple[int, int, int, int | None]:
    return block.day, block.start, block.minutes, block.school_id


def _who(block: Held | Placed) -> Hashable:
    return block.kind, frozenset(block.lines), block.group_id
