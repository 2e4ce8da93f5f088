# SPDX-License-Identifier: MIT
"""The views a person saved for one table, and how she left it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.views import SavedView


@dataclass(frozen=True, slots=True)
class ViewRow:
    """`body` is written and read by the table alone."""

    view_id: int
    name: str
    body: dict[str, Any]


def saved_views(db: Session, place: str) -> tuple[ViewRow, ...]:
    """Those with a name, by name."""
    rows = db.scalars(select(SavedView).where(SavedView.place == place, SavedView.name != ""))
    return tuple(sorted((ViewRow(row.id, row.name, row.body) for row in rows), key=_by_name))


def left_as(db: Session, place: str) -> dict[str, Any] | None:
    """How the table was left; none before anything was changed."""
    return db.scalar(select(SavedView.body).where(SavedView.place == place, SavedView.name == ""))


def _by_name(row: ViewRow) -> str:
    return row.name.casefold()
