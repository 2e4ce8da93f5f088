# SPDX-License-Identifier: MIT
"""The caseload list: everybody who is seen, with what one wants to have at hand on paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import caseload
from otdesk.queries.alerts import AlertFact, alerts_of
from otdesk.queries.caseload import CaseRow
from otdesk.records.plans import Plan
from otdesk.records.students import Student


@dataclass(frozen=True, slots=True)
class ListRow:
    """`case` is the student's row of the caseload table."""

    case: CaseRow
    room: str
    case_manager: str
    birth_date: date | None
    reevaluation_due: date | None
    alerts: tuple[AlertFact, ...]


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
    reevaluations, alerts = _reevaluations(db, ids), alerts_of(db, ids)
    return tuple(
        ListRow(
            case,
            people[case.student_id].room,
            people[case.student_id].case_manager,
            people[case.student_id].birth_date,
            reevaluations.get(case.student_id),
            alerts.get(case.student_id, ()),
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
