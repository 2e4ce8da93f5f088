# SPDX-License-Identifier: MIT
"""A meeting on one date: an IEP meeting, a staff meeting, an evaluation appointment."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import WallMinute, code


class MeetingKind(StrEnum):
    IEP = "iep"
    EVALUATION = "evaluation"
    TEAM = "team"
    OTHER = "other"


class Meeting(Record):
    __tablename__ = "meetings"

    day: Mapped[date] = mapped_column(index=True)
    start: Mapped[int] = mapped_column(WallMinute)
    end: Mapped[int] = mapped_column(WallMinute)
    kind: Mapped[MeetingKind] = mapped_column(code(MeetingKind), default=MeetingKind.OTHER)
    title: Mapped[str]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id", ondelete="SET NULL"))
    room: Mapped[str] = mapped_column(default="")
    bring: Mapped[str] = mapped_column(default="")

    __table_args__ = (CheckConstraint('start < "end"', name="meeting_in_order"),)
