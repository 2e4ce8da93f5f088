# SPDX-License-Identifier: MIT
"""The dated schedule from a day on, as appointments for another calendar program."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.names import all_names
from otdesk.records.districts import District
from otdesk.records.meetings import Meeting
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.calendar_event import CalendarEvent
from otdesk.rules.initials import Hidden, hidden
from otdesk.rules.kinds import SessionStatus
from otdesk.words import _, full_name, initials, listed_with_dots

_ZONE = "America/Chicago"


def schedule(db: Session, since: date, *, names: bool) -> tuple[CalendarEvent, ...]:
    """Sessions that are held and meetings, in order. Without `names` students are initials, in titles too."""
    zone = ZoneInfo(db.scalar(select(District.time_zone).order_by(District.id)) or _ZONE)
    schools = {row.id: row.name for row in db.execute(select(School.id, School.name))}
    hide = Hidden() if names else hidden(all_names(db))
    found = [*_sessions(db, since, zone, schools, names=names), *_meetings(db, since, zone, schools, hide)]
    return tuple(sorted(found, key=lambda event: (event.start, event.uid)))


def students_named(db: Session, since: date) -> tuple[int, ...]:
    """Those whose names or initials stand in the file."""
    query = (
        select(Attendance.student_id)
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .where(TherapySession.day >= since, TherapySession.status != SessionStatus.CANCELLED)
        .distinct()
    )
    return tuple(sorted(db.scalars(query)))


def _sessions(db: Session, since: date, zone: ZoneInfo, schools: dict[int, str], *, names: bool) -> list[CalendarEvent]:
    rows = db.scalars(
        select(TherapySession).where(TherapySession.day >= since, TherapySession.status != SessionStatus.CANCELLED)
    ).all()
    seen: dict[int, list[str]] = {}
    for session_id, first, last, preferred in db.execute(
        select(Attendance.session_id, Student.first, Student.last, Student.preferred)
        .join(Student, Student.id == Attendance.student_id)
        .where(Attendance.session_id.in_([row.id for row in rows]))
        .order_by(Student.last, Student.first)
    ):
        called = preferred or first
        seen.setdefault(session_id, []).append(full_name(called, last) if names else initials(called, last))
    return [
        CalendarEvent(
            f"session-{row.id}@otdesk",
            _at(row.day, row.planned_start, zone),
            _at(row.day, row.planned_end, zone),
            ", ".join(seen.get(row.id, ())) or _("Therapy session"),
            listed_with_dots([schools[row.school_id], row.room]),
        )
        for row in rows
    ]


def _meetings(db: Session, since: date, zone: ZoneInfo, schools: dict[int, str], hide: Hidden) -> list[CalendarEvent]:
    return [
        CalendarEvent(
            f"meeting-{row.id}@otdesk",
            _at(row.day, row.start, zone),
            _at(row.day, row.end, zone),
            hide.of(row.title),
            listed_with_dots([schools.get(row.school_id or 0, ""), row.room]),
        )
        for row in db.scalars(select(Meeting).where(Meeting.day >= since))
    ]


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The wall clock of the district, as one moment."""
    return (datetime.combine(day, time(), zone) + timedelta(minutes=minute)).astimezone(UTC)
