# SPDX-License-Identifier: MIT
"""Goals of a student: entered, worded anew, met or left."""

from datetime import date

from sqlalchemy import select

from otdesk.actions.lookups import called_first, children, found, put, refuse, values
from otdesk.actions.plans import OPEN_GOALS
from otdesk.faults import Refusal
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal, Objective
from otdesk.records.plans import Plan
from otdesk.records.students import Student
from otdesk.rules.entries_plans import GoalEntry, goal_problems
from otdesk.rules.kinds import GoalStatus
from otdesk.vault.work import Work
from otdesk.words import _, short_date


def add(work: Work, student_id: int, entry: GoalEntry, plan_id: int | None = None) -> int:
    """Enter a goal in a plan, by default the one in force; returns its id."""
    student = found(work, Student, student_id)
    refuse(goal_problems(entry))
    number = entry.number or _next_number(work, student_id)
    _make_room(work, student_id, number, None, number)
    goal = Goal(
        student_id=student_id,
        plan_id=plan_id or _open_plan(work, student_id),
        **{**values(entry, "objectives"), "number": number},
    )
    work.db.add(goal)
    work.db.flush()
    _put_objectives(work, goal.id, entry)
    work.describe(_("Goal {n} of {who} added: {area}").format(n=number, who=called_first(student), area=_short(goal)))
    return goal.id


def edit(work: Work, goal_id: int, entry: GoalEntry) -> None:
    """Change a goal; a number another open goal has is exchanged with it."""
    goal = found(work, Goal, goal_id)
    refuse(goal_problems(entry))
    number = entry.number or goal.number
    if number != goal.number:
        _make_room(work, goal.student_id, number, goal_id, goal.number)
    put(goal, {**values(entry, "objectives"), "number": number})
    _put_objectives(work, goal_id, entry)
    work.describe(_("Goal {n} of {who} changed").format(n=goal.number, who=_whose(work, goal)))


def set_status(work: Work, goal_id: int, status: GoalStatus, on: date) -> None:
    """Met, continued, discontinued ...; `on` is the day it was met, and kept only then."""
    goal = found(work, Goal, goal_id)
    reopened = status in OPEN_GOALS and goal.status not in OPEN_GOALS
    if reopened and any(other.number == goal.number for other in _open_goals(work, goal.student_id)):
        goal.number = _next_number(work, goal.student_id)
    goal.status = status
    goal.met_on = on if status is GoalStatus.MET else None
    words = {
        GoalStatus.NOT_INTRODUCED: _("Goal {n} of {who}: not introduced yet"),
        GoalStatus.ACTIVE: _("Goal {n} of {who} is worked on"),
        GoalStatus.MET: _("Goal {n} of {who} met on {day}"),
        GoalStatus.CONTINUED: _("Goal {n} of {who} continued"),
        GoalStatus.REVISED: _("Goal {n} of {who} revised"),
        GoalStatus.DISCONTINUED: _("Goal {n} of {who} discontinued"),
    }[status]
    work.describe(words.format(n=goal.number, who=_whose(work, goal), day=short_date(on)))


def remove(work: Work, goal_id: int) -> None:
    """Take out a goal entered by mistake; Refusal once it has data."""
    goal = found(work, Goal, goal_id)
    if work.db.scalar(select(GoalPoint.id).where(GoalPoint.goal_id == goal_id).limit(1)) is not None:
        raise Refusal(_("This goal has data in signed notes. Discontinue it instead."))
    said = _("Goal {n} of {who} removed").format(n=goal.number, who=_whose(work, goal))
    for objective in children(work, Objective, goal_id=goal_id):
        work.db.delete(objective)
    work.db.flush()
    work.db.delete(goal)
    work.describe(said)


def _put_objectives(work: Work, goal_id: int, entry: GoalEntry) -> None:
    """The objectives in their order; one that keeps its place keeps its row and the day it was met."""
    kept = sorted(children(work, Objective, goal_id=goal_id), key=_number)
    for index, wanted in enumerate(entry.objectives):
        columns = {**values(wanted), "number": index + 1}
        if index < len(kept):
            put(kept[index], columns)
        else:
            work.db.add(Objective(goal_id=goal_id, **columns))
    for row in kept[len(entry.objectives) :]:
        work.db.delete(row)
    work.db.flush()


def _open_goals(work: Work, student_id: int) -> list[Goal]:
    return [goal for goal in children(work, Goal, student_id=student_id) if goal.status in OPEN_GOALS]


def _next_number(work: Work, student_id: int) -> int:
    return max((goal.number for goal in _open_goals(work, student_id)), default=0) + 1


def _make_room(work: Work, student_id: int, number: int, goal_id: int | None, freed: int) -> None:
    for other in _open_goals(work, student_id):
        if other.number == number and other.id != goal_id:
            other.number = freed if goal_id is not None else _next_number(work, student_id)


def _open_plan(work: Work, student_id: int) -> int | None:
    open_plans = [plan.id for plan in children(work, Plan, student_id=student_id) if plan.closed_on is None]
    return open_plans[-1] if open_plans else None


def _whose(work: Work, goal: Goal) -> str:
    return called_first(found(work, Student, goal.student_id))


def _short(goal: Goal) -> str:
    return goal.area or " ".join(goal.statement.split()[:6])


def _number(objective: Objective) -> int:
    return objective.number
