# SPDX-License-Identifier: MIT
"""Who is in a session, and how far each one's note is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import public_holidays
from otdesk.records.districts import District
from otdesk.records.notes import Note, is_note_of
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import NoteStatus, Presence, SessionStatus
from otdesk.rules.late import business_days_after


@dataclass(frozen=True, slots=True)
class Member:
    student_id: int
    called: str
    presence: Presence | None
    status: NoteStatus | None
    """Of her note; none = nothing written yet."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Another session of the therapist at the same time; wall minutes."""

    start: int
    end: int
    who: str


def members(db: Session, session_id: int) -> tuple[Member, ...]:
    """In the order they were put into the session."""
    query = (
        select(Student.id, Student.first, Student.preferred, Attendance.presence, Note.status)
        .join(Attendance, Attendance.student_id == Student.id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .where(Attendance.session_id == session_id)
        .order_by(Attendance.id)
    )
    return tuple(Member(row.id, row.preferred or row.first, row.presence, row.status) for row in db.execute(query))


def waiting_in(db: Session, session_id: int) -> tuple[int, ...]:
    """The students of a session whose note is still to be signed; absent ones need none."""
    query = (
        select(Attendance.student_id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .where(
            Attendance.session_id == session_id,
            (Note.id.is_(None)) | (Note.status == NoteStatus.DRAFT),
            Attendance.presence.is_(None) | Attendance.presence.not_in([Presence.ABSENT, Presence.REFUSED]),
        )
        .order_by(Attendance.id)
    )
    return tuple(db.scalars(query))


def clashes(db: Session, session_id: int, day: date, start: int, end: int) -> tuple[Clash, ...]:
    """Other sessions of that day which overlap these times, by the times they really had."""
    query = (
        select(TherapySession, Student.first, Student.preferred)
        .join(Attendance, Attendance.session_id == TherapySession.id)
        .join(Student, Student.id == Attendance.student_id)
        .where(
            TherapySession.day == day,
            TherapySession.id != session_id,
            TherapySession.status != SessionStatus.CANCELLED,
        )
        .order_by(TherapySession.planned_start, Attendance.id)
    )
    found: dict[int, Clash] = {}
    for session, first, preferred in db.execute(query):
        begins = session.planned_start if session.actual_start is None else session.actual_start
        ends = session.planned_end if session.actual_end is None else session.actual_end
        if begins < end and start < ends:
            found.setdefault(session.id, Clash(begins, ends, preferred or first))
    return tuple(found.values())


def late_by(db: Session, service: date, today: date) -> int:
    """Business days since the service when a note written today is a late entry; 0 while it is in time."""
    row = db.execute(select(District.late_business_days, District.state).order_by(District.id)).first()
    allowed, state = (row.late_business_days, row.state) if row is not None else (2, "")
    if (today - service).days <= allowed:
        return 0
    passed = business_days_after(service, today, public_holidays.between(service, today, state))
    return passed if passed > allowed else 0
