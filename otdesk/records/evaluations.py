# SPDX-License-Identifier: MIT
"""An evaluation under way: the dates its clock starts from, the steps done, and how the due date came about."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText, code
from otdesk.rules.evaluations import EvaluationKind


class Evaluation(Record):
    """The steps in their order; a step without a date is not done. It is open until `closed_on`."""

    __tablename__ = "evaluations"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EvaluationKind] = mapped_column(code(EvaluationKind))
    referred_on: Mapped[date | None]
    consent_sent_on: Mapped[date | None]
    consent_on: Mapped[date | None]
    """Signed consent received: where most states' clocks start."""
    tested_on: Mapped[date | None]
    scored_on: Mapped[date | None]
    report_on: Mapped[date | None]
    shared_on: Mapped[date | None]
    meeting_on: Mapped[date | None]
    absences: Mapped[int] = mapped_column(default=0)
    """Days the student was absent while the clock ran; some states add them."""
    due_on: Mapped[date | None]
    """As computed when the dates were entered; none = no rule checked for the state, or a date is missing."""
    basis: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """What the due date was computed from: trigger, state, rule and pack date, so that it can be explained later."""
    due_by_hand: Mapped[date | None]
    """Set by the person instead of the computed one; needs `hand_reason`."""
    hand_reason: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("absences >= 0", name="absences_not_negative"),
        CheckConstraint("due_by_hand IS NULL OR hand_reason <> ''", name="hand_date_has_reason"),
    )


class Attempt(Record):
    """One try at getting something back or done: a consent sent home again, a call, a session that was refused."""

    __tablename__ = "attempts"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    evaluation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluations.id", ondelete="CASCADE"), index=True)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consents.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    words: Mapped[str]
    """What was tried: "sent home again", "called, no answer"."""
