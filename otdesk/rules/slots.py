# SPDX-License-Identifier: MIT
"""Why a place in the week does not fit, and which places do. Codes and numbers; the screen makes the words.

One order of reasons everywhere (`Why`), so that the first obstacle is the one to show. NEVER obstacles are broken
rules of the world; AVOID ones a person may accept knowingly. Nothing here refuses: a pinned conflict stays, marked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from otdesk.rules import availability
from otdesk.rules.availability import Bar, Slice
from otdesk.rules.kinds import Grouping, Pull
from otdesk.rules.spans import Span, overlap
from otdesk.rules.travel import Roads


class Severity(IntEnum):
    OK = 0
    AVOID = 1
    NEVER = 2


class Why(StrEnum):
    """In the order they are told."""

    CLOSED_DAY = "closed_day"
    OUTSIDE_CONTRACT = "outside_contract"
    OUTSIDE_SCHOOL_DAY = "outside_school_day"
    NOT_ATTENDING = "not_attending"
    COMMITMENT = "commitment"
    CLASS_NEVER = "class_never"
    ROOM_TAKEN = "room_taken"
    SEEN_THAT_DAY = "seen_that_day"
    THERAPIST_BUSY = "therapist_busy"
    THERAPIST_LUNCH = "therapist_lunch"
    TRAVEL = "travel"
    TRAVEL_UNKNOWN = "travel_unknown"
    NOT_A_GROUP = "not_a_group"
    GROUP_FULL = "group_full"
    GRADES_APART = "grades_apart"
    KEEP_APART = "keep_apart"
    NO_LUNCH_LEFT = "no_lunch_left"
    CLASS_AVOID = "class_avoid"
    NO_BREAK = "no_break"
    PREFER_SMALLER = "prefer_smaller"
    OTHER_PROVIDER = "other_provider"


_AVOID = frozenset({
    Why.CLASS_AVOID, Why.NO_BREAK, Why.PREFER_SMALLER, Why.TRAVEL_UNKNOWN, Why.NO_LUNCH_LEFT, Why.OTHER_PROVIDER,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason. `start` to `end`: the class, commitment or block that is in the way; `need` and `has`: minutes of
    travel or break, or students of a group; `student`: whose reason it is; `other`: the slot in the way.
    `weekdays`: of a lettered day, those on which it is so (empty = whenever); `partly`: on others it is free."""

    why: Why
    label: str = ""
    start: int | None = None
    end: int | None = None
    need: int | None = None
    has: int | None = None
    student: int | None = None
    other: int | None = None
    weekdays: tuple[int, ...] = ()
    partly: bool = False

    @property
    def severity(self) -> Severity:
        return Severity.AVOID if self.partly or self.why in _AVOID else Severity.NEVER


class BlockKind(StrEnum):
    SESSION = "session"
    MEETING = "meeting"
    DESK = "desk"
    LUNCH = "lunch"


@dataclass(frozen=True, slots=True)
class Member:
    """A student with her days: {day: slices of availability.available()}; a day without slices is closed to her."""

    student: int
    grade: int | None
    days: Mapping[int, Sequence[Slice]]


