# SPDX-License-Identifier: MIT
"""What the note of a group is given: every student's own form, and what their notes say alike."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import notes
from otdesk.queries.notes import NoteForm
from otdesk.records.notes import Note, SharedNote, is_note_of
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.kinds import NoteStatus, RecordKind
from otdesk.rules.note_entry import NoteEntry, SharedEntry, shared_from_plain


@dataclass(frozen=True, slots=True)
class GroupForm:
    """One session of several students. `previous` is what was shared the time before."""

    session_id: int
    members: tuple[NoteForm, ...]
    shared: SharedEntry
    previous_day: date | None
    previous: SharedEntry | None

    @property
    def first(self) -> NoteForm:
        """Whose form tells what all have in common: day, times, school, group."""
        return self.members[0]

    def drafts(self) -> dict[int, NoteEntry]:
        """By student, of those who have a note."""
        return {member.student_id: member.entry for member in self.members if member.note_id is not None}


def group_form(db: Session, session_id: int) -> GroupForm | None:
    """None when nobody is in the session any more."""
    students = db.scalars(
        select(Attendance.student_id).where(Attendance.session_id == session_id).order_by(Attendance.id)
    ).all()
    forms = [notes.form(db, session_id, student) for student in students]
    members = tuple(form for form in forms if form is not None)
    if not members:
        return None
    previous = _previous(db, session_id)
    return GroupForm(
        session_id,
        members,
        notes.shared_of(db, session_id),
        previous[0] if previous is not None else None,
        previous[1] if previous is not None else None,
    )


def is_open_group(db: Session, session_id: int, student_id: int) -> bool:
    """Whether several students are in the therapy session and this one's note is still to be signed."""
    several = len(db.scalars(select(Attendance.id).where(Attendance.session_id == session_id).limit(2)).all()) > 1
    kind = db.scalar(select(TherapySession.kind).where(TherapySession.id == session_id))
    status = db.scalar(select(Note.status).where(is_note_of(session_id, student_id)))
    return several and kind is RecordKind.THERAPY and status in {None, NoteStatus.DRAFT}


def _previous(db: Session, session_id: int) -> tuple[date, SharedEntry] | None:
    """The last time before that the same group, or anybody of a session without a name, shared something."""
    session = db.get_one(TherapySession, session_id)
    query = (
        select(TherapySession.day, SharedNote.content)
        .join(SharedNote, SharedNote.session_id == TherapySession.id)
        .where(TherapySession.id != session_id, TherapySession.day <= session.day)
        .order_by(TherapySession.day.desc(), TherapySession.planned_start.desc())
        .limit(1)
    )
    if session.group_id is not None:
        query = query.where(TherapySession.group_id == session.group_id)
    else:
        here = select(Attendance.student_id).where(Attendance.session_id == session_id)
        with_them = select(Attendance.session_id).where(Attendance.student_id.in_(here))
        query = query.where(TherapySession.id.in_(with_them))
    row = db.execute(query).first()
    return (row.day, shared_from_plain(row.content)) if row is not None else None
