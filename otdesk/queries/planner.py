# SPDX-License-Identifier: MIT
"""The typical week as the planner shows it: the grid, what stands where and why it does not fit, the unplaced tray."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import week_facts, week_rows
from otdesk.queries.day_rows import OPEN_GOALS
from otdesk.queries.week_facts import Facts, LineFact, SlotFact
from otdesk.queries.week_rows import CardKind, CardRow, DayRow, SchoolRow, StudentRow
from otdesk.records.calendars import SchoolYear
from otdesk.records.goals import Goal
from otdesk.records.groups import Group, GroupMember
from otdesk.records.schools import School
from otdesk.records.slots import PatternSlot
from otdesk.rules import calendar, slots
from otdesk.rules.group_suggestions import Joinable
from otdesk.rules.kinds import Grouping, Mode, Period, SlotKind
from otdesk.rules.pattern import TurnRule, Turns
from otdesk.rules.slots import Block, BlockKind, Obstacle, Week, Why, Wish
from otdesk.rules.spans import overlap
from otdesk.rules.travel import Roads
from otdesk.rules.unplaced import Promise, gives, remaining
from otdesk.rules.week_plan import Held, Placed, settled
from otdesk.words import _

EARLIEST, LATEST = 8 * 60, 15 * 60


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A service line, or a group, that still needs `missing` blocks of its `asked` times per period."""

    line_id: int | None
    group_id: int | None
    title: str
    school: SchoolRow
    students: tuple[StudentRow, ...]
    promise: Promise
    grouping: Grouping
    asked: int
    placed: int
    missing: int

    @property
    def key(self) -> tuple[str, int]:
        return ("group", self.group_id) if self.group_id is not None else ("line", self.line_id or 0)


@dataclass(frozen=True, slots=True)
class GroupRow:
    id: int
    name: str
    school: SchoolRow
    students: tuple[StudentRow, ...]


@dataclass(frozen=True, slots=True)
class TypicalWeek:
    """`week` and the wishes are what rules/slots.py is asked with while a card is held.

    `wishes` by ("slot", id), ("line", id) or ("group", id).
    """

    cycle_length: int
    days: tuple[DayRow, ...]
    tray: tuple[TrayRow, ...]
    groups: tuple[GroupRow, ...]
    schools: tuple[SchoolRow, ...]
    week: Week
    wishes: Mapping[tuple[str, int], Wish]
    joinable: Mapping[int, Joinable]
    """By service line: those that may be served in a group."""
    first: int
    last: int
    has_year: bool
    """Whether there is a school year from now on; without one blocks get no dates."""

    @property
    def unplaced(self) -> int:
        return len(self.tray)

    def card(self, slot_id: int) -> CardRow | None:
        return next((card for day in self.days for card in day.cards if card.id == slot_id), None)


def typical_week(db: Session, today: date) -> TypicalWeek:
    """The typical week in force today, with each block's reasons not to stand where it stands."""
    return _shown(db, week_facts.load(db, today), today)


def with_plan(db: Session, today: date, plan: Sequence[Placed], free: Sequence[Held]) -> TypicalWeek:
    """The typical week as it would be with a plan in place of the blocks `free`. New blocks count below zero."""
    facts = week_facts.load(db, today)
    found = settled(free, plan)
    placed = {block.id: placed for block, placed in (*found.stay, *found.move)}
    placed.update({-number: block for number, block in enumerate(found.add, 1)})
    gone = {block.id for block in free}
    stays = [fact for fact in facts.slots if fact.slot.id not in gone]
    made = [_planned(number, block, facts) for number, block in placed.items()]
    return _shown(db, replace(facts, slots=(*stays, *made)), today)


def _planned(number: int, block: Placed, facts: Facts) -> SlotFact:
    slot = PatternSlot(
        id=number,
        kind=block.kind,
        cycle_day=block.day,
        school_id=block.school_id,
        start=block.start,
        minutes=block.minutes,
        group_id=block.group_id,
        room="",
        label="",
        pinned=False,
    )
    return SlotFact(slot, tuple(facts.lines[line] for line in block.lines), block.turns)


def _shown(db: Session, facts: Facts, today: date) -> TypicalWeek:
    roads = week_rows.roads(db)
    groups = _groups(db, facts)
    names = {group.id: group.name for group in groups}
    wishes = _wishes(facts, groups)
    week = Week([_block(fact, facts, names) for fact in facts.slots], roads, facts.limits)
    cards = [_card(fact, facts, names, _obstacles(fact, week, wishes)) for fact in facts.slots]
    first, last = _frame(db, facts, cards)
    return TypicalWeek(
        cycle_length=facts.cycle_length,
        days=tuple(_day(index, cards, roads, facts.cycle_length) for index in range(facts.day_count)),
        tray=_tray(facts, groups),
        groups=groups,
        schools=tuple(sorted(facts.schools.values(), key=_by_code)),
        week=week,
        wishes=wishes,
        joinable=_joinable(db, facts),
        first=first,
        last=last,
        has_year=db.scalar(select(SchoolYear.id).where(SchoolYear.last_day >= today).limit(1)) is not None,
    )


