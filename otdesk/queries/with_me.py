# SPDX-License-Identifier: MIT
"""Who is with the therapist now, for a drill: those of the running session, all of hers in the building."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.alerts import AlertFact, alerts_of
from otdesk.queries.caseload import SchoolMark
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import Presence, RecordKind, SessionStatus


@dataclass(frozen=True, slots=True)
class Child:
    """`marked` None: not said yet whether she came."""

    student_id: int
    name: str
    grade: int
    teacher: str
    room: str
    alerts: tuple[AlertFact, ...]
    marked: Presence | None = None


@dataclass(frozen=True, slots=True)
class WithMe:
    """`sessions_end`: when the running session ends; none when nobody is with her. `school`: where she is now, by the
    session that runs or the last one before; none on a day without sessions."""

    school: SchoolMark | None
    now_with_me: tuple[Child, ...]
    absent: tuple[Child, ...]
    in_building: tuple[Child, ...]
    session_end: int | None
    room: str


def with_me(db: Session, now: datetime) -> WithMe:
    """`now` is local."""
    minute = now.hour * 60 + now.minute
    rows = db.execute(
        select(TherapySession.id, TherapySession.school_id, TherapySession.planned_start, TherapySession.planned_end,
               TherapySession.actual_start, TherapySession.actual_end, TherapySession.room)
        .where(TherapySession.day == now.date(), TherapySession.status != SessionStatus.CANCELLED,
               TherapySession.kind != RecordKind.CONTACT)
        .order_by(TherapySession.planned_start)
    ).all()  # fmt: skip
    running = [
        row for row in rows
        if (row.actual_start or row.planned_start) <= minute < (row.actual_end or row.planned_end)
    ]  # fmt: skip
    begun = [row for row in rows if (row.actual_start or row.planned_start) <= minute]
    if not rows:
        return WithMe(None, (), (), (), None, "")
    here = (running or begun or rows[:1])[-1]
    school = db.get_one(School, here.school_id)
    seen = db.execute(
        select(Attendance.student_id, Attendance.presence).where(Attendance.session_id.in_([row.id for row in running]))
    ).all()
    marks = {row.student_id: row.presence for row in seen}
    people = _children(db, school.id, marks)
    with_her = [child for child in people if child.student_id in marks]
    return WithMe(
        SchoolMark(school.id, school.code, school.name, school.color),
        tuple(child for child in with_her if child.marked is not Presence.ABSENT),
        tuple(child for child in with_her if child.marked is Presence.ABSENT),
        tuple(child for child in people if child.student_id not in marks),
        max((row.actual_end or row.planned_end for row in running), default=None),
        next((row.room for row in running if row.room), school.room),
    )


def _children(db: Session, school_id: int, marks: dict[int, Presence | None]) -> list[Child]:
    """All of the school, and those of the session whatever their school."""
    records = db.scalars(
        select(Student)
        .where(Student.exited_on.is_(None), (Student.school_id == school_id) | Student.id.in_(list(marks)))
        .order_by(Student.last, Student.first)
    ).all()
    alerts = alerts_of(db, [record.id for record in records])
    return [
        Child(record.id, f"{record.preferred or record.first} {record.last}".strip(), record.grade, record.teacher,
              record.room, alerts.get(record.id, ()), marks.get(record.id))
        for record in records
    ]  # fmt: skip
