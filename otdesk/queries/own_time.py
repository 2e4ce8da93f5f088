# SPDX-License-Identifier: MIT
"""Lunch and desk time on dates: as the typical week has them, out of the way of what was put on a date by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from otdesk.queries import school_days
from otdesk.queries.school_days import DayFacts
from otdesk.records.sessions import TherapySession
from otdesk.records.slots import OwnTimeMove, PatternSlot
from otdesk.rules.day import yielded
from otdesk.rules.kinds import SessionStatus, SlotKind
from otdesk.rules.slots import BlockKind
from otdesk.rules.spans import Span


@dataclass(frozen=True, slots=True)
class OwnTime:
    day: date
    slot_id: int
    kind: BlockKind
    school_id: int | None
    start: int
    end: int
    label: str


def own_time(db: Session, first: date, last: date) -> list[OwnTime]:
    """Of the days from `first` to `last`, both included."""
    return on_days(db, school_days.between(db, first, last))


def on_days(db: Session, days: Mapping[date, DayFacts]) -> list[OwnTime]:
    """The same for days whose kind is known."""
    if not days:
        return []
    first, last = min(days), max(days)
    slots = db.execute(
        select(
            PatternSlot.id, PatternSlot.kind, PatternSlot.cycle_day, PatternSlot.start, PatternSlot.minutes,
            PatternSlot.school_id, PatternSlot.label, PatternSlot.valid_from, PatternSlot.valid_to,
        )
        .where(
            PatternSlot.kind != SlotKind.SESSION,
            or_(PatternSlot.valid_from.is_(None), PatternSlot.valid_from <= last),
            or_(PatternSlot.valid_to.is_(None), PatternSlot.valid_to >= first),
        )
        .order_by(PatternSlot.id)
    ).all()  # fmt: skip
    by_hand = _by_hand(db, first, last)
    moves = select(OwnTimeMove.slot_id, OwnTimeMove.day, OwnTimeMove.start).where(OwnTimeMove.day.between(first, last))
    moved = {(row.slot_id, row.day): row.start for row in db.execute(moves)}
    found: list[OwnTime] = []
    for day, of in sorted(days.items()):
        for slot in slots:
            early = slot.valid_from is not None and day < slot.valid_from
            late = slot.valid_to is not None and day > slot.valid_to
            shut = slot.school_id is not None and not of.is_open(slot.school_id)
            if of.cycle_day != slot.cycle_day or early or late or shut:
                continue
            kind = BlockKind.LUNCH if slot.kind is SlotKind.LUNCH else BlockKind.DESK
            start = moved.get((slot.id, day))
            planned = (slot.start, slot.start + slot.minutes)
            times: Span | None = (
                (start, start + slot.minutes)
                if start is not None
                else yielded(planned, by_hand.get(day, ()), whole=kind is BlockKind.LUNCH)
            )
            if times is not None:
                found.append(OwnTime(day, slot.id, kind, slot.school_id, *times, slot.label))
    return found


def _by_hand(db: Session, first: date, last: date) -> dict[date, list[Span]]:
    """When the sessions are that a person put there: what the typical week itself holds at one time stays marked."""
    query = select(TherapySession.day, TherapySession.planned_start, TherapySession.planned_end).where(
        TherapySession.day.between(first, last),
        TherapySession.status != SessionStatus.CANCELLED,
        or_(TherapySession.by_hand.is_(True), TherapySession.slot_id.is_(None)),
    )
    found: dict[date, list[Span]] = {}
    for day, start, end in db.execute(query):
        found.setdefault(day, []).append((start, end))
    return found
