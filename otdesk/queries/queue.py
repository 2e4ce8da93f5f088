# SPDX-License-Identifier: MIT
"""Which sessions are over and not wholly written: the queue of notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from otdesk.queries.day_rows import NOT_SEEN, OPEN_GOALS, group_names
from otdesk.records.goals import Goal
from otdesk.records.notes import Note, is_note_of
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import NoteStatus, SessionStatus


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A session whose notes are not all signed."""

    session_id: int
    day: date
    start: int
    title: str
    school_code: str
    school_color: int
    students: int
    written: int
    drafts: int
    waiting: tuple[str, ...]
    """Who has nothing signed yet, by the name used."""
    goals: int
    first_student_id: int
    """Whose note is opened by Enter."""


def to_document(db: Session, today: date, now: int, since_days: int = 120) -> tuple[QueueItem, ...]:
    """Sessions that are over and not wholly written, today's first in order, then older ones, newest first."""
    over = or_(TherapySession.day < today, (TherapySession.day == today) & (TherapySession.planned_end <= now))
    query = (
        select(
            TherapySession.id, TherapySession.day, TherapySession.planned_start, TherapySession.group_id,
            School.code, School.color, Attendance.student_id, Attendance.presence, Student.first, Student.last,
            Student.preferred, Note.status.label("note"),
        )
        .join(Attendance, Attendance.session_id == TherapySession.id)
        .join(Student, Student.id == Attendance.student_id)
        .join(School, School.id == TherapySession.school_id)
        .outerjoin(Note, is_note_of(Attendance.session_id, Attendance.student_id))
        .where(
            over,
            TherapySession.day >= today - timedelta(days=since_days),
            TherapySession.status != SessionStatus.CANCELLED,
        )
        .order_by(TherapySession.day, TherapySession.planned_start, TherapySession.id, Attendance.id)
    )  # fmt: skip
    by_session: dict[int, list[Any]] = defaultdict(list)
    for row in db.execute(query):
        by_session[row.id].append(row)
    open_ones = [rows for rows in by_session.values() if not all(_is_documented(row) for row in rows)]
    groups = group_names(db, [rows[0].group_id for rows in open_ones])
    goals = _goal_counts(db, {row.student_id for rows in open_ones for row in rows})
    items = [_queue_item(rows, groups, goals) for rows in open_ones]
    current = [item for item in items if item.day == today]
    older = sorted((item for item in items if item.day < today), key=_newest_first)
    return (*current, *older)


def _is_documented(row: Any) -> bool:
    """A void note counts as one until another is begun in its place."""
    return row.note in {NoteStatus.SIGNED, NoteStatus.VOID} or row.presence in NOT_SEEN


def _newest_first(item: QueueItem) -> tuple[int, int]:
    return -item.day.toordinal(), item.start


def _queue_item(rows: list[Any], groups: Mapping[int, str], goals: Mapping[int, int]) -> QueueItem:
    first = rows[0]
    waiting = [row for row in rows if not _is_documented(row)]
    names = tuple(row.preferred or row.first for row in waiting)
    title = groups.get(first.group_id, "") or (
        f"{first.preferred or first.first} {first.last}"
        if len(rows) == 1
        else ", ".join(row.preferred or row.first for row in rows)
    )
    return QueueItem(
        first.id, first.day, first.planned_start, title, first.code, first.color, len(rows),
        len(rows) - len(waiting), sum(row.note is NoteStatus.DRAFT for row in rows), names,
        sum(goals.get(row.student_id, 0) for row in waiting), waiting[0].student_id,
    )  # fmt: skip


def _goal_counts(db: Session, students: Iterable[int]) -> dict[int, int]:
    query = select(Goal.student_id, func.count()).where(Goal.student_id.in_(students), Goal.status.in_(OPEN_GOALS))
    return {row[0]: row[1] for row in db.execute(query.group_by(Goal.student_id))}