def unplaced_count(db: Session, today: date) -> int:
    """What the sidebar shows beside Planner."""
    facts = week_facts.load(db, today, bells_too=False)
    return len(_tray(facts, _groups(db, facts)))


@dataclass(frozen=True, slots=True)
class DirectLoad:
    """Minutes a week with students. `required`: what the service lines promise, each student for herself; `placed`:
    what the typical week holds, a group counted once; `missing`: what still waits for a place, groups counted once."""

    required: Fraction
    placed: Fraction
    missing: Fraction


def direct_load(db: Session, today: date) -> DirectLoad:
    facts = week_facts.load(db, today, bells_too=False)
    cycle = facts.cycle_length
    weekly = gives(None, _ONCE_A_WEEK, cycle)
    promised = [(line.promise, Fraction(line.times)) for line in facts.lines.values()]
    waiting = [(row.promise, Fraction(row.missing)) for row in _tray(facts, _groups(db, facts))]
    placed = [
        fact.slot.minutes * gives(fact.turns, _ONCE_A_WEEK, cycle)
        for fact in facts.slots
        if fact.slot.kind is SlotKind.SESSION
    ]
    sums = [
        sum((times * promise.minutes * weekly / gives(None, promise, cycle) for promise, times in of), Fraction(0))
        for of in (promised, waiting)
    ]
    return DirectLoad(sums[0], sum(placed, Fraction(0)), sums[1])


_ONCE_A_WEEK = Promise(1, 1, Period.WEEK)


def _groups(db: Session, facts: Facts) -> tuple[GroupRow, ...]:
    members: dict[int, list[StudentRow]] = {}
    present = select(GroupMember.group_id, GroupMember.service_line_id).where(GroupMember.left_on.is_(None))
    for group_id, line_id in db.execute(present.order_by(GroupMember.id)):
        if line_id in facts.lines:
            members.setdefault(group_id, []).append(facts.lines[line_id].row)
    rows = db.execute(
        select(Group.id, Group.name, Group.school_id).where(Group.archived.is_(False)).order_by(Group.name)
    )
    return tuple(
        GroupRow(row.id, row.name, facts.schools[row.school_id], tuple(members.get(row.id, ()))) for row in rows
    )


def _joinable(db: Session, facts: Facts) -> dict[int, Joinable]:
    areas: dict[int, set[str]] = {}
    for student, area in db.execute(select(Goal.student_id, Goal.area).where(Goal.status.in_(OPEN_GOALS))):
        if area.strip():
            areas.setdefault(student, set()).add(area.strip().casefold())
    return {
        line.id: Joinable(
            line.id, line.student, line.school, line.grade, line.minutes, line.group_max,
            frozenset(areas.get(line.student, ())),
        )
        for line in facts.lines.values()
        if line.mode is not Mode.CONSULT and line.grouping in {Grouping.GROUP, Grouping.EITHER}
    }  # fmt: skip


def _lines_of(facts: Facts, group: GroupRow) -> tuple[LineFact, ...]:
    return tuple(facts.lines[student.line_id] for student in group.students if student.line_id is not None)


def _wishes(facts: Facts, groups: Sequence[GroupRow]) -> dict[tuple[str, int], Wish]:
    found = {("line", line.id): facts.wish([line], line.school, line.minutes) for line in facts.lines.values()}
    for group in groups:
        lines = _lines_of(facts, group)
        if lines:
            longest = max(line.minutes for line in lines)
            found["group", group.id] = facts.wish(lines, group.school.id, longest)
    for fact in facts.slots:
        slot = fact.slot
        if slot.kind is SlotKind.SESSION and slot.school_id is not None:
            wish = facts.wish(fact.lines, slot.school_id, slot.minutes)
            found["slot", slot.id] = replace(wish, in_turn=_in_turn(fact.turns), letters=_letters(fact.turns))
    return found


def _block(fact: SlotFact, facts: Facts, names: Mapping[int, str]) -> Block:
    slot, school = fact.slot, fact.slot.school_id
    members = () if school is None else tuple(facts.days.member(line, school) for line in fact.lines)
    sizes = [line.group_max for line in fact.lines if line.group_max is not None]
    return Block(
        slot.id,
        BlockKind(slot.kind.value),
        slot.cycle_day,
        slot.start,
        slot.start + slot.minutes,
        facts.schools[school].place if school is not None else None,
        _title(fact, names),
        members,
        min(sizes, default=None),
        alone=week_facts.grouping_of(fact.lines) is Grouping.INDIVIDUAL and bool(fact.lines),
        in_turn=_in_turn(fact.turns),
        letters=_letters(fact.turns),
    )


