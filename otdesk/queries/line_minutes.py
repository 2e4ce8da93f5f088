# SPDX-License-Identifier: MIT
"""Minutes of service lines for the month at hand: promised, given, expected by now, and what is missing."""

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.line_books import LineBook, LineFacts, books
from otdesk.records.calendars import SchoolYear
from otdesk.records.districts import District
from otdesk.rules import minutes
from otdesk.rules.minutes import CountMode, Required, Stretch


@dataclass(frozen=True, slots=True)
class LineMinutes:
    """Whole minutes for display. `expected`: sessions whose time has passed; `behind`: of those of earlier days, what
    was neither given nor excused. `required` none: no school year, or the terms are not entered. `decided` False:
    closures broke a period and the district's policy is not set."""

    given: int
    required: int | None
    expected: int
    behind: int
    decided: bool = True
    first: date | None = None
    last: date | None = None


def of_lines(
    db: Session, lines: Collection[LineFacts], now: datetime, *, in_year: bool | None = None
) -> dict[int, LineMinutes]:
    """The month of each line; `now` is local, `in_year` where it is known already whether there is school this year.
    Lines of any number cost the same few statements."""
    today = now.date()
    if not (standing(db, today)[1] if in_year is None else in_year):
        return {line.line_id: LineMinutes(0, None, 0, 0) for line in lines}
    return {line: _month(book, now) for line, book in books(db, lines, month_of(today), now).items()}


def standing(db: Session, today: date) -> tuple[CountMode | None, bool]:
    """(how the district counts broken weeks, whether today lies in a school year)."""
    said = select(District.minutes_policy).order_by(District.id).limit(1).scalar_subquery()
    year = select(SchoolYear.id).where(SchoolYear.first_day <= today, today <= SchoolYear.last_day).limit(1)
    policy, in_year = db.execute(select(said, year.scalar_subquery())).one()
    return (CountMode(policy) if policy else None), in_year is not None


def month_of(day: date) -> Stretch:
    """The calendar month of a day."""
    return Stretch(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def policy_of(db: Session) -> CountMode | None:
    """How the district counts broken weeks; none until it was asked."""
    said = db.scalar(select(District.minutes_policy).order_by(District.id).limit(1))
    return CountMode(said) if said else None


def _month(book: LineBook, now: datetime) -> LineMinutes:
    if not book.periods:
        return LineMinutes(0, None, 0, 0)
    whole = book.total
    slots = [row.slot for row in book.seen]
    need = Required(whole.required, whole.decided)
    expected = minutes.expected(need, slots, now.date(), now.hour * 60 + now.minute)
    before_today = minutes.expected(need, slots, now.date() - timedelta(days=1), 24 * 60)
    given = whole.given + whole.made_up
    behind = max(Fraction(0), before_today - given - whole.excused)
    return LineMinutes(
        minutes.shown(given + whole.over), minutes.shown(whole.required), minutes.shown(expected),
        minutes.shown(behind), whole.decided, book.periods[0].stretch.first, book.periods[-1].stretch.last,
    )  # fmt: skip
