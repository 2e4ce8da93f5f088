# SPDX-License-Identifier: MIT
"""Notes of an assistant that a supervising therapist is to read and co-sign (domain.md 3.3)."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import Instant, JsonText, code
from otdesk.rules.kinds import CoSignState


class CoSignRequest(Record):
    """Where one signed note stands on its way to the supervisor. The co-signature itself is a link of the chain."""

    __tablename__ = "co_sign_requests"

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), unique=True)
    state: Mapped[CoSignState] = mapped_column(code(CoSignState), default=CoSignState.WAITING, index=True)
    remark: Mapped[str] = mapped_column(default="")
    """Why it was sent back; kept until it is sent back again or co-signed."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("therapists.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    proof: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """Of an answer that came in a packet: what the supervisor signed, with her signature."""


class SentNote(Record):
    """A note of another vault whose author is supervised from this one. Nothing of it is in this caseload."""

    __tablename__ = "sent_notes"
    __table_args__ = (UniqueConstraint("origin", "through"),)

    sender_id: Mapped[int] = mapped_column(ForeignKey("therapists.id"))
    origin: Mapped[str]
    """The other vault, and the number of the note there."""
    through: Mapped[str]
    """Hash of the last link that was read: what a co-signature is for."""
    page: Mapped[dict[str, object]] = mapped_column(JsonText)
    """As rules/packets.py SentPage holds it."""
    state: Mapped[CoSignState] = mapped_column(code(CoSignState), default=CoSignState.WAITING)
    answer: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """What the supervisor said, as rules/packets.py Answer holds it."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("therapists.id"))
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the answer was last put into a packet."""
