# SPDX-License-Identifier: MIT
"""The safety alerts of students, as every working screen and page shows them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.students import SafetyAlert
from otdesk.rules.kinds import AlertKind


@dataclass(frozen=True, slots=True)
class AlertFact:
    """`reviewed_on` None: never looked over since it was entered."""

    kind: AlertKind
    words: str
    reviewed_on: date | None


def alerts_of(db: Session, students: Collection[int]) -> dict[int, tuple[AlertFact, ...]]:
    """By student, in the order they were entered; who has none is not in it."""
    found: dict[int, list[AlertFact]] = defaultdict(list)
    query = select(SafetyAlert.student_id, SafetyAlert.kind, SafetyAlert.words, SafetyAlert.reviewed_on)
    for row in db.execute(query.where(SafetyAlert.student_id.in_(students)).order_by(SafetyAlert.id)):
        found[row.student_id].append(AlertFact(row.kind, row.words, row.reviewed_on))
    return {student: tuple(alerts) for student, alerts in found.items()}
