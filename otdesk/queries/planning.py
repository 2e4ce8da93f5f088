# SPDX-License-Identifier: MIT
"""The typical week as a planning problem, and an answer to it as blocks of the week.

Pinned blocks stay where they are; everything else a build may place anew. The planner's schools are our places: two
schools of one campus are one building to drive to.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import week_facts, week_rows
from otdesk.queries import wishes as wish_query
from otdesk.queries.week_facts import Facts, LineFact, SlotFact
from otdesk.records.groups import Group, GroupMember
from otdesk.records.slots import PatternSlot
from otdesk.records.therapists import Therapist
from otdesk.rules import availability, spans
from otdesk.rules.kinds import Grouping, Mode, SlotKind
from otdesk.rules.pattern import TurnRule, Turns
from otdesk.rules.spans import Span
from otdesk.rules.travel import Roads, Site
from otdesk.rules.unplaced import Promise, gives, turns_for
from otdesk.rules.week_plan import Held, Placed
from otdesk.rules.wishes import Matter, Step, Wishes, weights

GRID = 5
_UNKNOWN_DRIVE = 30
DESK_BLOCK = 30
"""Minutes of one desk time the planner adds for a wish."""
_WEEKS_OF_A_MONTH = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """What one line of the problem stands for: a service line, a group with its members' lines, or several lines that
    take monthly turns in one place of the week."""

    number: int
    lines: tuple[int, ...]
    group_id: int | None
    school_id: int
    minutes: int
    times: int
    turns: Turns | None

    @property
    def in_turn(self) -> bool:
        return self.group_id is None and len(self.lines) > 1


@dataclass(frozen=True, slots=True)
class Planning:
    """`problem` is the JSON the planner reads. `free`: blocks of the week that a plan replaces."""

    problem: Mapping[str, Any]
    units: Mapping[int, Unit]
    school_at: Mapping[int, int]
    """By place: the school lunch and desk time there are put down to."""
    free: tuple[Held, ...]


def planning(db: Session, today: date, steps: Mapping[Matter, Step] | None = None) -> Planning:
    """What a build is asked. Lines that miss something a plan needs (no day to be seen on) stay in the tray. `steps`
    go before what the therapist wished."""
    facts = week_facts.load(db, today)
    roads = week_rows.roads(db)
    pinned = [fact for fact in facts.slots if _stays(fact)]
    free = [fact for fact in facts.slots if not _stays(fact)]
    units = {unit.number: unit for unit in _units(facts, _grouped(db, facts), pinned)}
    therapist = db.scalars(select(Therapist).order_by(Therapist.id)).first()
    _id, wishes = wish_query.of_therapist(db)
    places = sorted({facts.schools[unit.school_id].place for unit in units.values()} | _places(facts, pinned))
    current = _current(units.values(), free)
    problem = {
        "format": "otdesk-planning-problem/1",
        "name": "",
        "days": facts.day_count,
        "grid": GRID,
        "weights": weights({**wishes.steps, **(steps or {})}),
        "therapist": _therapist(facts, pinned, free, wishes),
        "schools": [_school(place, roads.site(place), facts) for place in places],
        "travel": _travel(places, roads, therapist.home_id if therapist is not None else None),
        "lines": [_line(unit, facts, pinned, current.get(str(unit.number), ())) for unit in units.values()],
        "keep_apart": _apart(units, facts),
        "current": current or None,
    }
    school_at = {row.place: row.id for row in sorted(facts.schools.values(), key=lambda row: row.id, reverse=True)}
    return Planning(problem, units, school_at, tuple(_held(fact) for fact in free))


def blocks(planning: Planning, answer: Mapping[str, Any]) -> tuple[Placed, ...]:
    """The answer's sessions, lunches and desk blocks as blocks of the week."""
    sessions = [placed for each in answer["sessions"] for placed in _sessions(planning, each)]
    return (*sessions, *_breaks(planning, answer))


def _sessions(planning: Planning, each: Mapping[str, Any]) -> Iterator[Placed]:
    """One block; lines that take turns get one each, at the same time."""
    units = [planning.units[number] for number in each["lines"]]
    first = units[0]
    seen = (
        [(line,) for line in first.lines] if first.in_turn else [tuple(line for unit in units for line in unit.lines)]
    )
    group = first.group_id if len(units) == 1 else None
    for lines in seen:
        at = (each["day"], each["start"], each["minutes"], first.school_id)
        yield Placed(SlotKind.SESSION, *at, lines, group, first.turns)


