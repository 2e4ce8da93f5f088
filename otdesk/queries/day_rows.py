# SPDX-License-Identifier: MIT
"""The blocks of one day before they are put in order: sessions with their students, meetings, lunch, desk time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import debts, own_time, school_days
from otdesk.queries.alerts import AlertFact, alerts_of
from otdesk.records.goals import Goal
from otdesk.records.groups import Group
from otdesk.records.meetings import Meeting, MeetingKind
from otdesk.records.notes import Note, is_note_of
from otdesk.records.plans import ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import (
    GoalStatus,
    Grouping,
    Mode,
    NoteStatus,
    Presence,
    Reason,
    RecordKind,
    SessionStatus,
    Setting,
)
from otdesk.rules.note_entry import Section, from_plain
from otdesk.rules.slots import BlockKind

NOT_SEEN = frozenset({Presence.ABSENT, Presence.REFUSED})
OPEN_GOALS = (GoalStatus.ACTIVE, GoalStatus.CONTINUED, GoalStatus.REVISED)


class RowStatus(StrEnum):
    """What a row's pill says."""

    PLANNED = "planned"
    NEXT = "next"
    TO_DOCUMENT = "to_document"
    DRAFT = "draft"
    SIGNED = "signed"
    NOT_SEEN = "not_seen"
    CANCELLED = "cancelled"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class GoalOnRow:
    number: int
    area: str
    cue: str


