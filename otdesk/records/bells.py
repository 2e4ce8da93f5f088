# SPDX-License-Identifier: MIT
"""Bell schedules: one row per block, per grade band and day type, and per homeroom and weekday where it differs."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import WallMinute, code
from otdesk.rules.kinds import DayType, Pull


class BellBlock(Record):
    __tablename__ = "bell_blocks"

    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id", ondelete="CASCADE"))
    day_type: Mapped[DayType] = mapped_column(code(DayType))
    grade_low: Mapped[int]
    grade_high: Mapped[int]
    homeroom: Mapped[str | None]
    """Teacher whose class this row is for; none = every homeroom of the grades."""
    weekday: Mapped[int | None]
    """Monday 0; none = every weekday."""
    label: Mapped[str]
    start: Mapped[int] = mapped_column(WallMinute)
    end: Mapped[int] = mapped_column(WallMinute)
    pull: Mapped[Pull] = mapped_column(code(Pull))
    whole_day: Mapped[bool] = mapped_column(default=False)
    """The school day itself: its time under no other block is OK to pull."""

    __table_args__ = (
        CheckConstraint("start < end", name="block_in_order"),
        CheckConstraint("grade_low <= grade_high", name="grades_in_order"),
    )
