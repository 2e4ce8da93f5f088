# SPDX-License-Identifier: MIT
"""What stood in forms that were open when OTDesk locked or closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.left_forms import LeftForm


@dataclass(frozen=True, slots=True)
class LeftRow:
    form_id: int
    title: str
    at: datetime
    fields: tuple[tuple[str, str], ...]
    """(label, text)"""


def left(db: Session) -> tuple[LeftRow, ...]:
    """The oldest first."""
    rows = db.scalars(select(LeftForm).order_by(LeftForm.id))
    return tuple(LeftRow(row.id, row.title, row.at, tuple((pair[0], pair[1]) for pair in row.fields)) for row in rows)
