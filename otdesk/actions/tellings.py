# SPDX-License-Identifier: MIT
"""Who is to be told that a student's time has changed, and who was."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from otdesk.actions import schedule
from otdesk.faults import Refusal
from otdesk.records.plans import ServiceLine
from otdesk.records.week_changes import WeekChange
from otdesk.vault.work import Work
from otdesk.words import _, plural

Time = tuple[int, int]
"""(day of the week or cycle, start)"""


@dataclass(frozen=True, slots=True)
class NewTime:
    """One line's time in a plan. None: there was none, or is none any more."""

    line_id: int
    school_id: int
    minutes: int
    was: Time | None
    now: Time | None


def note(work: Work, changes: Iterable[NewTime]) -> None:
    """Keep what is to be told. Of a time that changes again before anybody was told only the whole way counts."""
    today = schedule.local_today(work.db, work.now)
    waiting = list(work.db.scalars(select(WeekChange).where(WeekChange.told_on.is_(None))))
    for change in changes:
        line = work.db.get(ServiceLine, change.line_id)
        if line is None:
            continue
        earlier = next((row for row in waiting if _follows(row, change)), None)
        was = change.was if earlier is None else _time(earlier.was_day, earlier.was_start)
        if earlier is not None:
            waiting.remove(earlier)
            work.db.delete(earlier)
        if was == change.now:
            continue
        row = WeekChange(
            student_id=line.student_id, line_id=line.id, school_id=change.school_id, minutes=change.minutes,
            made_on=today,
        )  # fmt: skip
        row.was_day, row.was_start = was or (None, None)
        row.day, row.start = change.now or (None, None)
        work.db.add(row)


def tell(work: Work, change_ids: Collection[int], *, told: bool) -> None:
    """Tick off changes as told, or take the tick back."""
    rows = list(work.db.scalars(select(WeekChange).where(WeekChange.id.in_(change_ids))))
    if not rows:
        raise Refusal(_("This change is no longer there."))
    today = schedule.local_today(work.db, work.now)
    for row in rows:
        row.told_on = today if told else None
    said = plural("{n} change told", "{n} changes told", len(rows))
    work.describe(said if told else plural("{n} change to tell", "{n} changes to tell", len(rows)))


def _follows(row: WeekChange, change: NewTime) -> bool:
    return row.line_id == change.line_id and _time(row.day, row.start) == change.was


def _time(day: int | None, start: int | None) -> Time | None:
    return None if day is None or start is None else (day, start)
