# SPDX-License-Identifier: MIT
"""The names of everybody in the vault, for hiding them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.students import Contact, Student


def all_names(db: Session) -> tuple[str, ...]:
    """First, last and preferred names of students, and those of their contacts."""
    found: set[str] = set()
    for row in db.execute(select(Student.first, Student.last, Student.preferred)):
        found.update(row)
    found.update(db.scalars(select(Contact.name)))
    return tuple(sorted(found - {""}))
