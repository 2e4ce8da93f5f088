# SPDX-License-Identifier: MIT
"""How long records are kept and what became of them: legal holds, notices before destruction, certificates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import FixedRow, Record
from otdesk.records.columns import Instant, JsonText


class LegalHold(Record):
    """While one is open nothing of the student is destroyed."""

    __tablename__ = "legal_holds"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    reason: Mapped[str]
    placed_on: Mapped[date]
    placed_by: Mapped[str]
    lifted_on: Mapped[date | None]

    __table_args__ = (CheckConstraint("lifted_on IS NULL OR lifted_on >= placed_on", name="hold_in_order"),)


class DestructionNotice(Record):
    """The parents, or the student of age, were told that the record is no longer needed (34 CFR 300.624)."""

    __tablename__ = "destruction_notices"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    sent_on: Mapped[date]
    how: Mapped[str]


class Purge(FixedRow):
    """A certificate: what was destroyed, under which rule, by whom. Never a student's name in it."""

    __tablename__ = "purges"

    at: Mapped[datetime] = mapped_column(Instant)
    person: Mapped[str]
    scope: Mapped[str]
    """Which records, in words: a district, schools, or records past their time."""
    rule: Mapped[str]
    counts: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """Rows by table."""
    export_sha256: Mapped[str] = mapped_column(default="")
    """Of the copy that was handed over before; empty when there was none."""
    handed_to: Mapped[str] = mapped_column(default="")


class Tombstone(FixedRow):
    """A closed note that a purge removed: its links stay in the chain, and this says why the note is not there."""

    __tablename__ = "tombstones"

    note_id: Mapped[int] = mapped_column(unique=True)
    last_link: Mapped[str]
    """Hash of the note's last link."""
    purge_id: Mapped[int] = mapped_column(ForeignKey("purges.id"))
    mac: Mapped[str]
