# SPDX-License-Identifier: MIT
"""Files kept with a student. The bytes are stored once, encrypted with everything else; undo only touches what refers
to them, and `vault/upkeep.py` lets go of bytes that nothing refers to any more."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import select

from otdesk.actions.disclosures import Disclosure, record_file
from otdesk.actions.lookups import called_first, found, put, refuse
from otdesk.faults import Refusal
from otdesk.records.belongings import Attachment, StoredFile
from otdesk.records.students import Student
from otdesk.rules.entries import long_text_problems, text_problems
from otdesk.rules.entries_belongings import MAX_FILE, FileEntry, file_name
from otdesk.vault.work import Work
from otdesk.words import _, plural


def add(work: Work, student_id: int, entries: Iterable[FileEntry]) -> tuple[int, ...]:
    """Keep files with a student, all or none; the ids. Refusal for an empty file or one above 25 MB."""
    student = found(work, Student, student_id)
    files = tuple(entries)
    if not files:
        raise Refusal(_("There is no file to keep."))
    for entry in files:
        _check(entry)
    made = [_add(work, student_id, entry) for entry in files]
    work.db.flush()
    who = called_first(student)
    if len(made) == 1:
        work.describe(_("File of {who} added: {name}").format(who=who, name=made[0].name))
    else:
        count = plural("{n} file", "{n} files", len(made))
        work.describe(_("{files} of {who} added").format(files=count, who=who))
    return tuple(row.id for row in made)


def rename(work: Work, attachment_id: int, name: str, remark: str) -> None:
    """Another name, another remark; the bytes stay."""
    attachment = found(work, Attachment, attachment_id)
    kept = file_name(name)
    if not kept:
        raise Refusal(_("A file needs a name."))
    refuse((*text_problems(name=kept), *long_text_problems(remark=remark)))
    put(attachment, {"name": kept, "remark": remark.strip()})
    work.describe(_("File of {who} changed: {name}").format(who=_whose(work, attachment), name=kept))


def remove(work: Work, attachment_id: int) -> None:
    """Take the file away from the student; until the undo steps have passed on its bytes can come back."""
    attachment = found(work, Attachment, attachment_id)
    said = _("File of {who} removed: {name}").format(who=_whose(work, attachment), name=attachment.name)
    work.db.delete(attachment)
    work.describe(said)


def save_out(work: Work, attachment_id: int, disclosure: Disclosure) -> bytes:
    """The bytes to be handed out, after the audit trail has its row."""
    attachment = found(work, Attachment, attachment_id)
    record_file(work, attachment.student_id, attachment_id, disclosure)
    return work.db.get_one(StoredFile, attachment.stored_id).content


def _check(entry: FileEntry) -> None:
    name = file_name(entry.name) or _("This file")
    if not entry.content:
        raise Refusal(_("{name} is empty.").format(name=name))
    if len(entry.content) > MAX_FILE:
        raise Refusal(
            _("{name} has {size} MB. A file kept with a student may have {most} MB at most.").format(
                name=name, size=f"{len(entry.content) / 1024 / 1024:.1f}", most=MAX_FILE // 1024 // 1024
            )
        )


def _add(work: Work, student_id: int, entry: FileEntry) -> Attachment:
    digest = hashlib.sha256(entry.content).hexdigest()
    stored = work.db.scalar(select(StoredFile.id).where(StoredFile.sha256 == digest))
    if stored is None:
        file = StoredFile(sha256=digest, content=entry.content)
        work.db.add(file)
        work.db.flush()
        stored = file.id
    attachment = Attachment(
        student_id=student_id, name=file_name(entry.name) or _("File"), size=len(entry.content), added_at=work.now,
        stored_id=stored, remark=entry.remark.strip(),
    )  # fmt: skip
    work.db.add(attachment)
    return attachment


def _whose(work: Work, attachment: Attachment) -> str:
    return called_first(found(work, Student, attachment.student_id))
