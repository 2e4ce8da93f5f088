# SPDX-License-Identifier: MIT
"""Dates that come near: annual reviews, re-evaluations, consents, the therapist's own license."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.consents import Consent
from otdesk.records.plans import Plan
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import PlanType


class DueKind(StrEnum):
    ANNUAL_REVIEW = "annual_review"
    REEVALUATION = "reevaluation"
    CONSENT = "consent"
    LICENSE = "license"


@dataclass(frozen=True, slots=True)
class Due:
    """`days` until the date, below zero once it has passed; `name` is the student's, or the license holder's."""

    kind: DueKind
    day: date
    days: int
    name: str
    student_id: int | None = None
    plan: PlanType | None = None
    detail: str = ""


def due(db: Session, today: date, within: int = 60) -> tuple[Due, ...]:
    """Everything due up to `within` days from today, the overdue first."""
    last = today + timedelta(days=within)
    found = [*_plans(db, today, last), *_consents(db, today, last), *_licenses(db, today, last)]
    return tuple(sorted(found, key=_soonest))


def _plans(db: Session, today: date, last: date) -> list[Due]:
    """A plan stays in force after its review date until it is replaced, so an overdue one stays in the list."""
    query = (
        select(
            Plan.plan_type, Plan.annual_review, Plan.reevaluation_due, Student.id, Student.first, Student.last,
            Student.preferred,
        )
        .join(Student, Student.id == Plan.student_id)
        .where(Plan.closed_on.is_(None), Student.exited_on.is_(None))
    )  # fmt: skip
    found = []
    for row in db.execute(query):
        name = f"{row.preferred or row.first} {row.last}".strip()
        for kind, day in ((DueKind.ANNUAL_REVIEW, row.annual_review), (DueKind.REEVALUATION, row.reevaluation_due)):
            if day is not None and day <= last:
                found.append(Due(kind, day, (day - today).days, name, row.id, row.plan_type))
    return found


def _consents(db: Session, today: date, last: date) -> list[Due]:
    query = (
        select(Consent.kind, Consent.expires_on, Student.id, Student.first, Student.last, Student.preferred)
        .join(Student, Student.id == Consent.student_id)
        .where(Consent.expires_on <= last, Student.exited_on.is_(None))
    )
    return [
        Due(
            DueKind.CONSENT,
            row.expires_on,
            (row.expires_on - today).days,
            f"{row.preferred or row.first} {row.last}".strip(),
            row.id,
            detail=row.kind,
        )
        for row in db.execute(query)
    ]


def _licenses(db: Session, today: date, last: date) -> list[Due]:
    query = select(Therapist.first, Therapist.last, Therapist.license_to).where(Therapist.license_to <= last)
    return [
        Due(DueKind.LICENSE, row.license_to, (row.license_to - today).days, f"{row.first} {row.last}".strip())
        for row in db.execute(query)
    ]


def _soonest(item: Due) -> tuple[date, str, str]:
    return item.day, item.name, item.kind
