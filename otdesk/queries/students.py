# SPDX-License-Identifier: MIT
"""One student's page: who she is, what she is promised, her goals, what happened, her day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import belongings, caseload, goal_progress, retention
from otdesk.queries.belongings import FileRow, LoanRow
from otdesk.queries.caseload import SchoolMark
from otdesk.queries.goal_progress import GoalRow
from otdesk.queries.line_minutes import LineMinutes
from otdesk.queries.retention import Hold
from otdesk.records.goals import Objective
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Commitment, Contact, SafetyAlert, Student, StudentHours
from otdesk.rules.entries_plans import LineEntry, ObjectiveEntry, PlanEntry
from otdesk.rules.entries_students import AlertEntry, CommitmentEntry, ContactEntry, HoursEntry, StudentEntry
from otdesk.rules.kinds import SessionStatus

K = TypeVar("K", Contact, SafetyAlert, StudentHours)


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan_id: int
    entry: PlanEntry
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class NextSession:
    day: date
    start: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A service line of an open plan, or one that has ended under it (`last` is past)."""

    line_id: int
    plan_id: int
    entry: LineEntry
    last: date | None
    in_force: bool
    ledger: LineMinutes | None = None
    next: NextSession | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    contact_id: int
    entry: ContactEntry


@dataclass(frozen=True, slots=True)
class AlertRow:
    alert_id: int
    entry: AlertEntry


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    commitment_id: int
    entry: CommitmentEntry


@dataclass(frozen=True, slots=True)
class StudentPage:
    """`plans` newest first; `goals` also closed ones; `lines` those of open plans."""

    student_id: int
    entry: StudentEntry
    school: SchoolMark
    what_works: str
    exited_on: date | None
    plans: tuple[PlanRow, ...]
    lines: tuple[LineRow, ...]
    goals: tuple[GoalRow, ...]
    closed_goals: tuple[GoalRow, ...]
    contacts: tuple[ContactRow, ...]
    alerts: tuple[AlertRow, ...]
    commitments: tuple[CommitmentRow, ...]
    hours: tuple[HoursEntry, ...]
    loans: tuple[LoanRow, ...]
    files: tuple[FileRow, ...]
    hold: Hold | None
    """The open legal hold: nothing of her record is destroyed."""

    @property
    def called(self) -> str:
        return self.entry.preferred or self.entry.first or self.entry.last

    @property
    def name(self) -> str:
        return f"{self.entry.preferred or self.entry.first} {self.entry.last}".strip()

    @property
    def plan(self) -> PlanRow | None:
        """The open plan that began last."""
        return next((plan for plan in self.plans if plan.closed_on is None), None)


def page(db: Session, student_id: int, now: datetime) -> StudentPage | None:
    """None when there is no such student (any more)."""
    student = db.get(Student, student_id)
    if student is None:
        return None
    school = db.get_one(School, student.school_id)
    today = now.date()
    every = goal_progress.of_students(db, [student_id], today, only_open=False).get(student_id, ())
    open_ids = {goal.goal_id for goal in goal_progress.of_students(db, [student_id], today).get(student_id, ())}
    return StudentPage(
        student_id=student_id,
        entry=_student_entry(student),
        school=SchoolMark(school.id, school.code, school.name, school.color),
        what_works=student.what_works,
        exited_on=student.exited_on,
        plans=_plans(db, student_id),
        lines=_lines(db, student_id, now),
        goals=tuple(goal for goal in every if goal.goal_id in open_ids),
        closed_goals=tuple(goal for goal in every if goal.goal_id not in open_ids),
        contacts=tuple(ContactRow(row.id, _contact(row)) for row in _of(db, Contact, student_id)),
        alerts=tuple(
            AlertRow(row.id, AlertEntry(row.kind, row.words, row.reviewed_on))
            for row in _of(db, SafetyAlert, student_id)
        ),
        commitments=_commitments(db, student_id),
        hours=tuple(
            HoursEntry(row.school_id, row.weekday, row.start, row.end) for row in _of(db, StudentHours, student_id)
        ),
        loans=belongings.loans(db, student_id),
        files=belongings.files(db, student_id),
        hold=retention.hold_of(db, student_id),
    )


