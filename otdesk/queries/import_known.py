# SPDX-License-Identifier: MIT
"""What the vault knows of the caseload, in the shape an import compares with."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.goals import Goal
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.students import SafetyAlert, Student
from otdesk.rules.goal_text import goal_key
from otdesk.rules.kinds import GoalStatus, Grouping, Mode, Period, PlanType, Setting
from otdesk.rules.names import name_key

_CLOSED_GOALS = frozenset({GoalStatus.MET, GoalStatus.REVISED, GoalStatus.DISCONTINUED})


@dataclass(frozen=True, slots=True)
class KnownStudent:
    id: int
    version: int
    student_no: str | None
    first: str
    last: str
    preferred: str
    birth_date: date | None
    grade: int
    school_id: int
    teacher: str
    room: str
    case_manager: str
    exited_on: date | None


@dataclass(frozen=True, slots=True)
class KnownPlan:
    id: int
    version: int
    student_id: int
    plan_type: PlanType
    start: date | None
    annual_review: date | None
    reevaluation_due: date | None


@dataclass(frozen=True, slots=True)
class KnownLine:
    id: int
    version: int
    student_id: int
    plan_id: int
    service: str
    mode: Mode
    grouping: Grouping
    group_max: int | None
    setting: Setting
    location: str
    minutes: int
    times: int
    period: Period
    every: int

    @property
    def key(self) -> tuple[str, str, str, str]:
        grouping = self.grouping if self.mode is Mode.DIRECT else Grouping.INDIVIDUAL
        return self.service.casefold(), self.mode.value, grouping.value, self.period.value


@dataclass(frozen=True, slots=True)
class KnownGoal:
    id: int
    version: int
    student_id: int
    number: int
    statement: str
    status: GoalStatus


@dataclass(slots=True)
class Known:
    """Students (also those who left), plans not closed or to be closed, their lines in force, goals, alerts."""

    students: list[KnownStudent]
    plans: dict[int, list[KnownPlan]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[int, list[KnownLine]] = field(default_factory=lambda: defaultdict(list))
    """By plan."""
    goals: dict[int, dict[str, KnownGoal]] = field(default_factory=lambda: defaultdict(dict))
    alerts: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_number: dict[str, KnownStudent] = field(default_factory=dict)
    _by_name: dict[str, list[KnownStudent]] = field(default_factory=lambda: defaultdict(list))

    def index(self) -> None:
        for student in self.students:
            if student.student_no:
                self._by_number[student.student_no] = student
            self._by_name[name_key(student.first, student.last)].append(student)

    def by_number(self, number: str) -> KnownStudent | None:
        return self._by_number.get(number) if number else None

    def named(self, first: str, last: str) -> list[KnownStudent]:
        return list(self._by_name.get(name_key(first, last), []))

    def by_name(self, first: str, last: str, birth: date | None) -> KnownStudent | None:
        """Name and birth date; None when either is missing or nobody fits."""
        if birth is None:
            return None
        return next((student for student in self.named(first, last) if student.birth_date == birth), None)

    def plans_of(self, student_id: int) -> list[KnownPlan]:
        return self.plans.get(student_id, [])

    def lines_of(self, student_id: int) -> list[KnownLine]:
        return [line for plan in self.plans_of(student_id) for line in self.lines_of_plan(plan.id)]

    def lines_of_plan(self, plan_id: int) -> list[KnownLine]:
        return self.lines.get(plan_id, [])

    def goals_of(self, student_id: int) -> list[KnownGoal]:
        return list(self.goals.get(student_id, {}).values())

    def goal_keys(self, student_id: int) -> set[str]:
        return set(self.goals.get(student_id, {}))

    def goal(self, student_id: int, key: str) -> KnownGoal | None:
        return self.goals.get(student_id, {}).get(key)

    def next_goal(self, student_id: int) -> int:
        return max((goal.number for goal in self.goals.get(student_id, {}).values()), default=0) + 1

    def alert_keys(self, student_id: int) -> set[str]:
        return set(self.alerts.get(student_id, set()))


def _all(row: Any) -> tuple[Any, ...]:
    """A row of more columns than its type can spell out."""
    return tuple(row)


def load(db: Session, today: date) -> Known:
    known = Known([
        KnownStudent(*_all(row))
        for row in db.execute(
            select(
                Student.id, Student.version, Student.student_no, Student.first, Student.last, Student.preferred,
                Student.birth_date, Student.grade, Student.school_id, Student.teacher, Student.room,
                Student.case_manager, Student.exited_on,
            ).order_by(Student.last, Student.first, Student.id)
        )
    ])  # fmt: skip
    known.index()
    plans = select(
        Plan.id, Plan.version, Plan.student_id, Plan.plan_type, Plan.start, Plan.annual_review, Plan.reevaluation_due
    ).where(Plan.closed_on.is_(None)).order_by(Plan.start, Plan.id)  # fmt: skip
    for plan in (KnownPlan(*row) for row in db.execute(plans)):
        known.plans[plan.student_id].append(plan)
    lines = select(
        ServiceLine.id, ServiceLine.version, ServiceLine.student_id, ServiceLine.plan_id, ServiceLine.service,
        ServiceLine.mode, ServiceLine.grouping, ServiceLine.group_max, ServiceLine.setting, ServiceLine.location,
        ServiceLine.minutes, ServiceLine.times, ServiceLine.period, ServiceLine.every,
    ).where(ServiceLine.end.is_(None) | (ServiceLine.end >= today)).order_by(ServiceLine.id)  # fmt: skip
    for line in (KnownLine(*_all(row)) for row in db.execute(lines)):
        known.lines[line.plan_id].append(line)
    goals = select(Goal.id, Goal.version, Goal.student_id, Goal.number, Goal.statement, Goal.status).order_by(Goal.id)
    for goal in (KnownGoal(*row) for row in db.execute(goals)):
        if goal.status not in _CLOSED_GOALS:
            known.goals[goal.student_id][goal_key(goal.statement)] = goal
    for student_id, words in db.execute(select(SafetyAlert.student_id, SafetyAlert.words)):
        known.alerts[student_id].add(words.casefold())
    return known
