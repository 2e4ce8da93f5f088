# SPDX-License-Identifier: MIT
"""The caseload table: who is on it, what she is promised, how it goes. A handful of statements for any number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from otdesk.queries import debts, goal_progress, line_books, line_minutes
from otdesk.queries.goal_progress import GoalRow
from otdesk.queries.line_books import LineFacts
from otdesk.queries.line_minutes import LineMinutes
from otdesk.records.groups import Group, GroupMember
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.goals import Trend
from otdesk.rules.kinds import Grouping, Mode, Period, PlanType, Presence, Setting

SEEN = (Presence.PRESENT, Presence.LATE, Presence.LEFT_EARLY)


@dataclass(frozen=True, slots=True)
class SchoolMark:
    """What a chip needs."""

    school_id: int
    code: str
    name: str
    color: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A service line in force."""

    line_id: int
    minutes: int
    times: int
    period: Period
    every: int
    mode: Mode
    grouping: Grouping
    group_max: int | None
    setting: Setting
    ledger: LineMinutes | None = None


@dataclass(frozen=True, slots=True)
class GoalMark:
    goal_id: int
    number: int
    area: str
    trend: Trend
    met: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """`month` sums the direct lines; none without a direct line or a school year. `called` is her preferred name."""

    student_id: int
    first: str
    last: str
    called: str
    student_no: str
    grade: int
    teacher: str
    case_manager: str
    school: SchoolMark
    exited_on: date | None
    plan_type: PlanType | None
    plan_due: date | None
    lines: tuple[CaseLine, ...]
    month: LineMinutes | None
    goals: tuple[GoalMark, ...]
    last_seen: date | None
    in_group: bool = False
    owed: int = 0
    """Minutes of missed sessions that are owed and not yet planned."""

    @property
    def name(self) -> str:
        return f"{self.called} {self.last}".strip()


@dataclass(frozen=True, slots=True)
class Caseload:
    """`rows`: everybody, exited ones too, by last name. `policy_set`: the district said how broken weeks count."""

    rows: tuple[CaseRow, ...]
    schools: tuple[SchoolMark, ...]
    policy_set: bool
    in_year: bool


_LATELY = timedelta(days=120)
_JUDGED = timedelta(days=150)
"""A goal's mark is judged by its points of so long: over the summer those of spring still count."""


@dataclass(frozen=True, slots=True)
class _PlanFacts:
    plan_type: PlanType
    due: date | None


def caseload(db: Session, now: datetime) -> Caseload:
    """Everything the table shows; `now` is local."""
    today = now.date()
    people = db.execute(
        select(
            Student.id, Student.first, Student.last, Student.preferred, Student.student_no, Student.grade,
            Student.teacher, Student.case_manager, Student.exited_on,
            School.id.label("school_id"), School.code, School.name, School.color, _in_group().label("in_group"),
        ).join(School, School.id == Student.school_id)
    ).all()  # fmt: skip
    ids = {row.id for row in people}
    plans = _plans(db, ids, today)
    policy, in_year = line_minutes.standing(db, today)
    lines = lines_in_force(db, ids, now, in_year=in_year)
    goals = goal_progress.of_students(db, ids, today, since=today - _JUDGED)
    seen = _last_seen(db, ids, today)
    owed = debts.of_students(db, today)
    rows = [
        CaseRow(
            student_id=row.id,
            first=row.first,
            last=row.last,
            called=row.preferred or row.first,
            student_no=row.student_no or "",
            grade=row.grade,
            teacher=row.teacher,
            case_manager=row.case_manager,
            school=SchoolMark(row.school_id, row.code, row.name, row.color),
            exited_on=row.exited_on,
            plan_type=plans[row.id].plan_type if row.id in plans else None,
            plan_due=plans[row.id].due if row.id in plans else None,
            lines=lines.get(row.id, ()),
            month=month_of(lines.get(row.id, ())),
            goals=tuple(_mark(goal) for goal in goals.get(row.id, ())),
            last_seen=seen.get(row.id),
            in_group=row.in_group,
            owed=owed.get(row.id, 0),
        )
        for row in people
    ]
    schools = sorted({row.school for row in rows}, key=_school_name)
    return Caseload(tuple(sorted(rows, key=_by_name)), tuple(schools), policy is not None, in_year)


def active_count(db: Session, today: date) -> int:
    """How many are on the caseload."""
    query = select(func.count()).select_from(Student)
    return db.scalar(query.where(Student.exited_on.is_(None) | (Student.exited_on >= today))) or 0


