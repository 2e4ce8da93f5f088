# SPDX-License-Identifier: MIT
"""Consents and orders: sent, given, asked for again, renewed."""

from datetime import date

from otdesk.actions.evaluations import attempt_of
from otdesk.actions.lookups import called_first, children, found, put, refuse, values
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.completions import Completion, DoneKind
from otdesk.records.consents import Consent
from otdesk.records.evaluations import Attempt
from otdesk.records.students import Student
from otdesk.rules.entries_due import ConsentEntry, consent_problems
from otdesk.vault.work import Work
from otdesk.words import _, full_date, short_date


def add(work: Work, student_id: int, entry: ConsentEntry) -> int:
    student = found(work, Student, student_id)
    refuse(consent_problems(entry, local_today(work)))
    record = Consent(student_id=student_id, **values(entry))
    work.db.add(record)
    work.db.flush()
    work.describe(_("{kind} of {who} noted").format(kind=record.kind, who=called_first(student)))
    return record.id


def edit(work: Work, consent_id: int, entry: ConsentEntry) -> None:
    record = found(work, Consent, consent_id)
    refuse(consent_problems(entry, local_today(work)))
    put(record, values(entry))
    work.describe(_("{kind} of {who} changed").format(kind=record.kind, who=_whose(work, record)))


def received(work: Work, consent_id: int, on: date) -> None:
    """The paper is back, signed."""
    record = found(work, Consent, consent_id)
    if on > local_today(work):
        raise Refusal(_("{day} has not come yet.").format(day=full_date(on)))
    if record.sent_on is not None and on < record.sent_on:
        raise Refusal(_("It was sent on {day}, after that.").format(day=full_date(record.sent_on)))
    due = record.sent_on or on
    record.given_on = on
    work.db.add(
        Completion(kind=DoneKind.CONSENT, student_id=record.student_id, due_on=due, done_on=on, remark=record.kind)
    )
    work.describe(_("{kind} of {who} is back").format(kind=record.kind, who=_whose(work, record)))


def log_attempt(work: Work, consent_id: int, day: date, words: str) -> int:
    record = found(work, Consent, consent_id)
    attempt = attempt_of(work, record.student_id, day, words)
    attempt.consent_id = consent_id
    work.db.add(attempt)
    work.db.flush()
    work.describe(_("Attempt of {day} for {who} noted").format(day=short_date(day), who=_whose(work, record)))
    return attempt.id


def remove(work: Work, consent_id: int) -> None:
    """Take out an entry made by mistake, with its attempts."""
    record = found(work, Consent, consent_id)
    said = _("{kind} of {who} removed").format(kind=record.kind, who=_whose(work, record))
    for attempt in children(work, Attempt, consent_id=consent_id):
        work.db.delete(attempt)
    work.db.flush()
    work.db.delete(record)
    work.describe(said)


def _whose(work: Work, record: Consent) -> str:
    return called_first(found(work, Student, record.student_id))
