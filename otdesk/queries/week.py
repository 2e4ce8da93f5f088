# SPDX-License-Identifier: MIT
"""A dated week: the therapy sessions and meetings of its days around closures, with the drives between schools."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import own_time, week_facts, week_rows
from otdesk.queries.alerts import alerts_of
from otdesk.queries.week_rows import CardKind, CardRow, DayRow, SchoolRow, StudentRow
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.groups import Group
from otdesk.records.meetings import Meeting
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules import calendar
from otdesk.rules.calendar import Mark, SchoolCalendar
from otdesk.rules.kinds import DayType, Mode, SessionStatus
from otdesk.rules.slots import BlockKind
from otdesk.rules.travel import Roads
from otdesk.words import _, cycle_day, full_name

EARLIEST, LATEST = 8 * 60, 15 * 60


@dataclass(frozen=True, slots=True)
class DatedWeek:
    """Monday to Friday, and Saturday or Sunday only where something stands there."""

    monday: date
    days: tuple[DayRow, ...]
    schools: tuple[SchoolRow, ...]
    first: int
    last: int

    @property
    def sessions(self) -> int:
        return sum(card.kind is CardKind.SESSION for day in self.days for card in day.cards)


def dated_week(db: Session, monday: date) -> DatedWeek:
    """The week that begins on this Monday."""
    sunday = monday + timedelta(days=6)
    schools = week_rows.schools(db)
    roads = week_rows.roads(db)
    open_days = _Calendar(db, monday, sunday, schools)
    cards = [*_sessions(db, monday, sunday, schools), *_meetings(db, monday, sunday, schools)]
    cards += _blocks(db, monday, schools)
    shown = [day for day in calendar.dates(monday, sunday) if day.weekday() < 5 or _any(cards, day)]
    days = tuple(_day(day, cards, roads, open_days) for day in shown)
    starts, ends = [EARLIEST, *(card.start for card in cards)], [LATEST, *(card.end for card in cards)]
    return DatedWeek(
        monday,
        days,
        tuple(sorted(schools.values(), key=_by_code)),
        min(starts) // 30 * 30,
        -(-max(ends) // 30) * 30,
    )


class _Calendar:
    """What kind of days these are, for all and at each school."""

    def __init__(self, db: Session, monday: date, sunday: date, schools: Mapping[int, SchoolRow]) -> None:
        self.schools = schools
        self.year = db.scalars(
            select(SchoolYear)
            .where(SchoolYear.first_day <= sunday, SchoolYear.last_day >= monday)
            .order_by(SchoolYear.first_day)
        ).first()
        self.planned = self.year is not None or db.scalar(select(SchoolYear.id).limit(1)) is not None
        self.names: dict[tuple[date, int | None], str] = {}
        marks: list[Mark] = []
        for day, kind, school, name in db.execute(
            select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id, CalendarDay.name)
        ):
            marks.append(Mark(day, kind, school))
            self.names[day, school] = name
        self.of_school: dict[int | None, SchoolCalendar] = {}
        self.days: dict[date, int] = {}
        if self.year is not None:
            for school_id in (None, *schools):
                self.of_school[school_id] = calendar.calendar_of(
                    school_id, self.year.first_day, self.year.last_day, marks
                )
            cycle = calendar.cycle_from(self.year.cycle_days, self.year.cycle_rule, self.year.cycle_anchor)
            self.days = calendar.cycle_days(self.of_school[None], cycle)
        self.letters = self._letters(db) if self.year is not None else {}

    def _letters(self, db: Session) -> dict[int, dict[date, int]]:
        """The days of the schools that run through letters of their own."""
        rows = db.scalars(select(School).where(School.letter_days > 0, School.id.in_(self.schools)))
        return {
            row.id: calendar.cycle_days(
                self.of_school[row.id], calendar.cycle_from(row.letter_days, row.letter_rule, row.letter_anchor)
            )
            for row in rows
        }

    def marks(self, day: date) -> tuple[str, ...]:
        """ "School closed: Labor Day", "AC: Early release", "MB: Day B"."""
        if not self.planned:
            return ()
        if self.year is None or not self.year.first_day <= day <= self.year.last_day:
            return (_("Outside the school year"),)
        found = []
        for school_id, known in self.of_school.items():
            if (day, school_id) not in self.names:
                continue
            words = self.names[day, school_id] or _DAY_WORDS[known.day_type(day)]
            found.append(f"{self.schools[school_id].code}: {_(words)}" if school_id is not None else _(words))
        for school_id, days in self.letters.items():
            if day in days:
                school = self.schools[school_id]
                found.append(f"{school.code}: {cycle_day(days[day], school.letter_days)}")
        return tuple(found)

    def shut(self, day: date) -> bool:
        known = self.of_school.get(None)
        return self.planned and (known is None or not known.is_open(day))

    def letter(self, day: date) -> str:
        if self.year is None or not self.year.cycle_days or day not in self.days:
            return ""
        return calendar.letter(self.days[day])


_DAY_WORDS = {
    DayType.REGULAR: "Regular day",
    DayType.EARLY_RELEASE: "Early release",
    DayType.ONE_HOUR_DELAY: "One-hour delay",
    DayType.TWO_HOUR_DELAY: "Two-hour delay",
    DayType.MINIMUM_DAY: "Minimum day",
    DayType.TESTING: "Testing",
    DayType.HALF_DAY: "Half day",
    DayType.STAFF_ONLY: "Staff only",
    DayType.CLOSED: "School closed",
}


def _sessions(db: Session, monday: date, sunday: date, schools: Mapping[int, SchoolRow]) -> list[CardRow]:
    students, said = _students(db, monday, sunday)
    rows = db.execute(
        select(TherapySession, Group.name)
        .join(Group, Group.id == TherapySession.group_id, isouter=True)
        .where(TherapySession.day.between(monday, sunday))
        .order_by(TherapySession.day, TherapySession.planned_start, TherapySession.id)
    )
    found = []
    for session, group in rows:
        of_session = tuple(students.get(session.id, ()))
        found.append(
            CardRow(
                id=session.id,
                kind=CardKind.SESSION,
                day=session.day.weekday(),
                start=session.actual_start if session.actual_start is not None else session.planned_start,
                end=session.actual_end if session.actual_end is not None else session.planned_end,
                title=group or ", ".join(student.name for student in of_session) or _("Nobody"),
                school=schools[session.school_id],
                students=of_session,
                group_id=session.group_id,
                room=session.room,
                status=session.status,
                said=said.get(session.id, 0),
                by_hand=session.by_hand or session.slot_id is None,
            )
        )
    return found


def _students(db: Session, monday: date, sunday: date) -> tuple[dict[int, list[StudentRow]], dict[int, int]]:
    goals = week_facts.goal_numbers(db)
    rows = db.execute(
        select(Attendance.session_id, Attendance.presence, Student, ServiceLine)
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .join(Student, Student.id == Attendance.student_id)
        .join(ServiceLine, ServiceLine.id == Attendance.service_line_id, isouter=True)
        .where(TherapySession.day.between(monday, sunday))
        .order_by(Attendance.id)
    ).all()
    alerts = alerts_of(db, {row[2].id for row in rows})
    students: dict[int, list[StudentRow]] = {}
    said: dict[int, int] = {}
    for session_id, presence, student, line in rows:
        students.setdefault(session_id, []).append(
            StudentRow(
                student.id,
                full_name(student.preferred or student.first, student.last),
                student.grade,
                goals.get(student.id, ()),
                line.id if line is not None else None,
                line.setting if line is not None else None,
                line is not None and line.mode is Mode.CONSULT,
                student.teacher,
                student.room,
                alerts.get(student.id, ()),
            )
        )
        if presence is not None:
            said[session_id] = said.get(session_id, 0) + 1
    return students, said


def _meetings(db: Session, monday: date, sunday: date, schools: Mapping[int, SchoolRow]) -> list[CardRow]:
    rows = db.scalars(select(Meeting).where(Meeting.day.between(monday, sunday)).order_by(Meeting.id))
    return [
        CardRow(
            id=meeting.id,
            kind=CardKind.MEETING,
            day=meeting.day.weekday(),
            start=meeting.start,
            end=meeting.end,
            title=meeting.title,
            school=schools[meeting.school_id] if meeting.school_id is not None else None,
            room=meeting.room,
        )
        for meeting in rows
    ]


def _blocks(db: Session, monday: date, schools: Mapping[int, SchoolRow]) -> list[CardRow]:
    """Lunch and desk time on the days that are held."""
    found = []
    for own in own_time.own_time(db, monday, monday + timedelta(days=6)):
        lunch = own.kind is BlockKind.LUNCH
        found.append(
            CardRow(
                id=own.slot_id,
                kind=CardKind.LUNCH if lunch else CardKind.DESK,
                day=own.day.weekday(),
                start=own.start,
                end=own.end,
                title=own.label or (_("Lunch") if lunch else _("Desk time")),
                school=schools[own.school_id] if own.school_id is not None else None,
            )
        )
    return found


def _day(day: date, cards: Sequence[CardRow], roads: Roads, days: _Calendar) -> DayRow:
    own = tuple(card for card in cards if card.day == day.weekday())
    visits = week_rows.visits_of(card for card in own if card.status is not SessionStatus.CANCELLED)
    gaps = week_rows.gaps_of(visits, roads)
    return DayRow(day.weekday(), day, visits, gaps, own, days.marks(day), days.shut(day), days.letter(day))


def _any(cards: Iterable[CardRow], day: date) -> bool:
    return any(card.day == day.weekday() for card in cards)


def _by_code(school: SchoolRow) -> str:
    return school.code
