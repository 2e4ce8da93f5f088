# SPDX-License-Identifier: MIT
"""Signed notes that are still to be entered in the district's own system, and what goes into its fields."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from otdesk import labels, words
from otdesk.queries.note_pages import note_page
from otdesk.queries.note_rows import NotePage
from otdesk.records.districts import District
from otdesk.records.notes import EnteredNote, Note
from otdesk.records.schools import School
from otdesk.records.sessions import TherapySession
from otdesk.records.students import Student
from otdesk.rules.checklists import Tick
from otdesk.rules.copy_profile import USUAL, Copied, CopyField, ProfileField, filled, from_plain
from otdesk.rules.kinds import NoteStatus
from otdesk.rules.note_formats import IN_A_TABLE


@dataclass(frozen=True, slots=True)
class Profile:
    """`since` none: notes are not entered elsewhere."""

    since: date | None
    fields: tuple[ProfileField, ...]


@dataclass(frozen=True, slots=True)
class ToEnter:
    """One signed note; `start` in wall minutes."""

    note_id: int
    student_id: int
    day: date
    start: int
    school_code: str
    school_name: str
    school_color: int
    called: str
    last: str


def profile(db: Session) -> Profile:
    row = db.execute(select(District.copy_since, District.copy_fields).order_by(District.id).limit(1)).first()
    if row is None:
        return Profile(None, USUAL)
    return Profile(row.copy_since, from_plain(row.copy_fields) if row.copy_fields is not None else USUAL)


def to_enter(db: Session) -> tuple[ToEnter, ...]:
    """By school and day, oldest first: one signs in to that school's pages once."""
    since = profile(db).since
    if since is None:
        return ()
    query = (
        select(
            Note.id, Note.student_id, Note.service_date, TherapySession.planned_start, School.code, School.name,
            School.color, Student.first, Student.last, Student.preferred,
        )
        .join(TherapySession, TherapySession.id == Note.session_id)
        .join(School, School.id == TherapySession.school_id)
        .join(Student, Student.id == Note.student_id)
        .where(_waiting(since))
        .order_by(School.name, Note.service_date, TherapySession.planned_start, Note.id)
    )  # fmt: skip
    return tuple(
        ToEnter(
            row.id, row.student_id, row.service_date, row.planned_start, row.code, row.name, row.color,
            row.preferred or row.first, row.last,
        )
        for row in db.execute(query)
    )  # fmt: skip


def count(db: Session) -> int:
    """How many are still to be entered."""
    since = profile(db).since
    if since is None:
        return 0
    return db.scalar(select(func.count(Note.id)).where(_waiting(since))) or 0


def _waiting(since: date) -> ColumnElement[bool]:
    """Signed since that day, standing, and not ticked."""
    entered = select(EnteredNote.note_id)
    return and_(Note.status == NoteStatus.SIGNED, Note.service_date >= since, Note.id.not_in(entered))


def fields(db: Session, note_id: int, now: datetime) -> tuple[Copied, ...]:
    """What each field of the other system takes of this note; empty when the note is gone."""
    page = note_page(db, note_id, now)
    return filled(profile(db).fields, _values(page)) if page is not None else ()


def table(db: Session, now: datetime) -> tuple[tuple[str, ...], ...]:
    """The fields of all that is still to be entered, a row each, in the order of the queue."""
    rows = (fields(db, waiting.note_id, now) for waiting in to_enter(db))
    return tuple(tuple(copied.text for copied in row) for row in rows)


def _values(page: NotePage) -> dict[CopyField, str]:
    goals = "; ".join(f"{goal.number} {goal.area}: {goal.figures}" for goal in page.goals)
    table = f"{goals}." if goals and page.layout in IN_A_TABLE else ""
    ticked = {tick: ", ".join(items) for tick, items in page.ticked}
    areas = f"{labels.screened(page.screened)}." if page.screened else ""
    ticks = " ".join(f"{name}: {items}." for name, items in labels.ticked(page.ticked))
    signer = page.signature
    return {
        CopyField.STUDENT: words.full_name(page.first, page.last),
        CopyField.STUDENT_NO: page.student_no,
        CopyField.DATE: f"{page.day:%m/%d/%Y}",
        CopyField.START: words.clock(page.start) if page.start is not None else "",
        CopyField.END: words.clock(page.end) if page.end is not None else "",
        CopyField.MINUTES: str(page.minutes) if page.minutes is not None else "",
        CopyField.ATTENDANCE: labels.presence(page.presence) if page.presence is not None else "",
        CopyField.SERVICE: page.service,
        CopyField.SETTING: labels.setting(page.setting) if page.setting is not None else "",
        CopyField.SIZE: str(page.group_size or 1),
        CopyField.GOALS: goals,
        CopyField.ACTIVITY: _with(ticked.get(Tick.ACTIVITY, ""), page.did),
        CopyField.RESPONSE: _with(ticked.get(Tick.RESPONSE, ""), page.response),
        CopyField.SKILLED: page.skilled,
        CopyField.PLAN: page.next_plan,
        CopyField.CODES: "; ".join(code.figure for code in page.codes),
        CopyField.DIAGNOSES: "; ".join(page.diagnoses),
        CopyField.WHOLE: " ".join(filter(None, (ticks, areas, table, *page.texts.values()))),
        CopyField.PROVIDER: ", ".join(filter(None, (signer.name, signer.credentials))) if signer is not None else "",
        CopyField.SIGNED: f"{signer.at:%m/%d/%Y}" if signer is not None and signer.at is not None else "",
    }


def _with(ticked: str, text: str) -> str:
    """What was ticked, then what was written."""
    return f"{ticked}. {text}".strip() if ticked else text
