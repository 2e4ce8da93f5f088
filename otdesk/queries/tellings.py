# SPDX-License-Identifier: MIT
"""Changes of the typical week by the teacher who is to be told of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from otdesk.queries.caseload import SchoolMark
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.records.week_changes import WeekChange
from otdesk.words import full_name

LATELY = timedelta(days=14)
"""How long a change that was told stays on the list."""


@dataclass(frozen=True, slots=True)
class ChangeToTell:
    """`was` and `now`: (day, start), none where there was no time or is none any more."""

    id: int
    name: str
    short_name: str
    grade: int
    room: str
    minutes: int
    was: tuple[int, int] | None
    now: tuple[int, int] | None
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Teacher:
    """`name` is empty where no teacher is entered for the student."""

    name: str
    school: SchoolMark
    changes: tuple[ChangeToTell, ...]

    @property
    def told(self) -> bool:
        return all(change.told_on is not None for change in self.changes)


def teachers(db: Session, today: date) -> tuple[Teacher, ...]:
    """Everybody with changes to be told, or told lately; those not yet told first, then by school and name."""
    rows = db.execute(
        select(WeekChange, Student, School)
        .join(Student, Student.id == WeekChange.student_id)
        .join(School, School.id == WeekChange.school_id)
        .where(or_(WeekChange.told_on.is_(None), WeekChange.told_on >= today - LATELY))
        .order_by(Student.last, Student.first, WeekChange.day, WeekChange.start, WeekChange.id)
    )
    found: dict[tuple[str, SchoolMark], list[ChangeToTell]] = defaultdict(list)
    for change, student, school in rows:
        mark = SchoolMark(school.id, school.code, school.name, school.color)
        called = student.preferred or student.first
        found[student.teacher, mark].append(
            ChangeToTell(
                change.id,
                full_name(called, student.last),
                f"{called} {student.last[:1]}.".strip(),
                student.grade,
                student.room,
                change.minutes,
                _time(change.was_day, change.was_start),
                _time(change.day, change.start),
                change.told_on,
            )
        )
    made = [Teacher(name, school, tuple(changes)) for (name, school), changes in found.items()]
    return tuple(sorted(made, key=_in_order))


def waiting(db: Session) -> int:
    """How many changes nobody was told of."""
    return db.scalar(select(func.count()).select_from(WeekChange).where(WeekChange.told_on.is_(None))) or 0


def _in_order(teacher: Teacher) -> tuple[bool, str, str]:
    return teacher.told, teacher.school.code, teacher.name.casefold()


def _time(day: int | None, start: int | None) -> tuple[int, int] | None:
    return None if day is None or start is None else (day, start)
