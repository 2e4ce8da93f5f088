# SPDX-License-Identifier: MIT
"""The report of minutes: per service line what was promised, given, made up, excused and is missing, and why.

The figures come from line_books, as those of the caseload do. A few statements, however many lines and years.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from otdesk.queries import line_books, line_minutes
from otdesk.queries.caseload import CaseLine, SchoolMark, case_line
from otdesk.queries.line_books import LineBook, LineFacts, Lost, MadeUp, PeriodBook, Seen
from otdesk.records.calendars import SchoolYear, Term
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules import minutes
from otdesk.rules.kinds import Mode, PlanType, Reason
from otdesk.rules.minutes import CountMode, Entry, Ledger, MinutesPolicy, Owed, Standing, Stretch
from otdesk.rules.periods import SHORT

FEW = 5
"""Fewer minutes than this are the clock of real sessions, not service that was missed."""


class Follows(StrEnum):
    """What comes of minutes that were not given as planned."""

    MADE_UP = "made_up"
    COVERED = "covered"
    EXCUSED = "excused"
    OWED = "owed"
    REVIEW = "review"
    NOT_OWED = "not_owed"
    UNDOCUMENTED = "undocumented"
    NOT_PLANNED = "not_planned"
    POLICY_NOT_SET = "policy_not_set"
    FEW_MINUTES = "few_minutes"


@dataclass(frozen=True, slots=True)
class Missed:
    """A session, or a part of one, that was not given as planned. `reason` none: nobody said. `count`: how many, where
    several are told together. `made_up_on`: the day a make-up was given or is planned for; `by`: until when it is to be
    made up, `late` once that has passed; `age`: days since."""

    key: str
    day: date
    minutes: int
    reason: Reason | None
    follows: Follows
    session_id: int | None = None
    attendance_id: int | None = None
    start: int | None = None
    made_up: int = 0
    made_up_on: date | None = None
    decided: bool | None = None
    by: date | None = None
    late: bool = False
    age: int = 0
    count: int = 1

    @property
    def may_be_made_up(self) -> bool:
        """Whether a make-up is worth looking for: it is owed, or may be, and none is planned."""
        open_one = self.attendance_id is not None and self.made_up_on is None
        return open_one and self.follows in {Follows.OWED, Follows.REVIEW}

    @property
    def asks(self) -> bool:
        """Whether the therapist is to say if it is owed, or may say otherwise."""
        return self.attendance_id is not None and (self.follows is Follows.REVIEW or self.decided is not None)


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """One service line over the days asked for. `made_up_later`: of what was made up, minutes given after their period
    was over, so that a month reported before keeps its figure."""

    student_id: int
    first: str
    last: str
    called: str
    grade: int
    school: SchoolMark
    plan_type: PlanType
    line: CaseLine
    periods: tuple[PeriodBook, ...]
    total: Ledger
    standing: Standing
    missed: tuple[Missed, ...]
    made_up_later: int = 0

    @property
    def name(self) -> str:
        return f"{self.called} {self.last}".strip()

    @property
    def known(self) -> bool:
        """Whether there is a school year, and the terms the line is promised for."""
        return bool(self.periods)

    @property
    def apart(self) -> bool:
        """Obligations of their own, never merged with the ongoing service (domain.md 1.6, 2.3)."""
        return self.plan_type in {PlanType.COMPENSATORY, PlanType.MTSS}


@dataclass(frozen=True, slots=True)
class MinutesReport:
    """`policy`: how the district counts broken weeks; none until it was asked. `no_line`: minutes given in these days
    that stand on no service line in force."""

    span: Stretch
    rows: tuple[MinutesRow, ...]
    policy: CountMode | None
    in_year: bool
    no_line: int

    @property
    def undecided(self) -> bool:
        """Whether some figure waits for the policy."""
        return any(not row.total.decided for row in self.rows)

    def together(self, mode: Mode) -> Ledger:
        """The lines of one mode summed; consult minutes never stand for direct ones, nor what stands apart for
        either."""
        return _summed(self.rows, mode)

    def of_students(self, mode: Mode = Mode.DIRECT) -> Mapping[int, Ledger]:
        """The same for each student."""
        groups: dict[int, list[MinutesRow]] = defaultdict(list)
        for row in self.rows:
            groups[row.student_id].append(row)
        return {student: _summed(rows, mode) for student, rows in groups.items()}

    def of_schools(self, mode: Mode = Mode.DIRECT) -> Mapping[SchoolMark, Ledger]:
        groups: dict[SchoolMark, list[MinutesRow]] = defaultdict(list)
        for row in self.rows:
            groups[row.school].append(row)
        return {school: _summed(rows, mode) for school, rows in groups.items()}


def _summed(rows: Iterable[MinutesRow], mode: Mode) -> Ledger:
    return minutes.total(row.total for row in rows if row.line.mode is mode and not row.apart)


@dataclass(frozen=True, slots=True)
class SchoolYearSpan:
    """The school year a day lies in, or the one that ended last, with its terms."""

    first: date
    last: date
    terms: tuple[tuple[str, Stretch], ...]


def minutes_report(
    db: Session, span: Stretch, now: datetime, student_id: int | None = None, school_id: int | None = None
) -> MinutesReport:
    """Every line that was in force in these days, by student; `now` is local."""
    people = _lines(db, span, student_id, school_id)
    books = line_books.books(db, [facts for *_rest, facts in people], span, now)
    rows = [
        _row(student, school, plan, line, books[facts.line_id], now) for student, school, plan, line, facts in people
    ]
    in_year = db.scalar(
        select(SchoolYear.id).where(SchoolYear.first_day <= span.last, SchoolYear.last_day >= span.first).limit(1)
    )
    no_line = _without_line(db, span, student_id, school_id)
    return MinutesReport(span, tuple(rows), line_minutes.policy_of(db), in_year is not None, no_line)


def school_year(db: Session, day: date) -> SchoolYearSpan | None:
    """The school year of a day, else the last one before it, else the first."""
    begun = select(SchoolYear).where(SchoolYear.first_day <= day).order_by(SchoolYear.first_day.desc()).limit(1)
    record = db.scalar(begun) or db.scalar(select(SchoolYear).order_by(SchoolYear.first_day).limit(1))
    if record is None:
        return None
    terms = db.scalars(select(Term).where(Term.school_year_id == record.id).order_by(Term.first_day))
    return SchoolYearSpan(
        record.first_day, record.last_day, tuple((term.name, Stretch(term.first_day, term.last_day)) for term in terms)
    )


# Who -------------------------------------------------------------------------------------------------------------

_People = list[tuple[Student, School, Plan, ServiceLine, LineFacts]]


def _lines(db: Session, span: Stretch, student_id: int | None, school_id: int | None) -> _People:
    query = (
        select(Student, School, Plan, ServiceLine)
        .join(School, School.id == Student.school_id)
        .join(ServiceLine, ServiceLine.student_id == Student.id)
        .join(Plan, Plan.id == ServiceLine.plan_id)
        .order_by(Student.last, Student.first, Student.id, ServiceLine.mode.desc(), ServiceLine.id)
    )
    if student_id is not None:
        query = query.where(Student.id == student_id)
    if school_id is not None:
        query = query.where(Student.school_id == school_id)
    found: _People = []
    for student, school, plan, line in db.execute(query):
        facts = line_books.facts(
            line, student.school_id, plan.start, plan.closed_on, student.exited_on, plan.annual_review
        )
        begun = facts.first is None or facts.first <= span.last
        if begun and (facts.last is None or facts.last >= span.first):
            found.append((student, school, plan, line, facts))
    return found


def _without_line(db: Session, span: Stretch, student_id: int | None, school_id: int | None) -> int:
    """Minutes that no row counts: credited to no line, or to one that was not in force on that day."""
    day = TherapySession.day
    lapsed = or_(day < func.coalesce(ServiceLine.start, Plan.start), day > ServiceLine.end, day > Plan.closed_on)
    query = (
        select(func.sum(Attendance.minutes))
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .join(Student, Student.id == Attendance.student_id)
        .outerjoin(ServiceLine, ServiceLine.id == Attendance.service_line_id)
        .outerjoin(Plan, Plan.id == ServiceLine.plan_id)
        .where(
            day >= span.first,
            day <= span.last,
            line_books.NO_MAKEUP,
            or_(Attendance.service_line_id.is_(None), lapsed),
        )
    )
    if student_id is not None:
        query = query.where(Attendance.student_id == student_id)
    if school_id is not None:
        query = query.where(Student.school_id == school_id)
    return db.scalar(query) or 0


# What ------------------------------------------------------------------------------------------------------------


def _row(student: Student, school: School, plan: Plan, line: ServiceLine, book: LineBook, now: datetime) -> MinutesRow:
    return MinutesRow(
        student.id,
        student.first,
        student.last,
        student.preferred or student.first,
        student.grade,
        SchoolMark(school.id, school.code, school.name, school.color),
        plan.plan_type,
        case_line(line),
        book.periods,
        book.total,
        _standing(book.periods),
        tuple(sorted(_missed(book, now), key=_by_day)),
        sum(_later(book)),
    )


def _standing(periods: Iterable[PeriodBook]) -> Standing:
    """The gravest of the periods. A few minutes are nothing anybody has to see to."""
    worth = [period for period in periods if period.book.missing >= FEW]
    found = {minutes.standing(period.book, over=period.over) for period in worth}
    order = (Standing.SHORT, Standing.BEHIND, Standing.POLICY_NOT_SET)
    return next((standing for standing in order if standing in found), Standing.ON_TRACK)


def _later(book: LineBook) -> Iterable[int]:
    for made in book.makeups:
        period = _period_of(book.periods, made.missed_day)
        if period is not None and made.day > period.stretch.last:
            yield made.minutes or 0


def _period_of(periods: Iterable[PeriodBook], day: date) -> PeriodBook | None:
    return next((period for period in periods if period.stretch.first <= day <= period.stretch.last), None)


def _missed(book: LineBook, now: datetime) -> list[Missed]:
    if book.policy is None:
        return []
    reader = _Reader(book, book.policy, now)
    found: list[Missed] = []
    few: list[Seen] = []
    for row in book.seen:
        period = _period_of(book.periods, row.day)
        if period is None or row.is_ahead(now):
            continue
        entry = row.entry
        if entry is not None and entry.reason is Reason.PARTIAL and 0 < entry.short < FEW:
            few.append(row)
        elif entry is None or entry.short:
            found.append(reader.seen(row, entry, period))
    for gone in book.lost:
        period = _period_of(book.periods, gone.day)
        if period is not None and period.book.required and reader.stands:
            found.append(reader.lost(gone, period))
    gaps = [(period, gap) for period in book.periods if (gap := _unplanned(period, found)) >= FEW]
    return found + ([_gap(gaps)] if gaps else []) + ([_few(few)] if few else [])


def _unplanned(period: PeriodBook, found: Iterable[Missed]) -> Fraction:
    """What nothing explains and no session without a word stands for."""
    untold = (row.minutes for row in found if row.follows is Follows.UNDOCUMENTED and _is_in(row.day, period))
    return period.book.undocumented - sum(untold)


@dataclass(frozen=True, slots=True)
class _Reader:
    book: LineBook
    policy: MinutesPolicy
    now: datetime

    @property
    def stands(self) -> bool:
        """Whether the promise stands through closures, or nobody has said; else they are out of it already."""
        return self.book.line.period not in SHORT or self.policy.broken in {None, CountMode.FULL}

    def seen(self, row: Seen, entry: Entry | None, period: PeriodBook) -> Missed:
        made = [made for made in self.book.makeups if made.missed_id == row.attendance_id]
        given = sum(part.minutes or 0 for part in made)
        short = entry.short if entry is not None else row.planned
        follows = self._follows(entry, given, period)
        by = self._by(row.day, period) if follows in {Follows.OWED, Follows.REVIEW} else None
        return Missed(
            f"a{row.attendance_id}",
            row.day,
            short,
            entry.reason if entry is not None and entry.reason is not Reason.NO_REASON else None,
            follows,
            row.session_id,
            row.attendance_id,
            row.start,
            given,
            _made_on(made),
            row.decided,
            by,
            by is not None and by < self.now.date(),
            (self.now.date() - row.day).days,
        )

    def lost(self, gone: Lost, period: PeriodBook) -> Missed:
        entry = Entry(gone.day, gone.minutes, 0, Reason.SCHOOL_CLOSED)
        follows = Follows.OWED if self.book.line.period not in SHORT else self._follows(entry, 0, period)
        by = self._by(gone.day, period) if follows is Follows.OWED else None
        return Missed(
            f"lost:{gone.day}:{gone.start}",
            gone.day,
            gone.minutes,
            Reason.SCHOOL_CLOSED,
            Follows.COVERED if period.book.missing < FEW else follows,
            start=gone.start,
            by=by,
            late=by is not None and by < self.now.date(),
            age=(self.now.date() - gone.day).days,
        )

    def _by(self, day: date, period: PeriodBook) -> date | None:
        return minutes.make_up_by(day, self.policy, period.stretch, self.book.terms, self.book.line.plan_end)

    def _follows(self, entry: Entry | None, made_up: int, period: PeriodBook) -> Follows:
        if entry is not None and made_up and entry.short - made_up < FEW:
            return Follows.MADE_UP
        if entry is not None and minutes.is_excused(entry, self.policy):
            return Follows.EXCUSED
        if period.book.missing < FEW and not period.book.to_come:
            return Follows.COVERED
        if entry is None or entry.reason is Reason.NO_REASON:
            return Follows.UNDOCUMENTED
        owed = minutes.owed_for(entry, self.policy)
        if owed is Owed.REVIEW and entry.reason is Reason.SCHOOL_CLOSED:
            return Follows.POLICY_NOT_SET
        return {Owed.YES: Follows.OWED, Owed.REVIEW: Follows.REVIEW}.get(owed, Follows.NOT_OWED)


def _made_on(made: Iterable[MadeUp]) -> date | None:
    return next((part.day for part in made), None)


def _gap(gaps: Sequence[tuple[PeriodBook, Fraction]]) -> Missed:
    """All periods in which too little was planned, told together."""
    whole = sum((gap for _period, gap in gaps), Fraction(0))
    return Missed("gap", gaps[0][0].stretch.first, minutes.shown(whole), None, Follows.NOT_PLANNED, count=len(gaps))


def _few(rows: list[Seen]) -> Missed:
    short = sum(row.entry.short for row in rows if row.entry is not None)
    return Missed("few", rows[-1].day, short, Reason.PARTIAL, Follows.FEW_MINUTES, count=len(rows))


def _is_in(day: date, period: PeriodBook) -> bool:
    return period.stretch.first <= day <= period.stretch.last


def _by_day(missed: Missed) -> tuple[date, int]:
    return missed.day, missed.start or 0
