# SPDX-License-Identifier: MIT
"""The school year: terms, closures and day types, and the cycle of days."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import code
from otdesk.rules.kinds import CycleRule, DayType


class SchoolYear(Record):
    __tablename__ = "school_years"

    name: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    cycle_days: Mapped[int] = mapped_column(default=0)
    """0 = the plain week (Monday to Friday); else letters A, B, ... for so many days."""
    cycle_rule: Mapped[CycleRule] = mapped_column(code(CycleRule), default=CycleRule.RESUME)
    cycle_anchor: Mapped[date | None]
    """A school day known to be day A."""

    __table_args__ = (CheckConstraint("first_day < last_day", name="year_in_order"),)


class Term(Record):
    __tablename__ = "terms"

    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_years.id", ondelete="CASCADE"))
    name: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    reports_due: Mapped[date | None]
    """When the progress reports of this term are due; none = its last day."""

    __table_args__ = (CheckConstraint("first_day <= last_day", name="term_in_order"),)


class CalendarDay(Record):
    """A date that is not a regular day, at one school or at all of them."""

    __tablename__ = "calendar_days"

    day: Mapped[date]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id", ondelete="CASCADE"))
    day_type: Mapped[DayType] = mapped_column(code(DayType))
    name: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    """UID of the calendar entry it was read from; empty when typed by hand."""

    __table_args__ = (UniqueConstraint("day", "school_id", name="uq_calendar_days_day_school"),)
