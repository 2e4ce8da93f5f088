# SPDX-License-Identifier: MIT
"""One working day as a row of visits to buildings joined by drives, and where in it the clock stands.

Late arrivals and overlaps are marked, never hidden or mended: the day is shown as it was planned.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from otdesk.rules.slots import BlockKind
from otdesk.rules.spans import Span, merged, overlap, without
from otdesk.rules.travel import Drive, Roads


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the day. `place` None: no place of its own (lunch, desk time); it joins a visit.

    `off`: cancelled, still shown, but nobody has to be there.
    """

    key: str
    kind: BlockKind
    start: int
    end: int
    place: int | None
    off: bool = False


@dataclass(frozen=True, slots=True)
class Driven:
    """A logged trip of the day, in the order driven; `arrived` None: under way, or not confirmed."""

    origin: int
    destination: int
    departed: int
    arrived: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A stretch at one building. `arrive` is when the first item can be begun at the earliest, if a drive leads here;
    `late` the minutes that is after the first item's start."""

    place: int | None
    items: tuple[Item, ...]
    start: int
    end: int
    arrive: int | None = None
    late: int = 0


@dataclass(frozen=True, slots=True)
class DayLeg:
    """The drive between two visits, or from and to home. `drive` and `need` None: not known, so neither are the
    times. `leave_by` is the last minute that is on time (before the day's first or after the last item too);
    `arrive` follows from the logged departure, else from leaving at `leave_by`, or when the work before ends if that
    is later. `late`: minutes the next item then starts late. `spare`: minutes between last item and `leave_by`."""

    origin: int
    destination: int
    drive: Drive | None
    need: int | None
    leave_by: int | None
    arrive: int | None
    late: int = 0
    spare: int = 0
    driven: Driven | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two items at one time."""

    first: str
    second: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """`legs[i]` leads from `visits[i]` to `visits[i + 1]`; the legs from and to home stand apart."""

    visits: tuple[Visit, ...]
    legs: tuple[DayLeg, ...]
    overlaps: tuple[Overlap, ...]
    from_home: DayLeg | None = None
    to_home: DayLeg | None = None

    def clashing(self) -> frozenset[str]:
        return frozenset(key for pair in self.overlaps for key in (pair.first, pair.second))


class Phase(StrEnum):
    BEFORE = "before"
    IN_ITEM = "in_item"
    BETWEEN = "between"
    ON_ROAD = "on_road"
    AFTER = "after"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Now:
    """Where the clock stands. `item`: running now, the one begun last; `next_item`: the next to begin.

    `leg` is the next drive not yet begun and `until_leave` the minutes to its leave-by, below zero once it has passed.
    `left` are the minutes to the end of the running item.
    """

    phase: Phase
    item: str | None = None
    next_item: str | None = None
    left: int | None = None
    leg: DayLeg | None = None
    until_leave: int | None = None
    past: frozenset[str] = field(default_factory=frozenset)


def timeline(
    items: Iterable[Item],
    roads: Roads,
    *,
    home: int | None = None,
    trips: Sequence[Driven] = (),
) -> Timeline:
    """The day in order. With `home` the way there and back are legs too.

    Nobody drives for a cancelled item: it is shown in a visit that takes place anyway, its own building's if there is
    one. A day on which nothing is left to hold has visits but no legs.
    """
    ordered = sorted(items, key=_in_time)
    groups = _groups(_placed([item for item in ordered if not item.off], roads))
    off = _placed([item for item in ordered if item.off], roads)
    if not groups:
        return Timeline(tuple(_visit(group, None) for group in _groups(off)), (), ())
    for item in off:
        _join(groups, item)
    logged = list(trips)
    first_leg = None
    if home is not None and groups and groups[0][0] is not None:
        first_leg = _leg(home, groups[0][0], None, groups[0][1], roads, logged)
    visits = [_visit(groups[0], first_leg)] if groups else []
    legs: list[DayLeg] = []
    for before, after in pairwise(groups):
        if before[0] is not None and after[0] is not None:
            leg = _leg(before[0], after[0], before[1], after[1], roads, logged)
            legs.append(leg)
            visits.append(_visit(after, leg))
    last_leg = None
    if home is not None and groups and groups[-1][0] is not None:
        last_leg = _leg(groups[-1][0], home, groups[-1][1], None, roads, logged)
    return Timeline(tuple(visits), tuple(legs), _overlaps(ordered), first_leg, last_leg)


def position(day: Timeline, now: int, done: Collection[str] = ()) -> Now:
    """Where `now` (minutes since midnight) stands in the day; cancelled items are neither running nor next.

    `done`: items with attendance said or a note begun. They show that the therapist is there though no drive was
    logged.
    """
    items = [item for visit in day.visits for item in visit.items if not item.off]
    past = frozenset(i.key for visit in day.visits for i in visit.items if i.end <= now)
    if not items:
        return Now(Phase.EMPTY, past=past)
    running = [item for item in items if item.start <= now < item.end]
    item = max(running, key=_in_time) if running else None
    coming = min((i for i in items if i.start > now), key=_in_time, default=None)
    leg = _next_leg(day, now, done)
    until = leg.leave_by - now if leg is not None and leg.leave_by is not None else None
    return Now(
        _phase(day, now, items, item),
        item.key if item else None,
        coming.key if coming else None,
        item.end - now if item else None,
        leg,
        until,
        past,
    )


def free_gaps(visit: Visit, leave_by: int | None = None) -> tuple[tuple[int, int], ...]:
    """Stretches of a visit without an item, up to the time to leave."""
    end = max(visit.end, leave_by) if leave_by is not None else visit.end
    busy = [(item.start, item.end) for item in visit.items if not item.off]
    return without([(visit.start, end)], busy)


def _placed(ordered: Sequence[Item], roads: Roads) -> list[Item]:
    """Items without a place join the visit before them, or the one after if only that leaves time to drive."""
    placed: list[Item] = []
    for index, item in enumerate(ordered):
        if item.place is not None:
            placed.append(item)
            continue
        before = placed[-1].place if placed else None
        following = next((other for other in ordered[index + 1 :] if other.place is not None), None)
        if before is None or following is None or following.place is None:
            chosen = before if before is not None else following.place if following else None
        else:
            need = roads.need(before, following.place) or 0
            after_drive = item.start - placed[-1].end >= need
            chosen = following.place if item.end + need > following.start and after_drive else before
        placed.append(replace(item, place=chosen))
    return placed


def _groups(items: Sequence[Item]) -> list[tuple[int | None, list[Item]]]:
    groups: list[tuple[int | None, list[Item]]] = []
    for item in items:
        if groups and groups[-1][0] == item.place:
            groups[-1][1].append(item)
        else:
            groups.append((item.place, [item]))
    return groups


def _join(groups: list[tuple[int | None, list[Item]]], item: Item) -> None:
    """Show a cancelled item in the visit nearest in time, of its own building if that is visited."""
    own = [group for group in groups if group[0] == item.place] or groups
    _place, items = min(own, key=lambda group: abs(group[1][0].start - item.start))
    items.append(item)
    items.sort(key=_in_time)


def _visit(group: tuple[int | None, list[Item]], leg: DayLeg | None) -> Visit:
    place, items = group
    held = [item for item in items if not item.off] or items
    start, end = held[0].start, max(item.end for item in held)
    if leg is None:
        return Visit(place, tuple(items), start, end)
    return Visit(place, tuple(items), start, end, leg.arrive, leg.late)


def _leg(
    origin: int,
    destination: int,
    before: Sequence[Item] | None,
    after: Sequence[Item] | None,
    roads: Roads,
    logged: list[Driven],
) -> DayLeg:
    drive, need = roads.drive(origin, destination), roads.need(origin, destination)
    driven = next((trip for trip in logged if (trip.origin, trip.destination) == (origin, destination)), None)
    if driven is not None:
        logged.remove(driven)
    free = _done_by(before)
    start = _begins(after)
    leave_by = free if start is None else None if need is None else start - need
    arrive = _arrival(driven, need, leave_by, free)
    late = max(0, arrive - start) if arrive is not None and start is not None else 0
    spare = max(0, leave_by - free) if leave_by is not None and free is not None else 0
    return DayLeg(origin, destination, drive, need, leave_by, arrive, late, spare, driven)


def _arrival(driven: Driven | None, need: int | None, leave_by: int | None, free: int | None) -> int | None:
    if driven is not None and driven.arrived is not None:
        return driven.arrived
    if need is None:
        return None
    if driven is not None:
        return driven.departed + need
    leaving = [minute for minute in (leave_by, free) if minute is not None]
    return max(leaving) + need if leaving else None


def _done_by(items: Sequence[Item] | None) -> int | None:
    """When the last item that is held ends; a visit with nothing left to hold ends with its last item all the same."""
    if not items:
        return None
    return max(item.end for item in [i for i in items if not i.off] or items)


def _begins(items: Sequence[Item] | None) -> int | None:
    if not items:
        return None
    return min(item.start for item in [i for i in items if not i.off] or items)


def _overlaps(ordered: Sequence[Item]) -> tuple[Overlap, ...]:
    held = [item for item in ordered if not item.off]
    return tuple(
        Overlap(a.key, b.key, max(a.start, b.start), min(a.end, b.end))
        for index, a in enumerate(held)
        for b in held[index + 1 :]
        if overlap((a.start, a.end), (b.start, b.end))
    )


def _begun(day: Timeline) -> DayLeg | None:
    """The drive logged last."""
    legs = [leg for leg in (day.from_home, *day.legs, day.to_home) if leg is not None and leg.driven is not None]
    return legs[-1] if legs else None


def _next_leg(day: Timeline, now: int, done: Collection[str]) -> DayLeg | None:
    """The first drive after the one logged last; a drive nobody logged is not waited for once its visit has begun."""
    ahead: list[tuple[DayLeg, bool]] = []
    if day.from_home is not None:
        ahead.append((day.from_home, now >= day.visits[0].start))
    ahead += [(leg, _under_way(visit, now, done)) for leg, visit in zip(day.legs, day.visits[1:], strict=True)]
    if day.to_home is not None:
        ahead.append((day.to_home, False))
    last = max((i for i, (leg, there) in enumerate(ahead) if leg.driven is not None or there), default=-1)
    return next((leg for leg, _ in ahead[last + 1 :]), None)


def _under_way(visit: Visit, now: int, done: Collection[str]) -> bool:
    """A visit has surely begun when something in it is done, or its first item's time is over."""
    held = [item for item in visit.items if not item.off] or list(visit.items)
    return held[0].end <= now or any(item.key in done for item in visit.items)