@dataclass(frozen=True, slots=True)
class Block:
    """Something already in the week. `place` None is wherever the therapist happens to be (lunch on the road)."""

    id: int
    kind: BlockKind
    day: int
    start: int
    end: int
    place: int | None
    label: str = ""
    members: Sequence[Member] = ()
    group_max: int | None = None
    """Largest group allowed by the plans of those in it."""
    alone: bool = False
    """Whether a plan of those in it says individual."""
    in_turn: bool = False
    """Held only some weeks of a month: others of its kind may share its time, the calendar deals the dates."""
    letters: frozenset[int] = frozenset()
    """Held only on these days of the letters its school runs through; other letters are other dates."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be placed: one line's student, or a whole group."""

    members: Sequence[Member]
    minutes: int
    place: int
    grouping: Grouping = Grouping.INDIVIDUAL
    group_max: int | None = None
    in_turn: bool = False
    letters: frozenset[int] = frozenset()
    for_ot: bool = False
    """A plan of those in it names the occupational therapist, not an assistant under one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The therapist's week. Contract hours by day; a day without any is not worked."""

    hours: Mapping[int, Span]
    lunch_minutes: int = 30
    lunch_start: Span = (660, 780)
    max_run: int = 180
    """Session minutes in a row after which a pause of `pause` minutes is due; 0 = no limit."""
    pause: int = 10
    group_max: int = 4
    group_preferred: int = 3
    grade_span: int = 2
    keep_apart: frozenset[frozenset[int]] = frozenset()
    assistant: bool = False
    """The week is an assistant's (OTA)."""
    room_hours: Mapping[tuple[int, int], Sequence[Span]] = field(default_factory=dict)
    """(place, weekday) -> when the therapist's room there is free; no entry = all day."""
    weekdays: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Day of a lettered cycle -> the weekdays it falls on; no entry = the day is a weekday."""


@dataclass(frozen=True, slots=True)
class Week:
    """The week as it stands. `closed`: (place, day) where the place is shut."""

    blocks: Sequence[Block]
    roads: Roads
    limits: Limits
    closed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class FreeSlot:
    day: int
    start: int
    severity: Severity
    obstacles: tuple[Obstacle, ...]


def obstacles(wish: Wish, day: int, start: int, week: Week, moving: int | None = None) -> tuple[Obstacle, ...]:
    """Every reason why `wish` does not fit there, in the order of `Why`; none = it fits.

    A session of the same place and times is joined as a group rather than collided with. `moving` is the block being
    moved: it is not in its own way.
    """
    end = start + wish.minutes
    others = [
        block
        for block in week.blocks
        if block.day == day and block.id != moving and not _other_dates(block, wish, start, end)
    ]
    joined = next((block for block in others if _can_join(block, wish, start, end)), None)
    others = [block for block in others if block is not joined]
    found = [*_of_place(wish, day, start, end, week)]
    for member in wish.members:
        found += _of_student(member, day, start, end)
        found += _seen(member, others)
    found += _of_therapist(start, end, others)
    found += _of_travel(wish, start, end, others, week.roads)
    found += _of_group(wish, joined, week.limits)
    found += _of_pauses(start, end, others, week)
    if wish.for_ot and week.limits.assistant:
        found.append(Obstacle(Why.OTHER_PROVIDER))
    order = list(Why)
    return tuple(sorted(found, key=lambda obstacle: (order.index(obstacle.why), obstacle.start or 0)))


def worst(found: Iterable[Obstacle]) -> Severity:
    return max((obstacle.severity for obstacle in found), default=Severity.OK)


def free_slots(
    wish: Wish, week: Week, *, days: Sequence[int] | None = None, grid: int = 5, moving: int | None = None
) -> tuple[FreeSlot, ...]:
    """Where `wish` fits, best first: without anything to avoid, then a day the therapist is at that place anyway,
    then by day and time.

    A long free stretch offers its first start and then each start one session length later, not every five minutes.
    """
    found: list[FreeSlot] = []
    for day in days if days is not None else sorted(week.limits.hours):
        hours = week.limits.hours.get(day)
        if hours is None:
            continue
        found += _free_on(wish, week, day, _candidates(wish, week, day, hours, grid), moving)
    there = {block.day for block in week.blocks if block.place == wish.place and block.id != moving}
    return tuple(sorted(found, key=lambda slot: (slot.severity, slot.day not in there, slot.day, slot.start)))


def next_free(found: Sequence[FreeSlot], after: tuple[int, int] | None) -> FreeSlot | None:
    """The one after the (day, start) shown now, round and round; the best when none of them is shown."""
    if not found:
        return None
    shown = next((i for i, slot in enumerate(found) if (slot.day, slot.start) == after), None)
    return found[0] if shown is None else found[(shown + 1) % len(found)]


def _candidates(wish: Wish, week: Week, day: int, hours: Span, grid: int) -> dict[int, bool]:
    """Starts worth asking, in order; true where a group of that place could be joined."""
    starts = dict.fromkeys(range(-(-hours[0] // grid) * grid, hours[1] - wish.minutes + 1, grid), False)
    for block in week.blocks:
        if block.day == day and _can_join(block, wish, block.start, block.start + wish.minutes):
            starts[block.start] = True
    return dict(sorted(starts.items()))


def _free_on(
    wish: Wish, week: Week, day: int, candidates: Mapping[int, bool], moving: int | None
) -> Iterator[FreeSlot]:
    of_day = [block for block in week.blocks if block.day == day and block.id != moving]
    alone = replace(week, blocks=of_day)
    offered: dict[Severity, int] = {}
    for start, joins in candidates.items():
        reasons = obstacles(wish, day, start, alone) if _worth_asking(wish, day, start, of_day) else None
        if reasons is None or worst(reasons) is Severity.NEVER:
            offered.clear()
            continue
        severity = worst(reasons)
        if joins or start >= offered.get(severity, start):
            offered[severity] = start + wish.minutes
            yield FreeSlot(day, start, severity, reasons)


def _worth_asking(wish: Wish, day: int, start: int, of_day: Sequence[Block]) -> bool:
    """A quick no where the therapist is busy or a student's own day forbids it, before everything is asked."""
    end = start + wish.minutes
    for block in of_day:
        if overlap((block.start, block.end), (start, end)) and not (
            _other_dates(block, wish, start, end) or _can_join(block, wish, start, end)
        ):
            return False
    return not any(
        piece.effect is Pull.NEVER
        for member in wish.members
        for piece in availability.within(member.days.get(day, ()), start, end)
    )


