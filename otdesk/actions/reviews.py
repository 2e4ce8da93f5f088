# SPDX-License-Identifier: MIT
"""Annual reviews and re-evaluations that were held or waived, and the next dates that follow from them (34 CFR
300.303, 300.324; the years are those of the rule pack)."""

from datetime import date

from otdesk.actions.lookups import called_first, found
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.completions import Completion, DoneKind
from otdesk.records.plans import Plan
from otdesk.records.students import Student
from otdesk.vault.work import Work
from otdesk.words import _, full_date


def held(work: Work, plan_id: int, on: date, following: date) -> None:
    """The annual review was held; `following`: when the next is due. An amendment between two reviews does not come
    here: it moves no date."""
    plan, student = _plan(work, plan_id, on, following)
    _complete(work, DoneKind.ANNUAL_REVIEW, student, plan.annual_review or on, on)
    plan.annual_review = following
    work.describe(
        _("Review of {who} held; the next by {day}").format(who=called_first(student), day=full_date(following))
    )


def reevaluated(work: Work, plan_id: int, on: date, following: date) -> None:
    """The re-evaluation is done."""
    plan, student = _plan(work, plan_id, on, following)
    _complete(work, DoneKind.REEVALUATION, student, plan.reevaluation_due or on, on)
    plan.reevaluation_due = following
    work.describe(
        _("Re-evaluation of {who} done; the next by {day}").format(who=called_first(student), day=full_date(following))
    )


def waive(work: Work, plan_id: int, on: date, following: date, remark: str) -> None:
    """Parent and agency agreed that no re-evaluation is needed (34 CFR 300.303(b)(2)); `remark` says who and when."""
    plan, student = _plan(work, plan_id, on, following)
    if not remark.strip():
        raise Refusal(_("Say who agreed, and when: the agreement is what allows it."))
    _complete(work, DoneKind.REEVALUATION, student, plan.reevaluation_due or on, on, remark)
    plan.reevaluation_due = following
    work.describe(
        _("Re-evaluation of {who} waived; the next by {day}").format(
            who=called_first(student), day=full_date(following)
        )
    )


def take_off(work: Work, completion_id: int) -> None:
    """A line in "Done" that was a mistake; dates it moved stay as they are."""
    done = found(work, Completion, completion_id)
    work.db.delete(done)
    work.describe(_("Taken off the list of what is done"))


def _complete(work: Work, kind: DoneKind, student: Student, due: date, on: date, waived: str = "") -> None:
    work.db.add(
        Completion(kind=kind, student_id=student.id, due_on=due, done_on=on, waived=bool(waived), remark=waived.strip())
    )


def _plan(work: Work, plan_id: int, on: date, following: date) -> tuple[Plan, Student]:
    plan = found(work, Plan, plan_id)
    if plan.closed_on is not None:
        raise Refusal(_("This plan closed on {day}.").format(day=full_date(plan.closed_on)))
    if on > local_today(work):
        raise Refusal(_("{day} has not come yet.").format(day=full_date(on)))
    if plan.start is not None and on < plan.start:
        raise Refusal(_("This plan starts on {day}, after that.").format(day=full_date(plan.start)))
    if following <= on:
        raise Refusal(_("The next date must come after {day}.").format(day=full_date(on)))
    return plan, found(work, Student, plan.student_id)
