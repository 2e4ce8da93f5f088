# SPDX-License-Identifier: MIT
"""The dated therapy sessions of the school year follow the typical week and the calendar.

Only sessions from today on that nobody has touched are added, moved or removed. What is logged, marked or documented
stays; what a person moved by hand stays where she put it, but its students follow their service lines.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from otdesk.actions.bulk import insert_rows
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.districts import District
from otdesk.records.notes import Note
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Student
from otdesk.rules import calendar, pattern
from otdesk.rules.calendar import Mark, SchoolCalendar
from otdesk.rules.kinds import SessionStatus, SlotKind
from otdesk.rules.pattern import Difference, Existing, Occurrence, TurnRule
from otdesk.vault.work import Work

DEFAULT_ZONE = "America/Chicago"


@dataclass(frozen=True, slots=True)
class Member:
    """A service line seen in a slot and the days it may be: its own dates, its plan's, and until the student exits."""

    student: int
    line: int
    first: date | None
    last: date | None

    def on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class _Year:
    first: date
    last: date
    calendars: Mapping[int | None, SchoolCalendar]
    days: Mapping[int | None, Mapping[date, int]]
    letters: Mapping[int | None, Mapping[date, int]]


def local_today(db: Session, now: datetime) -> date:
    """Today in the time zone of the district."""
    return local_time(db, now).date()


def local_time(db: Session, now: datetime) -> datetime:
    """Now in the time zone of the district."""
    zone = db.scalar(select(District.time_zone).order_by(District.id)) or DEFAULT_ZONE
    return now.astimezone(ZoneInfo(zone))


def cycle_length(db: Session, today: date) -> int:
    """Days of the cycle of the school year that holds today, or is the next to come; 0 is the plain week."""
    found = db.scalar(
        select(SchoolYear.cycle_days).where(SchoolYear.last_day >= today).order_by(SchoolYear.first_day).limit(1)
    )
    return found or 0


def reproject(work: Work, slot_ids: Collection[int]) -> Difference:
    """Bring the dated sessions of these slots in line with the typical week and the calendar.

    Slots that take monthly turns with one of them are dealt anew too. Returns what was added, moved and removed.
    """
    today = local_today(work.db, work.now)
    slots = _sessions_slots(work.db, slot_ids)
    members = _members(work.db, slots)
    sessions = _sessions_from(work.db, slots, today)
    locked = _locked(work.db, slots, today) | _begun(sessions.values(), slots, local_time(work.db, work.now))
    wanted = _wanted(work.db, slots, members, today, _dealt(sessions.values(), today))
    kept = [session for session in sessions.values() if session.id in locked or session.day < today]
    wanted = _month_not_yet_served(wanted, slots, kept)
    existing = [_existing(session, locked=session.id in locked) for session in sessions.values()]
    difference = pattern.reproject(wanted, existing, today)
    attendances = _attendances(work.db, slots, today)
    _remove(work.db, [sessions[item.id] for item in difference.remove], attendances)
    for item in difference.remove:
        del sessions[item.id]
    for move in difference.move:
        session = sessions[move.existing.id]
        session.day = session.slot_day = move.to.day
        session.planned_start, session.planned_end = move.to.start, move.to.end
    for session in sessions.values():
        if session.id not in locked and session.day >= today:
            _follow(work.db, session, slots, members, attendances.get(session.id, []))
    _add(work, difference.add, slots, members)
    return difference


def reproject_all(work: Work) -> Difference:
    """The same for the whole typical week: after a change of the calendar, the school year or the cycle."""
    return reproject(work, work.db.scalars(select(PatternSlot.id)).all())


def follow_lines(work: Work, line_ids: Collection[int]) -> Difference:
    """After a service line was changed, closed or given new dates: its sessions follow."""
    return reproject(
        work, work.db.scalars(select(SlotMember.slot_id).where(SlotMember.service_line_id.in_(line_ids))).all()
    )


def follow_students(work: Work, student_ids: Collection[int]) -> Difference:
    """After a student left or came back: her sessions follow."""
    return reproject(
        work, work.db.scalars(select(SlotMember.slot_id).where(SlotMember.student_id.in_(student_ids))).all()
    )


def withdraw(work: Work, slot_id: int) -> bool:
    """Remove the untouched sessions of a slot from today on; whether some of its sessions remain."""
    today = local_today(work.db, work.now)
    slots = _sessions_slots(work.db, [slot_id])
    sessions = _sessions_from(work.db, slots, today)
    locked = _locked(work.db, slots, today) | _begun(sessions.values(), slots, local_time(work.db, work.now))
    gone = [session for session in sessions.values() if session.id not in locked and session.day >= today]
    _remove(work.db, gone, _attendances(work.db, slots, today))
    work.db.flush()
    return work.db.scalar(select(TherapySession.id).where(TherapySession.slot_id == slot_id).limit(1)) is not None


