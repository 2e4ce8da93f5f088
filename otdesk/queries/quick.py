# SPDX-License-Identifier: MIT
"""What the quick line asks: does a time fit, which session is meant by "note", whose goals hold a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from otdesk.queries import day_rows, roads, school_days, student_days, today
from otdesk.queries.choices import WhoChoice
from otdesk.records.goals import Goal
from otdesk.records.notes import Note, is_note_of
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules import availability, bells
from otdesk.rules.availability import Bar
from otdesk.rules.bells import ClassOf
from otdesk.rules.kinds import DayType, NoteStatus, Pull, SessionStatus
from otdesk.rules.spans import overlap


class Why(StrEnum):
    CLOSED = "closed"
    OUT_OF_YEAR = "out_of_year"
    TAKEN = "taken"
    DRIVE = "drive"
    SCHOOL_HOURS = "school_hours"
    CLASS = "class"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """`label` names it (a block, who is seen then, the other school); `start`, `end` or the minutes of a drive."""

    why: Why
    label: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One date as it is planned, read once for a line that is typed letter by letter."""

    day: date
    shown: today.Day
    facts: school_days.DayFacts
    map: roads.Map
    schools: dict[int, tuple[str, str]]
    """(code, name) by school id."""


@dataclass(frozen=True, slots=True)
class GoalHit:
    student_id: int
    student: str
    number: int
    area: str
    statement: str


def day_plan(db: Session, day: date) -> DayPlan:
    names = {row.id: (row.code, row.name) for row in db.execute(select(School.id, School.code, School.name))}
    return DayPlan(day, today.day(db, day, None), school_days.facts(db, day), roads.load(db), names)


def hindrances(db: Session, plan: DayPlan, who: WhoChoice, start: int, end: int) -> tuple[Hindrance, ...]:
    """What stands against seeing `who` then, the gravest first. Nothing is forbidden by it."""
    if not plan.facts.in_year:
        return (Hindrance(Why.OUT_OF_YEAR),)
    if not plan.facts.is_open(who.school_id):
        return (Hindrance(Why.CLOSED, plan.facts.names.get(who.school_id, "")),)
    found = [*_taken(plan, start, end), *_of_students(db, plan, who, start, end), *_drives(plan, who, start, end)]
    return tuple(dict.fromkeys(found))


def _taken(plan: DayPlan, start: int, end: int) -> list[Hindrance]:
    return [
        Hindrance(Why.TAKEN, row.title or ", ".join(student.called for student in row.students), row.start, row.end)
        for row in plan.shown.rows()
        if not row.cancelled and overlap((row.start, row.end), (start, end))
    ]


def _drives(plan: DayPlan, who: WhoChoice, start: int, end: int) -> list[Hindrance]:
    """The stop before and the stop after, where they are at another school and the drive is longer than the gap."""
    held = [
        (row.start, row.end, stop.school_id)
        for stop in plan.shown.stops
        for row in stop.rows
        if not row.cancelled and stop.school_id is not None
    ]
    before = max((row for row in held if row[1] <= start), default=None, key=_end)
    after = min((row for row in held if row[0] >= end), default=None, key=_start)
    found = []
    for row, gap in ((before, start - before[1] if before else 0), (after, after[0] - end if after else 0)):
        if row is None or row[2] == who.school_id:
            continue
        origin, goal = (row[2], who.school_id) if row is before else (who.school_id, row[2])
        need = _need(plan, origin, goal)
        if need is not None and need > gap:
            found.append(Hindrance(Why.DRIVE, plan.schools[row[2]][0], need, gap))
    return found


def _need(plan: DayPlan, origin: int, goal: int) -> int | None:
    places = plan.map.place_of_school
    return plan.map.roads.need(places[origin], places[goal]) if origin in places and goal in places else None


def _start(row: tuple[int, int, int]) -> int:
    return row[0]


def _end(row: tuple[int, int, int]) -> int:
    return row[1]


def _of_students(db: Session, plan: DayPlan, who: WhoChoice, start: int, end: int) -> list[Hindrance]:
    school = db.get_one(School, who.school_id)
    blocks = student_days.bell_blocks(db, who.school_id)
    day_type = plan.facts.types.get(who.school_id, DayType.REGULAR)
    found = []
    for student_id, _line in who.members:
        student = db.get_one(Student, student_id)
        pupil_of, weekday = ClassOf(student.grade, student.teacher), plan.day.weekday()
        usual = (school.first_bell, school.dismissal) if day_type is DayType.REGULAR else None
        hours = bells.school_hours(blocks, pupil_of, weekday, day_type) or usual
        if hours is None:
            continue
        if start < hours[0] or end > hours[1]:
            found.append(Hindrance(Why.SCHOOL_HOURS, start=hours[0], end=hours[1]))
            continue
        segments = bells.student_day(blocks, hours, pupil_of, weekday, day_type)
        for piece in availability.within(
            student_days.slices_of(db, student_id, who.school_id, segments, weekday, plan.day), start, end
        ):
            if piece.pull is Pull.NEVER:
                away = piece.bar is Bar.NOT_ATTENDING
                found.append(Hindrance(Why.AWAY if away else Why.CLASS, piece.label, piece.start, piece.end))
    return found


def note_wanted(db: Session, student_id: int, on: date) -> int | None:
    """The session whose note is meant: the newest one up to this day without a signed note, else the newest."""
    query = (
        select(TherapySession.id, Note.status)
        .join(Attendance, Attendance.session_id == TherapySession.id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .where(
            Attendance.student_id == student_id,
            TherapySession.day <= on,
            TherapySession.status != SessionStatus.CANCELLED,
            or_(Attendance.presence.is_(None), Attendance.presence.not_in(day_rows.NOT_SEEN)),
        )
        .order_by(TherapySession.day.desc(), TherapySession.planned_start.desc())
        .limit(12)
    )
    rows = db.execute(query).all()
    unsigned = next((row.id for row in rows if row.status in {None, NoteStatus.DRAFT}), None)
    return unsigned if unsigned is not None else next((row.id for row in rows), None)


def goals_with(db: Session, wanted: Sequence[str], most: int = 12) -> tuple[GoalHit, ...]:
    """Open goals that hold all these words."""
    query = (
        select(Goal.student_id, Goal.number, Goal.area, Goal.statement, Student.first, Student.last, Student.preferred)
        .join(Student, Student.id == Goal.student_id)
        .where(Goal.status.in_(day_rows.OPEN_GOALS), Student.exited_on.is_(None))
    )
    for word in wanted:
        query = query.where(or_(Goal.area.icontains(word, autoescape=True),
                                Goal.statement.icontains(word, autoescape=True)))  # fmt: skip
    rows = db.execute(query.order_by(Student.last, Student.first, Goal.number).limit(most))
    return tuple(
        GoalHit(row.student_id, f"{row.preferred or row.first} {row.last}".strip(), row.number, row.area, row.statement)
        for row in rows
    )
