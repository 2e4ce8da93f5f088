# SPDX-License-Identifier: MIT
"""Evaluations under way with their clocks, and everything known of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import public_holidays
from otdesk.queries import policies
from otdesk.queries.policies import PackFacts
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.districts import District
from otdesk.records.evaluations import Attempt, Evaluation
from otdesk.records.students import Student
from otdesk.rules.calendar import Mark, calendar_of
from otdesk.rules.deadlines import Clock, DayUnit, Known, last_school_day_before
from otdesk.rules.entries_due import EvaluationEntry
from otdesk.rules.evaluations import NoDate, Reckoned, Running, Step, next_step, running, steps_done


@dataclass(frozen=True, slots=True)
class AttemptRow:
    attempt_id: int
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """`due` is by hand where the person set it, else as the rule of the state gives it today; `stored` is what was
    computed when the dates were last entered: another figure today means that calendar or rules changed since."""

    evaluation_id: int
    student_id: int
    school_id: int
    entry: EvaluationEntry
    clock: Running
    due: date | None
    stored: date | None
    steps: tuple[float, float, float, float]
    next: Step | None
    rule: Clock | None
    state: str
    pack: PackFacts
    last_school_day: date | None
    attempts: tuple[AttemptRow, ...]


class Calendars:
    """The school years of each school, read once, for counting days."""

    def __init__(self, db: Session, state: str) -> None:
        self._years = db.execute(select(SchoolYear.first_day, SchoolYear.last_day).order_by(SchoolYear.first_day)).all()
        rows = db.execute(select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id))
        self._marks = [Mark(row.day, row.day_type, row.school_id) for row in rows]
        self._state = state
        self._known: dict[tuple[int | None, bool], Known] = {}

    def known(self, school_id: int | None, *, business: bool = False) -> Known:
        """`business`: with the public holidays, which take a while to compute."""
        key = (school_id, business)
        if key not in self._known:
            years = [calendar_of(school_id, year.first_day, year.last_day, self._marks) for year in self._years]
            holidays: frozenset[date] = frozenset()
            if business and years:
                last = years[-1].last + timedelta(days=120)
                holidays = public_holidays.between(years[0].first, last, self._state)
            self._known[key] = Known(years, holidays)
        return self._known[key]

    def last_school_day(self, school_id: int | None, due: date) -> date | None:
        """On or before a due date; None where the calendar ends so long before that it says nothing about it."""
        known = self.known(school_id)
        if not known.years or due > known.years[-1].last + timedelta(days=100):
            return None
        return last_school_day_before(due, known)


def district_state(db: Session) -> str:
    """Two letters; empty until the person says it."""
    return db.scalar(select(District.state).order_by(District.id).limit(1)) or ""


def open_evaluations(db: Session, today: date) -> tuple[EvaluationRow, ...]:
    """All that are not closed, of students on the caseload."""
    records = db.scalars(
        select(Evaluation).join(Student, Student.id == Evaluation.student_id)
        .where(Evaluation.closed_on.is_(None), Student.exited_on.is_(None)).order_by(Evaluation.id)
    ).all()  # fmt: skip
    return _rows(db, records, today)


def evaluation(db: Session, evaluation_id: int, today: date) -> EvaluationRow | None:
    record = db.get(Evaluation, evaluation_id)
    return _rows(db, [record], today)[0] if record is not None else None


@dataclass(frozen=True, slots=True)
class Preview:
    """How the clock of an entry stands before the entry is kept, and what is kept with it."""

    clock: Running
    reckoned: Reckoned
    rule: Clock | None
    pack: PackFacts
    state: str
    last_school_day: date | None


def preview(db: Session, student_id: int, entry: EvaluationEntry, today: date) -> Preview:
    state = district_state(db)
    calendars, clocks, pack = Calendars(db, state), policies.clocks(db, today), _pack(db, today)
    school_id = db.scalars(select(Student.school_id).where(Student.id == student_id)).one()
    clock = _clock(clocks, calendars, state, school_id, entry, today)
    due = entry.due_by_hand or clock.due
    last = calendars.last_school_day(school_id, due) if due is not None else None
    reckoned = Reckoned(clock.due, clock.trigger, state, pack.effective_from, entry.absences)
    return Preview(clock, reckoned, clocks.get(state), pack, state, last)


def _rows(db: Session, records: Sequence[Evaluation], today: date) -> tuple[EvaluationRow, ...]:
    if not records:
        return ()
    state = district_state(db)
    clocks, pack, calendars = policies.clocks(db, today), _pack(db, today), Calendars(db, state)
    wanted = {record.student_id for record in records}
    found_schools = db.execute(select(Student.id, Student.school_id).where(Student.id.in_(wanted)))
    schools = {row.id: row.school_id for row in found_schools}
    attempts = _attempts(db, [record.id for record in records])
    return tuple(
        _row(record, schools[record.student_id], clocks, calendars, state, pack, attempts, today) for record in records
    )


def _row(
    record: Evaluation, school_id: int, clocks: Mapping[str, Clock], calendars: Calendars, state: str,
    pack: PackFacts, attempts: Mapping[int, tuple[AttemptRow, ...]], today: date,
) -> EvaluationRow:  # fmt: skip
    entry = entry_of(record)
    clock = _clock(clocks, calendars, state, school_id, entry, today)
    due = entry.due_by_hand or clock.due
    steps = steps_done(entry.consent_on, entry.tested_on, entry.scored_on, entry.report_on, entry.meeting_on, today)
    return EvaluationRow(
        record.id, record.student_id, school_id, entry, clock, due, record.due_on, steps, next_step(steps),
        clocks.get(state) if clock.why not in {NoDate.NO_CLOCK, NoDate.NO_STATE} else None, state, pack,
        calendars.last_school_day(school_id, due) if due is not None else None,
        attempts.get(record.id, ()),
    )  # fmt: skip


def entry_of(record: Evaluation) -> EvaluationEntry:
    return EvaluationEntry(
        record.kind, record.referred_on, record.consent_sent_on, record.consent_on, record.tested_on, record.scored_on,
        record.report_on, record.shared_on, record.meeting_on, record.absences, record.due_by_hand, record.hand_reason,
        record.remark,
    )  # fmt: skip


def _clock(
    clocks: Mapping[str, Clock], calendars: Calendars, state: str, school_id: int, entry: EvaluationEntry, today: date
) -> Running:
    clock = clocks.get(state)
    units = {clock.count.unit, clock.cap[0].unit if clock.cap else None} if clock is not None else set()
    known = calendars.known(school_id, business=DayUnit.BUSINESS in units)
    return running(clocks, state, entry.kind, known, today, consent=entry.consent_on, referral=entry.referred_on,
                   absences=entry.absences)  # fmt: skip


def _pack(db: Session, today: date) -> PackFacts:
    return policies.facts(db, "deadlines", today)


def _attempts(db: Session, evaluations: list[int]) -> dict[int, tuple[AttemptRow, ...]]:
    found: dict[int, tuple[AttemptRow, ...]] = {}
    query = select(Attempt).where(Attempt.evaluation_id.in_(evaluations)).order_by(Attempt.day, Attempt.id)
    for record in db.scalars(query):
        if record.evaluation_id is not None:
            row = AttemptRow(record.id, record.day, record.words)
            found[record.evaluation_id] = (*found.get(record.evaluation_id, ()), row)
    return found
