# SPDX-License-Identifier: MIT
"""What a day sheet shows: the day's stops, who is seen there and with which goals, and how to get to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import today
from otdesk.queries.day_rows import Row, StudentOnRow
from otdesk.queries.due import Due, DueKind, due
from otdesk.records.meetings import Meeting
from otdesk.records.students import Student
from otdesk.rules.kinds import AlertKind, Setting
from otdesk.rules.slots import BlockKind
from otdesk.words import _, day_date, short_date

_DUE_WITHIN = 14
_CUE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class SheetName:
    """A student; the sheet decides how much of the name is shown."""

    first: str
    last: str
    called: str = ""
    """What she is called, where that is not the first name."""


@dataclass(frozen=True, slots=True)
class SheetGoal:
    number: int
    cue: str


@dataclass(frozen=True, slots=True)
class SheetStudent:
    name: SheetName
    alerts: tuple[AlertKind, ...] = ()
    goals: tuple[SheetGoal, ...] = ()
    grade: int | None = None
    teacher: str = ""
    room: str = ""
    next_time: str = ""
    """What the last note planned for this time."""


class SheetKind(StrEnum):
    SESSION = "session"
    MEETING = "meeting"
    LUNCH = "lunch"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One block of the day. A session has students; a meeting has words and perhaps one student."""

    kind: SheetKind
    start: int
    end: int
    title: str = ""
    """A group's name, a meeting's subject; empty where the student says it all."""
    detail: str = ""
    """Short, after the title: "push-in", "make-up Oct 13", "Room 118"."""
    students: tuple[SheetStudent, ...] = ()
    bring: str = ""
    overlap: bool = False
    """It starts before the block above it has ended."""


