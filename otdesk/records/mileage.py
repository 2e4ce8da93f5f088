# SPDX-License-Identifier: MIT
"""What the district pays for driving, and the months that were claimed (domain.md 8)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText, code
from otdesk.rules.mileage import HomePolicy, Rounding


class MileageTerms(Record):
    """One row at most. Without it the rate of the rule pack counts and legs from and to home are not paid."""

    __tablename__ = "mileage_terms"

    home_policy: Mapped[HomePolicy] = mapped_column(code(HomePolicy), default=HomePolicy.NONE)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    """The base school or office; its way from home is the commute."""
    own_rate: Mapped[int | None]
    """Tenths of a cent a mile that the district pays instead of the published rate."""
    rounding: Mapped[Rounding] = mapped_column(code(Rounding), default=Rounding.CLAIM)
    vehicle: Mapped[str] = mapped_column(default="")

    __table_args__ = (CheckConstraint("own_rate IS NULL OR own_rate >= 0", name="rate_not_negative"),)


class MileageClaim(Record):
    """A month that was claimed: what stood on the paper, so that it can be shown again unchanged."""

    __tablename__ = "mileage_claims"

    month: Mapped[date] = mapped_column(unique=True)
    """The first of the month."""
    claimed_on: Mapped[date]
    printed: Mapped[dict[str, object]] = mapped_column(JsonText)
