# SPDX-License-Identifier: MIT
"""The audit trail: who did what to which record, as a chain of the same form as the notes'. Never a name in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import FixedRow
from otdesk.records.columns import JsonText


class AuditEvent(FixedRow):
    __tablename__ = "audit_events"

    seq: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str]
    """unlock, view, sign, print, export, import, backup, restore, settings ..."""
    subject_kind: Mapped[str]
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JsonText)
    person: Mapped[str]
    """The person slot that had unlocked the vault."""
    at: Mapped[datetime]
    previous: Mapped[str]
    commit_no: Mapped[int]
    hash: Mapped[str]
    mac: Mapped[str]

    __table_args__ = (
        Index("ix_audit_events_subject", "subject_kind", "subject_id"),
        Index("ix_audit_events_kind", "kind", "at"),
        Index("ix_audit_events_at", "at"),
    )
