# SPDX-License-Identifier: MIT
"""Dates ahead as the rules see a week: each date is a day of its own, with what really stands on it.

The make-up finder and the repair of a day ask rules/slots.py with these values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import own_time, school_days, week_facts, week_rows
from otdesk.queries.day_rows import group_names
from otdesk.queries.school_days import DayFacts
from otdesk.queries.week_facts import Facts, LineFact
from otdesk.records.meetings import Meeting
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.kinds import DayType, Grouping, SessionStatus
from otdesk.rules.slots import Block, BlockKind, Week
from otdesk.words import _

_FIXED = -1_000_000_000
"""Numbers of blocks that are no therapy sessions count up from here."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """`days[i]` is the date the rules know as day i. Blocks of therapy sessions bear the session's id."""

    days: tuple[date, ...]
    week: Week
    facts: Facts

    def line(self, line_id: int | None) -> LineFact | None:
        """A service line in force, with its student."""
        return self.facts.lines.get(line_id) if line_id is not None else None


def horizon(db: Session, first: date, last: date) -> Horizon:
    """The days from `first` to `last` on which some school is open."""
    known = school_days.between(db, first, last)
    open_days = [of for of in known.values() if any(of.is_open(school) for school in of.types)]
    facts = _dated(week_facts.load(db, first), open_days)
    blocks = [*_sessions(db, facts, open_days), *_meetings(db, facts, open_days), *_own_time(db, facts, open_days)]
    closed = frozenset(
        (facts.schools[school].place, number)
        for number, of in enumerate(open_days)
        for school in of.types
        if not of.is_open(school)
    )
    week = Week(tuple(blocks), week_rows.roads(db), facts.limits, closed)
    return Horizon(tuple(of.day for of in open_days), week, facts)


def _dated(facts: Facts, days: Sequence[DayFacts]) -> Facts:
    weekdays = {number: (of.day.weekday(),) for number, of in enumerate(days)}
    types = {
        (school, number): kind
        for number, of in enumerate(days)
        for school, kind in of.types.items()
        if kind is not DayType.REGULAR
    }
    hours = next(iter(facts.limits.hours.values()), week_facts.WORK_HOURS)
    return replace(
        facts,
        days=replace(facts.days, weekdays=weekdays, types=types, members={}, classes={}),
        limits=replace(facts.limits, hours=dict.fromkeys(weekdays, hours), weekdays=weekdays),
    )


def _sessions(db: Session, facts: Facts, days: Sequence[DayFacts]) -> list[Block]:
    numbers = {of.day: number for number, of in enumerate(days)}
    rows = db.scalars(
        select(TherapySession)
        .where(TherapySession.day.in_(numbers), TherapySession.status != SessionStatus.CANCELLED)
        .order_by(TherapySession.day, TherapySession.planned_start, TherapySession.id)
    ).all()
    names = group_names(db, [row.group_id for row in rows])
    lines: dict[int, list[LineFact]] = {}
    seen = select(Attendance.session_id, Attendance.service_line_id).join(TherapySession)
    for session_id, line_id in db.execute(seen.where(TherapySession.day.in_(numbers)).order_by(Attendance.id)):
        if line_id is not None and line_id in facts.lines:
            lines.setdefault(session_id, []).append(facts.lines[line_id])
    return [_block(row, numbers[row.day], lines.get(row.id, ()), facts, names) for row in rows]


def _block(
    row: TherapySession, number: int, lines: Sequence[LineFact], facts: Facts, names: Mapping[int, str]
) -> Block:
    wish = facts.wish(lines, row.school_id, row.planned_end - row.planned_start)
    return Block(
        row.id,
        BlockKind.SESSION,
        number,
        row.planned_start if row.actual_start is None else row.actual_start,
        row.planned_end if row.actual_end is None else row.actual_end,
        wish.place,
        names.get(row.group_id or 0) or ", ".join(line.name for line in lines),
        wish.members,
        wish.group_max,
        alone=wish.grouping is Grouping.INDIVIDUAL and bool(lines),
    )


def _meetings(db: Session, facts: Facts, days: Sequence[DayFacts]) -> list[Block]:
    numbers = {of.day: number for number, of in enumerate(days)}
    rows = db.scalars(select(Meeting).where(Meeting.day.in_(numbers)).order_by(Meeting.id))
    return [
        Block(
            _FIXED + number,
            BlockKind.MEETING,
            numbers[row.day],
            row.start,
            row.end,
            facts.schools[row.school_id].place if row.school_id is not None else None,
            row.title,
        )
        for number, row in enumerate(rows)
    ]


def _own_time(db: Session, facts: Facts, days: Sequence[DayFacts]) -> list[Block]:
    numbers = {of.day: number for number, of in enumerate(days)}
    return [
        Block(
            _FIXED // 2 + number,
            own.kind,
            numbers[own.day],
            own.start,
            own.end,
            None if own.school_id is None else facts.schools[own.school_id].place,
            own.label or (_("Lunch") if own.kind is BlockKind.LUNCH else _("Desk time")),
        )
        for number, own in enumerate(own_time.on_days(db, {of.day: of for of in days}))
    ]
