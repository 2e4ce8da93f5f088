# SPDX-License-Identifier: MIT
"""A missed session and where it could be made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from otdesk.queries import ledger, policies
from otdesk.queries.horizon import Horizon, horizon
from otdesk.queries.ledger import Missed
from otdesk.queries.week_rows import SchoolRow
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules import make_up
from otdesk.rules.kinds import Reason
from otdesk.rules.make_up import Way
from otdesk.rules.minutes import Owed, Stretch
from otdesk.rules.slots import Obstacle

AHEAD = timedelta(days=28)
"""How far the finder looks: four weeks, or until it is to be made up if that is sooner."""


@dataclass(frozen=True, slots=True)
class Case:
    """A session one student missed. `missed`: what the ledger says of it, none where it is not counted as missed.
    `owed`: what follows from each reason by the district's rules."""

    attendance_id: int
    student_id: int
    called: str
    school_id: int
    line_id: int | None
    day: date
    start: int
    minutes: int
    reason: Reason | None
    missed: Missed | None
    owed: Mapping[Reason, Owed]

    @property
    def by(self) -> date | None:
        return self.missed.by if self.missed is not None else None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """`joins`: the session joined; `moves`: the session that goes to `to_day` at `to_start`. `title`: of the group, the
    moved session or the desk time."""

    way: Way
    day: date
    start: int
    end: int
    school: SchoolRow
    obstacles: tuple[Obstacle, ...]
    title: str = ""
    joins: int | None = None
    moves: int | None = None
    to_day: date | None = None
    to_start: int = 0


def case(db: Session, attendance_id: int, now: datetime) -> Case | None:
    """`now` is local."""
    row = db.get(Attendance, attendance_id)
    if row is None:
        return None
    session, student = db.get_one(TherapySession, row.session_id), db.get_one(Student, row.student_id)
    year = ledger.school_year(db, session.day)
    missed = None
    if year is not None:
        # The periods around the day are enough: a quarter at most.
        span = Stretch(max(year.first, session.day - timedelta(days=95)), max(session.day, now.date()))
        report = ledger.minutes_report(db, span, now, student.id)
        every = (found for line in report.rows for found in line.missed)
        missed = next((found for found in every if found.attendance_id == attendance_id), None)
    planned = session.planned_end - session.planned_start
    return Case(
        attendance_id,
        student.id,
        student.preferred or student.first,
        session.school_id,
        row.service_line_id,
        session.day,
        session.planned_start,
        max(0, missed.minutes - missed.made_up) if missed is not None else planned - (row.minutes or 0),
        row.reason,
        missed,
        {reason: rule.owed for reason, rule in policies.reasons(db, session.day).items()},
    )


def offers(db: Session, of: Case, now: datetime, most: int = 4) -> tuple[OfferRow, ...]:
    """Where it could be made up from now on, best first; nothing where the service line is no longer in force."""
    today = now.date()
    last = today + AHEAD
    if of.by is not None and today < of.by < last:
        last = of.by
    ahead = horizon(db, today, last)
    line = ahead.line(of.line_id)
    if line is None or not of.minutes:
        return ()
    minute = now.hour * 60 + now.minute
    # A student who is absent today is not back later today.
    first = today + timedelta(days=of.day == today)
    earliest = next(((n, minute if day == today else 0) for n, day in enumerate(ahead.days) if day >= first), None)
    if earliest is None:
        return ()
    wish = ahead.facts.wish([line], of.school_id, of.minutes)
    found = make_up.offers(make_up.Missed(wish, of.start, earliest), ahead.week, most)
    return tuple(_row(offer, ahead, of.school_id) for offer in found)


def _row(offer: make_up.Offer, ahead: Horizon, school: int) -> OfferRow:
    block = next((block for block in ahead.week.blocks if block.id == offer.block), None)
    return OfferRow(
        offer.way,
        ahead.days[offer.day],
        offer.start,
        offer.end,
        ahead.facts.schools[school],
        offer.obstacles,
        block.label if block is not None else "",
        offer.block if offer.way is Way.GROUP else None,
        offer.block if offer.way is Way.MOVE else None,
        ahead.days[offer.to[0]] if offer.to is not None else None,
        offer.to[1] if offer.to is not None else 0,
    )
