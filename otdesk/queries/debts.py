# SPDX-License-Identifier: MIT
"""What missed sessions leave to be made up, by the reason that was said and the district's rule for it.

Session by session, for the day and the caseload. The report of minutes also knows what other sessions of the same
period made good (queries/ledger.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from otdesk.queries import policies
from otdesk.records.completions import MakeupDecision
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.kinds import SessionStatus
from otdesk.rules.minutes import Owed

LATELY = timedelta(days=120)
_FEW = 5


@dataclass(frozen=True, slots=True)
class Debt:
    """`minutes` to be made up, or to be decided on; none once a make-up is planned for `made_up_on`. `sure`: the rule
    or the therapist says that it is owed."""

    minutes: int = 0
    made_up_on: date | None = None
    sure: bool = False


NONE = Debt()


def of_attendances(db: Session, attendances: list[int], on: date) -> dict[int, Debt]:
    """By attendance."""
    if not attendances:
        return {}
    return {number: debt for number, _student, debt in _debts(db, Attendance.id.in_(attendances), on)}


def of_students(db: Session, today: date) -> dict[int, int]:
    """Minutes owed for sessions of the last months, by student; what waits for a decision is not among them."""
    lately = TherapySession.day.between(today - LATELY, today)
    found: dict[int, int] = defaultdict(int)
    for _number, student, debt in _debts(db, lately & Attendance.reason.is_not(None), today):
        if debt.sure and debt.minutes >= _FEW:
            found[student] += debt.minutes
    return dict(found)


def _debts(db: Session, which: ColumnElement[bool], on: date) -> Iterator[tuple[int, int, Debt]]:
    rules = policies.reasons(db, on)
    answer, made_up = aliased(Attendance), aliased(TherapySession)
    rows = db.execute(
        select(
            Attendance.id, Attendance.student_id, Attendance.reason, Attendance.minutes, TherapySession.planned_start,
            TherapySession.planned_end, MakeupDecision.owed, func.min(made_up.day).label("made_up_on"),
        )
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .outerjoin(MakeupDecision, MakeupDecision.attendance_id == Attendance.id)
        .outerjoin(answer, answer.makeup_for_id == Attendance.id)
        .outerjoin(made_up, (made_up.id == answer.session_id) & (made_up.status != SessionStatus.CANCELLED))
        .where(which)
        .group_by(Attendance.id)
    )  # fmt: skip
    for row in rows:
        rule = rules.get(row.reason) if row.reason is not None else None
        sure = rule is not None and rule.owed is Owed.YES if row.owed is None else row.owed
        asks = row.owed is None and rule is not None and rule.owed is Owed.REVIEW
        short = max(0, row.planned_end - row.planned_start - (row.minutes or 0))
        open_one = (sure or asks) and row.made_up_on is None
        yield row.id, row.student_id, Debt(short if open_one else 0, row.made_up_on, sure)
