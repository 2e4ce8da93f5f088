# SPDX-License-Identifier: MIT
"""Plans: one begins and the former ends the day before; it stays in force until then (stay-put, domain.md 1.2)."""

from datetime import date

from otdesk import labels
from otdesk.actions.line_changes import hand_over, stop_line
from otdesk.actions.lookups import called_first, children, found, put, refuse, values
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.goals import Goal
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.students import Student
from otdesk.rules.entries_plans import LineEntry, PlanEntry, day_before, line_problems, plan_problems, replaces
from otdesk.rules.kinds import GoalStatus
from otdesk.vault.work import Work
from otdesk.words import _, full_date, short_date

OPEN_GOALS = frozenset({GoalStatus.NOT_INTRODUCED, GoalStatus.ACTIVE, GoalStatus.CONTINUED})


def start(work: Work, student_id: int, entry: PlanEntry, *, carry_lines: bool = True, carry_goals: bool = False) -> int:
    """Begin a plan; the open plan it replaces closes the day before. Returns the new plan's id.

    `carry_lines` goes on with the same service lines under the new plan, `carry_goals` with the same goals.
    """
    student = found(work, Student, student_id)
    refuse(plan_problems(entry))
    former = [plan for plan in _open_plans(work, student_id) if replaces(entry.plan_type, plan.plan_type)]
    for plan in former:
        _check_after(entry, plan)
    new = Plan(student_id=student_id, **values(entry))
    work.db.add(new)
    work.db.flush()
    for plan in former:
        if entry.start is not None:
            _replace(work, plan, new, entry.start, carry_lines=carry_lines, carry_goals=carry_goals)
    line = _("{plan} of {who} begins").format(plan=labels.plan(entry.plan_type), who=called_first(student))
    if entry.start is not None:
        line = _("{plan} of {who} from {day}").format(
            plan=labels.plan(entry.plan_type), who=called_first(student), day=short_date(entry.start)
        )
    work.describe(line)
    return new.id


def edit(work: Work, plan_id: int, entry: PlanEntry) -> None:
    """Correct a plan's facts; nothing else closes or opens."""
    plan = found(work, Plan, plan_id)
    refuse(plan_problems(entry))
    if plan.closed_on is not None and entry.start is not None and entry.start > plan.closed_on:
        raise Refusal(_("This plan closed on {day}, before that start.").format(day=full_date(plan.closed_on)))
    put(plan, values(entry))
    work.describe(_("{plan} of {who} changed").format(plan=labels.plan(plan.plan_type), who=_whose(work, plan)))


def close(work: Work, plan_id: int, last_day: date) -> None:
    """End a plan without a new one; its service lines end with it."""
    plan = found(work, Plan, plan_id)
    if plan.closed_on is not None:
        raise Refusal(_("This plan closed on {day} already.").format(day=full_date(plan.closed_on)))
    if plan.start is not None and last_day < plan.start:
        raise Refusal(_("This plan starts on {day}, after that.").format(day=full_date(plan.start)))
    plan.closed_on = last_day
    for line in _lines_after(work, plan, last_day):
        stop_line(work, line, last_day)
    work.describe(
        _("{plan} of {who} closed, last day {day}").format(
            plan=labels.plan(plan.plan_type), who=_whose(work, plan), day=short_date(last_day)
        )
    )


def remove(work: Work, plan_id: int) -> None:
    """Take out a plan entered by mistake, while nothing hangs on it."""
    plan = found(work, Plan, plan_id)
    used = len(children(work, ServiceLine, plan_id=plan_id)) + len(children(work, Goal, plan_id=plan_id))
    if used:
        raise Refusal(_("This plan has service lines or goals. Remove those first, or close the plan."))
    said = _("{plan} of {who} removed").format(plan=labels.plan(plan.plan_type), who=_whose(work, plan))
    work.db.delete(plan)
    work.describe(said)


def add_line_to(work: Work, plan_id: int, entry: LineEntry) -> int:
    """Put a service line on a plan; returns its id. (service_lines.add says it to the person.)"""
    plan = found(work, Plan, plan_id)
    refuse(line_problems(entry))
    if plan.closed_on is not None and (entry.start or plan.closed_on) >= plan.closed_on and entry.end is None:
        raise Refusal(
            _("This plan closed on {day}. Begin a new plan for new service.").format(day=full_date(plan.closed_on))
        )
    line = ServiceLine(plan_id=plan_id, student_id=plan.student_id, **values(entry))
    work.db.add(line)
    work.db.flush()
    return line.id


def copied(line: ServiceLine, plan_id: int, first: date) -> ServiceLine:
    """The same promise under another plan or from another day."""
    kept = (
        "student_id", "service", "mode", "grouping", "group_max", "setting", "location", "minutes", "times", "period",
        "every", "provider", "half",
    )  # fmt: skip
    return ServiceLine(plan_id=plan_id, start=first, **{name: getattr(line, name) for name in kept})


def _open_plans(work: Work, student_id: int) -> list[Plan]:
    return [plan for plan in children(work, Plan, student_id=student_id) if plan.closed_on is None]


def _check_after(entry: PlanEntry, former: Plan) -> None:
    if entry.start is None:
        raise Refusal(_("Say when the new plan starts: the one in force closes the day before."))
    if former.start is not None and entry.start <= former.start:
        raise Refusal(
            _(
                "The plan in force started on {day}. A new one must start after that; to correct this one, edit it."
            ).format(day=full_date(former.start))
        )


def _lines_after(work: Work, plan: Plan, last_day: date) -> list[ServiceLine]:
    return [line for line in children(work, ServiceLine, plan_id=plan.id) if line.end is None or line.end > last_day]


def _replace(work: Work, old: Plan, new: Plan, first: date, *, carry_lines: bool, carry_goals: bool) -> None:
    last = day_before(first)
    old.closed_on = last
    for line in _lines_after(work, old, last):
        if not carry_lines:
            stop_line(work, line, last)
        elif line.start is not None and line.start >= first:
            line.plan_id = new.id
        else:
            follower = copied(line, new.id, first)
            work.db.add(follower)
            work.db.flush()
            hand_over(work, line, follower, first)
    for goal in children(work, Goal, plan_id=old.id):
        if goal.status not in OPEN_GOALS:
            continue
        if carry_goals:
            goal.plan_id, goal.status = new.id, GoalStatus.CONTINUED
        elif first <= local_today(work):  # before its last day a goal of the old plan is still worked on
            goal.status = GoalStatus.DISCONTINUED


def _whose(work: Work, plan: Plan) -> str:
    return called_first(found(work, Student, plan.student_id))
