# SPDX-License-Identifier: MIT
"""Notes of an assistant that a supervising therapist is to read and co-sign (domain.md 3.3)."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import Instant, code
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