@dataclass(frozen=True, slots=True)
class StudentOnRow:
    """A student in a session; `note` None: nothing written yet. `next_time` is what the last signed note planned."""

    student_id: int
    attendance_id: int
    first: str
    last: str
    called: str
    grade: int
    teacher: str
    room: str
    presence: Presence | None = None
    reason: Reason | None = None
    minutes: int | None = None
    line_id: int | None = None
    mode: Mode = Mode.DIRECT
    grouping: Grouping = Grouping.INDIVIDUAL
    setting: Setting | None = None
    note_id: int | None = None
    note: NoteStatus | None = None
    signed_at: datetime | None = None
    makeup: bool = False
    owed: int = 0
    """Minutes missed that are to be made up, or to be decided on, by the district's rules; none once planned."""
    made_up_on: date | None = None
    """The day a make-up of this session is on."""
    goals: tuple[GoalOnRow, ...] = ()
    alerts: tuple[AlertFact, ...] = ()
    next_time: str = ""

    @property
    def documented(self) -> bool:
        return self.note in {NoteStatus.SIGNED, NoteStatus.VOID} or self.presence in NOT_SEEN


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the day; `key` names it: "session:12", "meeting:3", "slot:7"."""

    key: str
    kind: BlockKind
    start: int
    end: int
    title: str = ""
    record: RecordKind = RecordKind.THERAPY
    roster: int | None = None
    """Students of the whole class that takes part."""
    session_id: int | None = None
    meeting_id: int | None = None
    group_id: int | None = None
    students: tuple[StudentOnRow, ...] = ()
    room: str = ""
    detail: str = ""
    planned_start: int = 0
    planned_end: int = 0
    confirmed: bool = False
    cancelled: bool = False
    moved_from: date | None = None
    unplanned: bool = False
    meeting_kind: MeetingKind | None = None
    clash: bool = False
    status: RowStatus = RowStatus.NONE

    @property
    def written(self) -> int:
        return sum(student.documented for student in self.students)


# Rows ------------------------------------------------------------------------------------------------------------


def sessions(db: Session, on: date) -> list[Row]:
    found = db.execute(
        select(
            TherapySession.id, TherapySession.planned_start, TherapySession.planned_end, TherapySession.actual_start,
            TherapySession.actual_end, TherapySession.status, TherapySession.room, TherapySession.remark,
            TherapySession.group_id, TherapySession.slot_id, TherapySession.slot_day, TherapySession.kind,
            TherapySession.roster,
        ).where(TherapySession.day == on)
    ).all()  # fmt: skip
    students = _students_of(db, [session.id for session in found], on)
    groups = group_names(db, [session.group_id for session in found])
    return [
        Row(
            key=f"session:{session.id}",
            kind=BlockKind.SESSION,
            start=session.planned_start if session.actual_start is None else session.actual_start,
            end=session.planned_end if session.actual_end is None else session.actual_end,
            title=groups.get(session.group_id, ""),
            record=session.kind,
            roster=session.roster,
            session_id=session.id,
            group_id=session.group_id,
            students=tuple(students.get(session.id, ())),
            room=session.room,
            detail=session.remark,
            planned_start=session.planned_start,
            planned_end=session.planned_end,
            confirmed=session.actual_start is not None,
            cancelled=session.status is SessionStatus.CANCELLED,
            moved_from=session.slot_day if session.slot_day not in (None, on) else None,
            unplanned=session.slot_id is None,
        )
        for session in found
    ]


def _students_of(db: Session, session_ids: list[int], on: date) -> dict[int, list[StudentOnRow]]:
    rows = db.execute(
        select(
            Attendance.session_id, Attendance.id, Attendance.student_id, Attendance.presence, Attendance.reason,
            Attendance.minutes, Attendance.service_line_id, Attendance.makeup_for_id, Student.first, Student.last,
            Student.preferred, Student.grade, Student.teacher, Student.room, ServiceLine.mode, ServiceLine.grouping,
            ServiceLine.setting, Note.id.label("note_id"), Note.status.label("note"),
            Note.signed_at,
        )
        .join(Student, Student.id == Attendance.student_id)
        .outerjoin(ServiceLine, ServiceLine.id == Attendance.service_line_id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .where(Attendance.session_id.in_(session_ids))
        .order_by(Attendance.id)
    ).all()  # fmt: skip
    ids = {row.student_id for row in rows}
    goals, alerts, planned = _goals(db, ids), alerts_of(db, ids), _next_times(db, ids, on)
    owed = debts.of_attendances(db, [row.id for row in rows if row.reason is not None], on)
    found: dict[int, list[StudentOnRow]] = defaultdict(list)
    for row in rows:
        found[row.session_id].append(
            StudentOnRow(
                student_id=row.student_id,
                attendance_id=row.id,
                first=row.first,
                last=row.last,
                called=row.preferred or row.first,
                grade=row.grade,
                teacher=row.teacher,
                room=row.room,
                presence=row.presence,
                reason=row.reason,
                minutes=row.minutes,
                line_id=row.service_line_id,
                mode=row.mode or Mode.DIRECT,
                grouping=row.grouping or Grouping.INDIVIDUAL,
                setting=row.setting,
                note_id=row.note_id,
                note=row.note,
                signed_at=row.signed_at,
                makeup=row.makeup_for_id is not None,
                owed=owed.get(row.id, debts.NONE).minutes,
                made_up_on=owed.get(row.id, debts.NONE).made_up_on,
                goals=tuple(goals.get(row.student_id, ())),
                alerts=alerts.get(row.student_id, ()),
                next_time=planned.get(row.student_id, ""),
            )
        )
    return found


def _goals(db: Session, students: Iterable[int]) -> dict[int, list[GoalOnRow]]:
    found: dict[int, list[GoalOnRow]] = defaultdict(list)
    query = select(Goal.student_id, Goal.number, Goal.area, Goal.cue, Goal.statement).where(
        Goal.student_id.in_(students), Goal.status.in_(OPEN_GOALS)
    )
    for row in db.execute(query.order_by(Goal.student_id, Goal.number)):
        found[row.student_id].append(GoalOnRow(row.number, row.area, row.cue or row.area or row.statement))
    return found


def _next_times(db: Session, students: Iterable[int], before: date) -> dict[int, str]:
    """What each student's last signed note before a day planned for the next time."""
    signed = Note.status == NoteStatus.SIGNED
    # The newest by student is one step into the index each; grouping would go through the notes of all years.
    older = (Note.student_id == Student.id, signed, Note.kind == RecordKind.THERAPY, Note.service_date < before)
    newest = select(func.max(Note.service_date)).where(*older)
    last = select(Student.id, newest.scalar_subquery().label("day")).where(Student.id.in_(students)).subquery()
    query = select(Note.student_id, Note.content).where(signed, Note.kind == RecordKind.THERAPY).join(
        last, (last.c.id == Note.student_id) & (last.c.day == Note.service_date)
    )  # fmt: skip
    return {row.student_id: from_plain(row.content).text(Section.PLAN) for row in db.execute(query)}


def group_names(db: Session, groups: Iterable[int | None]) -> dict[int, str]:
    wanted = {group for group in groups if group is not None}
    return {row.id: row.name for row in db.execute(select(Group.id, Group.name).where(Group.id.in_(wanted)))}


def meetings(db: Session, on: date) -> list[Row]:
    query = (
        select(Meeting.id, Meeting.start, Meeting.end, Meeting.title, Meeting.kind, Meeting.room, Meeting.bring)
        .where(Meeting.day == on)
        .order_by(Meeting.start)
    )
    return [
        Row(
            key=f"meeting:{row.id}",
            kind=BlockKind.MEETING,
            start=row.start,
            end=row.end,
            title=row.title,
            meeting_id=row.id,
            room=row.room,
            detail=row.bring,
            planned_start=row.start,
            planned_end=row.end,
            meeting_kind=row.kind,
        )
        for row in db.execute(query)
    ]


def blocks(db: Session, on: date, facts: school_days.DayFacts) -> list[Row]:
    """Lunch and desk time on this day."""
    return [
        Row(
            key=f"slot:{own.slot_id}",
            kind=own.kind,
            start=own.start,
            end=own.end,
            title=own.label,
            planned_start=own.start,
            planned_end=own.end,
        )
        for own in own_time.on_days(db, {on: facts})
    ]
