# SPDX-License-Identifier: MIT
"""Whether a missed session is owed, where its reason leaves that to the therapist (domain.md 2.2, "review")."""

from sqlalchemy import select

from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.completions import MakeupDecision
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.vault.work import Work
from otdesk.words import _, day_date


def decide(work: Work, attendance_id: int, owed: bool | None, remark: str = "") -> None:
    """Say whether the minutes of a missed session are owed; none takes the answer back, so that it asks again."""
    attendance = work.db.get(Attendance, attendance_id)
    if attendance is None:
        raise Refusal(_("This session is no longer there."))
    said = work.db.scalar(select(MakeupDecision).where(MakeupDecision.attendance_id == attendance_id))
    if owed is None:
        if said is not None:
            work.db.delete(said)
    elif said is None:
        today = local_today(work)
        work.db.add(MakeupDecision(attendance_id=attendance_id, owed=owed, decided_on=today, remark=remark))
    else:
        said.owed, said.decided_on, said.remark = owed, local_today(work), remark
    student = work.db.get_one(Student, attendance.student_id)
    day = work.db.get_one(TherapySession, attendance.session_id).day
    work.describe(_phrase(owed).format(who=student.preferred or student.first, day=day_date(day)))


def forget(work: Work, attendance: Attendance) -> None:
    """Before a session is taken out. Row by row, so that undo brings the answer back (a cascade would lose it)."""
    for said in work.db.scalars(select(MakeupDecision).where(MakeupDecision.attendance_id == attendance.id)):
        work.db.delete(said)
    work.db.flush()


def _phrase(owed: bool | None) -> str:
    if owed is None:
        return _("{who}, {day}: to be decided again")
    return _("{who}, {day}: owed") if owed else _("{who}, {day}: not owed")