def objectives(db: Session, goal_id: int) -> tuple[ObjectiveEntry, ...]:
    """For the form of a goal."""
    rows = db.scalars(select(Objective).where(Objective.goal_id == goal_id).order_by(Objective.number))
    return tuple(ObjectiveEntry(row.statement, row.target, row.due_on) for row in rows)


def known_words(db: Session) -> dict[str, tuple[str, ...]]:
    """What was typed before for fields that repeat: teachers, rooms, case managers."""
    found: dict[str, tuple[str, ...]] = {}
    for name, column in (
        ("teacher", Student.teacher),
        ("room", Student.room),
        ("case_manager", Student.case_manager),
    ):
        found[name] = tuple(db.scalars(select(column).where(column != "").distinct().order_by(column)))
    return found


def _student_entry(student: Student) -> StudentEntry:
    return StudentEntry(
        student.first, student.last, student.grade, student.school_id, student.student_no or "", student.preferred,
        student.pronoun, student.birth_date, student.teacher, student.room, student.case_manager, student.medicaid_no,
    )  # fmt: skip


def _of(db: Session, kind: type[K], student_id: int) -> Iterable[K]:
    return db.scalars(select(kind).where(kind.student_id == student_id).order_by(kind.id))


def _contact(row: Contact) -> ContactEntry:
    return ContactEntry(row.name, row.relation, row.phone, row.email, row.language)


def _commitments(db: Session, student_id: int) -> tuple[CommitmentRow, ...]:
    rows = db.scalars(
        select(Commitment)
        .where(Commitment.student_id == student_id)
        .order_by(Commitment.weekday, Commitment.start, Commitment.id)
    )
    return tuple(
        CommitmentRow(row.id, CommitmentEntry(row.label, row.weekday, row.start, row.end, row.valid_from, row.valid_to))
        for row in rows
    )


def _plans(db: Session, student_id: int) -> tuple[PlanRow, ...]:
    rows = db.scalars(
        select(Plan).where(Plan.student_id == student_id).order_by(Plan.start.desc().nulls_last(), Plan.id.desc())
    )
    return tuple(
        PlanRow(
            row.id,
            PlanEntry(row.plan_type, row.start, row.annual_review, row.reevaluation_due, row.document),
            row.closed_on,
        )
        for row in rows
    )


def _lines(db: Session, student_id: int, now: datetime) -> tuple[LineRow, ...]:
    today = now.date()
    held = {line.line_id: line for line in caseload.lines_in_force(db, [student_id], now).get(student_id, ())}
    following = _next_sessions(db, student_id, now)
    query = (
        select(ServiceLine, Plan.closed_on)
        .join(Plan, Plan.id == ServiceLine.plan_id)
        .where(ServiceLine.student_id == student_id, Plan.closed_on.is_(None) | (Plan.closed_on >= today))
        .order_by(ServiceLine.mode.desc(), ServiceLine.start, ServiceLine.id)
    )
    rows = []
    for line, closed_on in db.execute(query):
        last = min((day for day in (line.end, closed_on) if day is not None), default=None)
        rows.append(
            LineRow(
                line.id, line.plan_id, line_entry(line), last, line.id in held,
                held[line.id].ledger if line.id in held else None, following.get(line.id),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=_in_force_first))


def line_entry(line: ServiceLine) -> LineEntry:
    return LineEntry(
        line.minutes, line.times, line.period, line.every, line.mode, line.grouping, line.setting, line.group_max,
        line.location, line.provider, line.service, line.start, line.end, line.half, line.codes,
    )  # fmt: skip


def _next_sessions(db: Session, student_id: int, now: datetime) -> dict[int, NextSession]:
    """By line: the next planned session that has not begun."""
    minute = now.hour * 60 + now.minute
    query = (
        select(Attendance.service_line_id, TherapySession.day, TherapySession.planned_start)
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .where(
            Attendance.student_id == student_id,
            Attendance.service_line_id.is_not(None),
            TherapySession.status == SessionStatus.PLANNED,
            TherapySession.day >= now.date(),
        )
        .order_by(TherapySession.day, TherapySession.planned_start)
    )
    found: dict[int, NextSession] = {}
    for row in db.execute(query):
        if (row.day, row.planned_start) > (now.date(), minute):
            found.setdefault(row.service_line_id, NextSession(row.day, row.planned_start))
    return found


def _in_force_first(row: LineRow) -> bool:
    return not row.in_force