def _phase(day: Timeline, now: int, items: Sequence[Item], running: Item | None) -> Phase:
    begun = _begun(day)
    if begun is not None and begun.driven is not None:
        trip = begun.driven
        if trip.departed <= now and (trip.arrived is None or now < trip.arrived):
            return Phase.ON_ROAD
    if running is not None:
        return Phase.IN_ITEM
    if now < min(item.start for item in items):
        return Phase.BEFORE
    if now >= max(item.end for item in items):
        return Phase.AFTER
    return Phase.BETWEEN


def _in_time(item: Item) -> tuple[int, int, str]:
    return item.start, item.end, item.key


LEAST_DESK = 10
"""Minutes of desk time that are still worth a line."""
_LUNCH_AWAY = 120


def yielded(own: Span, busy: Iterable[Span], *, whole: bool) -> Span | None:
    """When lunch (`whole`) or desk time is held on a date with `busy` put into it.

    Lunch keeps its length and goes to the nearest free time; where there is none it stays, to be seen as a clash. Desk
    time keeps the longest piece that is left, and gives way when there is next to nothing.
    """
    taken = merged(busy)
    if not any(overlap(own, span) for span in taken):
        return own
    if not whole:
        left = max(without([own], taken), key=_length, default=(0, 0))
        return left if _length(left) >= LEAST_DESK else None
    length = own[1] - own[0]
    free = without([(own[0] - _LUNCH_AWAY, own[1] + _LUNCH_AWAY)], taken)
    starts = [min(max(own[0], gap[0]), gap[1] - length) for gap in free if gap[1] - gap[0] >= length]
    if not starts:
        return own
    start = min(starts, key=lambda at: (abs(at - own[0]), at))
    return start, start + length


def _length(span: Span) -> int:
    return span[1] - span[0]


def worked_spans(day: Timeline) -> tuple[tuple[int, int], ...]:
    """The minutes with something held in them, each counted once."""
    return merged((item.start, item.end) for visit in day.visits for item in visit.items if not item.off)
