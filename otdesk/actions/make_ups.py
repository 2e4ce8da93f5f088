# SPDX-License-Identifier: MIT
"""Making up a missed session: why it was missed, and the session that stands for it. One step of undo each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from otdesk.actions import attendance, makeup_decisions, sessions
from otdesk.faults import Refusal
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import Presence, Reason, SessionStatus
from otdesk.vault.work import Work
from otdesk.words import _, clock, day_date


@dataclass(frozen=True, slots=True)
class MakeUpEntry:
    """When it is made up. `joins`: the session that is joined instead of a new one; `moves`: a session that makes room
    and goes to `to_day`, `to_start`. `reason`: why it was missed, none leaves what was said."""

    day: date
    start: int
    end: int
    reason: Reason | None = None
    joins: int | None = None
    moves: int | None = None
    to_day: date | None = None
    to_start: int = 0


def schedule(work: Work, attendance_id: int, entry: MakeUpEntry) -> int:
    """Add the make-up, linked to what it makes up; returns its session's id."""
    missed = _missed(work, attendance_id)
    planned = (
        select(Attendance.id)
        .join(TherapySession)
        .where(Attendance.makeup_for_id == attendance_id, TherapySession.status != SessionStatus.CANCELLED)
    )
    if work.db.scalar(planned.limit(1)) is not None:
        raise Refusal(_("A make-up for this session is planned already."))
    if entry.reason is not None:
        _say_reason(work, missed, entry.reason)
    if entry.moves is not None and entry.to_day is not None:
        sessions.move(work, entry.moves, entry.to_day, entry.to_start)
    member = (missed.student_id, missed.service_line_id)
    if entry.joins is not None:
        session_id = entry.joins
        attendance.join(work, session_id, *member)
    else:
        school = work.db.get_one(TherapySession, missed.session_id).school_id
        session_id = sessions.add(work, sessions.SessionEntry(entry.day, school, entry.start, entry.end, (member,)))
    work.db.flush()
    attendance.find_attendance(work, session_id, missed.student_id).makeup_for_id = attendance_id
    work.describe(
        _("Make-up for {who}: {day} {time}").format(
            who=_called(work, missed), day=day_date(entry.day), time=clock(entry.start)
        )
    )
    return session_id


def decline(work: Work, attendance_id: int, reason: Reason | None = None) -> None:
    """It is not owed: say why it was missed, and that nothing follows."""
    missed = _missed(work, attendance_id)
    if reason is not None:
        _say_reason(work, missed, reason)
    makeup_decisions.decide(work, attendance_id, owed=False)


def _missed(work: Work, attendance_id: int) -> Attendance:
    missed = work.db.get(Attendance, attendance_id)
    if missed is None:
        raise Refusal(_("This session is no longer there."))
    return missed


def _called(work: Work, missed: Attendance) -> str:
    student = work.db.get_one(Student, missed.student_id)
    return student.preferred or student.first


_OF_STUDENT = frozenset(
    {Reason.STUDENT_ABSENT, Reason.STUDENT_SUSPENDED, Reason.STUDENT_REFUSED, Reason.STUDENT_NOT_AVAILABLE}
)


def _say_reason(work: Work, missed: Attendance, reason: Reason) -> None:
    """A session of one student that failed for another reason than hers was canceled; in a group only she missed it."""
    if missed.reason is reason:
        return
    session = sessions.find(work, missed.session_id)
    sessions.refuse_if_signed(work, session.id, missed.student_id)
    alone = len(sessions.members(work, session.id)) == 1
    missed.reason, missed.minutes = reason, 0
    if reason in _OF_STUDENT or not alone:
        missed.presence = Presence.REFUSED if reason is Reason.STUDENT_REFUSED else Presence.ABSENT
        session.status = SessionStatus.PLANNED
    else:
        missed.presence = None
        session.status = SessionStatus.CANCELLED
