# SPDX-License-Identifier: MIT
"""The typical week: what happens at which time, week after week (or cycle after cycle)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText, WallMinute, code
from otdesk.rules.kinds import SlotKind


class PatternSlot(Record):
    """A block of the typical week: a therapy session, lunch or desk time."""

    __tablename__ = "pattern_slots"

    kind: Mapped[SlotKind] = mapped_column(code(SlotKind))
    cycle_day: Mapped[int]
    """0 = Monday in a plain week; 0 = day A in a lettered cycle."""
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """Where; none only for lunch and desk time on the road."""
    start: Mapped[int] = mapped_column(WallMinute)
    minutes: Mapped[int]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    room: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    turns: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """Which of its dates are used, as rules/calendar.py reads it; none = every one."""
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    """Last day it is held; none = to the end of the school year."""

    __table_args__ = (CheckConstraint("minutes > 0", name="minutes_positive"),)


class SlotMember(Record):
    """A service line that is served in a slot."""

    __tablename__ = "slot_members"

    slot_id: Mapped[int] = mapped_column(ForeignKey("pattern_slots.id", ondelete="CASCADE"), index=True)
    service_line_id: Mapped[int] = mapped_column(ForeignKey("service_lines.id", ondelete="CASCADE"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))


class OwnTimeMove(Record):
    """Lunch or desk time held at another time on one date."""

    __tablename__ = "own_time_moves"

    slot_id: Mapped[int] = mapped_column(ForeignKey("pattern_slots.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    start: Mapped[int] = mapped_column(WallMinute)

    __table_args__ = (UniqueConstraint("slot_id", "day", name="uq_own_time_moves_slot_day"),)
