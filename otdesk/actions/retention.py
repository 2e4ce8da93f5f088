# SPDX-License-Identifier: MIT
"""Legal holds, notices before destruction, and destruction itself. None of it is taken back: each is in the trail."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from otdesk.actions.lookups import found
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.retention import DestructionNotice, LegalHold, Purge
from otdesk.records.students import Student
from otdesk.vault import purging
from otdesk.vault.work import Work
from otdesk.words import _, full_name, plural


@dataclass(frozen=True, slots=True)
class PurgeEntry:
    """`scope` and `rule` in words, without a student's name. `sent_notes`: with the answered notes of other vaults."""

    students: tuple[int, ...]
    scope: str
    rule: str
    export_sha256: str = ""
    handed_to: str = ""
    sent_notes: bool = False


def place_hold(work: Work, student_id: int, reason: str) -> int:
    """Nothing of the student is destroyed until it is lifted. Refusal without a reason, or while there is one."""
    student = found(work, Student, student_id)
    if not reason.strip():
        raise Refusal(_("Say why the record is held."))
    if _held(work, [student_id]):
        raise Refusal(_("This record is held already."))
    hold = LegalHold(
        student_id=student_id, reason=reason.strip(), placed_on=local_today(work), placed_by=work.person
    )  # fmt: skip
    work.db.add(hold)
    work.db.flush()
    work.audit("hold_placed", "student", student_id, {"hold": hold.id})
    work.final()
    work.describe(_("Record of {who} is held").format(who=full_name(student.first, student.last)))
    return hold.id


def lift_hold(work: Work, hold_id: int) -> None:
    hold = found(work, LegalHold, hold_id)
    if hold.lifted_on is not None:
        raise Refusal(_("This hold was lifted already."))
    student = found(work, Student, hold.student_id)
    hold.lifted_on = local_today(work)
    work.audit("hold_lifted", "student", hold.student_id, {"hold": hold.id})
    work.final()
    work.describe(_("Hold on the record of {who} lifted").format(who=full_name(student.first, student.last)))


def give_notice(work: Work, student_ids: tuple[int, ...], day: date, how: str) -> None:
    """The families were told on that day that the records are no longer needed."""
    if not student_ids:
        raise Refusal(_("Choose a student first."))
    if day > local_today(work):
        raise Refusal(_("This day has not come yet."))
    if not how.strip():
        raise Refusal(_("Say how the notice went out."))
    for student_id in student_ids:
        found(work, Student, student_id)
        work.db.add(DestructionNotice(student_id=student_id, sent_on=day, how=how.strip()))
        work.audit("notice_sent", "student", student_id, {"day": day})
    work.final()
    work.describe(plural("{n} notice written down", "{n} notices written down", len(student_ids)))


def destroy(work: Work, entry: PurgeEntry) -> int:
    """Remove the whole records of these students for good; the id of the certificate. Refusal while one of them is
    held. What of others refers to them (a group's session) stays without them."""
    students = sorted(set(entry.students))
    if not students and not entry.sent_notes:
        raise Refusal(_("There is nothing to destroy."))
    held = _held(work, students)
    if held:
        raise Refusal(
            plural("{n} record is under a legal hold. Nothing was destroyed.",
                   "{n} records are under a legal hold. Nothing was destroyed.", len(held))
        )  # fmt: skip
    for student_id in students:
        found(work, Student, student_id)
    db = work.db.connection()
    rows = purging.belongings(db, students) if students else {}
    if entry.sent_notes:
        rows |= purging.sent_notes(db)
    counts = {name: len(keys) for name, keys in rows.items()}
    purge = Purge(
        at=work.now, person=work.person, scope=entry.scope, rule=entry.rule, counts=counts,
        export_sha256=entry.export_sha256, handed_to=entry.handed_to.strip(),
    )  # fmt: skip
    work.db.add(purge)
    work.db.flush()
    digest = work.destroy(rows, purge.id)
    detail = {
        "purge": purge.id, "tombstones": digest, "students": len(students), "notes": counts.get("notes", 0),
        "export": entry.export_sha256,
    }  # fmt: skip
    work.audit("purge", "purge", purge.id, detail)
    work.final()
    work.describe(plural("{n} record destroyed", "{n} records destroyed", len(students)))
    return purge.id


def _held(work: Work, student_ids: list[int]) -> list[int]:
    open_now = select(LegalHold.student_id).where(LegalHold.lifted_on.is_(None))
    return sorted(set(work.db.scalars(open_now)) & set(student_ids))