def _in_turn(turns: Turns | None) -> bool:
    return turns is not None and turns.rule is TurnRule.MONTH


def _letters(turns: Turns | None) -> frozenset[int]:
    return frozenset(turns.letters) if turns is not None else frozenset()


def _obstacles(fact: SlotFact, week: Week, wishes: Mapping[tuple[str, int], Wish]) -> tuple[Obstacle, ...]:
    slot = fact.slot
    wish = wishes.get(("slot", slot.id))
    if wish is not None:
        return slots.obstacles(wish, slot.cycle_day, slot.start, week, moving=slot.id)
    end = slot.start + slot.minutes
    return tuple(
        Obstacle(Why.THERAPIST_BUSY, block.label, block.start, block.end, other=block.id)
        for block in week.blocks
        if block.day == slot.cycle_day and block.id != slot.id and overlap((block.start, block.end), (slot.start, end))
    )


def _title(fact: SlotFact, names: Mapping[int, str]) -> str:
    slot = fact.slot
    if slot.kind is SlotKind.LUNCH:
        return slot.label or _("Lunch")
    if slot.kind is SlotKind.DESK:
        return slot.label or _("Desk time")
    if slot.group_id is not None and slot.group_id in names:
        return names[slot.group_id]
    return ", ".join(line.name for line in fact.lines) or slot.label or _("Nobody")


def _card(fact: SlotFact, facts: Facts, names: Mapping[int, str], obstacles: tuple[Obstacle, ...]) -> CardRow:
    slot = fact.slot
    return CardRow(
        id=slot.id,
        kind=CardKind(slot.kind.value),
        day=slot.cycle_day,
        start=slot.start,
        end=slot.start + slot.minutes,
        title=_title(fact, names),
        school=facts.schools[slot.school_id] if slot.school_id is not None else None,
        students=tuple(line.row for line in fact.lines),
        group_id=slot.group_id,
        room=slot.room,
        pinned=slot.pinned,
        turns=fact.turns,
        obstacles=obstacles,
    )


def _day(index: int, cards: Sequence[CardRow], roads: Roads, cycle_length: int) -> DayRow:
    own = tuple(card for card in cards if card.day == index)
    visits = week_rows.visits_of(own)
    letter = calendar.letter(index) if cycle_length else ""
    return DayRow(index, None, visits, week_rows.gaps_of(visits, roads), own, letter=letter)


def _frame(db: Session, facts: Facts, cards: Sequence[CardRow]) -> tuple[int, int]:
    """First and last minute shown: school hours and contract hours, and whatever stands outside them."""
    bells = db.execute(select(School.first_bell, School.dismissal).where(School.archived.is_(False))).all()
    hours = list(facts.limits.hours.values())
    firsts = [EARLIEST, *(row.first_bell for row in bells), *(card.start for card in cards), *(h[0] for h in hours)]
    lasts = [LATEST, *(row.dismissal for row in bells), *(card.end for card in cards), *(h[1] for h in hours)]
    return min(firsts) // 15 * 15, -(-max(lasts) // 15) * 15


def _tray(facts: Facts, groups: Sequence[GroupRow]) -> tuple[TrayRow, ...]:
    turns: dict[int, list[Turns | None]] = {}
    for fact in facts.slots:
        for line in fact.lines:
            turns.setdefault(line.id, []).append(fact.turns)
    rest = {
        line.id: remaining(line.promise, turns.get(line.id, []), facts.cycle_length) for line in facts.lines.values()
    }
    found: list[TrayRow] = []
    grouped: set[int] = set()
    for group in groups:
        lines = _lines_of(facts, group)
        grouped |= {line.id for line in lines}
        neediest = max(lines, key=lambda line: rest[line.id].missing, default=None)
        if neediest is not None and rest[neediest.id].missing:
            left = rest[neediest.id]
            found.append(
                TrayRow(
                    None, group.id, group.name, group.school, group.students, neediest.promise, Grouping.GROUP,
                    left.asked, left.placed, left.missing,
                )
            )  # fmt: skip
    for line in facts.lines.values():
        left = rest[line.id]
        if left.missing and line.id not in grouped:
            found.append(
                TrayRow(
                    line.id, None, line.name, facts.schools[line.school], (line.row,), line.promise, line.grouping,
                    left.asked, left.placed, left.missing,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=_in_tray))


def _in_tray(row: TrayRow) -> tuple[str, bool, str]:
    return row.school.code, row.group_id is None, row.title.split(" ")[-1].casefold()


def _by_code(school: SchoolRow) -> str:
    return school.code
