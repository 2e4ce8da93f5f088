# SPDX-License-Identifier: MIT
"""The typical week as the rules see it: whose class does what when, what stands where, and what is to be placed.

The week screen asks rules/slots.py with these values while a card is held: no database in between.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from otdesk.queries import week_rows
from otdesk.queries.alerts import AlertFact, alerts_of
from otdesk.queries.week_rows import SchoolRow, StudentRow
from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.goals import Goal
from otdesk.records.groups import KeepApart
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import RoomHours, School
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Commitment, Student, StudentHours
from otdesk.records.therapists import Therapist
from otdesk.rules import availability, bells, calendar
from otdesk.rules.availability import Bar, Slice, lettered
from otdesk.rules.bells import ClassOf, Segment
from otdesk.rules.calendar import SCHOOL_DAYS, Mark
from otdesk.rules.kinds import SHUT, DayType, GoalStatus, Grouping, Half, Mode, Period, Pull, Role, Setting
from otdesk.rules.pattern import Turns, turns_from
from otdesk.rules.slots import Limits, Member, Wish
from otdesk.rules.spans import Span, merged
from otdesk.rules.unplaced import Promise
from otdesk.words import full_name

WORK_HOURS = (450, 945)


@dataclass(frozen=True, slots=True)
class LineFact:
    """A service line in force with its student."""

    id: int
    student: int
    name: str
    grade: int
    homeroom: str
    school: int
    minutes: int
    times: int
    period: Period
    every: int
    mode: Mode
    grouping: Grouping
    group_max: int | None
    setting: Setting
    goals: tuple[int, ...]
    room: str
    alerts: tuple[AlertFact, ...]
    half: Half = Half.ANY
    provider: Role = Role.OT

    @property
    def promise(self) -> Promise:
        return Promise(self.times, self.minutes, self.period, self.every)

    @property
    def row(self) -> StudentRow:
        return StudentRow(
            self.student, self.name, self.grade, self.goals, self.id, self.setting, self.mode is Mode.CONSULT,
            self.homeroom, self.room, self.alerts,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlotFact:
    """A block of the typical week that is in force."""

    slot: PatternSlot
    lines: tuple[LineFact, ...]
    turns: Turns | None


@dataclass(slots=True)
class SchoolDays:
    """Each student's days at each school, worked out when first asked for."""

    weekdays: Mapping[int, tuple[int, ...]]
    """Day of the week or cycle -> the weekdays it falls on: one, or several in a lettered cycle."""
    bells: Mapping[int, tuple[bells.BellBlock, ...]]
    usual: Mapping[int, Span]
    commitments: Mapping[int, tuple[availability.Commitment, ...]]
    hours: Mapping[int, tuple[tuple[int, int, int, int], ...]]
    """student -> (school, weekday, start, end)"""
    types: Mapping[tuple[int, int], DayType] = field(default_factory=dict)
    """(school, day) -> how the school runs on it, where the days are dates; no entry = a regular day."""
    members: dict[tuple[int, int, Setting, Mode], Member] = field(default_factory=dict)
    classes: dict[tuple[int, ClassOf, int, DayType], tuple[Segment, ...]] = field(default_factory=dict)

    def member(self, line: LineFact, school: int) -> Member:
        """A consult does not take the student along: it has a number of its own and needs only open doors."""
        key = (line.id, school, line.setting, line.mode)
        made = self.members.get(key)
        if made is None:
            days = _Days(self, line, school)
            number = -line.student if line.mode is Mode.CONSULT else line.student
            made = self.members[key] = Member(number, line.grade, days)
        return made

    def of(
        self, line: LineFact, school: int, day: int, known: dict[tuple[int, DayType], tuple[Slice, ...]]
    ) -> tuple[Slice, ...]:
        """The line's student on one day; `known` keeps what several days have in common."""
        kind = self.types.get((school, day), DayType.REGULAR)
        if kind in SHUT:
            return ()
        on = self.weekdays[day]
        for weekday in on:
            if (weekday, kind) not in known:
                known[weekday, kind] = self._slices(line, school, weekday, kind)
        return known[on[0], kind] if len(on) == 1 else lettered({weekday: known[weekday, kind] for weekday in on})

    def _slices(self, line: LineFact, school: int, weekday: int, kind: DayType) -> tuple[Slice, ...]:
        day = self._class_day(school, line, weekday, kind)
        if line.mode is Mode.CONSULT:
            return (Slice(day[0].start, day[-1].end, Pull.OK, "", Bar.CLASS),)
        slices = availability.available(
            day, weekday, self.commitments.get(line.student, ()), self._attendance(line, school, weekday)
        )
        if line.setting in {Setting.PUSH_IN, Setting.CLASSROOM}:
            # Nobody is taken out: what the class does is where the service happens.
            slices = tuple(replace(piece, pull=Pull.OK) if piece.bar is Bar.CLASS else piece for piece in slices)
        return slices

    def _class_day(self, school: int, line: LineFact, weekday: int, kind: DayType) -> tuple[Segment, ...]:
        """Worked out once for all students of one class; most homerooms have no rows of their own."""
        blocks = self.bells.get(school, ())
        name = " ".join(line.homeroom.split()).casefold()
        own = any(" ".join(block.homeroom.split()).casefold() == name for block in blocks if block.homeroom)
        who = ClassOf(line.grade, line.homeroom if own else "")
        known = self.classes.get((school, who, weekday, kind))
        if known is None:
            hours = bells.school_hours(blocks, who, weekday, kind) or self.usual[school]
            known = self.classes[school, who, weekday, kind] = bells.student_day(blocks, hours, who, weekday, kind)
        return known

    def _attendance(self, line: LineFact, school: int, weekday: int) -> tuple[availability.Attendance, ...]:
        of_day = [row for row in self.hours.get(line.student, ()) if row[1] == weekday]
        if not of_day and school == line.school:
            return ()
        here = tuple(availability.Attendance(start, end, weekday) for at, _, start, end in of_day if at == school)
        return here or (availability.Attendance(0, 0, weekday),)


