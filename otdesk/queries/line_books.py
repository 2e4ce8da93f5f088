# SPDX-License-Identifier: MIT
"""The ledger of service lines: what the bars of the caseload and the report of minutes both stand on.

A line counts in the periods it is promised for (rules/periods.py `counted`). Any number of lines costs the same few
statements, and only the sessions of the days asked for are read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from otdesk.queries import policies
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.completions import MakeupDecision
from otdesk.records.plans import ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.rules import minutes, periods
from otdesk.rules.calendar import Mark, SchoolCalendar, calendar_of, cycle_days, cycle_from, dates
from otdesk.rules.kinds import Period, Presence, Reason, SessionStatus, SlotKind
from otdesk.rules.minutes import Entry, Ledger, Line, MinutesPolicy, PlannedSlot, Stretch

_BY_PRESENCE = {
    Presence.PRESENT: Reason.DELIVERED,
    Presence.LATE: Reason.PARTIAL,
    Presence.LEFT_EARLY: Reason.PARTIAL,
    Presence.REFUSED: Reason.STUDENT_REFUSED,
    Presence.ABSENT: Reason.STUDENT_ABSENT,
}
NO_MAKEUP = func.coalesce(Attendance.makeup_for_id, 0) == 0
"""Said so that SQLite looks sessions up by their day: its index of make-ups holds nearly every row without one."""
_NOT_THERE = frozenset({Presence.ABSENT, Presence.REFUSED})


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
    plan_end: date | None = None
    """The next review of its plan: until then a miss may be made up where the district says "by plan end"."""


def facts(
    line: ServiceLine,
    school_id: int,
    plan_start: date | None,
    closed_on: date | None,
    exited_on: date | None,
    plan_end: date | None = None,
) -> LineFacts:
    """A line with the days it is in force. A plan past its review stays in force until it is closed (stay-put)."""
    last = min((day for day in (line.end, closed_on, exited_on) if day is not None), default=None)
    return LineFacts(
        line.id, school_id, line.minutes, line.times, line.period, line.every, line.start or plan_start, last, plan_end
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """One student's part in one session, planned or logged; `start` and `end` as planned, in wall minutes."""

    attendance_id: int
    session_id: int
    day: date
    start: int
    end: int
    presence: Presence | None
    minutes: int | None
    reason: Reason | None
    status: SessionStatus
    decided: bool | None

    @property
    def planned(self) -> int:
        return self.end - self.start

    @property
    def entry(self) -> Entry | None:
        """None while nothing is said, or a student was there and nobody said how long."""
        reason = self.reason or (_BY_PRESENCE[self.presence] if self.presence is not None else None)
        if reason is None or (self.minutes is None and self.presence is not None and self.presence not in _NOT_THERE):
            return None
        given = self.minutes or 0
        if reason is Reason.DELIVERED and given < self.planned:
            reason = Reason.PARTIAL
        return Entry(self.day, self.planned, given, reason, self.decided)

    @property
    def slot(self) -> PlannedSlot:
        return PlannedSlot(self.day, self.end, self.planned)

    @property
    def is_expected(self) -> bool:
        """Whether the calendar of the district meant it to be held: only a closed school takes it out."""
        return self.status is not SessionStatus.CANCELLED or self.reason is not Reason.SCHOOL_CLOSED

    def is_ahead(self, now: datetime) -> bool:
        later = (self.day, self.end) > (now.date(), now.hour * 60 + now.minute)
        return later and self.presence is None and self.status is not SessionStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Minutes that answer a miss of another day; `session_id` is where they were, or are to be, given."""

    session_id: int
    day: date
    missed_id: int
    missed_day: date
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A session of the typical week that a day without school took away."""

    day: date
    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PeriodBook:
    """One period of one line; `over`: it is past."""

    stretch: Stretch
    book: Ledger
    over: bool


@dataclass(frozen=True, slots=True)
class LineBook:
    """The periods of one line that a report counts, with all that happened in them. No periods: no school year, or the
    terms it is promised for are not entered."""

    line: LineFacts
    periods: tuple[PeriodBook, ...] = ()
    seen: tuple[Seen, ...] = ()
    makeups: tuple[MadeUp, ...] = ()
    lost: tuple[Lost, ...] = ()
    policy: MinutesPolicy | None = None
    terms: tuple[Stretch, ...] = ()

    @property
    def total(self) -> Ledger:
        return minutes.total(period.book for period in self.periods)


@dataclass(frozen=True, slots=True)
class _Year:
    first: date
    last: date
    calendars: Mapping[int, SchoolCalendar]
    cycles: Mapping[int, Mapping[date, int]]
    terms: tuple[Stretch, ...]
    loses: bool
    """Whether a closed day takes its sessions away: in a cycle that resumes they come on the next day."""


@dataclass(frozen=True, slots=True)
class _Slot:
    cycle_day: int
    start: int
    minutes: int
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        valid = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        return self.cycle_day == day.weekday() and valid


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all lines of one report share."""

    years: Sequence[_Year]
    policy: MinutesPolicy
    span: Stretch
    now: datetime


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The periods a report shows, and those it reads: where the district banks, all since the year began."""

    shown: Sequence[Stretch]
    read: Sequence[Stretch]


