# SPDX-License-Identifier: MIT
"""Why a date is what it is: the rule's source and whether anybody checked it, the last school day before, attempts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import policies
from otdesk.queries.due import Due, DueKind
from otdesk.queries.evaluations import AttemptRow, Calendars, district_state
from otdesk.queries.policies import PackFacts
from otdesk.queries.reviews import years_between
from otdesk.records.calendars import Term
from otdesk.records.consents import Consent
from otdesk.records.evaluations import Attempt
from otdesk.records.plans import Plan
from otdesk.records.students import Student

_REVIEWS = frozenset({DueKind.ANNUAL_REVIEW, DueKind.REEVALUATION})


@dataclass(frozen=True, slots=True)
class Why:
    """`years`: how many the rule gives between two reviews; `may_waive` of a re-evaluation. `set_on` of a term: the
    reports have a day of their own, else it is the term's last."""

    last_school_day: date | None = None
    pack: PackFacts | None = None
    years: int = 0
    may_waive: bool = True
    plan_start: date | None = None
    document: str = ""
    attempts: tuple[AttemptRow, ...] = ()
    set_on: bool = False
    remark: str = ""


def why(db: Session, item: Due, today: date) -> Why:
    """What the sheet of a date tells beyond its card; an evaluation brings its own."""
    last = _last_school_day(db, item)
    if item.kind in _REVIEWS:
        return _of_plan(db, item, last, today)
    if item.kind in {DueKind.CONSENT, DueKind.CONSENT_OUT}:
        remark = db.scalar(select(Consent.remark).where(Consent.id == item.record_id)) or ""
        return Why(last, attempts=_attempts(db, item.record_id), remark=remark)
    if item.kind is DueKind.PROGRESS:
        return Why(last, set_on=db.scalar(select(Term.reports_due).where(Term.id == item.record_id)) is not None)
    return Why(last)


def _of_plan(db: Session, item: Due, last: date | None, today: date) -> Why:
    plan = db.execute(select(Plan.start, Plan.document).where(Plan.id == item.record_id)).one()
    spans = years_between(db, item.record_id, today)
    again = item.kind is DueKind.REEVALUATION
    return Why(
        last, policies.facts(db, "deadlines", today), spans.reevaluation if again else spans.annual, spans.may_waive,
        plan.start, plan.document,
    )  # fmt: skip


def _last_school_day(db: Session, item: Due) -> date | None:
    """Of what is done with or for a student; none where the calendar is not entered, and for a make-up without a
    limit."""
    if item.student_id is None or not item.dated:
        return None
    school_id = db.scalar(select(Student.school_id).where(Student.id == item.student_id))
    return Calendars(db, district_state(db)).last_school_day(school_id, item.day)


def _attempts(db: Session, consent_id: int) -> tuple[AttemptRow, ...]:
    records = db.scalars(select(Attempt).where(Attempt.consent_id == consent_id).order_by(Attempt.day, Attempt.id))
    return tuple(AttemptRow(record.id, record.day, record.words) for record in records)
