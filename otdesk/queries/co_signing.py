# SPDX-License-Identifier: MIT
"""What waits for a supervisor: each note as signed, with whatever was added to it since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import note_pages
from otdesk.queries.note_rows import NotePage
from otdesk.records.chain import ChainLink
from otdesk.records.co_signing import CoSignRequest
from otdesk.records.notes import Note
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import CoSignState


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note to be co-signed. `seen` is the hash of its last link: what a co-signature is for."""

    note_id: int
    page: NotePage
    seen: str
    author_id: int
    state: CoSignState
    remark: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How a supervisor sent a note back. `at` is aware."""

    remark: str
    by: str
    at: datetime | None


def waiting(db: Session, now: datetime) -> tuple[Waiting, ...]:
    """All that is not co-signed, oldest service first. What was sent back waits too: it may be co-signed after all."""
    rows = db.execute(
        select(CoSignRequest.note_id, CoSignRequest.state, CoSignRequest.remark)
        .join(Note, Note.id == CoSignRequest.note_id)
        .where(CoSignRequest.state != CoSignState.DONE)
        .order_by(Note.service_date, Note.id)
    ).all()
    ids = [row.note_id for row in rows]
    pages = note_pages.pages_of(db, ids, now)
    links: dict[int, list[ChainLink]] = {}
    for link in db.scalars(select(ChainLink).where(ChainLink.note_id.in_(ids)).order_by(ChainLink.seq)):
        links.setdefault(link.note_id, []).append(link)
    return tuple(
        Waiting(
            row.note_id, pages[row.note_id], links[row.note_id][-1].hash, links[row.note_id][0].signer_id, row.state,
            row.remark,
        )
        for row in rows
    )  # fmt: skip


def count(db: Session) -> int:
    """How many wait for the supervisor; those sent back wait for the assistant."""
    query = select(func.count()).select_from(CoSignRequest).where(CoSignRequest.state == CoSignState.WAITING)
    return db.scalar(query) or 0


def sent_back(db: Session, note_id: int) -> Answer | None:
    """What the supervisor wants put right in a note."""
    row = db.execute(
        select(CoSignRequest.remark, CoSignRequest.answered_at, Therapist.first, Therapist.last)
        .outerjoin(Therapist, Therapist.id == CoSignRequest.answered_by_id)
        .where(CoSignRequest.note_id == note_id, CoSignRequest.state == CoSignState.RETURNED)
    ).first()
    if row is None:
        return None
    return Answer(row.remark, f"{row.first or ''} {row.last or ''}".strip(), row.answered_at)
