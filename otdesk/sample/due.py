# SPDX-License-Identifier: MIT
"""What is due in the invented year: consents out and running, evaluations under way, reviews done this month."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from otdesk.actions import consents, evaluations, reviews
from otdesk.queries import evaluations as evaluation_query
from otdesk.queries import reviews as review_query
from otdesk.records.plans import Plan
from otdesk.rules.entries_due import ConsentEntry, EvaluationEntry
from otdesk.rules.evaluations import EvaluationKind
from otdesk.vault.vault import Vault
from otdesk.vault.work import Work


def fill(vault: Vault, random: Random, students: Sequence[int], now: datetime) -> None:
    """One write; `now` is local. Small caseloads get what there are students for."""
    some = list(students)
    random.shuffle(some)
    with vault.write("sample_due", now) as work:
        for number, student_id in enumerate(some[:5]):
            _evaluation(work, student_id, number, now.date())
        for number, student_id in enumerate(some[5:9]):
            _consent(work, student_id, number, now.date())
        for number, student_id in enumerate(some[9:12]):
            _review(work, student_id, number, now.date())
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
    """Two are out, one of them late; two run out later."""
    sent = today - timedelta(days=(14, 4, 350, 330)[number])
    kind = ("Evaluation", "Medicaid billing", "Physician order", "Medicaid billing")[number]
    out = number < 2
    entry = ConsentEntry(kind, sent, None if out else sent + timedelta(days=3),
                         None if out else sent + timedelta(days=368))  # fmt: skip
    made = consents.add(work, student_id, entry)
    if number == 0:
        consents.log_attempt(work, made, today - timedelta(days=5), "sent home again")


def _review(work: Work, student_id: int, number: int, today: date) -> None:
    plan = work.db.query(Plan).filter(Plan.student_id == student_id, Plan.closed_on.is_(None)).first()
    on = today - timedelta(days=3 + 4 * number)
    if plan is None or (plan.start is not None and plan.start > on):
        return
    follows = review_query.following(work.db, plan.id, on)
    if number == 2:
        reviews.waive(work, plan.id, on, follows.reevaluation, "Parent and team, by e-mail")
    else:
        reviews.held(work, plan.id, on, follows.annual)
