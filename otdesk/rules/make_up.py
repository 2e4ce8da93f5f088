# SPDX-License-Identifier: MIT
"""Where minutes that were missed can be made up, in the order a therapist would try (planner.md, make-up finder).

A free time first, then a group that fits, then desk time given up, then one other session moved; and where all that
is not enough, a free time for a part of the minutes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice

from otdesk.rules import slots
from otdesk.rules.kinds import Grouping
from otdesk.rules.slots import Block, BlockKind, FreeSlot, Obstacle, Severity, Week, Wish
from otdesk.rules.spans import overlap


class Way(IntEnum):
    """In the order they are offered."""

    FREE = 0
    GROUP = 1
    DESK = 2
    MOVE = 3
    SHORTER = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to make it up. `obstacles` are things to avoid that it accepts. GROUP: `block` is the session joined;
    DESK: the desk time given up; MOVE: the session that goes to `to` (day, start)."""

    way: Way
    day: int
    start: int
    end: int
    obstacles: tuple[Obstacle, ...] = ()
    block: int | None = None
    to: tuple[int, int] | None = None

    @property
    def severity(self) -> Severity:
        return slots.worst(self.obstacles)


@dataclass(frozen=True, slots=True)
class Missed:
    """What was missed: whose, and the time of day it usually is. `earliest`: (day, minute) before which is past."""

    wish: Wish
    usual: int
    earliest: tuple[int, int] = (0, 0)


def offers(missed: Missed, week: Week, most: int = 4) -> Iterator[Offer]:
    """At most `most`, one a day of each way, the first days first; a later way only as far as the ones before it leave
    room. Days on which the therapist is at that building anyway go before the others of the same way."""
    there = {block.day for block in week.blocks if block.place == missed.wish.place}
    days = sorted((day for day in week.limits.hours if day >= missed.earliest[0]), key=lambda d: (d not in there, d))
    ways: tuple[Callable[[Missed, Week, int], Iterator[Offer]], ...] = (_free, _groups, _desk, _moves, _shorter)
    taken: set[tuple[int, int]] = set()

    def found() -> Iterator[Offer]:
        for way in ways:
            for day in [day for day in days if day in there] if way in {_groups, _moves} else days:
                best = min(
                    (offer for offer in way(missed, week, day) if (offer.day, offer.start) not in taken),
                    key=lambda offer: (offer.severity, abs(offer.start - missed.usual), offer.start),
                    default=None,
                )
                if best is not None:
                    taken.add((best.day, best.start))
                    yield best

    return islice(found(), most)


def _fits(missed: Missed, week: Week, day: int) -> Iterator[FreeSlot]:
    for slot in slots.free_slots(missed.wish, week, days=[day]):
        if (day, slot.start) >= missed.earliest:
            yield slot


def _free(missed: Missed, week: Week, day: int) -> Iterator[Offer]:
    """The usual time of day is asked too: free stretches are told by their first starts."""
    groups = {block.start for block in week.blocks if block.day == day and _serves(block, missed.wish)}
    usual = [] if (day, missed.usual) < missed.earliest else [missed.usual]
    for start in usual:
        found = slots.obstacles(missed.wish, day, start, week)
        if slots.worst(found) is not Severity.NEVER and start not in groups:
            yield Offer(Way.FREE, day, start, start + missed.wish.minutes, found)
    for slot in _fits(missed, week, day):
        if slot.start not in groups:
            yield Offer(Way.FREE, day, slot.start, slot.start + missed.wish.minutes, slot.obstacles)


def _groups(missed: Missed, week: Week, day: int) -> Iterator[Offer]:
    """A group may be longer or shorter than what was missed: its own minutes are given."""
    if missed.wish.grouping not in {Grouping.GROUP, Grouping.EITHER}:
        return
    for block in week.blocks:
        if block.day == day and (day, block.start) >= missed.earliest and _serves(block, missed.wish):
            wish = replace(missed.wish, minutes=block.end - block.start)
            found = slots.obstacles(wish, day, block.start, week)
            if slots.worst(found) is not Severity.NEVER:
                yield Offer(Way.GROUP, day, block.start, block.end, found, block.id)


def _serves(block: Block, wish: Wish) -> bool:
    return block.kind is BlockKind.SESSION and block.place == wish.place and bool(block.members)


def _desk(missed: Missed, week: Week, day: int) -> Iterator[Offer]:
    desks = [block for block in week.blocks if block.day == day and block.kind is BlockKind.DESK]
    if not desks:
        return
    without = replace(week, blocks=[block for block in week.blocks if block not in desks])
    for slot in _fits(missed, without, day):
        span = (slot.start, slot.start + missed.wish.minutes)
        given_up = next((desk for desk in desks if overlap((desk.start, desk.end), span)), None)
        if given_up is not None:
            yield Offer(Way.DESK, day, *span, slot.obstacles, given_up.id)


def _moves(missed: Missed, week: Week, day: int) -> Iterator[Offer]:
    """One session makes room where it stands, and finds another place within a week that is free of any obstacle."""
    for block in week.blocks:
        if not (block.day == day and (day, block.start) >= missed.earliest and _serves(block, missed.wish)):
            continue
        others = [other for other in week.blocks if other is not block]
        found = slots.obstacles(missed.wish, day, block.start, replace(week, blocks=others))
        if slots.worst(found) is not Severity.OK:
            continue
        end = block.start + missed.wish.minutes
        made = Block(0, BlockKind.SESSION, day, block.start, end, missed.wish.place, members=missed.wish.members)
        to = _elsewhere(block, replace(week, blocks=[*others, made]), missed.earliest)
        if to is not None:
            yield Offer(Way.MOVE, day, block.start, end, (), block.id, to)


def _shorter(missed: Missed, week: Week, day: int) -> Iterator[Offer]:
    """Two thirds of it at least, in whole five minutes."""
    longest, least = -(-missed.wish.minutes // 5) * 5 - 5, max(LEAST, missed.wish.minutes * 2 // 3)
    for minutes in range(longest, least - 1, -5):
        part = replace(missed, wish=replace(missed.wish, minutes=minutes))
        found = [replace(offer, way=Way.SHORTER) for offer in _free(part, week, day)]
        yield from found
        if found:
            return


def _elsewhere(block: Block, week: Week, earliest: tuple[int, int]) -> tuple[int, int] | None:
    grouping = Grouping.INDIVIDUAL if block.alone else Grouping.GROUP
    wish = Wish(block.members, block.end - block.start, block.place or 0, grouping, block.group_max)
    near: Sequence[int] = sorted(
        (day for day in week.limits.hours if abs(day - block.day) < _NEAR), key=lambda day: abs(day - block.day)
    )
    places = {(other.day, other.start) for other in week.blocks if _serves(other, wish)}
    for day in near:
        for slot in slots.free_slots(wish, week, days=[day]):
            if slot.severity is Severity.OK and (day, slot.start) >= earliest and (day, slot.start) not in places:
                return day, slot.start
    return None


LEAST = 10
"""Minutes that are worth a session of their own."""
_NEAR = 5
"""Days a session may be moved away for another one's sake."""