def books(db: Session, lines: Collection[LineFacts], span: Stretch, now: datetime) -> dict[int, LineBook]:
    """By line: its periods that a report over `span` counts. `now` is local; later sessions are still to come."""
    policy = policies.minutes(db, min(span.last, now.date()))
    frame = _Frame(_years(db, {line.school_id for line in lines}, span), policy, span, now)
    wanted = {line.line_id: _wanted(line, frame) for line in lines}
    held = [stretch for found in wanted.values() for stretch in found.read]
    if not held:
        return {line.line_id: LineBook(line) for line in lines}
    whole = Stretch(min(s.first for s in held), max(s.last for s in held))
    seen, makeups = _seen(db, wanted.keys(), whole), _makeups(db, wanted.keys(), whole)
    slots = _slots(db, wanted.keys()) if any(year.loses for year in frame.years) else {}
    return {
        line.line_id: _book(
            line, wanted[line.line_id], frame,
            _Happened(seen.get(line.line_id, []), makeups.get(line.line_id, []), slots.get(line.line_id, [])),
        )
        for line in lines
    }  # fmt: skip


# The school years ------------------------------------------------------------------------------------------------


def _years(db: Session, schools: set[int], span: Stretch) -> list[_Year]:
    """Those the span touches, oldest first."""
    records = db.scalars(
        select(SchoolYear)
        .where(SchoolYear.first_day <= span.last, SchoolYear.last_day >= span.first)
        .order_by(SchoolYear.first_day)
    ).all()
    return [_year(db, record, schools) for record in records]


def _year(db: Session, record: SchoolYear, schools: set[int]) -> _Year:
    marks = [
        Mark(row.day, row.day_type, row.school_id)
        for row in db.execute(
            select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id).where(
                CalendarDay.day >= record.first_day, CalendarDay.day <= record.last_day
            )
        )
    ]
    calendars = {school: calendar_of(school, record.first_day, record.last_day, marks) for school in schools}
    cycle = cycle_from(record.cycle_days, record.cycle_rule, record.cycle_anchor)
    cycles = {school: cycle_days(days, cycle) for school, days in calendars.items()} if record.cycle_days else {}
    terms = db.execute(select(Term.first_day, Term.last_day).where(Term.school_year_id == record.id)).all()
    stretches = tuple(Stretch(row.first_day, row.last_day) for row in terms)
    loses = record.cycle_days == 0
    return _Year(record.first_day, record.last_day, calendars, cycles, stretches, loses)


def _wanted(line: LineFacts, frame: _Frame) -> _Wanted:
    shown = _stretches(line, frame, frame.span.first)
    if not frame.policy.bank:
        return _Wanted(shown, shown)
    before = _stretches(line, frame, date.min)
    return _Wanted(shown, sorted({*before, *shown}, key=_first))


def _stretches(line: LineFacts, frame: _Frame, since: date) -> list[Stretch]:
    found: list[Stretch] = []
    for year in frame.years:
        calendar = year.calendars[line.school_id]
        force = Stretch(line.first or calendar.first, line.last or calendar.last)
        whole = periods.periods(
            line.period, calendar, every=line.every, since=line.first, terms=year.terms,
            cycle=year.cycles.get(line.school_id), line=force, week_start=frame.policy.week_start,
        )  # fmt: skip
        part = Stretch(max(since, year.first), min(frame.span.last, year.last))
        found += periods.counted(whole, line.period, part, frame.now.date(), calendar)
    return [stretch for stretch in found if _meet(stretch, line)]


def _meet(stretch: Stretch, line: LineFacts) -> bool:
    return (line.first is None or line.first <= stretch.last) and (line.last is None or stretch.first <= line.last)


# What happened ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Happened:
    """All of one line."""

    seen: Sequence[Seen]
    makeups: Sequence[MadeUp]
    slots: Sequence[_Slot]


def _seen(db: Session, lines: Collection[int], span: Stretch) -> dict[int, list[Seen]]:
    """By line: everything planned or logged in these days but make-ups, in order."""
    query = (
        select(
            Attendance.service_line_id, Attendance.id, TherapySession.id.label("session_id"), TherapySession.day,
            TherapySession.planned_start, TherapySession.planned_end, Attendance.presence, Attendance.minutes,
            Attendance.reason, TherapySession.status, MakeupDecision.owed,
        )
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .outerjoin(MakeupDecision, MakeupDecision.attendance_id == Attendance.id)
        .where(
            TherapySession.day >= span.first, TherapySession.day <= span.last,
            Attendance.service_line_id.in_(lines), NO_MAKEUP,
        )
        .order_by(TherapySession.day, TherapySession.planned_start)
    )  # fmt: skip
    found: dict[int, list[Seen]] = defaultdict(list)
    for row in db.execute(query):
        found[row.service_line_id].append(
            Seen(
                row.id, row.session_id, row.day, row.planned_start, row.planned_end, row.presence, row.minutes,
                row.reason, row.status, row.owed,
            )
        )  # fmt: skip
    return found