def _breaks(planning: Planning, answer: Mapping[str, Any]) -> Iterator[Placed]:
    minutes = planning.problem["therapist"]["lunch_minutes"]
    for each in answer["lunch"]:
        yield Placed(SlotKind.LUNCH, each["day"], each["start"], minutes, planning.school_at[each["school"]])
    for each in answer["desk"]:
        yield Placed(SlotKind.DESK, each["day"], each["start"], each["minutes"], planning.school_at[each["school"]])


# --- what is placed ---------------------------------------------------------------------------------------------------


def _stays(fact: SlotFact) -> bool:
    """Whether a plan leaves a block where it is. Pinned, if it can stand in a plan: it is somewhere (lunch is wherever
    one is). And what a hand put on certain letters of its school: a plan knows days of the week only."""
    stands = fact.slot.school_id is not None or fact.slot.kind is SlotKind.LUNCH
    lettered = fact.turns is not None and fact.turns.rule is TurnRule.LETTERS
    return (fact.slot.pinned or lettered) and stands


def _held(fact: SlotFact) -> Held:
    slot = fact.slot
    lines = tuple(line.id for line in fact.lines)
    at = (slot.cycle_day, slot.start, slot.minutes, slot.school_id)
    return Held(slot.id, slot.kind, *at, lines, slot.group_id)


def _places(facts: Facts, fixed: Iterable[SlotFact]) -> set[int]:
    return {facts.schools[fact.slot.school_id].place for fact in fixed if fact.slot.school_id is not None}


def _grouped(db: Session, facts: Facts) -> dict[int, tuple[int, str, tuple[LineFact, ...]]]:
    """Each group in use: (school, name, the lines of its present members)."""
    members: dict[int, list[LineFact]] = {}
    present = select(GroupMember.group_id, GroupMember.service_line_id).where(GroupMember.left_on.is_(None))
    for group_id, line_id in db.execute(present.order_by(GroupMember.id)):
        if line_id in facts.lines:
            members.setdefault(group_id, []).append(facts.lines[line_id])
    rows = db.execute(select(Group.id, Group.school_id, Group.name).where(Group.archived.is_(False)))
    return {row.id: (row.school_id, row.name, tuple(members[row.id])) for row in rows if row.id in members}


def _units(
    facts: Facts, groups: Mapping[int, tuple[int, str, tuple[LineFact, ...]]], pinned: Sequence[SlotFact]
) -> Iterator[Unit]:
    number = 0
    grouped: set[int] = set()
    for group_id, (school, _name, lines) in groups.items():
        grouped |= {line.id for line in lines}
        neediest = max(lines, key=lambda line: _times(line, facts, pinned))
        number += 1
        yield Unit(
            number, tuple(line.id for line in lines), group_id, school, max(line.minutes for line in lines),
            _times(neediest, facts, pinned), _turns(neediest, facts.today),
        )  # fmt: skip
    alone = [line for line in facts.lines.values() if line.id not in grouped and _times(line, facts, pinned)]
    for together in _in_turn(alone, facts, pinned):
        number += 1
        first, times = together[0], _times(together[0], facts, pinned)
        ids = tuple(line.id for line in together)
        yield Unit(number, ids, None, first.school, first.minutes, times, _turns(first, facts.today))


def _in_turn(lines: Sequence[LineFact], facts: Facts, pinned: Sequence[SlotFact]) -> list[list[LineFact]]:
    """Each line for itself, but those of one school, length and monthly turn together, as many as a month has room
    for and as can be seen at one time."""
    found: list[list[LineFact]] = []
    open_: dict[tuple[object, ...], list[LineFact]] = {}
    for line in lines:
        turns = _turns(line, facts.today)
        if turns is None or turns.rule is not TurnRule.MONTH:
            found.append([line])
            continue
        key = (line.school, line.minutes, turns.times, _times(line, facts, pinned))
        others = open_.get(key)
        if others is not None and _meet(others, line, facts):
            others.append(line)
        else:
            others = open_[key] = [line]
            found.append(others)
        if len(others) >= _WEEKS_OF_A_MONTH // turns.times:
            del open_[key]
    return found


def _meet(others: Sequence[LineFact], line: LineFact, facts: Facts) -> bool:
    """Whether all can be seen at one time on some day; one student only once."""
    if any(other.student == line.student for other in others):
        return False
    unit = Unit(0, (), None, line.school, line.minutes, 1, None)
    return any(_on_day(unit, [*others, line], facts, day)[1] for day in range(facts.day_count))


def _turns(line: LineFact, today: date) -> Turns | None:
    return turns_for(line.promise, today)


