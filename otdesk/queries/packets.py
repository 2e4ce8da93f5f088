# SPDX-License-Identifier: MIT
"""What goes into a packet: an assistant's notes that wait for a supervisor elsewhere, and a supervisor's answers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.chain import ChainLink, VaultState
from otdesk.records.co_signing import CoSignRequest, SentNote
from otdesk.records.notes import Amendment, Note
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import AMENDING, CoSignState
from otdesk.rules.packets import Answer, SentAmendment, SentPage
from otdesk.vault.chain import link_fields


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The notes that wait for one supervisor who works with another vault. `box` is the key she is written to with."""

    therapist_id: int
    name: str
    box: str
    note_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """A supervisor's answers that were not put into a packet yet, for one sender."""

    therapist_id: int
    name: str
    box: str
    answered_by: str
    """The slot of who answered: her key signs them."""
    answers: tuple[tuple[int, Answer], ...]
    """By the number of the note that was sent."""


def outgoing(db: Session) -> tuple[Outgoing, ...]:
    """By supervisor; only those whose card is kept here."""
    supervisor = select(Therapist.id, Therapist.first, Therapist.last, Therapist.box_key).where(Therapist.box_key != "")
    found = []
    for row in db.execute(supervisor.order_by(Therapist.id)):
        mine = (
            select(Note.id)
            .join(CoSignRequest, CoSignRequest.note_id == Note.id)
            .join(Therapist, Therapist.id == Note.author_id)
            .where(CoSignRequest.state == CoSignState.WAITING, Therapist.supervisor_id == row.id)
            .order_by(Note.service_date, Note.id)
        )
        ids = tuple(db.scalars(mine))
        if ids:
            found.append(Outgoing(row.id, f"{row.first} {row.last}".strip(), row.box_key, ids))
    return tuple(found)


def pages(db: Session, note_ids: tuple[int, ...]) -> tuple[SentPage, ...]:
    """These notes as they leave the vault."""
    vault = db.execute(select(VaultState.vault)).scalar_one()
    links: dict[int, list[ChainLink]] = defaultdict(list)
    for link in db.scalars(select(ChainLink).where(ChainLink.note_id.in_(note_ids)).order_by(ChainLink.seq)):
        links[link.note_id].append(link)
    added: dict[int, list[SentAmendment]] = defaultdict(list)
    for row in db.scalars(select(Amendment).where(Amendment.note_id.in_(note_ids)).order_by(Amendment.id)):
        if row.kind in AMENDING:
            added[row.note_id].append(SentAmendment(row.kind.value, row.reason, row.content))
    records: dict[int, Any] = {
        row.id: row.sealed for row in db.execute(select(Note.id, Note.sealed).where(Note.id.in_(note_ids)))
    }
    return tuple(
        SentPage(
            f"{vault}:{note_id}", links[note_id][-1].hash, records[note_id],
            tuple(link_fields(link) for link in links[note_id]), tuple(added[note_id]),
        )
        for note_id in note_ids
    )  # fmt: skip


def answering(db: Session) -> tuple[Answering, ...]:
    """By sender and by who answered."""
    answered = (
        select(SentNote, Therapist.slot)
        .join(Therapist, Therapist.id == SentNote.answered_by_id)
        .where(SentNote.state != CoSignState.WAITING, SentNote.returned_at.is_(None))
        .order_by(SentNote.id)
    )
    groups: dict[tuple[int, str], list[tuple[int, Answer]]] = defaultdict(list)
    for row, slot in db.execute(answered):
        groups[row.sender_id, slot or ""].append((row.id, _answer(row.answer)))
    found = []
    for (sender_id, slot), answers in groups.items():
        sender = db.get_one(Therapist, sender_id)
        name = f"{sender.first} {sender.last}".strip()
        found.append(Answering(sender_id, name, sender.box_key, slot, tuple(answers)))
    return tuple(found)


def _answer(plain: Any) -> Answer:
    return Answer(
        plain["origin"], plain["through"], CoSignState(plain["decision"]), plain["remark"],
        datetime.fromisoformat(plain["at"]), plain["zone"],
    )  # fmt: skip


def is_known(db: Session, sign: str) -> bool:
    """Whether the card with this key was taken in."""
    return db.scalar(select(Therapist.id).where(Therapist.sign_key == sign)) is not None