def _other_dates(block: Block, wish: Wish, start: int, end: int) -> bool:
    """Whether the two are never held on one date: other letters of one school, or turns of a month."""
    if block.place == wish.place and block.letters and wish.letters:
        return not block.letters & wish.letters
    same = (block.start, block.end, block.place) == (start, end, wish.place)
    return same and block.in_turn and wish.in_turn and block.members != wish.members


def _can_join(block: Block, wish: Wish, start: int, end: int) -> bool:
    return (
        block.kind is BlockKind.SESSION
        and block.letters == wish.letters
        and (block.start, block.end, block.place) == (start, end, wish.place)
        and bool(block.members)
        and not {member.student for member in block.members} & {member.student for member in wish.members}
    )


def _of_place(wish: Wish, day: int, start: int, end: int, week: Week) -> Iterator[Obstacle]:
    if (wish.place, day) in week.closed:
        yield Obstacle(Why.CLOSED_DAY)
    hours = week.limits.hours.get(day)
    if hours is None:
        yield Obstacle(Why.OUTSIDE_CONTRACT)
    elif start < hours[0] or end > hours[1]:
        yield Obstacle(Why.OUTSIDE_CONTRACT, start=hours[0], end=hours[1])
    yield from _of_room(wish.place, day, start, end, week.limits)


def _of_room(place: int, day: int, start: int, end: int, limits: Limits) -> Iterator[Obstacle]:
    weekdays = limits.weekdays.get(day, (day,))
    taken = tuple(weekday for weekday in weekdays if not _is_free(limits.room_hours.get((place, weekday)), start, end))
    if taken:
        partly = len(taken) < len(weekdays)
        yield Obstacle(Why.ROOM_TAKEN, weekdays=taken if partly else (), partly=partly)


def _is_free(hours: Sequence[Span] | None, start: int, end: int) -> bool:
    return hours is None or any(first <= start and end <= last for first, last in hours)


def _of_student(member: Member, day: int, start: int, end: int) -> Iterator[Obstacle]:
    slices = member.days.get(day, ())
    if not slices:
        yield Obstacle(Why.OUTSIDE_SCHOOL_DAY, student=member.student)
        return
    first, last = availability.hours_of(slices)
    if start < first or end > last:
        yield Obstacle(Why.OUTSIDE_SCHOOL_DAY, start=first, end=last, student=member.student)
    for piece in availability.within(slices, start, end):
        why = _bar(piece)
        if why is not None:
            known = why is not Why.OUTSIDE_SCHOOL_DAY
            yield Obstacle(
                why, piece.label, piece.start if known else None, piece.end if known else None,
                student=member.student, weekdays=piece.weekdays, partly=piece.partly,
            )  # fmt: skip


def _bar(piece: Slice) -> Why | None:
    if piece.bar is Bar.CLASS:
        return {Pull.NEVER: Why.CLASS_NEVER, Pull.AVOID: Why.CLASS_AVOID, Pull.OK: None}[piece.pull]
    return {
        Bar.NOT_ATTENDING: Why.NOT_ATTENDING,
        Bar.COMMITMENT: Why.COMMITMENT,
        Bar.NO_SCHOOL: Why.OUTSIDE_SCHOOL_DAY,
    }[piece.bar]


def _seen(member: Member, others: Sequence[Block]) -> Iterator[Obstacle]:
    for block in others:
        if block.kind is BlockKind.SESSION and any(other.student == member.student for other in block.members):
            yield Obstacle(Why.SEEN_THAT_DAY, block.label, block.start, block.end, None, None, member.student, block.id)