class _Days(Mapping[int, tuple[Slice, ...]]):
    """A student's days, each worked out when it is asked for: of most students in a week only the name is."""

    def __init__(self, days: SchoolDays, line: LineFact, school: int) -> None:
        self._days, self._line, self._school = days, line, school
        self._made: dict[int, tuple[Slice, ...]] = {}
        self._known: dict[tuple[int, DayType], tuple[Slice, ...]] = {}

    def __getitem__(self, day: int) -> tuple[Slice, ...]:
        made = self._made.get(day)
        if made is None:
            if day not in self._days.weekdays:
                raise KeyError(day)
            made = self._made[day] = self._days.of(self._line, self._school, day, self._known)
        return made

    def __iter__(self) -> Iterator[int]:
        return iter(self._days.weekdays)

    def __len__(self) -> int:
        return len(self._days.weekdays)


@dataclass(frozen=True, slots=True)
class Facts:
    today: date
    cycle_length: int
    lines: Mapping[int, LineFact]
    slots: tuple[SlotFact, ...]
    schools: Mapping[int, SchoolRow]
    days: SchoolDays
    limits: Limits

    @property
    def day_count(self) -> int:
        return self.cycle_length or SCHOOL_DAYS

    def wish(self, lines: Iterable[LineFact], school: int, minutes: int) -> Wish:
        """What the rules place: all students of these lines together."""
        known = tuple(lines)
        sizes = [line.group_max for line in known if line.group_max is not None]
        return Wish(
            tuple(self.days.member(line, school) for line in known),
            minutes,
            self.schools[school].place,
            grouping_of(known),
            min(sizes, default=None),
            for_ot=any(line.provider is Role.OT for line in known),
        )


