# SPDX-License-Identifier: MIT
"""One student's school day from the bells: classes, what she may be taken out of, her own times, where she is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from otdesk.records.bells import BellBlock
from otdesk.records.calendars import SchoolYear
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Commitment, Student, StudentHours
from otdesk.rules import availability, bells, spans
from otdesk.rules.availability import Bar, Slice
from otdesk.rules.bells import ClassOf, Segment
from otdesk.rules.kinds import DayType, Mode, Pull


class Part(StrEnum):
    CLASS = "class"
    COMMITMENT = "commitment"
    AWAY = "away"
    THERAPY = "therapy"


@dataclass(frozen=True, slots=True)
class DayPart:
    """A stretch of the day, in order and without gaps."""

    start: int
    end: int
    label: str
    pull: Pull
    part: Part


@dataclass(frozen=True, slots=True)
class StudentDay:
    """`parts` is empty when nothing is known of that day; `from_bells` False: only the school's hours are known."""

    weekday: int
    school: str
    parts: tuple[DayPart, ...]
    from_bells: bool


def student_day(db: Session, student_id: int, weekday: int, today: date) -> StudentDay | None:
    """Her regular day of that weekday at her own school; None when there is no such student."""
    student = db.get(Student, student_id)
    if student is None:
        return None
    school = db.get_one(School, student.school_id)
    blocks = bell_blocks(db, school.id)
    who = ClassOf(student.grade, student.teacher)
    hours = bells.school_hours(blocks, who, weekday) or (school.first_bell, school.dismissal)
    segments = bells.student_day(blocks, hours, who, weekday)
    slices = slices_of(db, student_id, school.id, segments, weekday, today)
    held = bells.blocks_of(blocks, who, weekday, DayType.REGULAR)
    therapy = _therapy(db, student_id, school.id, weekday, today)
    return StudentDay(weekday, school.name, _parts(slices, therapy), bool(held))


def first_therapy_day(db: Session, student_id: int, today: date) -> int | None:
    """The weekday of her first direct time in a plain week; none without one."""
    query = (
        select(PatternSlot.cycle_day)
        .join(SlotMember, SlotMember.slot_id == PatternSlot.id)
        .where(SlotMember.student_id == student_id, *_held(today))
        .order_by(PatternSlot.cycle_day)
    )
    return db.scalar(query.limit(1)) if _plain_week(db, today) else None


def bell_blocks(db: Session, school_id: int) -> list[bells.BellBlock]:
    """A school's whole bell schedule, as the rules take it."""
    rows = db.scalars(select(BellBlock).where(BellBlock.school_id == school_id).order_by(BellBlock.id))
    return [
        bells.BellBlock(
            row.label, row.start, row.end, row.pull, row.grade_low, row.grade_high, row.day_type, row.homeroom or "",
            row.weekday, row.whole_day,
        )
        for row in rows
    ]  # fmt: skip


def slices_of(
    db: Session, student_id: int, school_id: int, segments: Sequence[Segment], weekday: int, on: date
) -> tuple[Slice, ...]:
    """Her class's day (`segments`) at a school, less what else she has then and the hours she is not there."""
    return availability.available(
        segments, weekday, _commitments(db, student_id, on), _attendance(db, student_id, school_id)
    )


def _commitments(db: Session, student_id: int, today: date) -> list[availability.Commitment]:
    rows = db.scalars(
        select(Commitment).where(
            Commitment.student_id == student_id,
            or_(Commitment.valid_from.is_(None), Commitment.valid_from <= today),
            or_(Commitment.valid_to.is_(None), Commitment.valid_to >= today),
        )
    )
    return [availability.Commitment(row.label, row.start, row.end, row.weekday) for row in rows]


def _attendance(db: Session, student_id: int, school_id: int) -> list[availability.Attendance]:
    """Hours here; on a weekday spoken of only for another building she is not here at all."""
    rows = list(db.scalars(select(StudentHours).where(StudentHours.student_id == student_id)))
    here = [availability.Attendance(row.start, row.end, row.weekday) for row in rows if row.school_id == school_id]
    spoken = {row.weekday for row in here}
    return [*here, *(availability.Attendance(0, 0, row.weekday) for row in rows if row.weekday not in spoken)]


def _plain_week(db: Session, today: date) -> bool:
    cycle = db.scalar(
        select(SchoolYear.cycle_days).where(SchoolYear.last_day >= today).order_by(SchoolYear.first_day).limit(1)
    )
    return not cycle


def _held(today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return or_(PatternSlot.valid_from.is_(None), PatternSlot.valid_from <= today), or_(
        PatternSlot.valid_to.is_(None), PatternSlot.valid_to >= today
    )


def _therapy(db: Session, student_id: int, school_id: int, weekday: int, today: date) -> list[spans.Span]:
    """Her own direct times that weekday; in a lettered cycle no weekday has times of its own."""
    if not _plain_week(db, today):
        return []
    query = (
        select(PatternSlot.start, PatternSlot.minutes)
        .join(SlotMember, SlotMember.slot_id == PatternSlot.id)
        .join(ServiceLine, ServiceLine.id == SlotMember.service_line_id)
        .where(
            SlotMember.student_id == student_id,
            PatternSlot.school_id == school_id,
            PatternSlot.cycle_day == weekday,
            ServiceLine.mode == Mode.DIRECT,
            *_held(today),
        )
    )
    return list(spans.merged((row.start, row.start + row.minutes) for row in db.execute(query)))


def _parts(slices: tuple[Slice, ...], therapy: list[spans.Span]) -> tuple[DayPart, ...]:
    kinds = {Bar.CLASS: Part.CLASS, Bar.COMMITMENT: Part.COMMITMENT, Bar.NOT_ATTENDING: Part.AWAY}
    found: list[DayPart] = []
    for piece in slices:
        free = spans.without([(piece.start, piece.end)], therapy)
        found += [DayPart(start, end, piece.label, piece.pull, kinds[piece.bar]) for start, end in free]
    found += [DayPart(start, end, "", Pull.OK, Part.THERAPY) for start, end in therapy]
    return tuple(sorted(found, key=_start))


def _start(part: DayPart) -> int:
    return part.start
