# SPDX-License-Identifier: MIT
"""All that is entered about a new student at once."""

from dataclasses import dataclass

from otdesk.rules.entries_plans import GoalEntry, LineEntry, PlanEntry
from otdesk.rules.entries_students import StudentEntry


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """Lines need a plan; goals may come before one is known."""

    student: StudentEntry
    plan: PlanEntry | None = None
    lines: tuple[LineEntry, ...] = ()
    goals: tuple[GoalEntry, ...] = ()
