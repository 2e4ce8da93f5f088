# SPDX-License-Identifier: MIT
"""Data points of a goal: written when the note is signed, one per goal and note."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Locked, Record
from otdesk.records.columns import code
from otdesk.rules.kinds import MeasureType, Prompt


class GoalPoint(Record):
    __tablename__ = "goal_points"
    __locked__ = Locked("(SELECT status FROM notes WHERE id = {row}.note_id) IN ('signed', 'void')", note="note_id")

    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id"))
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), index=True)
    day: Mapped[date]
    measure: Mapped[MeasureType] = mapped_column(code(MeasureType))
    typed: Mapped[str]
    """As typed: `7/10v`."""
    value: Mapped[float | None]
    """Derived figure in the goal's unit (percent for trials); none where nothing was measured."""
    correct: Mapped[float | None]
    total: Mapped[float | None]
    prompt: Mapped[Prompt | None] = mapped_column(code(Prompt))
    rank: Mapped[int | None]
    """Rank on the assist scale in force that day (domain.md 4.2)."""

    __table_args__ = (Index("ix_goal_points_goal_day", "goal_id", "day"),)
