# SPDX-License-Identifier: MIT
"""What an edit of the calendar or the typical week does to the sessions to come, per student."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import SessionStatus
from otdesk.words import full_name


@dataclass(frozen=True, slots=True)
class Planned:
    """A session to come."""

    day: date
    start: int
    minutes: int
    students: frozenset[int]


@dataclass(frozen=True, slots=True)
class Effect:
    """Sessions to come that an edit adds, moves and takes away. `lost`: (name, minutes) of those who lose some in all,
    the most first."""

    added: int
    moved: int
    removed: int
    lost: tuple[tuple[str, int], ...]

    @property
    def empty(self) -> bool:
        return not (self.added or self.moved or self.removed)


def to_come(db: Session, today: date) -> dict[int, Planned]:
    """By id, every session from today on that is not called off."""
    students: dict[int, set[int]] = defaultdict(set)
    of = select(Attendance.session_id, Attendance.student_id).join(TherapySession)
    for session_id, student_id in db.execute(of.where(TherapySession.day >= today)):
        students[session_id].add(student_id)
    rows = db.execute(
        select(TherapySession.id, TherapySession.day, TherapySession.planned_start, TherapySession.planned_end).where(
            TherapySession.day >= today, TherapySession.status != SessionStatus.CANCELLED
        )
    )
    return {
        row.id: Planned(row.day, row.planned_start, row.planned_end - row.planned_start, frozenset(students[row.id]))
        for row in rows
    }


def effect(db: Session, before: Mapping[int, Planned], after: Mapping[int, Planned]) -> Effect:
    """The difference between the two, with the students' names."""
    balance: dict[int, int] = defaultdict(int)
    for sign, sessions in ((-1, before), (1, after)):
        for planned in sessions.values():
            for student in planned.students:
                balance[student] += sign * planned.minutes
    short = {student: -minutes for student, minutes in balance.items() if minutes < 0}
    rows = db.execute(select(Student.id, Student.first, Student.last, Student.preferred).where(Student.id.in_(short)))
    lost = [(full_name(row.preferred or row.first, row.last), short[row.id]) for row in rows]
    return Effect(
        len(after.keys() - before.keys()),
        sum(_when(before[number]) != _when(after[number]) for number in before.keys() & after.keys()),
        len(before.keys() - after.keys()),
        tuple(sorted(lost, key=_most_first)),
    )


def _when(planned: Planned) -> tuple[date, int, int]:
    return planned.day, planned.start, planned.minutes


def _most_first(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]