def _times(line: LineFact, facts: Facts, pinned: Sequence[SlotFact]) -> int:
    """Blocks a cycle the line still needs beside the pinned ones."""
    promise: Promise = line.promise
    given = sum((gives(fact.turns, promise, facts.cycle_length) for fact in pinned if line in fact.lines), Fraction(0))
    one = gives(_turns(line, facts.today), promise, facts.cycle_length)
    return max(0, math.ceil((promise.times - given) / one)) if one else 0


# --- the problem ------------------------------------------------------------------------------------------------------


def _therapist(facts: Facts, pinned: Sequence[SlotFact], free: Sequence[SlotFact], wishes: Wishes) -> dict[str, Any]:
    limits = facts.limits
    start, end = next(iter(limits.hours.values()))
    lunches = {fact.slot.cycle_day: fact.slot.start for fact in pinned if fact.slot.kind is SlotKind.LUNCH}
    return {
        "start": start,
        "end": end,
        "preferred_end": end,
        "lunch_minutes": limits.lunch_minutes,
        "lunch_start": list(limits.lunch_start),
        "lunch_on": {str(day): [at, at] for day, at in lunches.items()},
        "max_consecutive": limits.max_run,
        "break_minutes": limits.pause,
        "max_schools_per_day": wishes.most_schools,
        "visits_per_school": wishes.visits,
        "same_day_lines": False,
        "desk_blocks": _desk(pinned, free, wishes),
        "meetings": _meetings(pinned, facts),
        "group_max": limits.group_max,
        "group_preferred": limits.group_preferred,
        "grade_span": limits.grade_span,
    }


