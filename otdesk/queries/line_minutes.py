# SPDX-License-Identifier: MIT
"""Minutes of service lines for the month at hand: promised, given, expected by now, and what is missing.

A line counts in the periods it is promised for: of weeks and cycles those that begin in the month, of anything longer
the period today lies in. So a minute is counted once, and the sums of the year add up.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TypeAlias

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from otdesk.queries import policies
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.districts import District
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules import minutes, periods
from otdesk.rules.calendar import Mark, SchoolCalendar, calendar_of, cycle_days, cycle_from
from otdesk.rules.kinds import Period, Presence, Reason, SessionStatus
from otdesk.rules.minutes import (
    CountMode,
    Entry,
    Line,
    MinutesPolicy,
    PlannedSlot,
    Required,
    Stretch,
)

_SHORT_PERIODS = frozenset({Period.DAY, Period.WEEK, Period.CYCLE})

_BY_PRESENCE = {
    Presence.PRESENT: Reason.DELIVERED,
    Presence.LATE: Reason.PARTIAL,
    Presence.LEFT_EARLY: Reason.PARTIAL,
    Presence.REFUSED: Reason.STUDENT_REFUSED,
    Presence.ABSENT: Reason.STUDENT_ABSENT,
}


_Seen: TypeAlias = Row[int | None, Presence | None, int | None, Reason | None, date, int, int, SessionStatus, date]
"""What _attendances() reads of one student's part in one session."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A service line as the ledger needs it; `first` and `last` are the days it is in force."""

    line_id: int
    school_id: int
    minutes: int
    times: int
    period: Period
    every: int
    first: date | None
    last: date | None


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


@dataclass(frozen=True, slots=True)
class _Year:
    calendars: Mapping[int, SchoolCalendar]
    cycles: Mapping[int, Mapping[date, int]]
    terms: tuple[Stretch, ...]
    policy: MinutesPolicy


def of_lines(db: Session, lines: Collection[LineFacts], now: datetime) -> dict[int, LineMinutes]:
    """The ledger of each line; `now` is local. Lines of any number cost the same few statements."""
    year = _year(db, {line.school_id for line in lines}, now.date())
    if year is None:
        return {line.line_id: LineMinutes(0, None, 0, 0) for line in lines}
    wanted = {line.line_id: _stretches(line, year, now.date()) for line in lines}
    held = [stretch for found in wanted.values() for stretch in found]
    if not held:
        return {line.line_id: LineMinutes(0, None, 0, 0) for line in lines}
    rows = _attendances(db, wanted.keys(), min(s.first for s in held), max(s.last for s in held))
    return {line.line_id: _sum(line, wanted[line.line_id], rows.get(line.line_id, []), year, now) for line in lines}


def policy_of(db: Session) -> CountMode | None:
    """How the district counts broken weeks; none until it was asked."""
    said = db.scalar(select(District.minutes_policy).order_by(District.id).limit(1))
    return CountMode(said) if said else None


def _year(db: Session, schools: set[int], today: date) -> _Year | None:
    record = db.scalar(select(SchoolYear).where(SchoolYear.first_day <= today, today <= SchoolYear.last_day).limit(1))
    if record is None:
        return None
    marks = [
        Mark(row.day, row.day_type, row.school_id)
        for row in db.execute(select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id))
    ]
    calendars = {school: calendar_of(school, record.first_day, record.last_day, marks) for school in schools}
    cycle = cycle_from(record.cycle_days, record.cycle_rule, record.cycle_anchor)
    cycles = {school: cycle_days(days, cycle) for school, days in calendars.items()} if record.cycle_days else {}
    terms = db.execute(select(Term.first_day, Term.last_day).where(Term.school_year_id == record.id)).all()
    stretches = tuple(Stretch(row.first_day, row.last_day) for row in terms)
    return _Year(calendars, cycles, stretches, policies.minutes(db, today))


