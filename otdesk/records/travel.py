# SPDX-License-Identifier: MIT
"""Driving between two places, per direction."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record


class TravelTime(Record):
    __tablename__ = "travel_times"

    from_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"))
    to_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"))
    minutes: Mapped[int]
    tenths: Mapped[int]
    """Miles in tenths."""

    __table_args__ = (
        UniqueConstraint("from_id", "to_id", name="uq_travel_times_pair"),
        CheckConstraint("from_id <> to_id", name="two_places"),
        CheckConstraint("minutes >= 0 AND tenths >= 0", name="not_negative"),
    )
