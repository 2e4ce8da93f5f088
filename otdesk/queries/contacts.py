# SPDX-License-Identifier: MIT
"""Whom one speaks with about a student."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.students import Contact, Student
from otdesk.words import _


def whom(db: Session, student_id: int) -> tuple[str, ...]:
    """The family as entered, then the teacher and the case manager: "Ana Ortiz (mother)"."""
    family = db.execute(
        select(Contact.name, Contact.relation).where(Contact.student_id == student_id).order_by(Contact.id)
    )
    named = [f"{row.name} ({row.relation})" if row.relation else row.name for row in family]
    school = db.execute(select(Student.teacher, Student.case_manager).where(Student.id == student_id)).one()
    if school.teacher:
        named.append(_("{name} (teacher)").format(name=school.teacher))
    if school.case_manager:
        named.append(_("{name} (case manager)").format(name=school.case_manager))
    return tuple(dict.fromkeys(named))