def _sessions_slots(db: Session, slot_ids: Collection[int]) -> dict[int, PatternSlot]:
    """The session slots asked for and those that share a time with a monthly one of them."""
    db.flush()
    held = PatternSlot.kind == SlotKind.SESSION
    slots = {slot.id: slot for slot in db.scalars(select(PatternSlot).where(held, PatternSlot.id.in_(slot_ids)))}
    if any(slot.turns is not None for slot in slots.values()):
        turning = db.scalars(select(PatternSlot).where(held, PatternSlot.turns.is_not(None)))
        slots.update({slot.id: slot for slot in turning if slot.turns is not None})
    return slots


def _members(db: Session, slots: Mapping[int, PatternSlot]) -> dict[int, list[Member]]:
    rows = db.execute(
        select(
            SlotMember.slot_id,
            SlotMember.student_id,
            ServiceLine.id,
            ServiceLine.start,
            ServiceLine.end,
            Plan.closed_on,
            Student.exited_on,
        )
        .join(ServiceLine, ServiceLine.id == SlotMember.service_line_id)
        .join(Plan, Plan.id == ServiceLine.plan_id)
        .join(Student, Student.id == SlotMember.student_id)
        .where(SlotMember.slot_id.in_(slots))
        .order_by(SlotMember.id)
    )
    found: dict[int, list[Member]] = {slot_id: [] for slot_id in slots}
    for slot_id, student, line, start, end, closed, exited in rows:
        last = min((day for day in (end, closed, exited) if day is not None), default=None)
        found[slot_id].append(Member(student, line, start, last))
    return found


def _sessions_from(db: Session, slots: Collection[int], today: date) -> dict[int, TherapySession]:
    rows = db.scalars(select(TherapySession).where(*_of(slots, today)).order_by(TherapySession.id))
    return {session.id: session for session in rows}


def _of(slots: Collection[int], today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # The whole month counts: a monthly turn already taken this month is not dealt a second time.
    since = today.replace(day=1)
    return TherapySession.slot_id.in_(slots), or_(TherapySession.slot_day >= since, TherapySession.day >= since)


def _locked(db: Session, slots: Collection[int], today: date) -> set[int]:
    """Sessions that somebody logged, marked or wrote about."""
    of_slots = _of(slots, today)
    touched = or_(
        TherapySession.status != SessionStatus.PLANNED,
        TherapySession.actual_start.is_not(None),
        TherapySession.actual_end.is_not(None),
    )
    said = or_(
        Attendance.presence.is_not(None),
        Attendance.minutes.is_not(None),
        Attendance.reason.is_not(None),
        Attendance.makeup_for_id.is_not(None),
    )
    found = set(db.scalars(select(TherapySession.id).where(*of_slots, touched)))
    found |= set(db.scalars(select(TherapySession.id).join(Attendance).where(*of_slots, said)))
    return found | set(db.scalars(select(TherapySession.id).join(Note).where(*of_slots)))


def _begun(sessions: Iterable[TherapySession], slots: Mapping[int, PatternSlot], now: datetime) -> set[int]:
    """Today's sessions that have begun: held, only not written about yet. A slot of today is still being laid out."""
    today, minute = now.date(), now.hour * 60 + now.minute
    return {
        session.id
        for session in sessions
        if session.day == today and session.planned_start <= minute and slots[session.slot_id or 0].valid_from != today
    }


def _attendances(db: Session, slots: Collection[int], today: date) -> dict[int, list[Attendance]]:
    found: dict[int, list[Attendance]] = {}
    for row in db.scalars(select(Attendance).join(TherapySession).where(*_of(slots, today))):
        found.setdefault(row.session_id, []).append(row)
    return found


def _existing(session: TherapySession, *, locked: bool) -> Existing:
    return Existing(
        session.id,
        session.slot_id or 0,
        session.slot_day or session.day,
        session.day,
        session.planned_start,
        session.planned_end,
        locked=locked,
        by_hand=session.by_hand,
    )


def _dealt(sessions: Iterable[TherapySession], today: date) -> pattern.Dealt:
    """Monthly turns keep the dates they have: a closure late in a month must not deal one into its past."""
    used: dict[int, set[date]] = {}
    for session in sessions:
        used.setdefault(session.slot_id or 0, set()).add(session.slot_day or session.day)
    return pattern.Dealt(used, today)


def _wanted(
    db: Session,
    slots: Mapping[int, PatternSlot],
    members: Mapping[int, Iterable[Member]],
    today: date,
    dealt: pattern.Dealt,
) -> list[Occurrence]:
    plain = [_plain(slot) for slot in slots.values()]
    found: list[Occurrence] = []
    for year in _years_from(db, today, {slot.school_id for slot in slots.values()}):
        first = max(today, year.first)
        found += pattern.project(plain, year.calendars, year.days, first, year.last, dealt=dealt, letters=year.letters)
    return [one for one in found if any(member.on(one.day) for member in members[one.slot])]


def _plain(slot: PatternSlot) -> pattern.Slot:
    return pattern.Slot(
        slot.id,
        slot.school_id,
        slot.cycle_day,
        slot.start,
        slot.start + slot.minutes,
        pattern.turns_from(slot.turns),
        slot.valid_from,
        slot.valid_to,
    )


def _month_not_yet_served(
    wanted: list[Occurrence], slots: Mapping[int, PatternSlot], kept: Iterable[TherapySession]
) -> list[Occurrence]:
    """Without more turns than a month still owes: a slot moved after its turn does not take a second one."""
    given = {(session.slot_id, session.slot_day) for session in kept}
    served: dict[tuple[int, int, int], int] = {}
    for session in kept:
        key = (session.slot_id or 0, session.day.year, session.day.month)
        served[key] = served.get(key, 0) + (session.status is not SessionStatus.CANCELLED)
    found: list[Occurrence] = []
    for one in wanted:
        turns = pattern.turns_from(slots[one.slot].turns)
        if turns is not None and turns.rule is TurnRule.MONTH and (one.slot, one.day) not in given:
            key = (one.slot, one.day.year, one.day.month)
            if served.get(key, 0) >= turns.times:
                continue
            served[key] = served.get(key, 0) + 1
        found.append(one)
    return found


def _years_from(db: Session, today: date, schools: Collection[int | None]) -> list[_Year]:
    """The school years that are not over."""
    years = db.scalars(select(SchoolYear).where(SchoolYear.last_day >= today).order_by(SchoolYear.first_day)).all()
    rows = db.execute(select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id)).all()
    marks = [Mark(day, day_type, school) for day, day_type, school in rows]
    own = _own_letters(db, schools)
    found = []
    for year in years:
        cycle = calendar.cycle_from(year.cycle_days, year.cycle_rule, year.cycle_anchor)
        calendars = {s: calendar.calendar_of(s, year.first_day, year.last_day, marks) for s in schools}
        days = {s: calendar.cycle_days(calendars[s], cycle) for s in schools}
        letters = {s: calendar.cycle_days(calendars[s], run) for s, run in own.items()}
        found.append(_Year(year.first_day, year.last_day, calendars, days, letters))
    return found


