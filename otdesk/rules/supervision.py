# SPDX-License-Identifier: MIT
"""A meeting of an assistant with her supervisor, and what part of her hours such meetings are (domain.md 3.3)."""

from dataclasses import dataclass
from datetime import date

from otdesk.rules.entries import Problems, long_text_problems, missing
from otdesk.rules.entries_time import WorkEntry, work_problems
from otdesk.rules.kinds import SupervisionKind, SupervisionMethod, WorkKind


@dataclass(frozen=True, slots=True)
class SupervisionEntry:
    day: date
    start: int
    end: int
    assistant_id: int
    supervisor_id: int
    method: SupervisionMethod
    kind: SupervisionKind
    topics: str
    students: str = ""

    @property
    def time(self) -> WorkEntry:
        """As it stands on the timesheet: without a word of what was talked about."""
        return WorkEntry(self.day, self.start, self.end, WorkKind.SUPERVISION)


def supervision_problems(entry: SupervisionEntry) -> Problems:
    return (
        *work_problems(entry.time),
        *missing(topics=entry.topics),
        *long_text_problems(topics=entry.topics, students=entry.students),
    )


def part(minutes: int, of: int) -> float | None:
    """Percent of her minutes, to a tenth; none where she has none."""
    return round(100 * minutes / of, 1) if of else None
