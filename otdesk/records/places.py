# SPDX-License-Identifier: MIT
"""A place one can drive to: a school, the therapist's home, an office."""

from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import code
from otdesk.rules.kinds import PlaceKind


class Place(Record):
    __tablename__ = "places"

    kind: Mapped[PlaceKind] = mapped_column(code(PlaceKind))
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    park_minutes: Mapped[int] = mapped_column(default=0)
    """From the car to the door, each way."""
    setup_minutes: Mapped[int] = mapped_column(default=0)
    """Signing in and setting up on arrival."""
