# SPDX-License-Identifier: MIT
"""Who writes and signs notes in this vault: the therapist it belongs to, assistants, supervisors."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.workplace import TherapistRow, therapist_row
from otdesk.records.therapists import Therapist
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import Role


@dataclass(frozen=True, slots=True)
class Person:
    """`slot` is the name of her slot in vault.json; none: she was never given one, or no longer has it."""

    therapist_id: int
    entry: TherapistEntry
    slot: str | None
    supervisor_id: int | None
    supervisor: str
    elsewhere: bool
    """She works with another vault, and her card is kept here."""

    @property
    def name(self) -> str:
        return f"{self.entry.first} {self.entry.last}".strip()

    @property
    def signs_as(self) -> str:
        """ "Ana Ruiz, OTR/L"."""
        return ", ".join(part for part in (self.name, self.entry.credentials) if part)


def people(db: Session) -> tuple[Person, ...]:
    """The one whose caseload this is comes first."""
    rows = db.scalars(select(Therapist).order_by(Therapist.id)).all()
    names = {row.id: f"{row.first} {row.last}".strip() for row in rows}
    return tuple(
        Person(
            row.id,
            therapist_row(db, row).entry,
            row.slot,
            row.supervisor_id,
            names.get(row.supervisor_id or 0, ""),
            bool(row.sign_key),
        )
        for row in rows
    )


def at_work(db: Session, slot: str) -> TherapistRow | None:
    """The person whose slot opened the vault; None before she entered herself."""
    row = db.scalars(select(Therapist).where(Therapist.slot == slot)).first()
    return therapist_row(db, row) if row is not None else None


def is_first(db: Session, slot: str) -> bool:
    """Whether the caseload is hers: the first who was entered, or nobody was yet."""
    first = db.execute(select(Therapist.slot).order_by(Therapist.id).limit(1)).first()
    return first is None or first.slot == slot


def supervisors(db: Session) -> tuple[Person, ...]:
    """Therapists who may open the vault, and so co-sign in it."""
    return tuple(person for person in people(db) if person.entry.role is Role.OT and person.slot is not None)
