# SPDX-License-Identifier: MIT
"""What a therapist does with one therapy session: move it, cancel it, add one that was not planned, say when it was."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from otdesk.actions import makeup_decisions
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.groups import Group
from otdesk.records.notes import Note
from otdesk.records.plans import ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import Grouping, NoteStatus, Presence, Reason, RecordKind, SessionStatus
from otdesk.rules.minutes import credited
from otdesk.vault.work import Work
from otdesk.words import _, clock, day_date, full_name, plural, span

_DAY_END = 1440
_LARGEST_CLASS = 99


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A therapy session that was not planned, as typed: wall minutes, and who is seen for which service line."""

    day: date
    school_id: int
    start: int
    end: int
    members: tuple[tuple[int, int | None], ...]
    """(student id, service line id or none)."""
    group_id: int | None = None
    room: str = ""
    remark: str = ""
    kind: RecordKind = RecordKind.THERAPY
    roster: int | None = None
    """Students of a class that takes part as a whole, those of the caseload too."""


def add(work: Work, entry: SessionEntry) -> int:
    """Add a therapy session outside the typical week; returns its id."""
    _check_span(entry.start, entry.end)
    if not entry.members:
        raise Refusal(_("A session needs at least one student."))
    if entry.kind is not RecordKind.THERAPY and any(line is not None for _student, line in entry.members):
        raise ValueError("only therapy is given for a service line")
    session = TherapySession(
        day=entry.day,
        school_id=entry.school_id,
        therapist_id=work.author,
        group_id=entry.group_id,
        planned_start=entry.start,
        planned_end=entry.end,
        room=entry.room,
        remark=entry.remark,
        kind=entry.kind,
        roster=_roster(entry.roster, len(dict(entry.members))),
    )
    work.db.add(session)
    work.db.flush()
    for student_id, line_id in dict(entry.members).items():
        line = _class_line(work, student_id, entry.day) if line_id is None and entry.roster is not None else line_id
        work.db.add(Attendance(session_id=session.id, student_id=student_id, service_line_id=line))
    work.describe(
        _("Session added: {who}, {day} {time}").format(
            who=who(work, session.id, full=True), day=day_date(entry.day), time=clock(entry.start)
        )
    )
    return session.id


def move(work: Work, session_id: int, day: date, start: int, end: int | None = None) -> None:
    """Move this one session; the typical week stays. Without `end` it keeps its length."""
    session = find(work, session_id)
    refuse_if_signed(work, session_id)
    length = session.planned_end - session.planned_start
    stop = start + length if end is None else end
    _check_span(start, stop)
    if session.actual_start is not None:
        raise Refusal(_("This session was already held. Change its times in the note instead."))
    session.day, session.planned_start, session.planned_end = day, start, stop
    session.by_hand = True
    work.describe(
        _("{who} moved to {day} {time}").format(who=who(work, session_id), day=day_date(day), time=clock(start))
    )


def set_times(work: Work, session_id: int, start: int, end: int) -> None:
    """Say when the session really was; everybody's credited minutes follow."""
    session = find(work, session_id)
    refuse_if_signed(work, session_id)
    _check_span(start, end)
    refuse_future(work, session.day)
    session.actual_start, session.actual_end = start, end
    recredit(work, session)
    work.describe(_("{who}: {span}").format(who=who(work, session_id), span=span(start, end)))


def set_roster(work: Work, session_id: int, roster: int | None) -> None:
    """Say how many students the whole class has; none: it was not a whole class. Their names are nobody's business."""
    session = find(work, session_id)
    refuse_if_signed(work, session_id)
    if session.kind is not RecordKind.THERAPY:
        raise ValueError("only a therapy session is held with a class")
    session.roster = _roster(roster, len(members(work, session_id)))
    said = plural("class of {n} student", "class of {n} students", roster) if roster else _("not a whole class")
    work.describe(_("{who}: {what}").format(who=who(work, session_id), what=said))


def confirm_as_planned(work: Work, session_id: int) -> None:
    """Take the planned times as the actual ones."""
    session = find(work, session_id)
    set_times(work, session_id, session.planned_start, session.planned_end)


def cancel(work: Work, session_id: int, reason: Reason) -> None:
    """The whole session does not take place, for one reason."""
    session = find(work, session_id)
    refuse_if_signed(work, session_id)
    session.status = SessionStatus.CANCELLED
    for attendance in members(work, session_id):
        attendance.presence = None
        attendance.reason = reason
        attendance.minutes = 0
    work.describe(
        _("{who}, {day} {time}, canceled").format(
            who=who(work, session_id), day=day_date(session.day), time=clock(session.planned_start)
        )
    )


def reinstate(work: Work, session_id: int) -> None:
    """A canceled session takes place after all."""
    session = find(work, session_id)
    session.status = SessionStatus.PLANNED
    for attendance in members(work, session_id):
        attendance.reason = None
        attendance.minutes = None
    work.describe(_("{who}, {time}, is on again").format(who=who(work, session_id), time=clock(session.planned_start)))


