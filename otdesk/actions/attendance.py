# SPDX-License-Identifier: MIT
"""Who was there: one key per student (P, A), more reasons one key further."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from otdesk.actions import makeup_decisions
from otdesk.actions.sessions import credit, find, refuse_future, refuse_if_signed
from otdesk.faults import Refusal
from otdesk.records.notes import Note
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import Presence, Reason, SessionStatus, Setting
from otdesk.vault.work import Work
from otdesk.words import _, clock

_USUAL_REASON = {
    Presence.PRESENT: Reason.DELIVERED,
    Presence.LATE: Reason.PARTIAL,
    Presence.LEFT_EARLY: Reason.PARTIAL,
    Presence.REFUSED: Reason.STUDENT_REFUSED,
    Presence.ABSENT: Reason.STUDENT_ABSENT,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one student in one session; wall minutes for the times."""

    presence: Presence
    reason: Reason | None = None
    """None = the usual reason of the presence."""
    arrived: int | None = None
    left: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """How one student's part is counted: for which service line, where (None: as the line says), less what pause."""

    line_id: int | None
    setting: Setting | None
    paused: int = 0
    """Minutes in between without therapy: a fire drill, the nurse."""


def mark(work: Work, session_id: int, student_id: int, said: Mark) -> None:
    """Say whether a student was there; her credited minutes follow once the session's times are known."""
    session = find(work, session_id)
    attendance = find_attendance(work, session_id, student_id)
    refuse_if_signed(work, session_id, student_id)
    if said.presence is not Presence.ABSENT:
        refuse_future(work, session.day)
    _check_times(session, said)
    _apply(session, attendance, said)
    student = work.db.get_one(Student, student_id)
    work.describe(
        _PHRASES[said.presence]().format(who=student.preferred or student.first, time=clock(session.planned_start))
    )


def mark_all_present(work: Work, session_id: int) -> None:
    """Everybody not yet marked was there."""
    session = find(work, session_id)
    refuse_future(work, session.day)
    unsaid = list(
        work.db.scalars(select(Attendance).where(Attendance.session_id == session_id, Attendance.presence.is_(None)))
    )
    if not unsaid:
        raise Refusal(_("Everybody in this session is already marked."))
    for attendance in unsaid:
        _apply(session, attendance, Mark(Presence.PRESENT))
    work.describe(_("All marked present, {time}").format(time=clock(session.planned_start)))


def clear(work: Work, session_id: int, student_id: int) -> None:
    """Take a mark back: nothing is said of this student again."""
    refuse_if_signed(work, session_id, student_id)
    attendance = find_attendance(work, session_id, student_id)
    attendance.presence = attendance.reason = attendance.minutes = None
    attendance.arrived = attendance.left = None
    work.describe(_("Mark taken back"))


def set_details(work: Work, session_id: int, details: Mapping[int, Details]) -> None:
    """Correct how these students' parts are counted, by student."""
    session = find(work, session_id)
    length = (session.actual_end or session.planned_end) - (session.actual_start or session.planned_start)
    for student_id, said in details.items():
        if not 0 <= said.paused < length:
            raise Refusal(_("A pause is shorter than the session, {n} minutes.").format(n=length))
        refuse_if_signed(work, session_id, student_id)
        attendance = find_attendance(work, session_id, student_id)
        attendance.service_line_id, attendance.setting, attendance.paused = said.line_id, said.setting, said.paused
        credit(session, attendance)
    work.describe(_("Service, setting and pause noted"))


def join(work: Work, session_id: int, student_id: int, service_line_id: int | None) -> None:
    """A student who was not planned takes part."""
    session = find(work, session_id)
    known = select(Attendance.id).where(Attendance.session_id == session_id, Attendance.student_id == student_id)
    if work.db.scalar(known) is not None:
        raise Refusal(_("This student is already in the session."))
    work.db.add(Attendance(session_id=session_id, student_id=student_id, service_line_id=service_line_id))
    student = work.db.get_one(Student, student_id)
    work.describe(
        _("{who} joins at {time}").format(who=student.preferred or student.first, time=clock(session.planned_start))
    )


def leave(work: Work, session_id: int, student_id: int) -> None:
    """A student who was put into the session by mistake does not belong to it."""
    refuse_if_signed(work, session_id, student_id)
    attendance = find_attendance(work, session_id, student_id)
    if work.db.scalar(select(Note.id).where(Note.session_id == session_id, Note.student_id == student_id)) is not None:
        raise Refusal(_("There is a note for this student. Mark the student absent instead."))
    makeup_decisions.forget(work, attendance)
    work.db.delete(attendance)
    student = work.db.get_one(Student, student_id)
    work.describe(_("{who} taken out of the session").format(who=student.preferred or student.first))


def find_attendance(work: Work, session_id: int, student_id: int) -> Attendance:
    attendance = work.db.scalar(
        select(Attendance).where(Attendance.session_id == session_id, Attendance.student_id == student_id)
    )
    if attendance is None:
        raise Refusal(_("This student is not in the session."))
    return attendance


def _apply(session: TherapySession, attendance: Attendance, said: Mark) -> None:
    attendance.presence = said.presence
    attendance.reason = said.reason or _USUAL_REASON[said.presence]
    attendance.arrived = said.arrived if said.presence is Presence.LATE else None
    attendance.left = said.left if said.presence is Presence.LEFT_EARLY else None
    attendance.remark = said.remark
    credit(session, attendance)
    if session.status is SessionStatus.CANCELLED:
        session.status = SessionStatus.PLANNED


def _check_times(session: TherapySession, said: Mark) -> None:
    start = session.planned_start if session.actual_start is None else session.actual_start
    end = session.planned_end if session.actual_end is None else session.actual_end
    for minute in (said.arrived, said.left):
        if minute is not None and not start <= minute <= end:
            raise Refusal(
                _("{time} is outside the session, {start} to {end}.").format(
                    time=clock(minute), start=clock(start), end=clock(end)
                )
            )


_PHRASES = {
    Presence.PRESENT: lambda: _("{who} marked present, {time}"),
    Presence.LATE: lambda: _("{who} marked late, {time}"),
    Presence.LEFT_EARLY: lambda: _("{who} left early, {time}"),
    Presence.REFUSED: lambda: _("{who} refused, {time}"),
    Presence.ABSENT: lambda: _("{who} marked absent, {time}"),
}