def _stretches(line: LineFacts, year: _Year, today: date) -> list[Stretch]:
    calendar = year.calendars[line.school_id]
    force = Stretch(line.first or calendar.first, line.last or calendar.last)
    found = periods.periods(
        line.period, calendar, every=line.every, since=line.first, terms=year.terms,
        cycle=year.cycles.get(line.school_id), line=force,
    )  # fmt: skip
    if line.period in _SHORT_PERIODS:
        month = (today.year, today.month)
        chosen = [stretch for stretch in found if (stretch.first.year, stretch.first.month) == month]
        if chosen:
            return chosen
    return [stretch for stretch in found if stretch.first <= today <= stretch.last]


def _attendances(db: Session, lines: Collection[int], first: date, last: date) -> dict[int, list[_Seen]]:
    """By line: everything planned or logged between two days. A make-up counts on the day it makes up for."""
    missed, missed_session = aliased(Attendance), aliased(TherapySession)
    day = missed_session.day.label("missed_day")
    query = (
        select(
            Attendance.service_line_id, Attendance.presence, Attendance.minutes, Attendance.reason, TherapySession.day,
            TherapySession.planned_start, TherapySession.planned_end, TherapySession.status, day,
        )
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .outerjoin(missed, missed.id == Attendance.makeup_for_id)
        .outerjoin(missed_session, missed_session.id == missed.session_id)
        .where(
            Attendance.service_line_id.in_(lines),
            ((TherapySession.day >= first) & (TherapySession.day <= last))
            | ((missed_session.day >= first) & (missed_session.day <= last)),
        )
    )  # fmt: skip
    found: dict[int, list[_Seen]] = defaultdict(list)
    for row in db.execute(query):
        found[row.service_line_id].append(row)
    return found


def _sum(
    line: LineFacts, stretches: Sequence[Stretch], rows: Sequence[_Seen], year: _Year, now: datetime
) -> LineMinutes:
    if not stretches:
        return LineMinutes(0, None, 0, 0)
    calendar = year.calendars[line.school_id]
    promise = Line(line.minutes, line.times, line.first or calendar.first, line.last)
    slots = [_slot(row) for row in rows if row.missed_day is None and row.status is not SessionStatus.CANCELLED]
    needs = [minutes.required(promise, stretch, calendar, year.policy, slots) for stretch in stretches]
    entries = [entry for row in rows if (entry := _entry(row)) is not None]
    books = [
        minutes.ledger(need, [entry for entry in entries if stretch.first <= entry.day <= stretch.last], year.policy)
        for need, stretch in zip(needs, stretches, strict=True)
    ]
    whole = minutes.total(books)
    first, last = stretches[0].first, stretches[-1].last
    inside = [_slot(row) for row in rows if row.missed_day is None and first <= row.day <= last]
    need = Required(whole.required, whole.decided)
    expected = minutes.expected(need, inside, now.date(), now.hour * 60 + now.minute)
    before_today = minutes.expected(need, inside, now.date() - timedelta(days=1), 24 * 60)
    given = whole.given + whole.made_up
    behind = max(Fraction(0), before_today - given - whole.excused)
    return LineMinutes(
        minutes.shown(given + whole.over), minutes.shown(whole.required), minutes.shown(expected),
        minutes.shown(behind), whole.decided, first, last,
    )  # fmt: skip


def _slot(row: _Seen) -> PlannedSlot:
    return PlannedSlot(row.day, row.planned_end, row.planned_end - row.planned_start)


def _entry(row: _Seen) -> Entry | None:
    """None where nothing was said yet."""
    planned = row.planned_end - row.planned_start
    if row.missed_day is not None:
        return Entry(row.missed_day, 0, row.minutes or 0, Reason.MAKEUP)
    reason = row.reason or (_BY_PRESENCE[row.presence] if row.presence is not None else None)
    if reason is None:
        return None
    if reason is Reason.DELIVERED and (row.minutes or 0) < planned:
        reason = Reason.PARTIAL
    return Entry(row.day, planned, row.minutes or 0, reason)
