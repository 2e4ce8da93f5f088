# SPDX-License-Identifier: MIT
"""Where a student was before: written when she changes the school or leaves the caseload."""

from datetime import date, timedelta

from sqlalchemy import func, select

from otdesk.records.belongings import SchoolStay
from otdesk.records.students import Student
from otdesk.rules.kinds import StayEnd
from otdesk.vault.work import Work


def close(work: Work, student: Student, last_day: date, ended_by: StayEnd, why: str = "") -> None:
    """Her time at this school ended; it began the day after the one before, where there is one."""
    before = work.db.scalars(
        select(SchoolStay)
        .where(SchoolStay.student_id == student.id)
        .order_by(SchoolStay.last_day.desc(), SchoolStay.id.desc())
    ).first()
    first = None
    if before is not None and before.ended_by is not StayEnd.EXIT:
        first = min(before.last_day + timedelta(days=1), last_day)
    work.db.add(
        SchoolStay(
            student_id=student.id, school_id=student.school_id, grade=student.grade, first_day=first,
            last_day=last_day, ended_by=ended_by, why=why.strip(),
        )
    )  # fmt: skip


def last_transfer(work: Work, student_id: int) -> date | None:
    """The last day of the newest stay; none before the first."""
    return work.db.scalar(select(func.max(SchoolStay.last_day)).where(SchoolStay.student_id == student_id))
