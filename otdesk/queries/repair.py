# SPDX-License-Identifier: MIT
"""The rest of a day after something changed: what was and what would be, with the new times to leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import own_time
from otdesk.queries.horizon import Horizon, horizon
from otdesk.records.notes import Note
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules import repair
from otdesk.rules.kinds import SessionStatus
from otdesk.rules.repair import Disturbance, Placed
from otdesk.rules.slots import Block, BlockKind
from otdesk.rules.spans import DAY_END


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One session that is moved, or (`start` None) cannot be held."""

    session_id: int
    title: str
    code: str
    color: int
    was: int
    start: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One drive of the rest of the day. `was`: when it was to begin until now, none where that drive is new."""

    origin: str
    destination: str
    was: int | None
    leave_by: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """`kept`: sessions that stay as they are; `lunch_was` and `lunch`: none where the rest of the day has none."""

    changes: tuple[ChangeRow, ...]
    drives: tuple[LeaveRow, ...]
    kept: int
    lunch_was: int | None
    lunch: int | None
    kept_lunch: bool
    absent: tuple[tuple[int, int], ...] = ()
    """(session, student) to be marked absent."""
    lunch_slot: int | None = None
    """The block of the typical week that is this lunch."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the therapist says. Only one of them is set: a school and when it opens (none: not at all), how many minutes
    late she is, or who is absent. `fixed`: what she decided of single sessions, a start or none to leave it out."""

    school_id: int | None = None
    opens: int | None = None
    late: int = 0
    student_id: int | None = None
    fixed: Mapping[int, int | None] = field(default_factory=dict)


def proposal(db: Session, on: date, now: int | None, change: Change) -> Proposal:
    """`now` is the minute of the clock when it is today, none for a day that has not begun."""
    ahead = horizon(db, on, on)
    if not ahead.days:
        return Proposal((), (), 0, None, None, kept_lunch=True)
    begun = _begun(db, on)
    minute = -1 if now is None else now
    shut = ahead.facts.schools[change.school_id].place if change.school_id is not None else None
    past = [block for block in ahead.week.blocks if _is_past(block, minute, begun, shut)]
    rest = [block for block in ahead.week.blocks if block not in past and block.kind is not BlockKind.DESK]
    what = replace(_disturbance(past, rest, minute, change, shut), fixed=change.fixed)
    found = repair.repair(rest, 0, ahead.week, what)
    lunch = next((block for block in rest if block.kind is BlockKind.LUNCH), None)
    sessions = [one for one in found.placed if one.block.kind is BlockKind.SESSION]
    return Proposal(
        tuple(_row(one, ahead) for one in sessions if one.changed or one.block.id in change.fixed),
        _drives(past, rest, found.placed, ahead),
        sum(not one.changed for one in sessions),
        lunch.start if lunch is not None else None,
        found.lunch,
        found.kept_lunch,
        _absent(db, rest, change.student_id),
        next((own.slot_id for own in own_time.own_time(db, on, on) if own.kind is BlockKind.LUNCH), None),
    )


def _begun(db: Session, on: date) -> set[int]:
    """Sessions somebody said something about: they took place, or were called off."""
    of_day = TherapySession.day == on
    said = select(TherapySession.id).join(Attendance).where(of_day, Attendance.reason.is_not(None))
    written = select(TherapySession.id).join(Note).where(of_day)
    held = select(TherapySession.id).where(of_day, TherapySession.actual_start.is_not(None))
    return {*db.scalars(said), *db.scalars(written), *db.scalars(held)}


def _is_past(block: Block, minute: int, begun: set[int], shut: int | None) -> bool:
    """Begun or over. At a school that turns out to be closed what should run now has not begun."""
    if block.id in begun or block.end <= minute:
        return True
    return block.start <= minute and not (block.place == shut and block.kind is BlockKind.SESSION)


def _disturbance(past: list[Block], rest: list[Block], minute: int, change: Change, shut: int | None) -> Disturbance:
    running = max((block for block in past if block.end > minute >= block.start), key=_end, default=None)
    last = max((block for block in past if block.place is not None), key=_end, default=None)
    at = last.place if last is not None else None
    free = max(minute, running.end if running is not None else 0, 0)
    if change.student_id is not None:
        return Disturbance(free, at, gone=frozenset({change.student_id}))
    if shut is not None:
        return Disturbance(free, at, {shut: DAY_END if change.opens is None else change.opens})
    if running is not None:
        return Disturbance(running.end + change.late, at)
    following = min(rest, key=_start, default=None)
    if following is None:
        return Disturbance(free + change.late, at)
    return Disturbance(following.start + change.late, following.place if following.place is not None else at)


def _row(one: Placed, ahead: Horizon) -> ChangeRow:
    school = next(row for row in ahead.facts.schools.values() if row.place == one.block.place)
    length = one.block.end - one.block.start
    return ChangeRow(one.block.id, one.block.label, school.code, school.color, one.block.start, one.start, length)


def _drives(past: list[Block], rest: list[Block], placed: tuple[Placed, ...], ahead: Horizon) -> tuple[LeaveRow, ...]:
    """The changes of building from now on, with the last minute to leave."""
    codes = {row.place: row.code for row in ahead.facts.schools.values()}
    came_from = [block for block in past if block.place in codes][-1:]
    was = _legs([*came_from, *(block for block in rest if block.place in codes)], ahead)
    now = [(one.block, one.start) for one in placed if one.start is not None and one.block.place in codes]
    moved = [
        Block(block.id, block.kind, 0, start, start + block.end - block.start, block.place) for block, start in now
    ]
    return tuple(
        LeaveRow(codes[origin], codes[destination], was.get((origin, destination)), leave_by)
        for (origin, destination), leave_by in _legs([*came_from, *moved], ahead).items()
    )


def _legs(blocks: list[Block], ahead: Horizon) -> dict[tuple[int, int], int]:
    ordered = sorted(blocks, key=_start)
    found: dict[tuple[int, int], int] = {}
    for before, after in pairwise(ordered):
        if before.place is not None and after.place is not None and before.place != after.place:
            need = ahead.week.roads.need(before.place, after.place)
            if need is not None:
                found.setdefault((before.place, after.place), after.start - need)
    return found


def _absent(db: Session, rest: list[Block], student_id: int | None) -> tuple[tuple[int, int], ...]:
    if student_id is None:
        return ()
    query = (
        select(Attendance.session_id)
        .join(TherapySession)
        .where(
            Attendance.student_id == student_id,
            Attendance.session_id.in_([block.id for block in rest]),
            TherapySession.status != SessionStatus.CANCELLED,
        )
        .order_by(TherapySession.planned_start)
    )
    return tuple((session_id, student_id) for session_id in db.scalars(query))


def _start(block: Block) -> int:
    return block.start


def _end(block: Block) -> int:
    return block.end
