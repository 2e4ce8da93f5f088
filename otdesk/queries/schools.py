# SPDX-License-Identifier: MIT
"""Schools as Settings shows them: the school, its bells, and how many students are there."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries.workplace import CycleOfYear
from otdesk.records.bells import BellBlock
from otdesk.records.places import Place
from otdesk.records.schools import RoomHours, School
from otdesk.records.students import Student
from otdesk.rules.entries_places import BellEntry, SchoolEntry
from otdesk.rules.entries_students import HoursEntry


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """`students`: on the caseload now."""

    school_id: int
    place_id: int
    entry: SchoolEntry
    color: int
    archived: bool
    students: int
    letters: CycleOfYear
    """Lettered days of its own."""


@dataclass(frozen=True, slots=True)
class BellRow:
    block_id: int
    entry: BellEntry


def schools(db: Session, *, archived: bool = False) -> tuple[SchoolRow, ...]:
    """By name; with `archived` also those not served any more."""
    count = (
        select(Student.school_id, func.count().label("n"))
        .where(Student.exited_on.is_(None))
        .group_by(Student.school_id)
        .subquery()
    )
    query = (
        select(School, Place, func.coalesce(count.c.n, 0))
        .join(Place, Place.id == School.place_id)
        .outerjoin(count, count.c.school_id == School.id)
        .order_by(School.name)
    )
    if not archived:
        query = query.where(School.archived.is_(False))
    return tuple(
        SchoolRow(
            school.id, place.id, _entry(school, place), school.color, school.archived, n,
            CycleOfYear(school.letter_days, school.letter_rule, school.letter_anchor),
        )
        for school, place, n in db.execute(query)
    )  # fmt: skip


def bell_rows(db: Session, school_id: int) -> tuple[BellRow, ...]:
    """All blocks of a school: by day type, then grades, then time."""
    rows = db.scalars(
        select(BellBlock)
        .where(BellBlock.school_id == school_id)
        .order_by(BellBlock.day_type, BellBlock.grade_low, BellBlock.grade_high, BellBlock.start, BellBlock.id)
    )
    return tuple(
        BellRow(
            row.id,
            BellEntry(
                row.school_id, row.day_type, row.grade_low, row.grade_high, row.label, row.start, row.end, row.pull,
                row.homeroom or "", row.weekday, row.whole_day,
            ),
        )
        for row in rows
    )  # fmt: skip


def room_hours(db: Session, school_id: int) -> tuple[HoursEntry, ...]:
    rows = db.scalars(
        select(RoomHours).where(RoomHours.school_id == school_id).order_by(RoomHours.weekday, RoomHours.start)
    )
    return tuple(HoursEntry(school_id, row.weekday, row.start, row.end) for row in rows)


def _entry(school: School, place: Place) -> SchoolEntry:
    return SchoolEntry(
        school.name, school.code, school.grade_low, school.grade_high, school.first_bell, school.dismissal,
        place.address, school.office_phone, school.room, school.arrival_note, place.park_minutes, place.setup_minutes,
        place.latitude, place.longitude, school.color, school.district_id,
    )  # fmt: skip
