# SPDX-License-Identifier: MIT
"""The school year at a glance: its days with their sessions, and whether it holds what each student is promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import ledger, school_days
from otdesk.queries.ledger import FEW, MinutesRow, SchoolYearSpan
from otdesk.queries.school_days import DayFacts
from otdesk.records.sessions import TherapySession
from otdesk.rules import minutes
from otdesk.rules.kinds import DayType, SessionStatus
from otdesk.rules.minutes import Stretch


@dataclass(frozen=True, slots=True)
class YearDay:
    """`open` and `schools`: how many of the schools students attend. `name`: what the calendar calls it."""

    day: date
    open: int
    schools: int
    short: bool
    name: str
    sessions: int
    letter: int | None

    @property
    def shut(self) -> bool:
        return self.open == 0


@dataclass(frozen=True, slots=True)
class Year:
    first: date
    last: date
    days: Mapping[date, YearDay]

    def months(self) -> tuple[date, ...]:
        """The first of each month."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = (month + timedelta(days=32)).replace(day=1)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Hold:
    """One service line over the whole year, in minutes. `short`: what neither was given nor is planned; `unplaced`:
    nothing of it is planned any more."""

    row: MinutesRow
    required: int
    given: int
    to_come: int
    short: int
    decided: bool

    @property
    def key(self) -> int:
        return self.row.line.line_id

    @property
    def unplaced(self) -> bool:
        return self.to_come == 0 and self.short >= FEW

    @property
    def holds(self) -> bool:
        return self.short < FEW


def year(db: Session, today: date) -> Year | None:
    """The school year that holds today, else the last one; none before one is entered."""
    span = ledger.school_year(db, today)
    if span is None:
        return None
    facts = school_days.between(db, span.first, span.last)
    query = (
        select(TherapySession.day, func.count())
        .where(TherapySession.day.between(span.first, span.last), TherapySession.status != SessionStatus.CANCELLED)
        .group_by(TherapySession.day)
    )
    sessions = {row[0]: row[1] for row in db.execute(query)}
    return Year(span.first, span.last, {day: _day(of, sessions.get(day, 0)) for day, of in facts.items()})


def _day(of: DayFacts, sessions: int) -> YearDay:
    here = [school for school in of.types if of.is_open(school)]
    short = any(of.types[school] is not DayType.REGULAR for school in here)
    name = next((name for name in of.names.values() if name), "")
    return YearDay(of.day, len(here), len(of.types), short, name, sessions, of.cycle_day if of.lettered else None)


def holds(db: Session, now: datetime) -> tuple[Hold, ...]:
    """Every service line over the school year, those the year does not hold first; `now` is local."""
    span: SchoolYearSpan | None = ledger.school_year(db, now.date())
    if span is None:
        return ()
    report = ledger.minutes_report(db, Stretch(span.first, span.last), now)
    found = [_hold(row) for row in report.rows if row.known]
    return tuple(sorted(found, key=_shortest_first))


def _hold(row: MinutesRow) -> Hold:
    total = row.total
    return Hold(
        row,
        minutes.shown(total.required),
        minutes.shown(total.given + total.made_up + total.excused),
        minutes.shown(total.to_come),
        minutes.shown(total.missing),
        total.decided,
    )


def _shortest_first(hold: Hold) -> tuple[int, str, int]:
    return -hold.short, hold.row.last.casefold(), hold.key
