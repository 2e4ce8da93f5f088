# SPDX-License-Identifier: MIT
"""The people to call about a student."""

from otdesk.actions.lookups import called_first, found, put, refuse, values
from otdesk.records.students import Contact, Student
from otdesk.rules.entries_students import ContactEntry, contact_problems
from otdesk.vault.work import Work
from otdesk.words import _


def add(work: Work, student_id: int, entry: ContactEntry) -> int:
    student = found(work, Student, student_id)
    refuse(contact_problems(entry))
    contact = Contact(student_id=student_id, **values(entry))
    work.db.add(contact)
    work.db.flush()
    work.describe(_("Contact of {who} added: {name}").format(who=called_first(student), name=contact.name))
    return contact.id


def edit(work: Work, contact_id: int, entry: ContactEntry) -> None:
    contact = found(work, Contact, contact_id)
    refuse(contact_problems(entry))
    put(contact, values(entry))
    student = found(work, Student, contact.student_id)
    work.describe(_("Contact of {who} changed: {name}").format(who=called_first(student), name=contact.name))


def remove(work: Work, contact_id: int) -> None:
    contact = found(work, Contact, contact_id)
    student = found(work, Student, contact.student_id)
    said = _("Contact of {who} removed: {name}").format(who=called_first(student), name=contact.name)
    work.db.delete(contact)
    work.describe(said)
