# SPDX-License-Identifier: MIT
"""Dates that come near: reviews, evaluations, consents, orders, licenses, progress reports, make-ups.

The one source of Today's card and of the place Due dates. `due` costs a few statements; `board` adds what is read from
the ledger of minutes, and what was done lately.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from otdesk.queries import ledger
from otdesk.queries.caseload import SchoolMark
from otdesk.queries.due_standing import Standing, standings
from otdesk.queries.evaluations import EvaluationRow, open_evaluations
from otdesk.queries.ledger import Follows, MinutesRow, Missed
from otdesk.records.calendars import Term
from otdesk.records.completions import Completion, DoneKind
from otdesk.records.consents import Consent
from otdesk.records.evaluations import Attempt
from otdesk.records.goals import Goal
from otdesk.records.plans import Plan
from otdesk.records.reports import ProgressReport
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.rules.entries_due import ConsentEntry
from otdesk.rules.kinds import GoalStatus, PlanType
from otdesk.rules.minutes import Stretch

ASK_AGAIN_DAYS = 10
"""A consent that was sent and is not back is followed up after so many days: a reminder, no rule of law."""
WORTH = 10
"""Fewer minutes missed in all are not put on the board; the report of minutes has them."""
NO_LIMIT = "no_limit"
PREPARED = 60
"""Days before a review from which its card says how the goals stand."""
_OPEN_GOALS = (GoalStatus.NOT_INTRODUCED, GoalStatus.ACTIVE, GoalStatus.CONTINUED)


class DueKind(StrEnum):
    ANNUAL_REVIEW = "annual_review"
    REEVALUATION = "reevaluation"
    EVALUATION = "evaluation"
    EVALUATION_CONSENT = "evaluation_consent"
    CONSENT_OUT = "consent_out"
    CONSENT = "consent"
    LICENSE = "license"
    PROGRESS = "progress"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class Due:
    """`days` until the date, below zero once it has passed; `name` is the student's, the license holder's or the
    term's. `record_id`: the plan, consent, evaluation, term or attendance. `count` and `of`: reports done of all, or
    for make-ups the sessions and their minutes. `since`: sent, or missed; `age` days ago.
    `detail` of a make-up without a limit: NO_LIMIT."""

    kind: DueKind
    day: date
    days: int
    name: str
    student_id: int | None = None
    plan: PlanType | None = None
    detail: str = ""
    record_id: int = 0
    school: SchoolMark | None = None
    evaluation: EvaluationRow | None = None
    since: date | None = None
    count: int = 0
    of: int = 0
    attempts: int = 0
    asks: bool = False
    age: int = 0
    missed: tuple[Missed, ...] = ()
    """Of a make-up: the sessions it is for, the oldest first."""
    standing: Standing | None = None
    """Of a review near enough to prepare for: how the goals stand, when the meeting is."""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.record_id}"

    @property
    def dated(self) -> bool:
        """A make-up without a limit waits, and is due on no day."""
        return self.detail != NO_LIMIT


@dataclass(frozen=True, slots=True)
class Done:
    completion_id: int
    kind: DoneKind
    name: str
    student_id: int | None
    school: SchoolMark | None
    due_on: date
    done_on: date
    waived: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Board:
    items: tuple[Due, ...]
    done: tuple[Done, ...]
    undated: tuple[EvaluationRow, ...]
    """Evaluations under way without a date: the rule of the state or a date is missing."""
    names: dict[int, str]


def due(db: Session, today: date, within: int = 60) -> tuple[Due, ...]:
    """Everything due up to `within` days from today, the overdue first; without reports and make-ups."""
    last = today + timedelta(days=within)
    found = [
        *_plans(db, today, last), *_evaluations(db, open_evaluations(db, today), today, last),
        *_consents(db, today, last), *_licenses(db, today, last),
    ]  # fmt: skip
    return tuple(sorted(found, key=_soonest))


def pressing(db: Session, today: date) -> int:
    """How many are overdue or due today."""
    return sum(1 for item in due(db, today, 0))


def board(db: Session, now: datetime, within: int = 100) -> Board:
    """All there is to see; `now` is local. `done` holds what was done in this month."""
    today = now.date()
    last = today + timedelta(days=within)
    evaluations = open_evaluations(db, today)
    found = [
        *_prepared(db, _plans(db, today, last), today), *_evaluations(db, evaluations, today, last),
        *_consents(db, today, last), *_licenses(db, today, last), *_reports(db, today, last), *_make_ups(db, now),
    ]  # fmt: skip
    undated = tuple(row for row in evaluations if row.due is None and not _consent_is_out(row))
    people = _people(db, {row.student_id for row in undated})
    names = {student_id: name for student_id, (name, _school) in people.items()}
    return Board(tuple(sorted(found, key=_soonest)), _done(db, today), undated, names)


def consent(db: Session, consent_id: int) -> tuple[int, ConsentEntry] | None:
    """(student, entry) of a consent, as its form takes it."""
    record = db.get(Consent, consent_id)
    if record is None:
        return None
    entry = ConsentEntry(record.kind, record.sent_on, record.given_on, record.expires_on, record.remark)
    return record.student_id, entry


def _people(db: Session, wanted: Iterable[int]) -> dict[int, tuple[str, SchoolMark]]:
    query = (
        select(Student.id, Student.first, Student.last, Student.preferred, *_SCHOOL)
        .join(School, School.id == Student.school_id)
        .where(Student.id.in_(list(wanted)))
    )
    return {row.id: (_name(row), _mark(row)) for row in db.execute(query)}


_SCHOOL = (School.id.label("school"), School.code, School.name.label("school_name"), School.color)


def _mark(row: Row[*tuple[object, ...]]) -> SchoolMark:
    return SchoolMark(row.school, row.code, row.school_name, row.color)


def _name(row: Row[*tuple[object, ...]]) -> str:
    return f"{row.preferred or row.first} {row.last}".strip()


def _plans(db: Session, today: date, last: date) -> list[Due]:
    """A plan stays in force after its review date until it is replaced, so an overdue one stays in the list."""
    query = (
        select(
            Plan.id.label("plan"), Plan.plan_type, Plan.annual_review, Plan.reevaluation_due, Student.id, Student.first,
            Student.last, Student.preferred, *_SCHOOL,
        )
        .join(Student, Student.id == Plan.student_id)
        .join(School, School.id == Student.school_id)
        .where(Plan.closed_on.is_(None), Student.exited_on.is_(None))
    )  # fmt: skip
    found = []
    for row in db.execute(query):
        for kind, day in ((DueKind.ANNUAL_REVIEW, row.annual_review), (DueKind.REEVALUATION, row.reevaluation_due)):
            if day is not None and day <= last:
                found.append(
                    Due(kind, day, (day - today).days, _name(row), row.id, row.plan_type, record_id=row.plan,
                        school=_mark(row))
                )  # fmt: skip
    return found


def _prepared(db: Session, found: list[Due], today: date) -> list[Due]:
    """The reviews with how the goals stand, where they are near."""
    near = {item.student_id: item.day for item in found if item.student_id is not None and item.days <= PREPARED}
    known = standings(db, near, today)
    return [
        replace(item, standing=known.get(item.student_id or 0)) if item.days <= PREPARED else item for item in found
    ]


def _evaluations(db: Session, rows: Iterable[EvaluationRow], today: date, last: date) -> list[Due]:
    """Each with its date; one whose consent was sent and is not back has the day to ask again as well."""
    wanted = [
        (kind, day, row)
        for row in rows
        for kind, day in ((DueKind.EVALUATION, row.due), (DueKind.EVALUATION_CONSENT, _ask_again(row)))
        if day is not None and day <= last
    ]
    people = _people(db, {row.student_id for _kind, _day, row in wanted})
    return [
        Due(kind, day, (day - today).days, people[row.student_id][0], row.student_id,
            record_id=row.evaluation_id, school=people[row.student_id][1], evaluation=row,
            since=row.entry.consent_sent_on, attempts=len(row.attempts))
        for kind, day, row in wanted
    ]  # fmt: skip


def _consent_is_out(row: EvaluationRow) -> bool:
    return row.entry.consent_sent_on is not None and row.entry.consent_on is None


def _ask_again(row: EvaluationRow) -> date | None:
    sent = row.entry.consent_sent_on
    return sent + timedelta(days=ASK_AGAIN_DAYS) if sent is not None and _consent_is_out(row) else None


def _consents(db: Session, today: date, last: date) -> list[Due]:
    """Those that run out, and those that were sent and are not back."""
    tries = select(func.count()).where(Attempt.consent_id == Consent.id).scalar_subquery().label("tries")
    query = (
        select(
            Consent.id.label("consent"), Consent.kind, Consent.sent_on, Consent.given_on, Consent.expires_on, tries,
            Student.id, Student.first, Student.last, Student.preferred, *_SCHOOL,
        )
        .join(Student, Student.id == Consent.student_id)
        .join(School, School.id == Student.school_id)
        .where(Student.exited_on.is_(None))
    )  # fmt: skip
    found = []
    for row in db.execute(query):
        kind, day = DueKind.CONSENT, row.expires_on
        if row.given_on is None and row.sent_on is not None:
            kind, day = DueKind.CONSENT_OUT, row.sent_on + timedelta(days=ASK_AGAIN_DAYS)
        if day is not None and day <= last:
            found.append(
                Due(kind, day, (day - today).days, _name(row), row.id, detail=row.kind, record_id=row.consent,
                    school=_mark(row), since=row.sent_on, attempts=row.tries)
            )  # fmt: skip
    return found


def _licenses(db: Session, today: date, last: date) -> list[Due]:
    query = select(Therapist.id, Therapist.first, Therapist.last, Therapist.license_to).where(
        Therapist.license_to <= last
    )
    return [
        Due(DueKind.LICENSE, row.license_to, (row.license_to - today).days, f"{row.first} {row.last}".strip(),
            record_id=row.id)
        for row in db.execute(query)
    ]  # fmt: skip


def _reports(db: Session, today: date, last: date) -> list[Due]:
    """One entry a term: how many reports are done of all students with open goals."""
    on = func.coalesce(Term.reports_due, Term.last_day)
    begun = select(Term.id, Term.name, on.label("on")).where(Term.first_day <= today, on <= last, on >= today - _LATE)
    terms = db.execute(begun.order_by(on)).all()
    if not terms:
        return []
    wanted = select(Goal.student_id).where(Goal.status.in_(_OPEN_GOALS)).distinct()
    students = select(func.count()).select_from(Student).where(Student.exited_on.is_(None), Student.id.in_(wanted))
    of = db.scalar(students) or 0
    finished = dict(
        db.execute(
            select(ProgressReport.term_id, func.count()).where(ProgressReport.done_on.is_not(None))
            .group_by(ProgressReport.term_id)
        ).all()
    )  # fmt: skip
    return [
        Due(DueKind.PROGRESS, row.on, (row.on - today).days, row.name, record_id=row.id, count=finished.get(row.id, 0),
            of=of)
        for row in terms
        if finished.get(row.id, 0) < of
    ]  # fmt: skip


_LATE = timedelta(days=60)


def _make_ups(db: Session, now: datetime) -> list[Due]:
    """By student: what is owed since the school year began, and what the therapist is to decide."""
    today = now.date()
    year = ledger.school_year(db, today)
    if year is None or year.first > today:
        return []
    report = ledger.minutes_report(db, Stretch(year.first, today), now)
    by_student: dict[int, tuple[MinutesRow, list[Missed]]] = {}
    for row in report.rows:
        open_ones = [
            missed for missed in row.missed
            if missed.follows in {Follows.OWED, Follows.REVIEW} and missed.made_up_on is None
            and missed.attendance_id is not None
        ]  # fmt: skip
        if open_ones:
            by_student.setdefault(row.student_id, (row, []))[1].extend(open_ones)
    return [_make_up(row, missed, today) for row, missed in by_student.values() if sum(map(_open, missed)) >= WORTH]


def _make_up(row: MinutesRow, missed: list[Missed], today: date) -> Due:
    """Without a limit nothing is late: it waits in this week, with its age."""
    first = min(missed, key=_limit)
    sunday = today + timedelta(days=6 - today.weekday())
    day = first.by or sunday
    return Due(
        DueKind.MAKE_UP, day, (day - today).days, row.name, row.student_id, record_id=first.attendance_id or 0,
        school=row.school, since=min(one.day for one in missed), count=len(missed), of=sum(map(_open, missed)),
        asks=any(one.follows is Follows.REVIEW for one in missed), detail="" if first.by else NO_LIMIT,
        age=max(one.age for one in missed), missed=tuple(sorted(missed, key=_oldest)),
    )  # fmt: skip


def _open(missed: Missed) -> int:
    return missed.minutes - missed.made_up


def _limit(missed: Missed) -> tuple[date, date]:
    return missed.by or date.max, missed.day


def _done(db: Session, today: date) -> tuple[Done, ...]:
    records = db.scalars(
        select(Completion).where(Completion.done_on >= today.replace(day=1), Completion.done_on <= today)
        .order_by(Completion.done_on.desc(), Completion.id.desc())
    ).all()  # fmt: skip
    people = _people(db, {record.student_id for record in records if record.student_id is not None})
    found = []
    for record in records:
        name, school = people.get(record.student_id or 0, ("", None))
        found.append(
            Done(record.id, record.kind, name, record.student_id, school, record.due_on, record.done_on, record.waived,
                 record.remark)
        )  # fmt: skip
    return tuple(found)


def _oldest(missed: Missed) -> date:
    return missed.day


def _soonest(item: Due) -> tuple[date, bool, int, str, str]:
    """By date; what has none after all others of this week, the oldest first."""
    return item.day, not item.dated, -item.age, item.name, item.kind
