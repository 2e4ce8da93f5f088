# SPDX-License-Identifier: MIT
"""Tables as a person likes to see them: filter, columns and sort under a name of her own."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText


class SavedView(Record):
    __tablename__ = "saved_views"

    place: Mapped[str]
    """The table it belongs to: "caseload"."""
    name: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """As the table itself writes and reads it: filters, columns with widths, sort."""

    __table_args__ = (UniqueConstraint("place", "name", name="uq_saved_views_place_name"),)
