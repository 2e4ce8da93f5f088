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
    by_hand: Mapped[bool] = mapped_column(default=False)
    """Added by the person afterwards, not by leaving and arriving."""
    purpose: Mapped[str] = mapped_column(default="")
    """As it stands on a claim; never a student's name."""
    odometer_start: Mapped[int | None]
    """Whole miles, as read."""
    odometer_end: Mapped[int | None]
    tolls: Mapped[int] = mapped_column(default=0)
    """Tolls and parking in cents."""
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("tenths >= 0", name="miles_not_negative"),
        CheckConstraint("from_id <> to_id", name="two_places"),
        CheckConstraint(
            "odometer_start IS NULL OR odometer_end IS NULL OR odometer_start <= odometer_end", name="odometer_in_order"
        ),
        CheckConstraint("tolls >= 0", name="tolls_not_negative"),
    )


class LegNotDriven(Record):
    """A drive of the schedule that the person said did not take place: it is not proposed again."""

    __tablename__ = "legs_not_driven"

    day: Mapped[date] = mapped_column(index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
