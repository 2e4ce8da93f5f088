# SPDX-License-Identifier: MIT
"""A drive from one place to another. It counts only when driven: departure logged, arrival confirmed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import WallMinute


class Trip(Record):
    __tablename__ = "trips"

    day: Mapped[date] = mapped_column(index=True)
    therapist_id: Mapped[int | None] = mapped_column(ForeignKey("therapists.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    departed: Mapped[int] = mapped_column(WallMinute)
    arrived: Mapped[int | None] = mapped_column(WallMinute)
    """None until the arrival is confirmed; such a trip is not claimed."""
    tenths: Mapped[int]
    """Miles in tenths."""
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("tenths >= 0", name="miles_not_negative"),
        CheckConstraint("from_id <> to_id", name="two_places"),
    )
