# SPDX-License-Identifier: MIT
"""Phrases a therapist uses again: what was done, how it went, skilled service, plan, progress reports."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import code


class PhraseKind(StrEnum):
    DID = "did"
    RESPONSE = "response"
    SKILLED = "skilled"
    PLAN = "plan"
    SUPPORT = "support"
    REPORT = "report"


class Phrase(Record):
    __tablename__ = "phrases"

    kind: Mapped[PhraseKind] = mapped_column(code(PhraseKind))
    label: Mapped[str]
    """As shown on the button: "Button board"."""
    text: Mapped[str]
    """As it stands in a sentence: "a button board"."""
    category: Mapped[str] = mapped_column(default="")
    """A bundle of phrases as the therapist calls it: "Handwriting"; empty = in none."""
    position: Mapped[int]
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    """Her own phrase; none = for everybody."""
