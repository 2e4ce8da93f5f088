# SPDX-License-Identifier: MIT
"""What waits for a supervisor: each note as signed, with whatever was added to it since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import note_pages
from otdesk.queries.note_rows import NotePage
from otdesk.records.chain import ChainLink
from otdesk.records.co_signing import CoSignRequest, SentNote
from otdesk.records.notes import Note
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import CoSignState
from otdesk.rules.packets import sent_from


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note to be co-signed: of this vault, or one that was sent. `seen` is the hash of its last link: what a
    co-signature is for."""

    note_id: int | None
    sent_id: int | None
    page: NotePage
    seen: str
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
    return (*_own(db, now), *_sent(db))


def _own(db: Session, now: datetime) -> tuple[Waiting, ...]:
    rows = db.execute(
        select(CoSignRequest.note_id, CoSignRequest.state, CoSignRequest.remark)
        .join(Note, Note.id == CoSignRequest.note_id)
        .where(CoSignRequest.state != CoSignState.DONE)
        .order_by(Note.service_date, Note.id)
    ).all()
    ids = [row.note_id for row in rows]
    pages = note_pages.pages_of(db, ids, now)
    last: dict[int, str] = {}
    links = select(ChainLink.note_id, ChainLink.hash).where(ChainLink.note_id.in_(ids)).order_by(ChainLink.seq)
    for link in db.execute(links):
        last[link.note_id] = link.hash
    return tuple(
        Waiting(row.note_id, None, pages[row.note_id], last[row.note_id], row.state, row.remark) for row in rows
    )


def _sent(db: Session) -> tuple[Waiting, ...]:
    """What came in packets."""
    rows = db.scalars(select(SentNote).where(SentNote.state == CoSignState.WAITING).order_by(SentNote.id))
    return tuple(
        Waiting(None, row.id, note_pages.sent_page(sent_from(row.page)), row.through, row.state, "") for row in rows
    )


def count(db: Session) -> int:
    """How many wait for the supervisor; those sent back wait for the assistant."""
    waiting = (
        select(func.count()).select_from(kind).where(kind.state == CoSignState.WAITING)
        for kind in (CoSignRequest, SentNote)
    )
    return sum(db.scalar(query) or 0 for query in waiting)


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