def remove(work: Work, session_id: int) -> None:
    """Take out a session that was added by hand and has nothing written about it."""
    session = find(work, session_id)
    if session.slot_id is not None:
        raise Refusal(_("This session comes from your typical week. Cancel it, or change the week in Planner."))
    if work.db.scalar(select(Note.id).where(Note.session_id == session_id).limit(1)) is not None:
        raise Refusal(_("This session has a note. Cancel it with a reason instead."))
    said = who(work, session_id)
    for attendance in members(work, session_id):
        makeup_decisions.forget(work, attendance)
        work.db.delete(attendance)
    work.db.flush()
    work.db.delete(session)
    work.describe(_("Session removed: {who}").format(who=said))


# Shared with attendance and notes --------------------------------------------------------------------------------


def find(work: Work, session_id: int) -> TherapySession:
    session = work.db.get(TherapySession, session_id)
    if session is None:
        raise Refusal(_("This session is no longer there."))
    return session


def members(work: Work, session_id: int) -> list[Attendance]:
    return list(work.db.scalars(select(Attendance).where(Attendance.session_id == session_id).order_by(Attendance.id)))


def who(work: Work, session_id: int, *, full: bool = False) -> str:
    """The group's name, or the student's, or "Maya and 2 more"; `full`: with the last name."""
    session = find(work, session_id)
    if session.group_id is not None:
        return work.db.get_one(Group, session.group_id).name
    students = work.db.scalars(
        select(Student).join(Attendance, Attendance.student_id == Student.id).where(Attendance.session_id == session_id)
    ).all()
    names = [full_name(one.preferred or one.first, one.last if full else "") for one in students[:1]]
    first = "".join(names)
    more = len(students) - 1
    return first if more < 1 else f"{first} {plural('and {n} more', 'and {n} more', more)}"


def recredit(work: Work, session: TherapySession) -> None:
    """Credit each student what the times and her attendance give (domain.md 2.1: full group minutes each)."""
    for attendance in members(work, session.id):
        credit(session, attendance)


def credit(session: TherapySession, attendance: Attendance) -> None:
    """Planned times count only once they were touched or confirmed: until then nobody's minutes are known."""
    if attendance.presence is None:
        attendance.minutes = None
    elif attendance.presence in {Presence.ABSENT, Presence.REFUSED}:
        attendance.minutes = 0
    elif session.actual_start is None or session.actual_end is None:
        attendance.minutes = None
    else:
        attendance.minutes = credited(
            attendance.presence, session.actual_start, session.actual_end, attendance.arrived, attendance.left,
            attendance.paused,
        )  # fmt: skip


def usual_line(work: Work, student_id: int, day: date) -> int | None:
    """The student's one service line in force on a day; none where there are several or none to choose from."""
    lines = work.db.scalars(select(ServiceLine).where(ServiceLine.student_id == student_id)).all()
    open_lines = [
        line.id for line in lines if (line.start is None or line.start <= day) and (line.end is None or day <= line.end)
    ]
    return open_lines[0] if len(open_lines) == 1 else None


def refuse_if_signed(work: Work, session_id: int, student_id: int | None = None) -> None:
    """A signed note closes the session's facts: only an addendum may follow. One entered in error closes nothing."""
    query = select(Note.id).where(Note.session_id == session_id, Note.status == NoteStatus.SIGNED)
    if student_id is not None:
        query = query.where(Note.student_id == student_id)
    if work.db.scalar(query.limit(1)) is not None:
        raise Refusal(_("The note is signed, so this cannot change. Add an addendum to the note instead."))


def refuse_future(work: Work, day: date) -> None:
    if day > local_today(work):
        raise Refusal(
            _("{day} has not come yet. A session can be recorded on its day or later.").format(day=day_date(day))
        )


def _roster(roster: int | None, named: int) -> int | None:
    if roster is not None and not max(named, 1) <= roster <= _LARGEST_CLASS:
        raise Refusal(
            plural("A whole class has {n} student or more, as many as you name.",
                   "A whole class has {n} students or more, as many as you name.", max(named, 1))
            if roster <= _LARGEST_CLASS
            else _("A class of more than {n} students is hard to believe.").format(n=_LARGEST_CLASS)
        )  # fmt: skip
    return roster


def _class_line(work: Work, student_id: int, day: date) -> int | None:
    """The student's one whole-class line in force: no other line is credited for a class she sits in."""
    query = select(ServiceLine).where(
        ServiceLine.student_id == student_id, ServiceLine.grouping == Grouping.WHOLE_CLASS
    )
    open_lines = [
        line.id
        for line in work.db.scalars(query)
        if (line.start is None or line.start <= day) and (line.end is None or day <= line.end)
    ]
    return open_lines[0] if len(open_lines) == 1 else None


def _check_span(start: int, end: int) -> None:
    if end <= start:
        raise Refusal(_("The end, {end}, is not after the start, {start}.").format(end=clock(end), start=clock(start)))
    if not (start >= 0 and end <= _DAY_END):
        raise Refusal(_("A session starts and ends on the same day."))
