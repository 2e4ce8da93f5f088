# SPDX-License-Identifier: MIT
"""Evaluations: started, moved on step by step, finished. The due date is kept with what it was computed from."""

from datetime import date

from otdesk.actions.lookups import called_first, children, found, put, refuse, values
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.completions import Completion, DoneKind
from otdesk.records.evaluations import Attempt, Evaluation
from otdesk.records.students import Student
from otdesk.rules.entries_due import EvaluationEntry, evaluation_problems
from otdesk.rules.evaluations import Reckoned
from otdesk.vault.work import Work
from otdesk.words import _, full_date, short_date


def start(work: Work, student_id: int, entry: EvaluationEntry, reckoned: Reckoned) -> int:
    """Begin an evaluation; `reckoned` is the due date as the person saw it. Returns the evaluation's id."""
    student = found(work, Student, student_id)
    refuse(evaluation_problems(entry, local_today(work)))
    record = Evaluation(student_id=student_id, due_on=reckoned.due, basis=reckoned.basis(), **values(entry))
    work.db.add(record)
    work.db.flush()
    work.describe(_("Evaluation of {who} started").format(who=called_first(student)))
    return record.id


def edit(work: Work, evaluation_id: int, entry: EvaluationEntry, reckoned: Reckoned) -> None:
    """New dates, absences or a date by hand, with the due date that follows."""
    record = _open(work, evaluation_id)
    student = found(work, Student, record.student_id)
    refuse(evaluation_problems(entry, local_today(work)))
    put(record, {**values(entry), "due_on": reckoned.due, "basis": reckoned.basis()})
    work.describe(_("Evaluation of {who} changed").format(who=called_first(student)))


def log_attempt(work: Work, evaluation_id: int, day: date, words: str) -> int:
    """One try at getting on: a consent sent again, a session that did not come about."""
    record = _open(work, evaluation_id)
    attempt = attempt_of(work, record.student_id, day, words)
    attempt.evaluation_id = evaluation_id
    work.db.add(attempt)
    work.db.flush()
    student = found(work, Student, record.student_id)
    work.describe(_("Attempt of {day} for {who} noted").format(day=short_date(day), who=called_first(student)))
    return attempt.id


def finish(work: Work, evaluation_id: int, on: date) -> None:
    """The evaluation is over; it goes to what is done, on time or late."""
    record = _open(work, evaluation_id)
    if on > local_today(work):
        raise Refusal(_("{day} has not come yet.").format(day=full_date(on)))
    student = found(work, Student, record.student_id)
    record.closed_on = on
    due = record.due_by_hand or record.due_on
    work.db.add(
        Completion(kind=DoneKind.EVALUATION, student_id=student.id, due_on=due or on, done_on=on, remark=record.remark)
    )
    work.describe(_("Evaluation of {who} finished").format(who=called_first(student)))


def remove(work: Work, evaluation_id: int) -> None:
    """Take out an evaluation entered by mistake, with its attempts."""
    record = found(work, Evaluation, evaluation_id)
    student = found(work, Student, record.student_id)
    for attempt in children(work, Attempt, evaluation_id=evaluation_id):
        work.db.delete(attempt)
    work.db.flush()
    work.db.delete(record)
    work.describe(_("Evaluation of {who} removed").format(who=called_first(student)))


def attempt_of(work: Work, student_id: int, day: date, words: str) -> Attempt:
    """A checked attempt, not yet hung on anything."""
    if day > local_today(work):
        raise Refusal(_("{day} has not come yet.").format(day=full_date(day)))
    if not words.strip():
        raise Refusal(_("Say what was tried: sent again, called, no answer."))
    return Attempt(student_id=student_id, day=day, words=words.strip())


def _open(work: Work, evaluation_id: int) -> Evaluation:
    record = found(work, Evaluation, evaluation_id)
    if record.closed_on is not None:
        raise Refusal(_("This evaluation was finished on {day}.").format(day=full_date(record.closed_on)))
    return record
