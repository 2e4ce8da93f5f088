# SPDX-License-Identifier: MIT
"""Progress reports of a term: who is done, and all that one student's report is made of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk import words
from otdesk.queries import assist_scale, goal_progress, policies
from otdesk.queries.caseload import SEEN, CaseLine, SchoolMark, case_line
from otdesk.queries.goal_progress import OPEN, GoalPointRow, GoalRow
from otdesk.records.calendars import Term
from otdesk.records.districts import District
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.records.notes import Note
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.reports import ProgressReport
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Contact, Student
from otdesk.records.therapists import Therapist
from otdesk.rules.assist_scale import Levels
from otdesk.rules.kinds import GoalStatus, NoteStatus, PlanType, SessionStatus
from otdesk.rules.ratings import RatingSet
from otdesk.rules.report_entry import ReportEntry, from_plain

_REPORTED = (*OPEN, GoalStatus.MET)


class State(StrEnum):
    NOT_BEGUN = "not_begun"
    NO_DATA = "no_data"
    DRAFT = "draft"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TermRow:
    """`due`: when its reports are; `following`: when those of the next term are, if there is one."""

    term_id: int
    name: str
    first: date
    last: date
    due: date
    following: date | None = None


@dataclass(frozen=True, slots=True)
class QueueRow:
    student_id: int
    name: str
    last: str
    school: SchoolMark
    state: State


@dataclass(frozen=True, slots=True)
class Queue:
    """`term` none: no terms are entered."""

    term: TermRow | None
    terms: tuple[TermRow, ...]
    rows: tuple[QueueRow, ...]

    @property
    def done(self) -> int:
        return sum(row.state is State.DONE for row in self.rows)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    kind: PlanType
    start: date | None
    review: date | None


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    credentials: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One student's report. `goals` hold the points of the term only. `held` of `planned` sessions were given. `pdf`
    none while it is a draft: then it is drawn from all this; once done the paper is kept as it was."""

    student_id: int
    first: str
    last: str
    called: str
    pronoun: str
    grade: int
    teacher: str
    school: SchoolMark
    district: str
    plan: PlanFacts | None
    lines: tuple[CaseLine, ...]
    held: int
    planned: int
    term: TermRow
    goals: tuple[GoalRow, ...]
    entry: ReportEntry
    language: str
    home_language: str
    ratings: RatingSet
    trends: bool
    signer: Signer
    levels: Levels
    done_on: date | None
    pdf: str | None

    @property
    def name(self) -> str:
        return f"{self.called} {self.last}".strip()


def terms(db: Session) -> tuple[TermRow, ...]:
    """Oldest first."""
    records = db.scalars(select(Term).order_by(Term.first_day, Term.id)).all()
    rows = [
        TermRow(record.id, record.name, record.first_day, record.last_day, record.reports_due or record.last_day)
        for record in records
    ]
    return tuple(
        replace(row, following=after.due if after is not None else None)
        for row, after in zip(rows, [*rows[1:], None], strict=False)
    )


def queue(db: Session, today: date, term_id: int | None = None) -> Queue:
    """The students with goals, by name. Without a term the one whose reports are due next among those begun."""
    known = terms(db)
    begun = [term for term in known if term.first <= today]
    ahead = [term for term in begun if term.due >= today]
    chosen = next((term for term in known if term.term_id == term_id), None)
    term = chosen or (ahead[0] if ahead else begun[-1] if begun else known[0] if known else None)
    if term is None:
        return Queue(None, (), ())
    reports = db.execute(
        select(ProgressReport.student_id, ProgressReport.done_on).where(ProgressReport.term_id == term.term_id)
    ).all()
    kept = {row.student_id: State.DRAFT if row.done_on is None else State.DONE for row in reports}
    with_goals = select(Goal.student_id).where(Goal.status.in_(_REPORTED))
    query = (
        select(Student.id, Student.first, Student.last, Student.preferred, School.id.label("school"), School.code,
               School.name, School.color)
        .join(School, School.id == Student.school_id)
        .where(Student.id.in_(with_goals), Student.exited_on.is_(None) | (Student.exited_on >= term.first))
        .order_by(Student.last, Student.first, Student.id)
    )  # fmt: skip
    people = db.execute(query).all()
    measured = _measured(db, term)
    rows = [
        QueueRow(
            row.id, f"{row.preferred or row.first} {row.last}".strip(), row.last,
            SchoolMark(row.school, row.code, row.name, row.color),
            kept.get(row.id, State.NOT_BEGUN if row.id in measured else State.NO_DATA),
        )
        for row in people
    ]  # fmt: skip
    return Queue(term, known, tuple(rows))


def manner(db: Session) -> tuple[str, bool]:
    """(key of the rating set as chosen, whether words of a trend are wanted)."""
    row = db.execute(select(District.report_ratings, District.report_trends).order_by(District.id).limit(1)).first()
    return (row.report_ratings, row.report_trends) if row is not None else ("", False)


def _measured(db: Session, term: TermRow) -> set[int]:
    """Students with data in the term."""
    query = (
        select(Goal.student_id)
        .join(GoalPoint, GoalPoint.goal_id == Goal.id)
        .join(Note, Note.id == GoalPoint.note_id)
        .where(GoalPoint.day >= term.first, GoalPoint.day <= term.last, GoalPoint.value.is_not(None))
        .where(Note.status == NoteStatus.SIGNED)
        .distinct()
    )
    return set(db.scalars(query))


def report_page(db: Session, student_id: int, term_id: int, today: date) -> ReportPage | None:
    found = report_pages(db, [student_id], term_id, today)
    return found[0] if found else None


