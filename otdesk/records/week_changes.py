# SPDX-License-Identifier: MIT
"""Changes of the typical week that somebody at a school is to be told, and whether she was."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import WallMinute


class WeekChange(Record):
    """One student's time that came, moved or went. A day and start of none: there was none before, or is none now."""

    __tablename__ = "week_changes"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    line_id: Mapped[int]
    """The service line it was made for, to know it again when it changes once more; it may be gone since."""
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    was_day: Mapped[int | None]
    was_start: Mapped[int | None] = mapped_column(WallMinute)
    day: Mapped[int | None]
    start: Mapped[int | None] = mapped_column(WallMinute)
    minutes: Mapped[int]
    made_on: Mapped[date]
    told_on: Mapped[date | None]