def grouping_of(lines: Iterable[LineFact]) -> Grouping:
    """One "individual" makes the whole block individual."""
    kinds = {line.grouping for line in lines}
    for kind in (Grouping.INDIVIDUAL, Grouping.WHOLE_CLASS, Grouping.EITHER):
        if kind in kinds:
            return kind
    return Grouping.GROUP


def load(db: Session, today: date, *, bells_too: bool = True) -> Facts:
    """The typical week in force on a date; without bells where only what is placed is asked for."""
    length = _cycle_length(db, today)
    weekdays = _weekdays(db, today, length)
    lines = _lines(db, today)
    return Facts(
        today=today,
        cycle_length=length,
        lines=lines,
        slots=_slots(db, today, lines),
        schools=week_rows.schools(db),
        days=_school_days(db, weekdays, today) if bells_too else SchoolDays(weekdays, {}, {}, {}, {}),
        limits=_limits(db, weekdays) if bells_too else Limits({}),
    )


def in_force(today: date) -> ColumnElement[bool]:
    return or_(PatternSlot.valid_to.is_(None), PatternSlot.valid_to >= today)


def goal_numbers(db: Session) -> dict[int, tuple[int, ...]]:
    """The numbers of each student's open goals."""
    open_goals = Goal.status.in_([GoalStatus.ACTIVE, GoalStatus.CONTINUED, GoalStatus.REVISED])
    found: dict[int, list[int]] = {}
    for student, number in db.execute(select(Goal.student_id, Goal.number).where(open_goals).order_by(Goal.number)):
        found.setdefault(student, []).append(number)
    return {student: tuple(numbers) for student, numbers in found.items()}


def _cycle_length(db: Session, today: date) -> int:
    found = db.scalar(
        select(SchoolYear.cycle_days).where(SchoolYear.last_day >= today).order_by(SchoolYear.first_day).limit(1)
    )
    return found or 0


def _weekdays(db: Session, today: date, length: int) -> dict[int, tuple[int, ...]]:
    if not length:
        return {day: (day,) for day in range(SCHOOL_DAYS)}
    year = db.scalars(select(SchoolYear).where(SchoolYear.last_day >= today).order_by(SchoolYear.first_day)).first()
    falls: dict[int, tuple[int, ...]] = {}
    if year is not None:
        marks = [Mark(*row) for row in db.execute(select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id))]
        cycle = calendar.cycle_from(year.cycle_days, year.cycle_rule, year.cycle_anchor)
        # A school with closures of its own runs through the letters at its own pace.
        own = {mark.school for mark in marks} | {None}
        calendars = [calendar.calendar_of(school, year.first_day, year.last_day, marks) for school in own]
        falls = calendar.weekdays_of([calendar.cycle_days(known, cycle) for known in calendars], today)
    return {day: falls.get(day, tuple(range(SCHOOL_DAYS))) for day in range(length)}


def _lines(db: Session, today: date) -> dict[int, LineFact]:
    goals = goal_numbers(db)
    rows = db.execute(
        select(ServiceLine, Student)
        .join(Student, Student.id == ServiceLine.student_id)
        .join(Plan, Plan.id == ServiceLine.plan_id)
        .where(
            or_(ServiceLine.end.is_(None), ServiceLine.end >= today),
            or_(Plan.closed_on.is_(None), Plan.closed_on >= today),
            or_(Student.exited_on.is_(None), Student.exited_on >= today),
        )
        .order_by(Student.last, Student.first, ServiceLine.id)
    ).all()
    alerts = alerts_of(db, {student.id for _, student in rows})
    return {
        line.id: _line(line, student, goals.get(student.id, ()), alerts.get(student.id, ())) for line, student in rows
    }


