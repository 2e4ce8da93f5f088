# SPDX-License-Identifier: MIT
"""Short lists to choose from in forms: schools, and who can be seen at one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.groups import Group, GroupMember
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.rules.kinds import Grouping, Mode


@dataclass(frozen=True, slots=True)
class SchoolChoice:
    school_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class WhoChoice:
    """A student or a group; `members` are (student id, the one service line in force that fits, or none)."""

    name: str
    school_id: int
    members: tuple[tuple[int, int | None], ...]
    group_id: int | None = None
    minutes: int = 30
    grade: int | None = None
    """Of a student."""


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A service line in force."""

    line_id: int
    mode: Mode
    grouping: Grouping
    minutes: int


def lines_of(db: Session, student_id: int, on: date) -> tuple[LineChoice, ...]:
    """The service lines a student's minutes can count for on a day."""
    query = select(ServiceLine).where(ServiceLine.student_id == student_id).order_by(ServiceLine.id)
    return tuple(
        LineChoice(line.id, line.mode, line.grouping, line.minutes)
        for line in db.scalars(query)
        if (line.start is None or line.start <= on) and (line.end is None or on <= line.end)
    )


def schools(db: Session) -> tuple[SchoolChoice, ...]:
    query = select(School.id, School.code, School.name).where(School.archived.is_(False)).order_by(School.name)
    return tuple(SchoolChoice(row.id, row.code, row.name) for row in db.execute(query))


def student_by_number(db: Session, number: str) -> int | None:
    """The student with this district ID."""
    return db.scalar(select(Student.id).where(Student.student_no == number))


def classmates(db: Session, student_id: int) -> tuple[tuple[int, str], ...]:
    """Who else of the caseload sits in her class: the same school, teacher and grade."""
    her = db.execute(select(Student.school_id, Student.teacher, Student.grade).where(Student.id == student_id)).one()
    if not her.teacher:
        return ()
    query = select(Student.id, Student.first, Student.preferred).where(
        Student.school_id == her.school_id, Student.teacher == her.teacher, Student.grade == her.grade,
        Student.id != student_id, Student.exited_on.is_(None),
    )  # fmt: skip
    return tuple((row.id, row.preferred or row.first) for row in db.execute(query.order_by(Student.id)))


def who(db: Session, on: date) -> tuple[WhoChoice, ...]:
    """All groups, then all active students, by name."""
    lines = _lines(db, on)
    students = db.execute(
        select(Student.id, Student.first, Student.last, Student.preferred, Student.school_id, Student.grade)
        .where(Student.exited_on.is_(None))
        .order_by(Student.last, Student.first)
    ).all()
    single = [
        WhoChoice(
            f"{row.preferred or row.first} {row.last}".strip(),
            row.school_id,
            ((row.id, _only(lines.get(row.id, []))),),
            minutes=lines[row.id][0][1] if lines.get(row.id) else 30,
            grade=row.grade,
        )
        for row in students
    ]
    return (*_groups(db, lines), *single)


def _lines(db: Session, on: date) -> dict[int, list[tuple[int, int]]]:
    """(line id, minutes) in force on a day, by student."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    query = select(ServiceLine.id, ServiceLine.student_id, ServiceLine.minutes, ServiceLine.start, ServiceLine.end)
    for row in db.execute(query.order_by(ServiceLine.id)):
        if (row.start is None or row.start <= on) and (row.end is None or on <= row.end):
            found[row.student_id].append((row.id, row.minutes))
    return found


def _only(lines: list[tuple[int, int]]) -> int | None:
    return lines[0][0] if len(lines) == 1 else None


def _groups(db: Session, lines: dict[int, list[tuple[int, int]]]) -> list[WhoChoice]:
    members: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    minutes = {line: length for mine in lines.values() for line, length in mine}
    query = select(GroupMember.group_id, GroupMember.student_id, GroupMember.service_line_id)
    for row in db.execute(query.where(GroupMember.left_on.is_(None)).order_by(GroupMember.id)):
        members[row.group_id].append((row.student_id, row.service_line_id))
    groups = db.execute(
        select(Group.id, Group.name, Group.school_id).where(Group.archived.is_(False)).order_by(Group.name)
    )
    return [
        WhoChoice(
            row.name,
            row.school_id,
            tuple(members[row.id]),
            row.id,
            minutes.get(members[row.id][0][1] or 0, 30),
        )
        for row in groups
        if members[row.id]
    ]
