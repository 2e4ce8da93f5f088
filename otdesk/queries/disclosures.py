# SPDX-License-Identifier: MIT
"""Who was given what of a student's record, and why (34 CFR 99.32, 300.614): read off the audit trail."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import workplace
from otdesk.records.audit import AuditEvent

_KINDS = ("print", "export", "disclosed", "disclosure_error")


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """`what` as rules/disclosure.py names it, or as typed; `notes`: how many. `given` False: it was asked for and not
    given. `error`: written by hand and marked as an error since."""

    seq: int
    day: date
    recipient: str
    purpose: str
    what: str
    notes: int
    authority: str
    person: str
    by_hand: bool
    given: bool
    error: bool


def disclosures(db: Session, student_id: int) -> tuple[DisclosureRow, ...]:
    """Newest first. What went to the therapist's own file is no disclosure."""
    rows = db.execute(
        select(AuditEvent.seq, AuditEvent.kind, AuditEvent.at, AuditEvent.person, AuditEvent.detail)
        .where(
            AuditEvent.subject_kind == "student", AuditEvent.subject_id == student_id, AuditEvent.kind.in_(_KINDS),
        )
        .order_by(AuditEvent.seq)
    ).all()  # fmt: skip
    errors = {row.detail.get("entry") for row in rows if row.kind == "disclosure_error"}
    zone = workplace.zone(db)
    found = [
        DisclosureRow(
            row.seq, _day(row.detail, row.at, zone), row.detail["recipient"], row.detail.get("purpose", ""),
            row.detail.get("what", ""), len(row.detail.get("notes", ())), row.detail.get("authority", ""), row.person,
            row.kind == "disclosed", row.detail.get("given", True), row.seq in errors,
        )
        for row in rows
        if row.detail.get("recipient")
    ]  # fmt: skip
    return tuple(sorted(found, key=_newest, reverse=True))


def _day(detail: dict[str, object], at: datetime, zone: tzinfo) -> date:
    said = detail.get("day")
    return date.fromisoformat(said) if isinstance(said, str) else at.astimezone(zone).date()


def _newest(row: DisclosureRow) -> tuple[date, int]:
    return row.day, row.seq