def _line(line: ServiceLine, student: Student, goals: tuple[int, ...], alerts: tuple[AlertFact, ...]) -> LineFact:
    return LineFact(
        id=line.id,
        student=student.id,
        name=full_name(student.preferred or student.first, student.last),
        grade=student.grade,
        homeroom=student.teacher,
        school=student.school_id,
        minutes=line.minutes,
        times=line.times,
        period=line.period,
        every=line.every,
        mode=line.mode,
        grouping=line.grouping,
        group_max=line.group_max,
        setting=line.setting,
        goals=goals,
        room=student.room,
        alerts=alerts,
        half=line.half,
        provider=line.provider,
    )


def _slots(db: Session, today: date, lines: Mapping[int, LineFact]) -> tuple[SlotFact, ...]:
    members: dict[int, list[LineFact]] = {}
    for slot_id, line_id in db.execute(select(SlotMember.slot_id, SlotMember.service_line_id).order_by(SlotMember.id)):
        line = lines.get(line_id)
        seen = members.setdefault(slot_id, [])
        # Two lines of one student: the one in force now and the one that follows it later.
        if line is not None and not any(other.student == line.student for other in seen):
            seen.append(line)
    rows = db.scalars(
        select(PatternSlot).where(in_force(today)).order_by(PatternSlot.cycle_day, PatternSlot.start, PatternSlot.id)
    )
    return tuple(SlotFact(slot, tuple(members.get(slot.id, ())), turns_from(slot.turns)) for slot in rows)


def _school_days(db: Session, weekdays: Mapping[int, tuple[int, ...]], today: date) -> SchoolDays:
    blocks: dict[int, list[bells.BellBlock]] = {}
    for row in db.scalars(select(BellBlock)):
        blocks.setdefault(row.school_id, []).append(
            bells.BellBlock(
                row.label, row.start, row.end, row.pull, row.grade_low, row.grade_high, row.day_type,
                row.homeroom or "", row.weekday, row.whole_day,
            )
        )  # fmt: skip
    commitments: dict[int, list[availability.Commitment]] = {}
    held = or_(Commitment.valid_to.is_(None), Commitment.valid_to >= today)
    for kept in db.scalars(select(Commitment).where(held)):
        commitments.setdefault(kept.student_id, []).append(
            availability.Commitment(kept.label, kept.start, kept.end, kept.weekday)
        )
    hours: dict[int, list[tuple[int, int, int, int]]] = {}
    for there in db.scalars(select(StudentHours)):
        hours.setdefault(there.student_id, []).append((there.school_id, there.weekday, there.start, there.end))
    usual = {
        row.id: (row.first_bell, row.dismissal)
        for row in db.execute(select(School.id, School.first_bell, School.dismissal))
    }
    return SchoolDays(
        weekdays,
        {school: tuple(rows) for school, rows in blocks.items()},
        usual,
        {student: tuple(rows) for student, rows in commitments.items()},
        {student: tuple(rows) for student, rows in hours.items()},
    )


def _limits(db: Session, weekdays: Mapping[int, tuple[int, ...]]) -> Limits:
    therapist = db.scalars(select(Therapist).order_by(Therapist.id)).first()
    hours = (therapist.work_start, therapist.work_end) if therapist is not None else WORK_HOURS
    rooms: dict[tuple[int, int], list[Span]] = {}
    places = {row.id: row.place_id for row in db.execute(select(School.id, School.place_id))}
    for row in db.scalars(select(RoomHours)):
        rooms.setdefault((places[row.school_id], row.weekday), []).append((row.start, row.end))
    limits = Limits(
        hours=dict.fromkeys(weekdays, hours),
        room_hours={key: merged(spans) for key, spans in rooms.items()},
        weekdays=weekdays,
        keep_apart=frozenset(
            frozenset((row.first_id, row.second_id))
            for row in db.execute(select(KeepApart.first_id, KeepApart.second_id))
        ),
    )
    if therapist is None:
        return limits
    return replace(
        limits,
        lunch_minutes=therapist.lunch_minutes,
        lunch_start=(therapist.lunch_from, therapist.lunch_to),
        max_run=therapist.longest_run,
        assistant=therapist.role is Role.OTA,
    )
