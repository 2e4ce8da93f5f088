# SPDX-License-Identifier: MIT
"""Progress reports: one for a student and a term, a draft until it is done."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import Instant, JsonText


class ProgressReport(Record):
    """`content` is what rules/report_entry.py ReportEntry holds: per goal the rating and the words."""

    __tablename__ = "progress_reports"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(default="en")
    content: Mapped[dict[str, object]] = mapped_column(JsonText)
    printed: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """The whole report as it was when called done, figures included; none while a draft."""
    saved_at: Mapped[datetime] = mapped_column(Instant)
    done_on: Mapped[date | None]

    __table_args__ = (UniqueConstraint("student_id", "term_id", name="uq_progress_reports_student_term"),)
