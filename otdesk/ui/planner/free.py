# SPDX-License-Identifier: MIT
"""Where something would fit, best first: at a stay that is there anyway before one that means another drive."""

from otdesk.rules import slots
from otdesk.rules.slots import FreeSlot, Week, Wish


def free_slots(wish: Wish, week: Week, moving: int | None = None) -> tuple[FreeSlot, ...]:
    found = slots.free_slots(wish, week, moving=moving)
    return tuple(sorted(found, key=_Order(wish, week, moving)))


class _Order:
    """Stable: the rules' own order decides between equals."""

    def __init__(self, wish: Wish, week: Week, moving: int | None) -> None:
        self._wish = wish
        self._blocks = [block for block in week.blocks if block.place is not None and block.id != moving]

    def __call__(self, slot: FreeSlot) -> tuple[int, bool]:
        return slot.severity, not self._beside(slot)

    def _beside(self, slot: FreeSlot) -> bool:
        """Whether the block before or after it that day is at the same school."""
        day = [block for block in self._blocks if block.day == slot.day]
        before = [(block.end, block.place) for block in day if block.end <= slot.start]
        after = [(block.start, block.place) for block in day if block.start >= slot.start + self._wish.minutes]
        near = {max(before)[1] if before else None, min(after)[1] if after else None}
        return self._wish.place in near
