# SPDX-License-Identifier: MIT
"""Finding the record an action is about, and putting an entry's values on it."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import select

from otdesk.actions.flaw_words import said
from otdesk.faults import Refusal
from otdesk.records.base import Record
from otdesk.records.districts import District
from otdesk.records.students import Student
from otdesk.rules.entries import Problems
from otdesk.rules.entries_time import named_in
from otdesk.vault.work import Work
from otdesk.words import _

R = TypeVar("R", bound=Record)


def found(work: Work, kind: type[R], record_id: int) -> R:
    record = work.db.get(kind, record_id)
    if record is None:
        raise Refusal(_("This {what} is no longer there.").format(what=kind.__noun__))
    return record


def own_district(work: Work) -> District:
    """The district whose rules apply; refused before one was entered."""
    district = work.db.scalar(select(District).order_by(District.id).limit(1))
    if district is None:
        raise Refusal(_("Enter your district first: Settings, District and minutes."))
    return district


def children(work: Work, kind: type[R], **where: int) -> list[R]:
    """The records whose columns hold these numbers, in the order they were entered."""
    query = select(kind)
    for column, value in where.items():
        query = query.where(getattr(kind, column) == value)
    return list(work.db.scalars(query.order_by(kind.id)))


def refuse(problems: Problems) -> None:
    """Refuse with all that is wrong, so that it can be put right in one go."""
    if problems:
        raise Refusal(" ".join(dict.fromkeys(said(problem) for problem in problems)))


def values(entry: Any, *left_out: str) -> dict[str, Any]:
    """The entry's fields as column values; texts without blanks around them."""
    found_values = {field.name: getattr(entry, field.name) for field in fields(entry) if field.name not in left_out}
    return {name: value.strip() if type(value) is str else value for name, value in found_values.items()}


def put(record: Record, changes: dict[str, Any]) -> None:
    """Only what differs is set, so that an unchanged form changes nothing."""
    for name, value in changes.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


def refuse_names(work: Work, text: str) -> None:
    """What leaves the building with a claim or a timesheet names no student (domain.md 8)."""
    rows = work.db.execute(select(Student.first, Student.last, Student.preferred))
    name = named_in(text, (name for row in rows for name in (row.first, row.last, row.preferred) if name))
    if name:
        said = _("“{name}” is a student’s name. Write it without: this leaves the building.")
        raise Refusal(said.format(name=name))


def called(student: Student) -> str:
    """The name people use: "Maya Ortiz"."""
    return f"{student.preferred or student.first} {student.last}".strip()


def called_first(student: Student) -> str:
    return student.preferred or student.first or student.last