def _own_letters(db: Session, schools: Collection[int | None]) -> dict[int | None, calendar.Cycle]:
    """The schools that run through letters of their own beside the typical week."""
    rows = db.scalars(select(School).where(School.letter_days > 0))
    return {
        row.id: calendar.cycle_from(row.letter_days, row.letter_rule, row.letter_anchor)
        for row in rows
        if row.id in schools
    }


def _remove(db: Session, sessions: Sequence[TherapySession], attendances: Mapping[int, Iterable[Attendance]]) -> None:
    # Children first, in a flush of their own: what the table cascades would be missing from undo.
    for session in sessions:
        for row in attendances.get(session.id, ()):
            db.delete(row)
    db.flush()
    for session in sessions:
        db.delete(session)
    db.flush()


def _follow(
    db: Session,
    session: TherapySession,
    slots: Mapping[int, PatternSlot],
    members: Mapping[int, Iterable[Member]],
    attendances: Iterable[Attendance],
) -> None:
    """What a kept session takes over from its slot: place, room, group, students."""
    slot = slots[session.slot_id or 0]
    if slot.school_id is not None:
        session.school_id = slot.school_id
    session.group_id = slot.group_id
    if not session.by_hand:
        session.room = slot.room
    due = {member.student: member.line for member in members[slot.id] if member.on(session.day)}
    for row in attendances:
        line = due.pop(row.student_id, None)
        if line is None:
            db.delete(row)
        else:
            row.service_line_id = line
    db.add_all(
        Attendance(session_id=session.id, student_id=student, service_line_id=line) for student, line in due.items()
    )


def _add(
    work: Work,
    occurrences: Iterable[Occurrence],
    slots: Mapping[int, PatternSlot],
    members: Mapping[int, Iterable[Member]],
) -> None:
    """In bulk: a first full week is some two thousand sessions, and objects for them would take seconds."""
    found = [(slots[one.slot], one) for one in occurrences if slots[one.slot].school_id is not None]
    if not found:
        return
    sessions = [
        {
            "day": one.day,
            "school_id": slot.school_id,
            "therapist_id": work.author,
            "slot_id": slot.id,
            "slot_day": one.day,
            "group_id": slot.group_id,
            "planned_start": one.start,
            "planned_end": one.end,
            "room": slot.room,
        }
        for slot, one in found
    ]
    insert_rows(work.db, TherapySession, sessions)
    key = select(TherapySession.slot_id, TherapySession.slot_day, TherapySession.id)
    made = work.db.execute(key.where(TherapySession.slot_id.in_({slot.id for slot, _ in found}))).all()
    ids = {(slot_id, slot_day): session_id for slot_id, slot_day, session_id in made}
    rows = []
    for slot, one in found:
        session_id = ids[slot.id, one.day]
        due = {member.student: member.line for member in members[slot.id] if member.on(one.day)}
        rows += [
            {"session_id": session_id, "student_id": student, "service_line_id": line} for student, line in due.items()
        ]
    insert_rows(work.db, Attendance, rows)