def _of_therapist(start: int, end: int, others: Sequence[Block]) -> Iterator[Obstacle]:
    for block in others:
        if overlap((block.start, block.end), (start, end)):
            why = Why.THERAPIST_LUNCH if block.kind is BlockKind.LUNCH else Why.THERAPIST_BUSY
            yield Obstacle(why, block.label, block.start, block.end, other=block.id)


def _of_travel(wish: Wish, start: int, end: int, others: Sequence[Block], roads: Roads) -> Iterator[Obstacle]:
    before = [block for block in others if block.end <= start and block.place is not None]
    after = [block for block in others if block.start >= end and block.place is not None]
    near = [max(before, key=_end)] if before else []
    near += [min(after, key=_start)] if after else []
    for block in near:
        earlier = block.end <= start
        origin, destination = (block.place, wish.place) if earlier else (wish.place, block.place)
        if origin == destination or origin is None or destination is None:
            continue
        gap = (block.end, start) if earlier else (end, block.start)
        # Lunch or desk time without a place of its own, lying in the gap, takes up driving time.
        taken = sum(b.end - b.start for b in others if b.place is None and gap[0] <= b.start and b.end <= gap[1])
        need, has = roads.need(origin, destination), gap[1] - gap[0] - taken
        if need is None:
            yield Obstacle(Why.TRAVEL_UNKNOWN, block.label, has=has, other=block.id)
        elif need > has:
            yield Obstacle(Why.TRAVEL, block.label, gap[0], gap[1], need, has, other=block.id)


def _of_group(wish: Wish, joined: Block | None, limits: Limits) -> Iterator[Obstacle]:
    members = [*wish.members, *(joined.members if joined is not None else ())]
    if len(members) < 2:
        return
    other = joined.id if joined is not None else None
    if wish.grouping is Grouping.INDIVIDUAL or (joined is not None and joined.alone):
        yield Obstacle(Why.NOT_A_GROUP, has=len(members), other=other)
    caps = [limits.group_max, wish.group_max, joined.group_max if joined is not None else None]
    cap = min(limit for limit in caps if limit is not None)
    if len(members) > cap and wish.grouping is not Grouping.WHOLE_CLASS:
        yield Obstacle(Why.GROUP_FULL, need=cap, has=len(members), other=other)
    elif len(members) > limits.group_preferred and wish.grouping is not Grouping.WHOLE_CLASS:
        yield Obstacle(Why.PREFER_SMALLER, need=limits.group_preferred, has=len(members), other=other)
    grades = [member.grade for member in members if member.grade is not None]
    if grades and max(grades) - min(grades) > limits.grade_span:
        yield Obstacle(Why.GRADES_APART, need=limits.grade_span, has=max(grades) - min(grades), other=other)
    students = {member.student for member in members}
    for pair in limits.keep_apart:
        if pair <= students:
            yield Obstacle(Why.KEEP_APART, student=min(pair), other=other)


def _of_pauses(start: int, end: int, others: Sequence[Block], week: Week) -> Iterator[Obstacle]:
    limits = week.limits
    if not any(block.kind is BlockKind.LUNCH for block in others) and not _lunch_left(start, end, others, limits):
        yield Obstacle(Why.NO_LUNCH_LEFT, start=limits.lunch_start[0], end=limits.lunch_start[1])
    run = longest_run([(start, end), *(_times(b) for b in others if b.kind is BlockKind.SESSION)], limits.pause)
    if limits.max_run and run > limits.max_run:
        yield Obstacle(Why.NO_BREAK, need=limits.max_run, has=run)


def longest_run(sessions: Iterable[Span], pause: int) -> int:
    """The most session minutes in a row without a gap of `pause` minutes."""
    longest = run = 0
    last_end: int | None = None
    for start, end in sorted(sessions):
        if last_end is None or start - last_end >= pause:
            run = 0
        run += end - max(start, last_end or start)
        last_end = max(end, last_end or end)
        longest = max(longest, run)
    return longest


def _lunch_left(start: int, end: int, others: Sequence[Block], limits: Limits) -> bool:
    """Whether a lunch still finds its minutes somewhere among its allowed starts (driving is judged apart)."""
    busy = sorted([(start, end), *(_times(block) for block in others)])
    first, last = limits.lunch_start
    candidates = [first, *(stop for _, stop in busy if first <= stop <= last)]
    return any(not any(overlap((at, at + limits.lunch_minutes), span) for span in busy) for at in candidates)


def _times(block: Block) -> Span:
    return block.start, block.end


def _start(block: Block) -> int:
    return block.start


def _end(block: Block) -> int:
    return block.end
