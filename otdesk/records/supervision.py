# SPDX-License-Identifier: MIT
"""The supervision log of an assistant: what each meeting was (domain.md 3.3). When it was, her working time says."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import code
from otdesk.rules.kinds import SupervisionKind, SupervisionMethod


class Supervision(Record):
    __tablename__ = "supervisions"

    time_entry_id: Mapped[int] = mapped_column(ForeignKey("time_entries.id", ondelete="CASCADE"), unique=True)
    """Day and times: the same entry stands on the timesheet."""
    assistant_id: Mapped[int] = mapped_column(ForeignKey("therapists.id"))
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("therapists.id"))
    method: Mapped[SupervisionMethod] = mapped_column(code(SupervisionMethod))
    kind: Mapped[SupervisionKind] = mapped_column(code(SupervisionKind))
    topics: Mapped[str]
    students: Mapped[str] = mapped_column(default="")
    """Those who were talked about, as typed."""
