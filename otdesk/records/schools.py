# SPDX-License-Identifier: MIT
"""A school: a place with a code, a color, bells and a room for the therapist."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records import columns
from otdesk.records.base import Record
from otdesk.records.columns import WallMinute
from otdesk.rules.kinds import CycleRule


class School(Record):
    __tablename__ = "schools"

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), unique=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    name: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    """Two or three letters, always shown beside the color."""
    color: Mapped[int]
    """Index into the eight school colors of ux.md section 7."""
    grade_low: Mapped[int]
    grade_high: Mapped[int]
    office_phone: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    arrival_note: Mapped[str] = mapped_column(default="")
    """Such as "sign in at office"."""
    first_bell: Mapped[int] = mapped_column(WallMinute)
    dismissal: Mapped[int] = mapped_column(WallMinute)
    archived: Mapped[bool] = mapped_column(default=False)
    letter_days: Mapped[int] = mapped_column(default=0)
    """Letters A, B, ... that this school runs through beside the days of the typical week; 0 = none of its own."""
    letter_rule: Mapped[CycleRule] = mapped_column(columns.code(CycleRule), default=CycleRule.RESUME)
    letter_anchor: Mapped[date | None]
    """A school day known to be day A there."""

    __table_args__ = (
        CheckConstraint("first_bell < dismissal", name="bells_in_order"),
        CheckConstraint("grade_low <= grade_high", name="grades_in_order"),
    )


class RoomHours(Record):
    """When the therapist's room is free; a weekday without rows has it all day, equal start and end: not that day."""

    __tablename__ = "room_hours"

    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    start: Mapped[int] = mapped_column(WallMinute)
    end: Mapped[int] = mapped_column(WallMinute)

    __table_args__ = (CheckConstraint("start <= end", name="hours_in_order"),)
