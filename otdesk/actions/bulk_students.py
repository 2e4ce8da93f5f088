# SPDX-License-Identifier: MIT
"""The same done with several students in one step, and one undo."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from otdesk.actions import students
from otdesk.actions.lookups import called, children, found, put, refuse
from otdesk.faults import Refusal
from otdesk.records.plans import Plan
from otdesk.records.students import Student
from otdesk.rules.entries import text_problems
from otdesk.vault.work import Work
from otdesk.words import _, full_date, plural, short_date


class SharedField(StrEnum):
    """What several students can be given at once; the column's name."""

    TEACHER = "teacher"
    ROOM = "room"
    CASE_MANAGER = "case_manager"


def set_field(work: Work, student_ids: Sequence[int], field: SharedField, text: str) -> None:
    """Teacher, room or case manager of all of them; empty takes it away."""
    people = _people(work, student_ids)
    refuse(text_problems(**{field.value: text}))
    for student in people:
        put(student, {field.value: text.strip()})
    words = {
        SharedField.TEACHER: _("Teacher of {who}: {text}"),
        SharedField.ROOM: _("Room of {who}: {text}"),
        SharedField.CASE_MANAGER: _("Case manager of {who}: {text}"),
    }[field]
    work.describe(words.format(who=_count(people), text=text.strip() or _("none")))


def set_review(work: Work, student_ids: Sequence[int], day: date) -> None:
    """The annual review of each one's open plan. Refusal when somebody has none, or it began later."""
    people = _people(work, student_ids)
    for student in people:
        held = [plan for plan in children(work, Plan, student_id=student.id) if plan.closed_on is None]
        if not held:
            raise Refusal(_("{who} has no plan in force.").format(who=called(student)))
        plan = max(held, key=_began)
        if plan.start is not None and day < plan.start:
            raise Refusal(
                _("The plan of {who} begins later, on {day}.").format(who=called(student), day=full_date(plan.start))
            )
        put(plan, {"annual_review": day})
    work.describe(_("Plan review of {who}: {day}").format(who=_count(people), day=short_date(day)))


def exit_students(work: Work, student_ids: Sequence[int], last_day: date, reason: str = "") -> None:
    """The end of service for all of them, on one day."""
    people = _people(work, student_ids)
    for student in people:
        students.exit_student(work, student.id, last_day, reason)
    if len(people) > 1:
        work.describe(_("{who} exited, last day {day}").format(who=_count(people), day=short_date(last_day)))


def _people(work: Work, student_ids: Sequence[int]) -> list[Student]:
    if not student_ids:
        raise Refusal(_("Choose students first."))
    return [found(work, Student, student_id) for student_id in student_ids]


def _count(people: Sequence[Student]) -> str:
    if len(people) == 1:
        return called(people[0])
    return plural("{n} student", "{n} students", len(people))


def _began(plan: Plan) -> tuple[date, int]:
    return plan.start or date.min, plan.id
