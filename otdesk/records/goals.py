# SPDX-License-Identifier: MIT
"""Goals of a plan and their objectives (domain.md 4)."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText, code
from otdesk.rules.kinds import GoalStatus, MeasureType


class Goal(Record):
    __tablename__ = "goals"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    """As the therapist calls it: "goal 2". Unique among a student's open goals."""
    area: Mapped[str] = mapped_column(default="")
    """Short name: "Letter formation"."""
    statement: Mapped[str]
    """The whole goal as the plan words it."""
    cue: Mapped[str] = mapped_column(default="")
    """A few words for the day sheet: "letters from memory"."""
    measure: Mapped[MeasureType] = mapped_column(code(MeasureType), default=MeasureType.TRIALS)
    unit: Mapped[str] = mapped_column(default="")
    higher_is_better: Mapped[bool] = mapped_column(default=True)
    baseline: Mapped[float | None]
    baseline_on: Mapped[date | None]
    target: Mapped[float | None]
    """In the measure's own unit; percent for trials."""
    usual_total: Mapped[int | None]
    """Trials usually given, so that `7` can be read as 7 of 10."""
    mastery: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """The mastery rule as rules/goals.py reads it; none = not chosen yet."""
    status: Mapped[GoalStatus] = mapped_column(code(GoalStatus), default=GoalStatus.ACTIVE)
    started_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    met_on: Mapped[date | None]


class Objective(Record):
    __tablename__ = "objectives"

    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    statement: Mapped[str]
    target: Mapped[float | None]
    due_on: Mapped[date | None]
    met_on: Mapped[date | None]
