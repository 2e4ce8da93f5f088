# SPDX-License-Identifier: MIT
"""What a change of a service line means for the typical week, for groups and for dated sessions.

Sessions not held yet follow their line (actions/schedule.py). What was said about a session is never taken away.
"""

from datetime import date, timedelta

from sqlalchemy import select

from otdesk.actions import schedule, slots
from otdesk.actions.lookups import children
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.groups import GroupMember
from otdesk.records.notes import Note
from otdesk.records.plans import ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.rules.kinds import NoteStatus, SessionStatus
from otdesk.vault.work import Work
from otdesk.words import _


def hand_over(work: Work, old: ServiceLine, new: ServiceLine, first: date) -> None:
    """The old line ends the day before `first`; from then on its times serve the new one.

    Sessions since `first` whose note is not signed are credited to the new line.
    """
    old.end = first - timedelta(days=1)
    begun = first <= local_today(work)
    for member in children(work, SlotMember, service_line_id=old.id):
        if begun:
            member.service_line_id = new.id
        else:  # until then the old line is seen in the same block
            work.db.add(SlotMember(slot_id=member.slot_id, service_line_id=new.id, student_id=new.student_id))
    for seat in children(work, GroupMember, service_line_id=old.id):
        if begun:
            seat.service_line_id = new.id
        elif seat.left_on is None:
            seat.left_on = first
            work.db.add(
                GroupMember(group_id=seat.group_id, service_line_id=new.id, student_id=new.student_id, joined_on=first)
            )
    for attendance in _unsigned_since(work, old.id, first):
        attendance.service_line_id = new.id
    work.db.flush()
    schedule.follow_lines(work, [old.id, new.id])


def stop_line(work: Work, line: ServiceLine, last_day: date) -> None:
    """The line ends: its planned times after `last_day` go. A line that would never have begun is taken out."""
    if line.start is not None and line.start > last_day:
        remove_line(work, line)
        return
    line.end = last_day
    work.db.flush()
    schedule.follow_lines(work, [line.id])
    if last_day >= local_today(work):
        return  # still served for a while; its blocks stay in the typical week until then
    for member in children(work, SlotMember, service_line_id=line.id):
        slot = work.db.get_one(PatternSlot, member.slot_id)
        if len(children(work, SlotMember, slot_id=slot.id)) > 1:
            work.db.delete(member)
            work.db.flush()
        elif slot.valid_to is None or slot.valid_to > last_day:
            slot.valid_to = max(last_day, slot.valid_from or last_day)


def remove_line(work: Work, line: ServiceLine) -> None:
    """Take out a line nothing was recorded for; Refusal when something was."""
    work.db.flush()
    if _is_used(work, line.id):
        raise Refusal(_("Sessions are recorded for this service line. End it instead, so that they keep their place."))
    _forget_planned(work, line.id)
    for seat in children(work, GroupMember, service_line_id=line.id):
        work.db.delete(seat)
    for member in children(work, SlotMember, service_line_id=line.id):
        slot = work.db.get_one(PatternSlot, member.slot_id)
        if len(children(work, SlotMember, slot_id=slot.id)) > 1:
            work.db.delete(member)
            work.db.flush()
        else:
            slot.valid_to = None
            slots.remove(work, slot.id)
    work.db.flush()
    work.db.delete(line)
    work.db.flush()


def leave_groups(work: Work, student_id: int, last_day: date) -> None:
    """Her seats are free from the day after `last_day`."""
    first_free = last_day + timedelta(days=1)
    for seat in children(work, GroupMember, student_id=student_id):
        if seat.left_on is None or seat.left_on > first_free:
            seat.left_on = first_free


def _is_used(work: Work, line_id: int) -> bool:
    said = Attendance.presence.is_not(None) | Attendance.reason.is_not(None)
    attended = select(Attendance.id).where(Attendance.service_line_id == line_id, said).limit(1)
    written = select(Note.id).where(Note.service_line_id == line_id).limit(1)
    return work.db.scalar(attended) is not None or work.db.scalar(written) is not None


def _unsigned_since(work: Work, line_id: int, first: date) -> list[Attendance]:
    signed = select(Note.id).where(
        Note.session_id == Attendance.session_id,
        Note.student_id == Attendance.student_id,
        Note.status != NoteStatus.DRAFT,
    )
    query = (
        select(Attendance)
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .where(Attendance.service_line_id == line_id, TherapySession.day >= first, ~signed.exists())
        .order_by(Attendance.id)
    )
    return list(work.db.scalars(query))


def _forget_planned(work: Work, line_id: int) -> None:
    """Take the student out of all sessions of the line (nothing was said of any); empty ones go too."""
    gone = children(work, Attendance, service_line_id=line_id)
    sessions = sorted({attendance.session_id for attendance in gone})
    for attendance in gone:
        work.db.delete(attendance)
    work.db.flush()
    for session_id in sessions:
        session = work.db.get_one(TherapySession, session_id)
        planned = session.status is SessionStatus.PLANNED and session.actual_start is None
        if planned and not children(work, Attendance, session_id=session_id):
            work.db.delete(session)
    work.db.flush()
