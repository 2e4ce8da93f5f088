# SPDX-License-Identifier: MIT
"""The workload (domain.md 7): hours by category against the contract, direct minutes promised against those placed,
travel, evaluations to come, students and sites, and how many therapists it would take.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from otdesk.queries import mileage, planner, school_days, timesheet, work_days
from otdesk.queries.planner import DirectLoad
from otdesk.queries.workplace import PlaceName
from otdesk.records.completions import Completion, DoneKind
from otdesk.records.evaluations import Evaluation
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.rules.calendar import monday_of
from otdesk.rules.kinds import Mode, PlanType, WorkKind
from otdesk.rules.workload import DIRECT, NOT_WORK, Need, cluster_of, contract_for, share, worked

AHEAD = 6
"""So many months of evaluations to come, this one included."""
SCHOOL_WEEK = 5


@dataclass(frozen=True, slots=True)
class DueMonth:
    """What is due in a month: `evaluations` under way with a date, `reevaluations` and `reviews` of plans."""

    month: date
    evaluations: int
    reevaluations: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Caseload:
    """Active students counted by what workload depends on. `direct` and `consult` count students, some both."""

    students: int
    schools: tuple[tuple[PlaceName, int], ...]
    plans: tuple[tuple[PlanType, int], ...]
    direct: int
    consult: int
    grades: tuple[tuple[int, int], ...]
    disabilities: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Workload:
    """`minutes` by kind up to today, `weeks` the same by Monday; `days` the school days they lie on; `contract` the
    minutes agreed for these days."""

    first: date
    last: date
    minutes: Mapping[WorkKind, int]
    weeks: tuple[tuple[date, Mapping[WorkKind, int]], ...]
    days: int
    contract: int | None
    week_contract: int | None
    load: DirectLoad
    need: Need
    tenths: int
    waiting: int
    due: tuple[DueMonth, ...]
    caseload: Caseload

    @property
    def worked(self) -> int:
        return worked(self.minutes)

    @property
    def over(self) -> int | None:
        """Minutes beyond the contract for these days; below zero while there is room; none without a contract."""
        return None if self.contract is None else self.worked - self.contract

    @property
    def travel(self) -> int:
        return self.minutes.get(WorkKind.TRAVEL, 0)


def workload(db: Session, first: date, last: date, today: date, now: int) -> Workload:
    """Of the days between two dates, both included; days to come are not counted yet."""
    days = work_days.load(db, first, last)
    sheet = timesheet.sheet_of(db, days, first, last, (today, now))
    by_day = sheet.by_day()
    minutes = sheet.by_kind()
    school = list(school_days.cycle_days_between(db, first, min(last, today)))
    agreed = sheet.terms.week_minutes
    load = planner.direct_load(db, today)
    rest = sum(n for kind, n in minutes.items() if kind not in DIRECT) - (sum(minutes.values()) - worked(minutes))
    weekly = Fraction(rest * SCHOOL_WEEK, len(school)) if school else Fraction(0)
    driven = mileage.month_of(db, days, mileage.first_of(first), today, now) if first.day == 1 else None
    return Workload(
        first, last, minutes, _weeks(by_day), len(school), contract_for(agreed, school), agreed, load,
        Need(load.placed + load.missing, weekly, agreed), driven.tenths if driven is not None else 0, sheet.waiting,
        due_months(db, today), caseload(db, today),
    )  # fmt: skip


def _weeks(days: Mapping[date, Mapping[WorkKind, int]]) -> tuple[tuple[date, Mapping[WorkKind, int]], ...]:
    found: dict[date, Counter[WorkKind]] = {}
    for day in sorted(days):
        found.setdefault(monday_of(day), Counter()).update(days[day])
    return tuple((monday, dict(sums)) for monday, sums in found.items())


def due_months(db: Session, today: date) -> tuple[DueMonth, ...]:
    """What comes due from this month on; what is overdue counts in this month."""
    this = mileage.first_of(today)
    months = [mileage.next_month(this, n) for n in range(AHEAD)]
    active = select(Student.id).where(Student.exited_on.is_(None))
    done = {
        (row.kind, row.student_id, row.due_on)
        for row in db.execute(select(Completion.kind, Completion.student_id, Completion.due_on))
    }
    plans = db.execute(
        select(Plan.student_id, Plan.annual_review, Plan.reevaluation_due).where(
            or_(Plan.closed_on.is_(None), Plan.closed_on >= today), Plan.student_id.in_(active)
        )
    ).all()
    reviews, again = (
        [due for student, due in of_plans if (kind, student, due) not in done]
        for kind, of_plans in (
            (DoneKind.ANNUAL_REVIEW, [(row.student_id, row.annual_review) for row in plans]),
            (DoneKind.REEVALUATION, [(row.student_id, row.reevaluation_due) for row in plans]),
        )
    )
    under_way = db.execute(
        select(Evaluation.due_on, Evaluation.due_by_hand).where(
            Evaluation.closed_on.is_(None), Evaluation.student_id.in_(active)
        )
    )
    evaluations = [row.due_by_hand or row.due_on for row in under_way]
    counts = [_by_month(dates, this) for dates in (evaluations, again, reviews)]
    return tuple(DueMonth(month, *(count[month] for count in counts)) for month in months)


def _by_month(days: Iterable[date | None], this: date) -> Counter[date]:
    return Counter(max(mileage.first_of(day), this) for day in days if day is not None)


def caseload(db: Session, today: date) -> Caseload:
    """Students who are served now."""
    students = db.execute(
        select(Student.id, Student.school_id, Student.grade, Student.disability).where(Student.exited_on.is_(None))
    ).all()
    ids = {row.id for row in students}
    plans = db.execute(
        select(Plan.student_id, Plan.plan_type).where(or_(Plan.closed_on.is_(None), Plan.closed_on >= today))
    ).all()
    lines = db.execute(
        select(ServiceLine.student_id, ServiceLine.mode).where(
            or_(ServiceLine.start.is_(None), ServiceLine.start <= today),
            or_(ServiceLine.end.is_(None), ServiceLine.end >= today),
        )
    ).all()
    of_mode = {mode: {row.student_id for row in lines if row.mode is mode} & ids for mode in Mode}
    schools = {
        row.id: PlaceName(row.place_id, row.code, row.name, row.color)
        for row in db.execute(select(School.id, School.place_id, School.code, School.name, School.color))
    }
    at = Counter(row.school_id for row in students)
    kinds = Counter(row.plan_type for row in plans if row.student_id in ids)
    return Caseload(
        len(ids),
        tuple((schools[school], n) for school, n in at.most_common()),
        tuple((kind, kinds[kind]) for kind in PlanType if kinds[kind]),
        len(of_mode[Mode.DIRECT]), len(of_mode[Mode.CONSULT]),
        tuple(sorted(Counter(row.grade for row in students).items())),
        tuple(Counter(row.disability for row in students if row.disability).most_common()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkloadPaper:
    """The workload as it stands on paper: the figures of the screen."""

    shown: Workload
    employee: str
    credentials: str
    district: str


WORKLOAD_HEADINGS = ("category", "cluster", "minutes", "hours", "percent_of_work")
"""The columns of the file; a file format, so never translated."""


def workload_table(shown: Workload) -> list[tuple[str | int | float | date | None, ...]]:
    """One row a category and one for all work."""
    rows: list[tuple[str | int | float | date | None, ...]] = [
        (
            kind.value, cluster_of(kind).value, minutes, round(minutes / 60, 2),
            share(minutes, shown.worked) if kind not in NOT_WORK else None,
        )
        for kind, minutes in shown.minutes.items()
    ]  # fmt: skip
    rows.append(("Worked", None, shown.worked, round(shown.worked / 60, 2), 100 if shown.worked else None))
    return rows
