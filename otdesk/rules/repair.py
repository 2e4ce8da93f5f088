# SPDX-License-Identifier: MIT
"""The rest of a day after something changed: who can still be seen and when, with as little moved as can be.

Buildings may be visited in another order. In that order each session is held at its planned time, or as soon as it can
be, or not at all; what is best is kept step by step (a beam of partial days), and what fell out is tried once more in
the gaps that are left. A meeting stays where it is. Lunch is kept if there is any way to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice, permutations

from otdesk.rules import slots
from otdesk.rules.kinds import Grouping
from otdesk.rules.slots import Block, BlockKind, Severity, Week, Why, Wish

_BEAM = 24
_MOST_VISITS = 4
"""With more only the order as planned is laid out: 24 orders of a day take long enough."""
_MEETING = 1_000
"""Minutes a missed meeting weighs: as much as a whole day of sessions."""
_OF_GROUP = frozenset({Why.NOT_A_GROUP, Why.GROUP_FULL, Why.GRADES_APART, Why.KEEP_APART, Why.PREFER_SMALLER})
"""Who sits together is not asked: the session keeps its students."""
_LATE = 10
"""Minutes of sessions one minute too late in a meeting weighs: several people wait."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """`free_from`: the minute from which the therapist is free again, at the place `at` (none: wherever the day goes
    on). `opens`: when a place opens; the end of the day for one that stays closed. `gone`: students who are absent.
    `fixed`: what the therapist decided of a block: its start, or none to leave it out."""

    free_from: int = 0
    at: int | None = None
    opens: Mapping[int, int] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    fixed: Mapping[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of the rest of the day and its new start; none: it cannot be held."""

    block: Block
    start: int | None

    @property
    def changed(self) -> bool:
        return self.start != self.block.start


@dataclass(frozen=True, slots=True)
class _Partial:
    """A day laid out so far. The costs in the order of their weight: minutes lost, classes missed that should not be,
    blocks moved, minutes moved."""

    time: int
    place: int | None
    lunch: int | None
    placed: tuple[Placed, ...] = ()
    lost: int = 0
    avoided: int = 0
    moved: int = 0
    shift: int = 0

    @property
    def cost(self) -> tuple[int, int, int, int]:
        return self.lost, self.avoided, self.moved, self.shift


@dataclass(frozen=True, slots=True)
class Repair:
    """`placed` holds every session and meeting of the rest of the day, in order of its new start, then what is lost.
    `lunch`: when lunch begins; none where the rest of the day has none. `kept_lunch` False: there is no time for it."""

    placed: tuple[Placed, ...]
    lunch: int | None
    kept_lunch: bool

    @property
    def lost(self) -> tuple[Placed, ...]:
        return tuple(one for one in self.placed if one.start is None)

    @property
    def moved(self) -> tuple[Placed, ...]:
        return tuple(one for one in self.placed if one.start is not None and one.changed)


def repair(rest: Sequence[Block], day: int, week: Week, what: Disturbance) -> Repair:
    """`rest`: what of the day is still to come, lunch included; desk time gives way and is left out. `week` gives the
    roads and limits; its blocks are not asked."""
    asker = _Asker(day, replace(week, blocks=()), what, _as_planned(rest, week))
    lunch = next((block for block in rest if block.kind is BlockKind.LUNCH), None)
    held = [
        block
        for block in sorted(rest, key=lambda block: (block.start, block.id))
        if block.kind in {BlockKind.SESSION, BlockKind.MEETING} and not asker.is_off(block)
    ]
    best: _Partial | None = None
    for order in _orders(held):
        found = _lay_out(order, lunch, asker)
        if best is None or (found.lunch is None, *found.cost) < (best.lunch is None, *best.cost):
            best = found
    assert best is not None  # noqa: S101 - there is one order at least
    placed = _again(best, lunch, asker)
    ordered = sorted(placed, key=lambda one: (one.start is None, one.start or one.block.start))
    return Repair(tuple(ordered), best.lunch if lunch is not None else None, lunch is None or best.lunch is not None)


