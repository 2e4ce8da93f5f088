# SPDX-License-Identifier: MIT
"""Service lines: how much of which service. A change keeps the old promise for the days it was in force."""

from datetime import date

from otdesk import labels
from otdesk.actions import plans, schedule
from otdesk.actions.line_changes import hand_over, remove_line, stop_line
from otdesk.actions.lookups import called_first, found, put, refuse, values
from otdesk.faults import Refusal
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.students import Student
from otdesk.rules.entries_plans import LineEntry, line_problems
from otdesk.vault.work import Work
from otdesk.words import _, full_date, short_date


def add(work: Work, plan_id: int, entry: LineEntry) -> int:
    """Promise a service in a plan; returns the line's id."""
    line_id = plans.add_line_to(work, plan_id, entry)
    work.describe(_("{who}: {amount} added").format(who=_whose(work, line_id), amount=_words(entry)))
    return line_id


def correct(work: Work, line_id: int, entry: LineEntry) -> None:
    """What was entered was wrong: the line is put right from its start."""
    line = found(work, ServiceLine, line_id)
    refuse(line_problems(entry))
    put(line, values(entry))
    work.db.flush()
    schedule.follow_lines(work, [line_id])
    work.describe(_("{who}: {amount}, corrected").format(who=_whose(work, line_id), amount=_words(entry)))


def change(work: Work, line_id: int, entry: LineEntry, first: date) -> int:
    """The service is another from `first` on: the old line closes the day before. Returns the new line's id."""
    line = found(work, ServiceLine, line_id)
    refuse(line_problems(entry))
    if line.start is not None and first <= line.start:
        raise Refusal(
            _(
                "This service started on {day}. A change comes after that; to put it right from the start, correct it."
            ).format(day=full_date(line.start))
        )
    if line.end is not None and first > line.end:
        raise Refusal(_("This service ended on {day}.").format(day=full_date(line.end)))
    plan = found(work, Plan, line.plan_id)
    if plan.start is not None and first < plan.start:
        raise Refusal(_("The plan starts on {day}, after that.").format(day=full_date(plan.start)))
    columns = {**values(entry), "start": first, "end": line.end}
    new = ServiceLine(plan_id=line.plan_id, student_id=line.student_id, **columns)
    work.db.add(new)
    work.db.flush()
    hand_over(work, line, new, first)
    work.describe(
        _("{who}: {amount} from {day}").format(who=_whose(work, line_id), amount=_words(entry), day=short_date(first))
    )
    return new.id


def end(work: Work, line_id: int, last_day: date) -> None:
    """The service is given for the last time on `last_day` or before."""
    line = found(work, ServiceLine, line_id)
    if line.start is not None and last_day < line.start:
        raise Refusal(_("This service starts on {day}, after that.").format(day=full_date(line.start)))
    stop_line(work, line, last_day)
    work.describe(
        _("{who}: {amount} ends {day}").format(
            who=_whose(work, line_id), amount=labels.amount(line.times, line.minutes, line.period, line.every),
            day=short_date(last_day),
        )
    )  # fmt: skip


def remove(work: Work, line_id: int) -> None:
    """Take out a line entered by mistake; Refusal once something was recorded for it."""
    line = found(work, ServiceLine, line_id)
    said = _("{who}: {amount} removed").format(
        who=_whose(work, line_id), amount=labels.amount(line.times, line.minutes, line.period, line.every)
    )
    remove_line(work, line)
    work.describe(said)


def _whose(work: Work, line_id: int) -> str:
    line = found(work, ServiceLine, line_id)
    return called_first(found(work, Student, line.student_id))


def _words(entry: LineEntry) -> str:
    return labels.amount(entry.times, entry.minutes, entry.period, entry.every)
