# SPDX-License-Identifier: MIT
"""Working time that no session, meeting or drive shows: documentation, planning, supervision, leave (domain.md 7)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import WallMinute, code
from otdesk.rules.kinds import WorkKind


class TimeEntry(Record):
    __tablename__ = "time_entries"

    day: Mapped[date] = mapped_column(index=True)
    start: Mapped[int] = mapped_column(WallMinute)
    end: Mapped[int] = mapped_column(WallMinute)
    kind: Mapped[WorkKind] = mapped_column(code(WorkKind))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (CheckConstraint('start < "end"', name="time_in_order"),)


class TimesheetTerms(Record):
    """How the timesheet of a contract is written: one row at most."""

    __tablename__ = "timesheet_terms"

    agency: Mapped[str] = mapped_column(default="")
    site_supervisor: Mapped[str] = mapped_column(default="")
    week_minutes: Mapped[int | None]
    """Contracted minutes a week; none = not said."""
    round_to: Mapped[int] = mapped_column(default=1)
    """Each row to the nearest so many minutes: 1 (exact), 5, 6 or 15."""
    unpaid: Mapped[str] = mapped_column(default="lunch leave")
    """Work kinds the contract does not pay, parted by blanks."""

    __table_args__ = (
        CheckConstraint("round_to IN (1, 5, 6, 15)", name="round_to_known"),
        CheckConstraint("week_minutes IS NULL OR week_minutes > 0", name="week_minutes_positive"),
    )
