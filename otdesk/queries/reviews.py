# SPDX-License-Identifier: MIT
"""What follows when a review is held or a re-evaluation done: the next dates by the rule pack."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import policies
from otdesk.queries.evaluations import district_state
from otdesk.queries.policies import PackFacts
from otdesk.records.plans import Plan
from otdesk.records.students import Student
from otdesk.rules.deadlines import years_after
from otdesk.rules.kinds import PlanType


@dataclass(frozen=True, slots=True)
class Following:
    """`may_waive` False: the state asks for it whatever parent and agency agree (Pennsylvania, 22 Pa. Code 14)."""

    annual: date
    reevaluation: date
    may_waive: bool
    pack: PackFacts


@dataclass(frozen=True, slots=True)
class Years:
    """Years from one review to the next, for one plan; `may_waive` as in Following."""

    annual: int
    reevaluation: int
    may_waive: bool
    day_before: bool


def following(db: Session, plan_id: int, on: date) -> Following:
    """The dates that follow from one on `on`."""
    years = years_between(db, plan_id, on)
    return Following(
        years_after(on, years.annual, day_before=years.day_before),
        years_after(on, years.reevaluation, day_before=years.day_before),
        years.may_waive,
        policies.facts(db, "deadlines", on),
    )


def years_between(db: Session, plan_id: int, on: date) -> Years:
    row = db.execute(
        select(Plan.plan_type, Student.disability)
        .join(Student, Student.id == Plan.student_id)
        .where(Plan.id == plan_id)
    ).one()
    rules = policies.reviews(db, on)
    by_504 = row.plan_type is PlanType.SECTION_504
    sooner = rules.sooner.get(district_state(db)) if "intellectual" in row.disability.casefold() else None
    return Years(
        rules.plan_504_review_years if by_504 else rules.annual_years,
        sooner or (rules.plan_504_reevaluation_years if by_504 else rules.reevaluation_years),
        sooner is None,
        rules.day_before,
    )