def report_pages(db: Session, students: Collection[int], term_id: int, today: date) -> tuple[ReportPage, ...]:
    """The reports of several students in a few statements, by last name."""
    term = next((row for row in terms(db) if row.term_id == term_id), None)
    if term is None:
        return ()
    goals = goal_progress.of_students(db, students, today, only_open=False)
    kept = {
        record.student_id: record
        for record in db.scalars(
            select(ProgressReport).where(
                ProgressReport.term_id == term_id, ProgressReport.student_id.in_(list(students))
            )
        )
    }
    people = db.execute(
        select(Student, School).join(School, School.id == Student.school_id)
        .where(Student.id.in_(list(students))).order_by(Student.last, Student.first, Student.id)
    ).all()  # fmt: skip
    facts = _Facts(
        term, _plans(db, students), _lines(db, students, term), _given(db, students, term), _homes(db, students),
        policies.ratings(db, today), *_district(db), _signer(db), assist_scale.levels(db),
    )  # fmt: skip
    return tuple(
        _page(student, school, facts, goals.get(student.id, ()), kept.get(student.id)) for student, school in people
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    term: TermRow
    plans: Mapping[int, PlanFacts]
    lines: Mapping[int, tuple[CaseLine, ...]]
    given: Mapping[int, tuple[int, int]]
    homes: Mapping[int, str]
    ratings: RatingSet
    district: str
    trends: bool
    signer: Signer
    levels: Levels


def _page(
    student: Student, school: School, facts: _Facts, goals: tuple[GoalRow, ...], kept: ProgressReport | None
) -> ReportPage:
    term = facts.term
    home = facts.homes.get(student.id, words.ENGLISH)
    printed = kept.printed if kept is not None else None
    held, planned = facts.given.get(student.id, (0, 0))
    return ReportPage(
        student.id, student.first, student.last, student.preferred or student.first, student.pronoun, student.grade,
        student.teacher, SchoolMark(school.id, school.code, school.name, school.color), facts.district,
        facts.plans.get(student.id), facts.lines.get(student.id, ()), held, planned, term,
        tuple(_in_term(goal, term) for goal in goals if _is_reported(goal, term)),
        from_plain(kept.content) if kept is not None else ReportEntry(), kept.language if kept is not None else home,
        home, facts.ratings, facts.trends, facts.signer, facts.levels,
        kept.done_on if kept is not None else None,
        str(printed["pdf"]) if printed is not None else None,
    )  # fmt: skip


def _is_reported(goal: GoalRow, term: TermRow) -> bool:
    met_before = goal.status is GoalStatus.MET and goal.met_on is not None and goal.met_on < term.first
    return goal.status in _REPORTED and not met_before


def _in_term(goal: GoalRow, term: TermRow) -> GoalRow:
    points: tuple[GoalPointRow, ...] = tuple(point for point in goal.points if term.first <= point.day <= term.last)
    return replace(goal, points=points)


def _plans(db: Session, students: Collection[int]) -> dict[int, PlanFacts]:
    """The plan in force; of several the newest."""
    query = (
        select(Plan.student_id, Plan.plan_type, Plan.start, Plan.annual_review)
        .where(Plan.student_id.in_(list(students)), Plan.closed_on.is_(None))
        .order_by(Plan.id)
    )
    return {row.student_id: PlanFacts(row.plan_type, row.start, row.annual_review) for row in db.execute(query)}


def _lines(db: Session, students: Collection[int], term: TermRow) -> dict[int, tuple[CaseLine, ...]]:
    """The lines in force on some day of the term."""
    found: dict[int, tuple[CaseLine, ...]] = {}
    query = select(ServiceLine).where(
        ServiceLine.student_id.in_(list(students)),
        ServiceLine.start.is_(None) | (ServiceLine.start <= term.last),
        ServiceLine.end.is_(None) | (ServiceLine.end >= term.first),
    )
    for record in db.scalars(query.order_by(ServiceLine.id)):
        found[record.student_id] = (*found.get(record.student_id, ()), case_line(record))
    return found


def _given(db: Session, students: Collection[int], term: TermRow) -> dict[int, tuple[int, int]]:
    """(sessions she was at, sessions planned that have passed or of which something is said)."""
    held = func.count().filter(Attendance.presence.in_(list(SEEN)))
    query = (
        select(Attendance.student_id, held, func.count(Attendance.presence))
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .where(
            Attendance.student_id.in_(list(students)), TherapySession.day >= term.first,
            TherapySession.day <= term.last, TherapySession.status != SessionStatus.CANCELLED,
        )
        .group_by(Attendance.student_id)
    )  # fmt: skip
    return {student: (here, said) for student, here, said in db.execute(query)}


def _homes(db: Session, students: Collection[int]) -> dict[int, str]:
    """The language papers go home in: the first but English of her contacts' that we can print, else English."""
    printed = set(words.languages()) - {words.ENGLISH}
    found: dict[int, str] = {}
    query = select(Contact.student_id, Contact.language).where(Contact.student_id.in_(list(students)))
    for row in db.execute(query.order_by(Contact.id)):
        if row.language in printed:
            found.setdefault(row.student_id, row.language)
    return found


def _district(db: Session) -> tuple[str, bool]:
    row = db.execute(select(District.name, District.report_trends).order_by(District.id).limit(1)).first()
    return (row.name, row.report_trends) if row is not None else ("", False)


def _signer(db: Session) -> Signer:
    row = db.execute(
        select(Therapist.first, Therapist.last, Therapist.credentials).order_by(Therapist.id).limit(1)
    ).first()
    return Signer(f"{row.first} {row.last}".strip(), row.credentials) if row is not None else Signer("", "")
