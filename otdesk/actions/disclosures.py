# SPDX-License-Identifier: MIT
"""Who was given which record, and why: a row of the audit trail for every page that leaves (34 CFR 99.32, 300.614)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from otdesk.actions.lookups import found
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.audit import AuditEvent
from otdesk.records.notes import Note
from otdesk.records.students import Student
from otdesk.rules.disclosure import Given, HandEntry
from otdesk.vault.work import Work
from otdesk.words import _


class Way(StrEnum):
    """How a record leaves; the kind of its audit row."""

    PRINT = "print"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`recipient` and `purpose` as typed, `authority` what allows it (a consent, an official's interest). For the
    therapist's own file all three stay empty."""

    recipient: str = ""
    purpose: str = ""
    authority: str = ""
    own_file: bool = False


def record(work: Work, way: Way, what: Given, students: Iterable[int], disclosure: Disclosure) -> None:
    """Write one row for each student; final. Refusal when somebody else is to get it and who or why is not said."""
    detail = {**detail_of(disclosure), "what": what.value}
    for student in students:
        work.audit(way.value, "student", student, detail)
    work.final()


def hand_over(work: Work, district: str) -> None:
    """Everything goes to the office of the district, which owns the records; final."""
    said = Disclosure(district, _("hand-over of all records"), _("Owner of the records"))
    record(work, Way.EXPORT, Given.RECORD, work.db.scalars(select(Student.id).order_by(Student.id)).all(), said)


def record_file(work: Work, student_id: int, attachment_id: int, disclosure: Disclosure) -> None:
    """A file that was kept with the student goes out."""
    detail = {**detail_of(disclosure), "what": Given.FILE.value, "file": attachment_id}
    work.audit(Way.EXPORT.value, "student", student_id, detail)
    work.final()


def record_notes(work: Work, way: Way, note_ids: Iterable[int], disclosure: Disclosure) -> None:
    """One row for each student, naming her notes by id; final. Called before the pages are handed over, so that no page
    is ever without its row."""
    detail = {**detail_of(disclosure), "what": Given.NOTES.value}
    notes: dict[int, list[int]] = defaultdict(list)
    wanted = sorted(set(note_ids))
    for start in range(0, len(wanted), _MOST_PARAMETERS):
        part = wanted[start : start + _MOST_PARAMETERS]
        for row in work.db.execute(select(Note.id, Note.student_id).where(Note.id.in_(part)).order_by(Note.id)):
            notes[row.student_id].append(row.id)
    if not notes:
        raise Refusal(_("There is no note to hand out."))
    for student, ids in notes.items():
        work.audit(way.value, "student", student, {**detail, "notes": ids})
    work.final()


def write_by_hand(work: Work, student_id: int, entry: HandEntry) -> None:
    """Something of the record was given out, or asked for, in another way than through the program; final. Refusal when
    it is not said who, what and why, or for a day that has not come."""
    found(work, Student, student_id)
    detail = detail_of(Disclosure(entry.recipient, entry.purpose, entry.authority))
    what = entry.what.strip()
    if not what:
        raise Refusal(_("Say what of the record it was."))
    if entry.day > local_today(work):
        raise Refusal(_("This day has not come yet."))
    work.audit("disclosed", "student", student_id, {**detail, "what": what, "day": entry.day, "given": entry.given})
    work.final()
    work.describe(_("Written to the disclosure log"))


def mark_error(work: Work, student_id: int, seq: int) -> None:
    """An entry by hand was wrong: it stays to be read, marked as an error; final."""
    row = work.db.scalar(select(AuditEvent).where(AuditEvent.seq == seq))
    if row is None or (row.kind, row.subject_kind, row.subject_id) != ("disclosed", "student", student_id):
        raise Refusal(_("Only what was written by hand can be marked as an error."))
    marked = select(AuditEvent.detail).where(
        AuditEvent.kind == "disclosure_error", AuditEvent.subject_kind == "student", AuditEvent.subject_id == student_id
    )
    if any(detail.get("entry") == seq for detail in work.db.scalars(marked)):
        raise Refusal(_("This entry is marked as an error already."))
    work.audit("disclosure_error", "student", student_id, {"entry": seq})
    work.final()
    work.describe(_("Marked as an error"))


def record_trail(work: Work, way: Way, rows: int, disclosure: Disclosure, *, names: bool = False) -> None:
    """Rows of the audit trail itself go out; `names`: with the names of students."""
    work.audit(way.value, "audit", None, {**detail_of(disclosure), "rows": rows, "names": names})
    work.final()


def record_chain(work: Work, disclosure: Disclosure, *, records: bool) -> None:
    """Both chains go out for a check; `records`: with the signed records."""
    work.audit(Way.EXPORT.value, "chain", None, {**detail_of(disclosure), "records": records})
    work.final()


_MOST_PARAMETERS = 500


def detail_of(disclosure: Disclosure) -> dict[str, Any]:
    """What a row of the trail keeps of it. Refusal when somebody else gets it and who or why is not said."""
    if disclosure.own_file:
        return {"own_file": True}
    recipient, purpose = disclosure.recipient.strip(), disclosure.purpose.strip()
    if not recipient:
        raise Refusal(_("Say who gets these pages."))
    if not purpose:
        raise Refusal(_("Say what these pages are for."))
    said = {"recipient": recipient, "purpose": purpose}
    authority = disclosure.authority.strip()
    return {**said, "authority": authority} if authority else said