@dataclass(frozen=True, slots=True)
class SheetLeave:
    """The drive to the next stop; none where it is not known. `tenths` are tenths of a mile."""

    at: int | None
    minutes: int | None
    tenths: int | None
    to_code: str
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class SheetStop:
    """A school, the home or the office, visited once; a school visited twice is two stops."""

    code: str
    name: str
    start: int
    end: int
    room: str = ""
    office_phone: str = ""
    arrival_note: str = ""
    items: tuple[SheetItem, ...] = ()
    leave: SheetLeave | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line to tick off, perhaps about a student: "annual IEP, 2:45"."""

    words: str
    name: SheetName | None = None


@dataclass(frozen=True, slots=True)
class DaySheet:
    day: date
    stops: tuple[SheetStop, ...] = ()
    due: tuple[SheetLine, ...] = ()
    bring: tuple[str, ...] = ()
    schools: int = 0
    sessions: int = 0
    driving_minutes: int = 0
    driving_tenths: int = 0
    closed: str = ""
    """Why there is no school: "Fall break". Empty on a school day."""


def day_sheet(db: Session, on: date) -> DaySheet:
    """The sheet of one date, with what is due in the two weeks after it."""
    day = today.day(db, on, None)
    about = _meeting_students(db, on)
    visits, drives = _needed(day)
    stops = tuple(
        _stop(stop, drives[number] if number < len(drives) else None, about) for number, stop in enumerate(visits)
    )
    rows = [row for row in day.rows() if not row.cancelled]
    return DaySheet(
        day=on,
        stops=stops,
        due=_due_lines(db, on),
        bring=_bring(day),
        schools=len({stop.school_id for stop in visits if stop.school_id is not None}),
        sessions=sum(row.kind is BlockKind.SESSION for row in rows),
        driving_minutes=sum(drive.minutes or 0 for drive in drives),
        driving_tenths=sum(drive.tenths or 0 for drive in drives),
        closed=day.closed,
    )


def _needed(day: today.Day) -> tuple[list[today.Stop], list[today.Drive]]:
    """Without the first and last stops where everything is cancelled: nobody drives there."""
    stops, drives = list(day.stops), list(day.drives)
    while stops and all(row.cancelled for row in stops[-1].rows):
        stops.pop()
        del drives[-1:]
    while stops and all(row.cancelled for row in stops[0].rows):
        stops.pop(0)
        del drives[:1]
    return stops, drives


def _stop(stop: today.Stop, drive: today.Drive | None, about: Mapping[int, SheetName]) -> SheetStop:
    leave = None
    if drive is not None:
        to = drive.to_code or drive.to_name
        leave = SheetLeave(drive.leave_by, drive.minutes, drive.tenths, to, drive.estimated)
    return SheetStop(
        code=stop.code,
        name=stop.name or _("No building"),
        start=stop.start if stop.arrive is None else min(stop.start, stop.arrive),
        end=stop.end if drive is None or drive.leave_by is None else max(stop.end, drive.leave_by),
        room=stop.room,
        office_phone=stop.office_phone,
        arrival_note=stop.arrival_note,
        items=tuple(_item(row, about) for row in stop.rows if not row.cancelled),
        leave=leave,
    )


_KINDS = {
    BlockKind.SESSION: SheetKind.SESSION,
    BlockKind.MEETING: SheetKind.MEETING,
    BlockKind.LUNCH: SheetKind.LUNCH,
    BlockKind.DESK: SheetKind.DESK,
}


def _item(row: Row, about: Mapping[int, SheetName]) -> SheetItem:
    students = tuple(_student(student) for student in row.students)
    if row.meeting_id is not None and row.meeting_id in about:
        students = (SheetStudent(about[row.meeting_id]),)
    return SheetItem(
        kind=_KINDS[row.kind],
        start=row.start,
        end=row.end,
        title=row.title,
        detail=_detail(row),
        students=students,
        bring=row.detail if row.kind is BlockKind.MEETING else "",
        overlap=row.clash,
    )


def _detail(row: Row) -> str:
    """ "push-in", "make-up", "moved from Oct 13", "Room 118"."""
    said = []
    settings = {student.setting for student in row.students}
    if settings and settings <= {Setting.PUSH_IN, Setting.CLASSROOM}:
        said.append(_("push-in"))
    if any(student.makeup for student in row.students):
        said.append(_("make-up"))
    if row.moved_from is not None:
        said.append(_("moved from {day}").format(day=short_date(row.moved_from)))
    if row.room:
        said.append(row.room)
    return ", ".join(said)


def _student(student: StudentOnRow) -> SheetStudent:
    return SheetStudent(
        SheetName(student.first, student.last, student.called if student.called != student.first else ""),
        tuple(alert.kind for alert in student.alerts),
        tuple(SheetGoal(goal.number, _short(goal.cue)) for goal in student.goals),
        student.grade,
        student.teacher,
        student.room,
        student.next_time,
    )


def _short(cue: str) -> str:
    """A goal without a cue of its own brings its whole statement, too long for a panel."""
    if len(cue) <= _CUE_LENGTH:
        return cue
    return cue[:_CUE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def _meeting_students(db: Session, on: date) -> dict[int, SheetName]:
    """Whom a meeting is about, by the meeting's id."""
    query = (
        select(Meeting.id, Student.first, Student.last, Student.preferred)
        .join(Student, Student.id == Meeting.student_id)
        .where(Meeting.day == on)
    )
    return {row.id: SheetName(row.first, row.last, row.preferred) for row in db.execute(query)}


def _bring(day: today.Day) -> tuple[str, ...]:
    """What meetings ask for, with the school's code."""
    return tuple(
        f"{row.detail} ({stop.code})" if stop.code else row.detail
        for stop in day.stops
        for row in stop.rows
        if row.kind is BlockKind.MEETING and row.detail and not row.cancelled
    )


def _due_lines(db: Session, on: date) -> tuple[SheetLine, ...]:
    found = due(db, on, _DUE_WITHIN)
    names = _names(db, [item.student_id for item in found if item.student_id is not None])
    return tuple(SheetLine(_due_words(item), names.get(item.student_id or 0)) for item in found)


def _due_words(item: Due) -> str:
    what = {
        DueKind.ANNUAL_REVIEW: _("annual review"),
        DueKind.REEVALUATION: _("re-evaluation"),
        DueKind.CONSENT: _("consent ends"),
        DueKind.CONSENT_OUT: _("consent is not back"),
        DueKind.EVALUATION: _("evaluation"),
        DueKind.EVALUATION_CONSENT: _("consent to evaluate is not back"),
        DueKind.LICENSE: _("Your license ends"),
    }[item.kind]
    when = day_date(item.day)
    return _("{what}, {day} (overdue)").format(what=what, day=when) if item.days < 0 else f"{what}, {when}"


def _names(db: Session, students: Iterable[int]) -> dict[int, SheetName]:
    query = select(Student.id, Student.first, Student.last, Student.preferred).where(Student.id.in_(set(students)))
    return {row.id: SheetName(row.first, row.last, row.preferred) for row in db.execute(query)}