def _makeups(db: Session, lines: Collection[int], span: Stretch) -> dict[int, list[MadeUp]]:
    """By the line that missed: minutes given on any day for misses of these days, oldest first."""
    missed, missed_session = aliased(Attendance), aliased(TherapySession)
    query = (
        select(
            missed.service_line_id, TherapySession.id, TherapySession.day, missed.id.label("missed_id"),
            missed_session.day.label("missed_day"), Attendance.minutes,
        )
        .join(missed, missed.id == Attendance.makeup_for_id)
        .join(missed_session, missed_session.id == missed.session_id)
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .where(
            Attendance.makeup_for_id.is_not(None), TherapySession.status != SessionStatus.CANCELLED,
            missed_session.day >= span.first, missed_session.day <= span.last, missed.service_line_id.in_(lines),
        )
        .order_by(TherapySession.day)
    )  # fmt: skip
    found: dict[int, list[MadeUp]] = defaultdict(list)
    for row in db.execute(query):
        made = MadeUp(row.id, row.day, row.missed_id, row.missed_day, row.minutes)
        found[row.service_line_id].append(made)
    return found


def _slots(db: Session, lines: Collection[int]) -> dict[int, list[_Slot]]:
    """By line: its places in the typical week that come every week."""
    query = (
        select(
            SlotMember.service_line_id, PatternSlot.cycle_day, PatternSlot.start, PatternSlot.minutes,
            PatternSlot.valid_from, PatternSlot.valid_to,
        )
        .join(PatternSlot, PatternSlot.id == SlotMember.slot_id)
        .where(
            PatternSlot.kind == SlotKind.SESSION, PatternSlot.turns.is_(None), SlotMember.service_line_id.in_(lines)
        )
    )  # fmt: skip
    found: dict[int, list[_Slot]] = defaultdict(list)
    for row in db.execute(query):
        slot = _Slot(row.cycle_day, row.start, row.minutes, row.valid_from, row.valid_to)
        found[row.service_line_id].append(slot)
    return found


# The book of one line --------------------------------------------------------------------------------------------


def _book(line: LineFacts, wanted: _Wanted, frame: _Frame, happened: _Happened) -> LineBook:
    found: list[PeriodBook] = []
    lost: list[Lost] = []
    for stretch in wanted.read:
        year = next(year for year in frame.years if stretch.first <= year.last and year.first <= stretch.last)
        gone = _lost(line, stretch, year, happened) if year.loses else []
        found.append(_period(line, stretch, year, frame, happened, gone))
        lost += gone
    banked = minutes.banked([period.book for period in found], frame.policy)
    shown = [
        replace(period, book=book) for period, book in zip(found, banked, strict=True) if period.stretch in wanted.shown
    ]
    inside = _Inside(wanted.shown)
    return LineBook(
        line,
        tuple(shown),
        tuple(row for row in happened.seen if inside.holds(row.day)),
        tuple(row for row in happened.makeups if inside.holds(row.missed_day)),
        tuple(row for row in lost if inside.holds(row.day)),
        frame.policy,
        tuple(term for year in frame.years for term in year.terms),
    )


def _period(
    line: LineFacts, stretch: Stretch, year: _Year, frame: _Frame, happened: _Happened, lost: Iterable[Lost]
) -> PeriodBook:
    calendar, policy = year.calendars[line.school_id], frame.policy
    promise = Line(
        line.minutes, line.times, line.first or calendar.first, line.last, short=line.period in periods.SHORT
    )
    rows = [row for row in happened.seen if stretch.first <= row.day <= stretch.last]
    need = minutes.required(promise, stretch, calendar, policy, [row.slot for row in rows if row.is_expected])
    entries = [entry for row in rows if (entry := row.entry) is not None]
    entries += [
        Entry(row.missed_day, 0, row.minutes or 0, Reason.MAKEUP)
        for row in happened.makeups
        if stretch.first <= row.missed_day <= stretch.last
    ]
    entries += [Entry(gone.day, gone.minutes, 0, Reason.SCHOOL_CLOSED) for gone in lost]
    ahead = sum(row.planned for row in rows if row.is_ahead(frame.now))
    return PeriodBook(stretch, minutes.ledger(need, entries, policy, ahead), stretch.last < frame.now.date())


def _lost(line: LineFacts, stretch: Stretch, year: _Year, happened: _Happened) -> list[Lost]:
    """What the typical week would have held on days without school, where nothing was logged all the same."""
    calendar = year.calendars[line.school_id]
    held = {row.day for row in happened.seen}
    first = max(day for day in (stretch.first, year.first, line.first) if day is not None)
    last = min(day for day in (stretch.last, year.last, line.last) if day is not None)
    return [
        Lost(day, slot.start, slot.minutes)
        for day in dates(first, last)
        if day.weekday() in calendar.weekdays and not calendar.is_open(day) and day not in held
        for slot in happened.slots
        if slot.holds(day)
    ]


@dataclass(frozen=True, slots=True)
class _Inside:
    stretches: Sequence[Stretch]

    def holds(self, day: date) -> bool:
        return any(stretch.first <= day <= stretch.last for stretch in self.stretches)


def _first(stretch: Stretch) -> date:
    return stretch.first
