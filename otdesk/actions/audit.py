# SPDX-License-Identifier: MIT
"""What screens and the clock have to say to the audit trail. Nothing here can be taken back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from otdesk.records.audit import AuditEvent
from otdesk.rules.audit import VIEW_EVERY
from otdesk.vault.work import Work

_MOST_PARAMETERS = 500


def viewed(work: Work, student_ids: Iterable[int]) -> None:
    """The person at work sees the records of these students; once in 15 minutes for each."""
    work.final()
    wanted = sorted(set(student_ids))
    for start in range(0, len(wanted), _MOST_PARAMETERS):
        part = wanted[start : start + _MOST_PARAMETERS]
        known = work.db.scalars(
            select(AuditEvent.subject_id).where(
                AuditEvent.subject_kind == "student", AuditEvent.subject_id.in_(part), AuditEvent.kind == "view",
                AuditEvent.person == work.person, AuditEvent.at > work.now - VIEW_EVERY, AuditEvent.at <= work.now,
            )
        )  # fmt: skip
        for student_id in sorted(set(part) - set(known)):
            work.audit("view", "student", student_id)


def clock_jumped(work: Work, expected: datetime) -> None:
    """The machine's clock was set while the vault was open: `expected` is what it would have shown."""
    work.final()
    seconds = round((work.now - expected).total_seconds())
    work.audit("clock_jump", "vault", None, {"expected": expected.isoformat(), "seconds": seconds})


def preference_changed(work: Work, key: str, value: str | int | bool) -> None:
    """A preference of this machine that guards the records, such as when it locks."""
    work.final()
    work.audit("settings", "machine", None, {"changed": [key], "value": value})
