# SPDX-License-Identifier: MIT
"""What the therapist wishes of her week, and who is never in a group with whom."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from otdesk.records.groups import KeepApart
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.rules.wishes import Wishes, steps_from
from otdesk.words import full_name


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students kept apart."""

    first_id: int
    second_id: int
    names: str


def of_therapist(db: Session) -> tuple[int | None, Wishes]:
    """(her id, her wishes); the usual ones before she is entered."""
    therapist = db.scalars(select(Therapist).order_by(Therapist.id)).first()
    if therapist is None:
        return None, Wishes()
    steps = steps_from(therapist.weights)
    return therapist.id, Wishes(
        therapist.longest_run, therapist.most_schools, therapist.desk_minutes, steps, therapist.visits
    )


def kept_apart(db: Session) -> tuple[Pair, ...]:
    """Every pair by name."""
    first, second = aliased(Student), aliased(Student)
    rows = db.execute(
        select(KeepApart.first_id, KeepApart.second_id, first, second)
        .join(first, first.id == KeepApart.first_id)
        .join(second, second.id == KeepApart.second_id)
        .order_by(first.last, first.first, second.last)
    )
    return tuple(Pair(row[0], row[1], f"{_name(row[2])} · {_name(row[3])}") for row in rows)


def _name(student: Student) -> str:
    return full_name(student.preferred or student.first, student.last)