def lines_in_force(
    db: Session, students: Collection[int], now: datetime, *, in_year: bool | None = None
) -> dict[int, tuple[CaseLine, ...]]:
    """Each student's lines on this day with their minutes; direct before consult, then as entered.

    Of a plan whose next review has passed the lines stay in force until it is closed (stay-put).
    """
    today = now.date()
    query = (
        select(ServiceLine, Plan.start.label("plan_start"), Plan.closed_on, Student.school_id, Student.exited_on)
        .join(Plan, Plan.id == ServiceLine.plan_id)
        .join(Student, Student.id == ServiceLine.student_id)
        .where(ServiceLine.student_id.in_(students))
        .order_by(ServiceLine.student_id, ServiceLine.mode.desc(), ServiceLine.id)
    )
    facts: list[tuple[int, ServiceLine, LineFacts]] = []
    for line, plan_start, closed_on, school_id, exited_on in db.execute(query):
        fact = line_books.facts(line, school_id, plan_start, closed_on, exited_on)
        if (fact.first is None or fact.first <= today) and (fact.last is None or today <= fact.last):
            facts.append((line.student_id, line, fact))
    ledgers = line_minutes.of_lines(db, [fact for _student, _line, fact in facts], now, in_year=in_year)
    found: dict[int, list[CaseLine]] = defaultdict(list)
    for student, line, _fact in facts:
        found[student].append(case_line(line, ledgers[line.id]))
    return {student: tuple(sorted(rows, key=_direct_first)) for student, rows in found.items()}


def month_of(lines: Iterable[CaseLine]) -> LineMinutes | None:
    """The direct lines together; consult minutes never stand for direct ones."""
    parts = [line.ledger for line in lines if line.mode is Mode.DIRECT and line.ledger is not None]
    known = [part for part in parts if part.required is not None]
    if not known:
        return None
    return replace(
        known[0],
        given=sum(part.given for part in known),
        required=sum(part.required or 0 for part in known),
        expected=sum(part.expected for part in known),
        behind=sum(part.behind for part in known),
        decided=all(part.decided for part in known),
        first=min(part.first for part in known if part.first is not None),
        last=max(part.last for part in known if part.last is not None),
    )


def _in_group() -> ColumnElement[bool]:
    """Whether the student is in one of the groups there are now."""
    here = select(GroupMember.student_id).join(Group, Group.id == GroupMember.group_id)
    return Student.id.in_(here.where(GroupMember.left_on.is_(None), Group.archived.is_(False)))


def _plans(db: Session, students: Collection[int], today: date) -> Mapping[int, _PlanFacts]:
    """The plan in force that comes up for review first."""
    query = (
        select(Plan.student_id, Plan.plan_type, Plan.annual_review)
        .where(
            Plan.student_id.in_(students),
            Plan.closed_on.is_(None) | (Plan.closed_on >= today),
            Plan.start.is_(None) | (Plan.start <= today),
        )
        .order_by(Plan.student_id, Plan.annual_review.is_(None), Plan.annual_review)
    )
    found: dict[int, _PlanFacts] = {}
    for row in db.execute(query):
        found.setdefault(row.student_id, _PlanFacts(row.plan_type, row.annual_review))
    return found


def _last_seen(db: Session, students: Collection[int], today: date) -> dict[int, date]:
    """Lately, where that answers; only for the others all years are gone through."""
    found = _seen_since(db, students, today - _LATELY, today)
    others = set(students) - found.keys()
    return {**found, **_seen_since(db, others, date.min, today)} if others else found


def _seen_since(db: Session, students: Collection[int], first: date, today: date) -> dict[int, date]:
    days = select(TherapySession.id).where(TherapySession.day >= first, TherapySession.day <= today)
    query = (
        select(Attendance.student_id, func.max(TherapySession.day).label("day"))
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .where(Attendance.session_id.in_(days), Attendance.student_id.in_(students), Attendance.presence.in_(SEEN))
        .group_by(Attendance.student_id)
    )
    return {row.student_id: row.day for row in db.execute(query)}


def case_line(line: ServiceLine, ledger: LineMinutes | None = None) -> CaseLine:
    return CaseLine(
        line.id, line.minutes, line.times, line.period, line.every, line.mode, line.grouping, line.group_max,
        line.setting, ledger,
    )  # fmt: skip


def _mark(goal: GoalRow) -> GoalMark:
    return GoalMark(goal.goal_id, goal.number, goal.area, goal.trend, goal.met)


def _direct_first(line: CaseLine) -> tuple[bool, int]:
    return line.mode is not Mode.DIRECT, line.line_id


def _by_name(row: CaseRow) -> tuple[str, str, int]:
    return row.last.casefold(), row.called.casefold(), row.student_id


def _school_name(school: SchoolMark) -> str:
    return school.name
