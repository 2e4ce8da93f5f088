# SPDX-License-Identifier: MIT
"""The plan that promises service, and its service lines (34 CFR 300.320; domain.md 1.2)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import code
from otdesk.rules.kinds import Grouping, Half, Mode, Period, PlanType, Role, Setting


class Plan(Record):
    """An IEP, 504, MTSS, ESY ... plan. It stays in force after `annual_review` until closed (stay-put)."""

    __tablename__ = "plans"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    plan_type: Mapped[PlanType] = mapped_column(code(PlanType))
    start: Mapped[date | None]
    annual_review: Mapped[date | None]
    reevaluation_due: Mapped[date | None]
    closed_on: Mapped[date | None]
    """Last day in force, set when the next plan starts or service ends."""
    document: Mapped[str] = mapped_column(default="")
    """Where the paper is: number or version of the source document."""


class ServiceLine(Record):
    __tablename__ = "service_lines"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    service: Mapped[str] = mapped_column(default="Occupational therapy")
    mode: Mapped[Mode] = mapped_column(code(Mode))
    grouping: Mapped[Grouping] = mapped_column(code(Grouping))
    group_max: Mapped[int | None]
    """Largest group the plan allows ("1:4" = 4); none = not said."""
    setting: Mapped[Setting] = mapped_column(code(Setting))
    location: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int]
    """Minutes of one session."""
    times: Mapped[int]
    """Sessions per period."""
    period: Mapped[Period] = mapped_column(code(Period))
    every: Mapped[int] = mapped_column(default=1)
    """Each so many periods: 2 with WEEK = every other week."""
    half: Mapped[Half] = mapped_column(code(Half), default=Half.ANY)
    """A wish, not a promise: the planner keeps it where it can."""
    provider: Mapped[Role] = mapped_column(code(Role), default=Role.OT)
    codes: Mapped[str] = mapped_column(default="")
    """What its notes begin with, as typed: "97530, F82"."""
    start: Mapped[date | None]
    end: Mapped[date | None]
    """Last day in force; none while the plan runs."""

    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("times > 0 AND every > 0", name="times_positive"),
        CheckConstraint('"end" IS NULL OR start IS NULL OR start <= "end"', name="line_in_order"),
    )
