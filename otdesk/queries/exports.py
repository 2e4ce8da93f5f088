# SPDX-License-Identifier: MIT
"""The caseload as rows for a spreadsheet: one row per service line in force."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.records.goals import Goal
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.rules.kinds import GoalStatus, Grouping, Mode, PlanType, Setting
from otdesk.words import grade

# The value words of the file; a file format, so they are never translated.
_PLANS = {
    PlanType.IEP: "IEP",
    PlanType.SECTION_504: "504",
    PlanType.ESY: "ESY",
    PlanType.MTSS: "MTSS",
    PlanType.COMPENSATORY: "Compensatory",
    PlanType.PRIVATE_SERVICES: "Services plan",
}
_DELIVERY = {
    Grouping.INDIVIDUAL: "Individual",
    Grouping.GROUP: "Group",
    Grouping.EITHER: "Individual or group",
    Grouping.WHOLE_CLASS: "Whole class",
}
_SETTINGS = {
    Setting.PULL_OUT: "pull-out",
    Setting.PUSH_IN: "push-in",
    Setting.CLASSROOM: "classroom",
    Setting.TELEHEALTH: "telehealth",
    Setting.OTHER: "other",
}
_CLOSED_GOALS = (GoalStatus.MET, GoalStatus.REVISED, GoalStatus.DISCONTINUED)


@dataclass(frozen=True, slots=True)
class CaseloadLine:
    """The columns of the file, in order. `every` other than 1 is said in `per` ("2 weeks")."""

    student_id: str
    last: str
    first: str
    birth_date: date | None
    grade: str
    school: str
    plan: str
    plan_start: date | None
    annual_review: date | None
    minutes: int
    times: int
    per: str
    delivery: str
    setting: str
    goals: int


def caseload_lines(db: Session, today: date) -> tuple[CaseloadLine, ...]:
    """Service lines in force or still to begin, of students on the caseload, by student."""
    counted = (
        select(Goal.student_id, func.count().label("goals"))
        .where(Goal.status.not_in(_CLOSED_GOALS))
        .group_by(Goal.student_id)
        .subquery()
    )
    query = (
        select(Student, School.code, Plan, ServiceLine, func.coalesce(counted.c.goals, 0))
        .join(ServiceLine, ServiceLine.student_id == Student.id)
        .join(Plan, Plan.id == ServiceLine.plan_id)
        .join(School, School.id == Student.school_id)
        .outerjoin(counted, counted.c.student_id == Student.id)
        .where(Student.exited_on.is_(None), ServiceLine.end.is_(None) | (ServiceLine.end >= today))
        .order_by(Student.last, Student.first, Student.id, ServiceLine.id)
    )
    return tuple(_line(*row) for row in db.execute(query))


def exported_students(db: Session, today: date) -> tuple[int, ...]:
    """Those whose lines stand in the file."""
    in_force = ServiceLine.end.is_(None) | (ServiceLine.end >= today)
    query = select(Student.id).join(ServiceLine, ServiceLine.student_id == Student.id)
    return tuple(db.scalars(query.where(Student.exited_on.is_(None), in_force).distinct().order_by(Student.id)))


def _line(student: Student, code: str, plan: Plan, line: ServiceLine, goals: int) -> CaseloadLine:
    period = line.period.value.replace("_", " ")
    place = line.location if line.setting is Setting.OTHER and line.location else _SETTINGS[line.setting]
    return CaseloadLine(
        student_id=student.student_no or "",
        last=student.last,
        first=student.first,
        birth_date=student.birth_date,
        grade=grade(student.grade),
        school=code,
        plan=_PLANS[plan.plan_type],
        plan_start=plan.start,
        annual_review=plan.annual_review,
        minutes=line.minutes,
        times=line.times,
        per=period if line.every == 1 else f"{line.every} {period}s",
        delivery="Consult" if line.mode is Mode.CONSULT else _DELIVERY[line.grouping],
        setting=place,
        goals=goals,
    )
