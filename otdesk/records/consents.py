# SPDX-License-Identifier: MIT
"""Consents and orders: on paper elsewhere, their dates here."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record


class Consent(Record):
    __tablename__ = "consents"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    """What for, in words: "Evaluation", "Medicaid billing", "Physician order"."""
    sent_on: Mapped[date | None]
    given_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")
