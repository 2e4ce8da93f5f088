# SPDX-License-Identifier: MIT
"""What is due in the invented year: consents out and running, evaluations under way, reviews done this month."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from otdesk.actions import consents, evaluations, makeup_decisions, meetings, reviews
from otdesk.actions.meetings import MeetingEntry
from otdesk.queries import evaluations as evaluation_query
from otdesk.queries import ledger
from otdesk.queries import reviews as review_query
from otdesk.queries.ledger import Follows
from otdesk.records.meetings import MeetingKind
from otdesk.records.plans import Plan
from otdesk.records.students import Student
from otdesk.rules.entries_due import ConsentEntry, EvaluationEntry
from otdesk.rules.evaluations import EvaluationKind
from otdesk.rules.minutes import Stretch
from otdesk.vault.vault import Vault
from otdesk.vault.work import Work


def fill(vault: Vault, random: Random, students: Sequence[int], now: datetime) -> None:
    """One write; `now` is local. Small caseloads get what there are students for."""
    some = list(students)
    random.shuffle(some)
    with vault.write("sample_due", now) as work:
        for number, student_id in enumerate(some[:5]):
            _evaluation(work, student_id, number, now.date())
        for number, student_id in enumerate(some[5:10]):
            _consent(work, student_id, number, now.date())
        for number, student_id in enumerate(some[10:14]):
            _review(work, student_id, number, now.date())
        for student_id in some[14:15]:
            _meeting(work, student_id, now.date())
        _decide(work, now)
        work.final()


def _evaluation(work: Work, student_id: int, number: int, today: date) -> None:
    """The first is finished, the others stand at different steps."""
    begun = today - timedelta(days=(44, 34, 27, 13, 6)[number])
    tested = begun + timedelta(days=12)
    entry = EvaluationEntry(
        EvaluationKind.INITIAL, referred_on=begun - timedelta(days=9), consent_sent_on=begun - timedelta(days=5),
        consent_on=begun if number < 4 else None, tested_on=tested if number < 3 else None,
        scored_on=tested + timedelta(days=4) if number < 2 else None,
        report_on=tested + timedelta(days=11) if number == 0 else None,
    )  # fmt: skip
    seen = evaluation_query.preview(work.db, student_id, entry, today)
    made = evaluations.start(work, student_id, entry, seen.reckoned)
    if number == 0:
        evaluations.finish(work, made, today - timedelta(days=7))
    elif number == 2:
        evaluations.log_attempt(work, made, today - timedelta(days=3), "absent on the day of testing")


def _consent(work: Work, student_id: int, number: int, today: date) -> None:
    """Two are out, one of them late; two run out later; one came back."""
    sent = today - timedelta(days=(14, 4, 350, 330, 20)[number])
    kind = ("Evaluation", "Medicaid billing", "Physician order", "Medicaid billing", "Photos")[number]
    out = number in {0, 1, 4}
    entry = ConsentEntry(kind, sent, None if out else sent + timedelta(days=3),
                         None if out else sent + timedelta(days=368))  # fmt: skip
    made = consents.add(work, student_id, entry)
    if number == 0:
        consents.log_attempt(work, made, today - timedelta(days=5), "sent home again")
    elif number == 4:
        consents.received(work, made, today - timedelta(days=11))


def _review(work: Work, student_id: int, number: int, today: date) -> None:
    plan = _plan(work, student_id)
    on = today - timedelta(days=3 + 4 * number)
    if plan is None or (plan.start is not None and plan.start > on):
        return
    follows = review_query.following(work.db, plan.id, on)
    if number == 2:
        reviews.waive(work, plan.id, on, follows.reevaluation, "Parent and team, by e-mail")
    else:
        reviews.held(work, plan.id, on, follows.annual)


def _meeting(work: Work, student_id: int, today: date) -> None:
    """A review of this week, with its meeting in the afternoon."""
    plan, student = _plan(work, student_id), work.db.get_one(Student, student_id)
    on = today + timedelta(days=2)
    if plan is None or on.weekday() > 4:
        return
    plan.annual_review = on
    title = f"IEP meeting: {student.preferred or student.first} {student.last}"
    entry = MeetingEntry(on, 14 * 60 + 45, 15 * 60 + 30, title, MeetingKind.IEP, student.school_id, student_id)
    meetings.add(work, entry)


def _decide(work: Work, now: datetime) -> None:
    """What was missed long ago is decided; the last two weeks still ask."""
    year = ledger.school_year(work.db, now.date())
    if year is None or year.first > now.date():
        return
    report = ledger.minutes_report(work.db, Stretch(year.first, now.date()), now)
    for row in report.rows:
        for missed in row.missed:
            asks = missed.follows is Follows.REVIEW and missed.attendance_id is not None
            if asks and missed.age > 14:
                makeup_decisions.decide(work, missed.attendance_id or 0, False, "offered twice, refused")


def _plan(work: Work, student_id: int) -> Plan | None:
    return work.db.scalar(select(Plan).where(Plan.student_id == student_id, Plan.closed_on.is_(None)).limit(1))
