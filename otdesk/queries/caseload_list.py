# SPDX-License-Identifier: MIT
"""The caseload list: everybody who is seen, with what one wants to have at hand on paper."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import caseload
from otdesk.queries.caseload import CaseRow
from otdesk.records.plans import Plan
from otdesk.records.students import SafetyAlert, Student
from otdesk.rules.kinds import AlertKind


@dataclass(frozen=True, slots=True)
class ListAlert:
    """`reviewed_on` none: never since it was entered."""

    kind: AlertKind
    words: str
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class ListRow:
    """`case` is the student's row of the caseload table."""

    case: CaseRow
    room: str
    case_manager: str
    birth_date: date | None
    reevaluation_due: date | None
    alerts: tuple[ListAlert, ...]


def caseload_list(db: Session, now: datetime, school_id: int | None = None) -> tuple[ListRow, ...]:
    """Students on the caseload today, by last name; `now` is local."""
    today = now.date()
    cases = [
        row
        for row in caseload.caseload(db, now).rows
        if (row.exited_on is None or row.exited_on >= today) and school_id in {None, row.school.school_id}
    ]
    ids = [row.student_id for row in cases]
    people = {
        row.id: row
        for row in db.execute(
            select(Student.id, Student.room, Student.case_manager, Student.birth_date).where(Student.id.in_(ids))
        )
    }
    reevaluations, alerts = _reevaluations(db, ids), _alerts(db, ids)
    return tuple(
        ListRow(
            case,
            people[case.student_id].room,
            people[case.student_id].case_manager,
            people[case.student_id].birth_date,
            reevaluations.get(case.student_id),
            tuple(alerts.get(case.student_id, ())),
        )
        for case in cases
    )


def _reevaluations(db: Session, students: Collection[int]) -> dict[int, date]:
    """The first that comes up among the open plans."""
    query = (
        select(Plan.student_id, Plan.reevaluation_due)
        .where(Plan.student_id.in_(students), Plan.closed_on.is_(None), Plan.reevaluation_due.is_not(None))
        .order_by(Plan.reevaluation_due.desc())
    )
    return {row.student_id: row.reevaluation_due for row in db.execute(query)}


def _alerts(db: Session, students: Collection[int]) -> dict[int, list[ListAlert]]:
    query = select(SafetyAlert).where(SafetyAlert.student_id.in_(students)).order_by(SafetyAlert.id)
    found: dict[int, list[ListAlert]] = defaultdict(list)
    for alert in db.scalars(query):
        found[alert.student_id].append(ListAlert(alert.kind, alert.words, alert.reviewed_on))
    return found