def _desk(pinned: Sequence[SlotFact], free: Sequence[SlotFact], wishes: Wishes) -> list[int]:
    """The desk time there is, and as much more as is wished for."""
    there = [fact.slot.minutes for fact in free if fact.slot.kind is SlotKind.DESK]
    fixed = sum(fact.slot.minutes for fact in pinned if fact.slot.kind is SlotKind.DESK)
    missing = wishes.desk_minutes - fixed - sum(there)
    return there + [DESK_BLOCK] * max(0, missing // DESK_BLOCK)


def _apart(units: Mapping[int, Unit], facts: Facts) -> list[list[int]]:
    """Lines of students who are never in one group."""
    students = {number: {facts.lines[line].student for line in unit.lines} for number, unit in units.items()}
    return [
        [one, other]
        for one, other in combinations(sorted(units), 2)
        if any(frozenset((a, b)) in facts.limits.keep_apart for a in students[one] for b in students[other])
    ]


def _meetings(pinned: Sequence[SlotFact], facts: Facts) -> list[dict[str, int]]:
    """Where the therapist is already. A block typed to the minute takes the whole steps of the grid it touches; those
    of one school that share their time (held on other dates) are one."""
    found: list[dict[str, int]] = []
    for slot in sorted((fact.slot for fact in pinned if fact.slot.kind is not SlotKind.LUNCH), key=_by_time):
        place = facts.schools[slot.school_id].place if slot.school_id is not None else 0
        start, end = slot.start // GRID * GRID, slot.start + slot.minutes
        last = found[-1] if found else None
        if last is not None and (last["day"], last["school"]) == (slot.cycle_day, place) and start < _end_of(last):
            last["minutes"] = max(end, _end_of(last)) - last["start"]
        else:
            found.append({"day": slot.cycle_day, "school": place, "start": start, "minutes": end - start})
    return found


def _by_time(slot: PatternSlot) -> tuple[int, int, int]:
    return slot.cycle_day, slot.start, slot.id


def _end_of(meeting: Mapping[str, int]) -> int:
    return meeting["start"] + meeting["minutes"]


def _school(place: int, site: Site, facts: Facts) -> dict[str, Any]:
    """The therapist gets in before the bell and stays after it: her contract hours hold, and each student's own day."""
    start, end = next(iter(facts.limits.hours.values()))
    return {
        "id": place,
        "name": "",
        "open": start,
        "close": end,
        "setup": site.setup,
        "park": site.park,
        "closed_days": [],
    }


def _travel(places: Sequence[int], roads: Roads, home: int | None) -> dict[str, Any]:
    def minutes(origin: int, destination: int) -> int:
        drive = roads.drive(origin, destination)
        return drive.minutes if drive is not None else _UNKNOWN_DRIVE

    def from_home(place: int) -> list[int]:
        return [0, 0] if home is None else [minutes(home, place), minutes(place, home)]

    travel: dict[str, Any] = {"home": {str(place): from_home(place) for place in places}}
    for place in places:
        travel[str(place)] = {str(other): minutes(place, other) for other in places if other != place}
    return travel


def _half(unit: Unit, facts: Facts) -> str | None:
    """The half of the day all of them are best seen in, if they agree."""
    halves = {facts.lines[line].half for line in unit.lines}
    return halves.pop().value or None if len(halves) == 1 else None


def _line(unit: Unit, facts: Facts, pinned: Sequence[SlotFact], now: Sequence[Sequence[int]]) -> dict[str, Any]:
    """`now`: [day, start] of where it stands."""
    lines = [facts.lines[number] for number in unit.lines]
    students = list(dict.fromkeys(_student(line) for line in lines))
    shared = unit.group_id is None and unit.turns is None and lines[0].mode is not Mode.CONSULT
    caps = [line.group_max for line in lines if line.group_max is not None]
    return {
        "id": unit.number,
        "student": students[0],
        "also": students[1:],
        "school": facts.schools[unit.school_id].place,
        "grade": lines[0].grade,
        "kind": "",
        "times": unit.times,
        "minutes": unit.minutes,
        "group_allowed": shared and lines[0].grouping in {Grouping.GROUP, Grouping.EITHER},
        "half_day": _half(unit, facts),
        "starts": _starts(unit, lines, facts, _seen_on(lines, pinned), now),
        "pinned": [],
        "most": max(1, min(caps, default=facts.limits.group_max)),
    }


def _student(line: LineFact) -> int:
    """A consult does not take the student along: it may be on the day she is seen."""
    return line.student * 2 + (line.mode is Mode.CONSULT)


def _seen_on(lines: Sequence[LineFact], pinned: Sequence[SlotFact]) -> set[int]:
    """Days on which a pinned block already sees one of the students."""
    students = {_student(line) for line in lines}
    return {fact.slot.cycle_day for fact in pinned if students & {_student(line) for line in fact.lines}}


def _starts(
    unit: Unit, lines: Sequence[LineFact], facts: Facts, taken: set[int], now: Sequence[Sequence[int]]
) -> dict[str, list[list[int]]]:
    """By day: without anything to avoid where enough days have such starts, else whatever is allowed. Where it stands
    now it may stay, if it is allowed there at all."""
    best, allowed = {}, {}
    for day in range(facts.day_count):
        if day in taken:
            continue
        clean, any_ = _on_day(unit, lines, facts, day)
        if clean:
            best[str(day)] = clean
        if any_:
            allowed[str(day)] = any_
    if len(best) <= unit.times:
        return allowed
    for day, start in now:
        if any(first <= start <= last for first, last in allowed.get(str(day), ())):
            best.setdefault(str(day), []).append([start, start])
    return best


def _on_day(unit: Unit, lines: Sequence[LineFact], facts: Facts, day: int) -> tuple[list[list[int]], list[list[int]]]:
    open_: Span = facts.limits.hours.get(day, (0, 0))
    room = _room(unit, facts, day)
    ranges = [(open_[0], open_[1] - unit.minutes)]
    found = []
    for best in (True, False):
        spans_ = ranges
        for line in lines:
            member = facts.days.member(line, unit.school_id)
            starts = availability.starts(member.days.get(day, ()), unit.minutes, GRID)
            spans_ = _shared(spans_, starts.best if best else starts.allowed)
        found.append([[first, last] for first, last in _shared(spans_, room)])
    return found[0], found[1]


def _room(unit: Unit, facts: Facts, day: int) -> Sequence[Span]:
    """Starts at which the room there is free; on all weekdays the day falls on."""
    spans_: Sequence[Span] = [(0, 24 * 60)]
    for weekday in facts.limits.weekdays.get(day, (day,)):
        hours = facts.limits.room_hours.get((facts.schools[unit.school_id].place, weekday))
        if hours is not None:
            spans_ = _shared(spans_, spans.start_ranges(hours, unit.minutes, GRID))
    return spans_


def _shared(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Starts in both: ranges here include both ends."""
    return [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d)]


def _current(units: Iterable[Unit], free: Sequence[SlotFact]) -> dict[str, list[list[int]]]:
    """Where each unit stands now: a plan moves as little as it can."""
    found: dict[str, list[list[int]]] = {}
    for unit in units:
        held = [fact.slot for fact in free if set(unit.lines) & {line.id for line in fact.lines}]
        if held:
            found[str(unit.number)] = [[slot.cycle_day, slot.start] for slot in held]
    return found
