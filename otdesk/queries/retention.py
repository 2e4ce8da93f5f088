# SPDX-License-Identifier: MIT
"""Which records are past their time, held, or told of; what a destruction would take; the certificates there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import policies, workplace
from otdesk.records.audit import AuditEvent
from otdesk.records.belongings import Attachment, StoredFile
from otdesk.records.co_signing import SentNote
from otdesk.records.notes import Note
from otdesk.records.retention import DestructionNotice, LegalHold, Purge, Tombstone
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import CoSignState, NoteStatus
from otdesk.rules.retention import Facts, RetentionRule, Standing, keep_until, may_go_from, standing
from otdesk.vault import purging
from otdesk.words import full_name


@dataclass(frozen=True, slots=True)
class Hold:
    hold_id: int
    reason: str
    placed_on: date
    placed_by: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """`keep_until` None: served still, or not to be said. `goes_from`: when it may be destroyed."""

    student_id: int
    name: str
    school_id: int
    school: str
    ended: date | None
    keep_until: date | None
    goes_from: date | None
    notice_on: date | None
    hold: Hold | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Certificate:
    """`audited`: the hash of the row of the audit trail that tells of it."""

    purge_id: int
    at: datetime
    person: str
    scope: str
    rule: str
    counts: dict[str, int]
    tombstones: int
    export_sha256: str
    handed_to: str
    audited: str


@dataclass(frozen=True, slots=True)
class SchoolScope:
    school_id: int
    name: str
    district: str
    students: int


def rule(db: Session, today: date) -> RetentionRule:
    """Of the district's state, as in force today."""
    district = workplace.district(db)
    return policies.retention(db, today).of(district.entry.state if district is not None else "")


def records(db: Session, today: date) -> tuple[RecordRow, ...]:
    """Everybody, those whose record is past its time first."""
    in_force = rule(db, today)
    holds = holds_now(db)
    notices = _by_first(
        db.execute(select(DestructionNotice.student_id, func.max(DestructionNotice.sent_on)).group_by(
            DestructionNotice.student_id))
    )  # fmt: skip
    last = _by_first(
        db.execute(
            select(Attendance.student_id, func.max(TherapySession.day))
            .join(TherapySession, TherapySession.id == Attendance.session_id)
            .where(TherapySession.day <= today)
            .group_by(Attendance.student_id)
        )
    )
    students = db.execute(
        select(
            Student.id, Student.first, Student.last, Student.birth_date, Student.exited_on, Student.school_id,
            School.name,
        ).join(School, School.id == Student.school_id)
    )  # fmt: skip
    found = []
    for row in students:
        ended = None if row.exited_on is None else max(row.exited_on, last.get(row.id, row.exited_on))
        hold = holds.get(row.id)
        facts = Facts(ended, row.birth_date, notices.get(row.id), hold is not None)
        found.append(RecordRow(
            row.id, full_name(row.first, row.last), row.school_id, row.name, ended,
            keep_until(in_force, ended, row.birth_date) if ended is not None else None, may_go_from(in_force, facts),
            facts.notice_on, hold, standing(in_force, facts, today),
        ))  # fmt: skip
    return tuple(sorted(found, key=_pressing))


_ORDER = (
    Standing.DUE, Standing.NOTICE, Standing.WAITING, Standing.HELD, Standing.UNKNOWN, Standing.KEPT, Standing.SERVED,
)  # fmt: skip


def _by_first(rows: Iterable[Any]) -> dict[Any, Any]:
    return {row[0]: row[1] for row in rows}


def _pressing(row: RecordRow) -> tuple[int, date, str]:
    return _ORDER.index(row.standing), row.keep_until or date.max, row.name


def holds_now(db: Session) -> dict[int, Hold]:
    """Open holds by student."""
    rows = db.scalars(select(LegalHold).where(LegalHold.lifted_on.is_(None)).order_by(LegalHold.id))
    return {row.student_id: Hold(row.id, row.reason, row.placed_on, row.placed_by) for row in rows}


def hold_of(db: Session, student_id: int) -> Hold | None:
    return holds_now(db).get(student_id)


def schools(db: Session) -> tuple[SchoolScope, ...]:
    """Every school with students in the vault, those who left too."""
    own = workplace.district(db)
    counts = _by_first(db.execute(select(Student.school_id, func.count()).group_by(Student.school_id)))
    rows = db.execute(select(School.id, School.name).order_by(School.name))
    district = own.entry.name if own is not None else ""
    return tuple(SchoolScope(row.id, row.name, district, counts[row.id]) for row in rows if counts.get(row.id))


def students_of(db: Session, school_ids: Iterable[int]) -> tuple[int, ...]:
    rows = db.scalars(select(Student.id).where(Student.school_id.in_(list(school_ids))).order_by(Student.id))
    return tuple(rows)


def note_count(db: Session, student_ids: Iterable[int]) -> int:
    return db.scalar(select(func.count()).select_from(Note).where(Note.student_id.in_(list(student_ids)))) or 0


def sent_notes(db: Session) -> tuple[int, int]:
    """Notes of other vaults that were answered, and those that wait."""
    counts = _by_first(db.execute(select(SentNote.state, func.count()).group_by(SentNote.state)))
    waiting = counts.pop(CoSignState.WAITING, 0)
    return sum(counts.values()), waiting


def certificates(db: Session) -> tuple[Certificate, ...]:
    """Newest first."""
    stones = _by_first(db.execute(select(Tombstone.purge_id, func.count()).group_by(Tombstone.purge_id)))
    audited = _by_first(db.execute(select(AuditEvent.subject_id, AuditEvent.hash).where(AuditEvent.kind == "purge")))
    return tuple(
        Certificate(
            row.id, row.at, row.person, row.scope, row.rule, row.counts, stones.get(row.id, 0), row.export_sha256,
            row.handed_to, audited.get(row.id, ""),
        )
        for row in db.scalars(select(Purge).order_by(Purge.id.desc()))
    )  # fmt: skip


# --- what is handed over before ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptFile:
    """`name`: its number and ending, never as it was called."""

    name: str
    content: bytes


def dumps(db: Session, student_ids: Iterable[int], *, sent: bool) -> tuple[purging.Dump, ...]:
    """All rows a destruction of these students would take, by table."""
    connection = db.connection()
    students = list(student_ids)
    rows = purging.belongings(connection, students) if students else {}
    if sent:
        rows |= purging.sent_notes(connection)
    return tuple(purging.dumps(connection, rows))


def signed_notes(db: Session, student_id: int) -> tuple[int, ...]:
    closed = Note.status != NoteStatus.DRAFT
    return tuple(
        db.scalars(select(Note.id).where(Note.student_id == student_id, closed).order_by(Note.service_date, Note.id))
    )


def files_of(db: Session, student_id: int) -> tuple[KeptFile, ...]:
    rows = db.execute(
        select(Attachment.id, Attachment.name, StoredFile.content)
        .join(StoredFile, StoredFile.id == Attachment.stored_id)
        .where(Attachment.student_id == student_id)
        .order_by(Attachment.id)
    )
    return tuple(KeptFile(f"{row.id}{_ending(row.name)}", row.content) for row in rows)


def _ending(name: str) -> str:
    suffix = PurePath(name).suffix
    return suffix if suffix[1:].isalnum() and len(suffix) < 9 else ""
