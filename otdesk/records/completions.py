# SPDX-License-Identifier: MIT
"""A due date that was met, waived or taken off the list: kept so that "done" can be shown and counted."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import code


class DoneKind(StrEnum):
    ANNUAL_REVIEW = "annual_review"
    REEVALUATION = "reevaluation"
    EVALUATION = "evaluation"
    CONSENT = "consent"
    LICENSE = "license"
    MAKE_UP = "make_up"


class Completion(Record):
    __tablename__ = "completions"

    kind: Mapped[DoneKind] = mapped_column(code(DoneKind))
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date]
    done_on: Mapped[date] = mapped_column(index=True)
    waived: Mapped[bool] = mapped_column(default=False)
    """Agreed not to be needed (34 CFR 300.303(b)(2)), instead of done."""
    remark: Mapped[str] = mapped_column(default="")


class MakeupDecision(Record):
    """The therapist's answer for a missed session whose reason asks for one (domain.md 2.2, "review")."""

    __tablename__ = "makeup_decisions"

    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendances.id", ondelete="CASCADE"), unique=True)
    owed: Mapped[bool]
    decided_on: Mapped[date]
    remark: Mapped[str] = mapped_column(default="")
