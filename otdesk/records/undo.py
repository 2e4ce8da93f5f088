# SPDX-License-Identifier: MIT
"""Steps that can be taken back: each with the rows it changed, before and after. The last 200 are kept."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import FixedRow


class UndoStep(FixedRow):
    __tablename__ = "undo_steps"
    __append_only__ = False

    name: Mapped[str]
    """The action's name."""
    label: Mapped[str]
    """What the person reads: "Moved Maya Ortiz to 10:30"."""
    at: Mapped[datetime]
    undone: Mapped[bool]


class UndoRow(FixedRow):
    __tablename__ = "undo_rows"
    __append_only__ = False

    step_id: Mapped[int] = mapped_column(ForeignKey("undo_steps.id", ondelete="CASCADE"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]
    """All columns as JSON; none = the row was not there."""
    after: Mapped[str | None]
