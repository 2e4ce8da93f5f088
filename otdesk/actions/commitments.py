# SPDX-License-Identifier: MIT
"""Times a student is not available: with somebody else, or not in the building."""

from otdesk.actions.lookups import called_first, children, found, put, refuse, values
from otdesk.faults import Refusal
from otdesk.records.schools import School
from otdesk.records.students import Commitment, Student, StudentHours
from otdesk.rules.entries_students import CommitmentEntry, HoursEntry, commitment_problems, hours_problems
from otdesk.vault.work import Work
from otdesk.words import _, span, weekday


def add(work: Work, student_id: int, entry: CommitmentEntry) -> int:
    student = found(work, Student, student_id)
    refuse(commitment_problems(entry))
    row = Commitment(student_id=student_id, **values(entry))
    work.db.add(row)
    work.db.flush()
    work.describe(_("{who}: {what} added").format(who=called_first(student), what=_words(entry)))
    return row.id


def edit(work: Work, commitment_id: int, entry: CommitmentEntry) -> None:
    row = found(work, Commitment, commitment_id)
    refuse(commitment_problems(entry))
    put(row, values(entry))
    student = found(work, Student, row.student_id)
    work.describe(_("{who}: {what}").format(who=called_first(student), what=_words(entry)))


def remove(work: Work, commitment_id: int) -> None:
    row = found(work, Commitment, commitment_id)
    student = found(work, Student, row.student_id)
    said = _("{who}: {label}, {day}, removed").format(
        who=called_first(student), label=row.label, day=weekday(row.weekday)
    )
    work.db.delete(row)
    work.describe(said)


def set_hours(work: Work, student_id: int, rows: tuple[HoursEntry, ...]) -> None:
    """When she attends on weekdays that are not whole days at her school; replaces what was said before."""
    student = found(work, Student, student_id)
    refuse(hours_problems(rows))
    if any(work.db.get(School, row.school_id) is None for row in rows):
        raise Refusal(_("Choose a school."))
    for old in children(work, StudentHours, student_id=student_id):
        work.db.delete(old)
    work.db.flush()
    work.db.add_all(StudentHours(student_id=student_id, **values(row)) for row in rows)
    work.describe(_("Hours of {who} changed").format(who=called_first(student)))


def _words(entry: CommitmentEntry) -> str:
    return f"{entry.label.strip()}, {weekday(entry.weekday)} {span(entry.start, entry.end)}"
