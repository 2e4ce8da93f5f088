# SPDX-License-Identifier: MIT
"""The audit trail as it is looked through: newest first, a page at a time, by kind, person, student and days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from otdesk.records.audit import AuditEvent
from otdesk.records.belongings import Attachment
from otdesk.records.notes import Note
from otdesk.records.students import Student
from otdesk.rules.audit import KINDS, AuditGroup
from otdesk.words import full_name

_MOST_PARAMETERS = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """`first` and `end` are instants, the second not included; what is None or empty is not asked about."""

    group: AuditGroup | None = None
    person: str = ""
    student_id: int | None = None
    first: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrailRow:
    """`student_id`: whose record it was about, through a note or a file too. `student` is empty where she is no longer
    in the vault."""

    seq: int
    at: datetime
    kind: str
    subject_kind: str
    subject_id: int | None
    student_id: int | None
    student: str
    person: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StudentChoice:
    student_id: int
    name: str


_STUDENT = case(
    (AuditEvent.subject_kind == "student", AuditEvent.subject_id),
    (AuditEvent.subject_kind == "note", Note.student_id),
    (AuditEvent.subject_kind == "attachment", Attachment.student_id),
)


def count(db: Session, wanted: Wanted) -> int:
    return db.scalar(_narrowed(select(func.count()), wanted)) or 0


def rows(db: Session, wanted: Wanted, start: int, most: int, newest: int | None = None) -> tuple[TrailRow, ...]:
    """Newest first, from the row at `start` on; `newest`: later ones are left out."""
    page = _narrowed(select(AuditEvent.seq), wanted).order_by(AuditEvent.seq.desc()).limit(most).offset(start)
    if newest is not None:
        page = page.where(AuditEvent.seq <= newest)
    numbers = list(db.scalars(page))
    found: list[TrailRow] = []
    for first in range(0, len(numbers), _MOST_PARAMETERS):
        found += _read(db, numbers[first : first + _MOST_PARAMETERS])
    return tuple(found)


def _read(db: Session, numbers: list[int]) -> list[TrailRow]:
    query = (
        select(
            AuditEvent.seq, AuditEvent.at, AuditEvent.kind, AuditEvent.subject_kind, AuditEvent.subject_id,
            AuditEvent.person, AuditEvent.detail, _STUDENT.label("student_id"), Student.first, Student.last,
        )
        .outerjoin(Note, and_(AuditEvent.subject_kind == "note", Note.id == AuditEvent.subject_id))
        .outerjoin(Attachment, and_(AuditEvent.subject_kind == "attachment", Attachment.id == AuditEvent.subject_id))
        .outerjoin(Student, Student.id == _STUDENT)
        .where(AuditEvent.seq.in_(numbers))
        .order_by(AuditEvent.seq.desc())
    )  # fmt: skip
    return [
        TrailRow(
            row.seq, row.at, row.kind, row.subject_kind, row.subject_id, row.student_id,
            full_name(row.first, row.last) if row.first is not None else "", row.person, row.detail,
        )
        for row in db.execute(query)
    ]  # fmt: skip


def newest(db: Session) -> int:
    return db.scalar(select(func.max(AuditEvent.seq))) or 0


def newest_hash(db: Session) -> str:
    return db.scalar(select(AuditEvent.hash).order_by(AuditEvent.seq.desc()).limit(1)) or ""


def persons(db: Session) -> tuple[str, ...]:
    """Everybody the trail names."""
    return tuple(sorted(set(db.scalars(select(AuditEvent.person).distinct())), key=str.casefold))


def students(db: Session) -> tuple[StudentChoice, ...]:
    """Those who are in the vault, by name."""
    found = db.execute(select(Student.id, Student.first, Student.last).order_by(Student.last, Student.first))
    return tuple(StudentChoice(row.id, full_name(row.first, row.last)) for row in found)


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.group is not None:
        query = query.where(AuditEvent.kind.in_(KINDS[wanted.group]))
    if wanted.person:
        query = query.where(AuditEvent.person == wanted.person)
    if wanted.student_id is not None:
        query = query.where(_about(wanted.student_id))
    if wanted.first is not None:
        query = query.where(AuditEvent.at >= wanted.first)
    if wanted.end is not None:
        query = query.where(AuditEvent.at < wanted.end)
    return query.select_from(AuditEvent)


def _about(student_id: int) -> ColumnElement[bool]:
    """Rows about the student herself, her notes and her files."""
    about: ColumnElement[bool] = and_(AuditEvent.subject_kind == "student", AuditEvent.subject_id == student_id)
    for kind, owner in (("note", Note), ("attachment", Attachment)):
        hers = select(owner.id).where(owner.student_id == student_id)
        about = or_(about, and_(AuditEvent.subject_kind == kind, AuditEvent.subject_id.in_(hers)))
    return about