def _as_planned(rest: Sequence[Block], week: Week) -> dict[int, int]:
    """How many minutes too soon each block stands already, by what stands before it: that is nobody's change."""
    found: dict[int, int] = {}
    free, place = 0, None
    for block in sorted(rest, key=lambda block: (block.start, block.id)):
        if block.kind is BlockKind.DESK:
            continue
        there = block.place if block.place is not None else place
        need = week.roads.need(place, there) or 0 if place is not None and there is not None else 0
        found[block.id] = max(0, free + need - block.start)
        free, place = max(free, block.end), there
    return found


def _orders(held: Sequence[Block]) -> Iterator[list[Block]]:
    """The visits as planned first, then in every other order; a day of many visits only as planned."""
    visits = [list(group) for _place, group in groupby(held, key=lambda block: block.place)]
    for order in islice(permutations(visits), 1 if len(visits) > _MOST_VISITS else None):
        yield [block for visit in order for block in visit]


def _lay_out(order: Sequence[Block], lunch: Block | None, asker: "_Asker") -> _Partial:
    what = asker.what
    beam = [_Partial(what.free_from, what.at, None if lunch is not None else what.free_from)]
    for block in order:
        grown = [
            made for one in beam for ready in _with_lunch(one, lunch, block, asker) for made in asker.ways(ready, block)
        ]
        beam = _thinned(grown)
    done = [made for one in beam for made in _with_lunch(one, lunch, None, asker)]
    return min(done, key=lambda one: (one.lunch is None, *one.cost, one.time))


def _with_lunch(one: _Partial, lunch: Block | None, following: Block | None, asker: "_Asker") -> Iterator[_Partial]:
    """As it is, and with lunch taken next where it may be: before the drive to what follows, or after it; at its
    planned time if that has not come, or at once."""
    yield one
    if one.lunch is not None or lunch is None:
        return
    yield from _lunch_at(one, lunch, asker)
    if following is not None and following.place is not None and one.place not in {None, following.place}:
        there = replace(one, time=asker.arrival(one, following), place=following.place)
        yield from _lunch_at(there, lunch, asker)


def _lunch_at(one: _Partial, lunch: Block, asker: "_Asker") -> Iterator[_Partial]:
    first, last = asker.week.limits.lunch_start
    first, last = min(first, lunch.start), max(last, lunch.start)
    minutes = lunch.end - lunch.start
    planned = lunch.start >= one.time - asker.late_already.get(lunch.id, 0)
    soonest = -(-max(one.time, first) // 5) * 5
    for start in {soonest, lunch.start if planned else max(soonest, lunch.start)}:
        if start <= last:
            shift = abs(start - lunch.start)
            yield replace(one, lunch=start, time=max(one.time, start + minutes), shift=one.shift + shift)


def _thinned(grown: Iterable[_Partial]) -> list[_Partial]:
    """The cheapest first; of two at one place with the same lunch, one later and no cheaper is of no use."""
    kept: list[_Partial] = []
    for one in sorted(grown, key=lambda one: (*one.cost, one.time)):
        beaten = any(
            (other.place, other.lunch is None) == (one.place, one.lunch is None) and other.time <= one.time
            for other in kept
        )
        if not beaten:
            kept.append(one)
            if len(kept) == _BEAM:
                break
    return kept


@dataclass(slots=True)
class _Asker:
    """Answers for one day and disturbance, each question once."""

    day: int
    week: Week
    what: Disturbance
    late_already: Mapping[int, int]
    known: dict[tuple[int, int], Severity] = field(default_factory=dict)

    def is_off(self, block: Block) -> bool:
        """Whether everybody it was for is absent."""
        return bool(block.members) and all(abs(member.student) in self.what.gone for member in block.members)

    def severity(self, block: Block, start: int) -> Severity:
        """Of the place, the room and the students at that time, whatever else the day holds."""
        if block.place is not None and start < self.what.opens.get(block.place, 0):
            return Severity.NEVER
        key = (block.id, start)
        if key not in self.known:
            found = slots.obstacles(wish_of(block), self.day, start, self.week)
            self.known[key] = slots.worst(obstacle for obstacle in found if obstacle.why not in _OF_GROUP)
        return self.known[key]

    def arrival(self, one: _Partial, block: Block) -> int:
        if one.place is None or block.place is None or one.place == block.place:
            return one.time
        return one.time + (self.week.roads.need(one.place, block.place) or 0)

    def ways(self, one: _Partial, block: Block) -> Iterator[_Partial]:
        """Everything that can become of the next block."""
        arrival, minutes = self.arrival(one, block), block.end - block.start
        if block.kind is BlockKind.MEETING:
            yield from self._meeting(one, block, arrival)
            return
        decided = block.id in self.what.fixed
        fixed = self.what.fixed.get(block.id)
        if not decided or fixed is None:
            lost = minutes * max(1, len(block.members))
            yield replace(one, placed=(*one.placed, Placed(block, None)), lost=one.lost + lost)
        starts = self._starts(block, arrival, minutes) if not decided else {fixed} if fixed is not None else set()
        for start in starts:
            shift = abs(start - block.start)
            yield replace(
                one,
                time=max(one.time, start + minutes),
                place=block.place if block.place is not None else one.place,
                placed=(*one.placed, Placed(block, start)),
                avoided=one.avoided + (self.severity(block, start) is Severity.AVOID and bool(shift)),
                moved=one.moved + bool(shift),
                shift=one.shift + shift,
            )

    def _starts(self, block: Block, arrival: int, minutes: int) -> set[int]:
        """Its planned time, the first time it may be at all, and the first without missing anything."""
        found: set[int] = set()
        # Where it stands it may stand, whatever is wrong with it: it was put there.
        opens = self.what.opens.get(block.place, 0) if block.place is not None else 0
        if block.start >= max(arrival - self.late_already.get(block.id, 0), opens):
            found.add(block.start)
        last = self.week.limits.hours.get(self.day, (0, 24 * 60))[1] - minutes
        first_allowed = False
        for start in range(-(-max(arrival, opens) // 5) * 5, last + 1, 5):
            severity = self.severity(block, start)
            if severity is Severity.OK or (severity is Severity.AVOID and not first_allowed):
                found.add(start)
                first_allowed = True
            if severity is Severity.OK:
                break
        return found

    def _meeting(self, one: _Partial, block: Block, arrival: int) -> Iterator[_Partial]:
        """Held without her if she cannot be there; a late arrival is better than none."""
        opens = self.what.opens.get(block.place, 0) if block.place is not None else 0
        if max(arrival - self.late_already.get(block.id, 0), opens) >= block.end:
            yield replace(one, placed=(*one.placed, Placed(block, None)), lost=one.lost + _MEETING)
            return
        late = max(0, arrival - block.start - self.late_already.get(block.id, 0))
        place = block.place if block.place is not None else one.place
        placed = (*one.placed, Placed(block, block.start))
        yield replace(
            one, time=block.end, place=place, placed=placed, lost=one.lost + late * _LATE, shift=one.shift + late
        )


def wish_of(block: Block) -> Wish:
    grouping = Grouping.INDIVIDUAL if block.alone else Grouping.GROUP
    return Wish(block.members, block.end - block.start, block.place or 0, grouping, block.group_max)


def _again(best: _Partial, lunch: Block | None, asker: _Asker) -> list[Placed]:
    """What is lost, tried once more in the gaps of the day as it is now."""
    placed = list(best.placed)
    for lost in [one for one in placed if one.start is None and one.block.kind is BlockKind.SESSION]:
        if lost.block.id in asker.what.fixed:
            continue
        day = [
            replace(one.block, day=asker.day, start=one.start, end=one.start + one.block.end - one.block.start)
            for one in placed
            if one.start is not None
        ]
        if lunch is not None and best.lunch is not None:
            day.append(replace(lunch, start=best.lunch, end=best.lunch + lunch.end - lunch.start))
        week = replace(asker.week, blocks=day)
        joins = {other.start for other in day if other.place == lost.block.place}
        opens = asker.what.opens.get(lost.block.place or 0, 0)
        first = max(opens, asker.arrival(_Partial(asker.what.free_from, asker.what.at, None), lost.block))
        for slot in slots.free_slots(wish_of(lost.block), week, days=[asker.day]):
            if slot.start >= first and slot.start not in joins:
                placed[placed.index(lost)] = Placed(lost.block, slot.start)
                break
    return placed
