# SPDX-License-Identifier: MIT
"""Working time typed by hand, and how a timesheet is written."""

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse, refuse_names, values
from otdesk.faults import Refusal
from otdesk.labels import work_kind
from otdesk.records.schools import School
from otdesk.records.supervision import Supervision
from otdesk.records.time_entries import TimeEntry, TimesheetTerms
from otdesk.rules.entries_time import TimesheetEntry, WorkEntry, timesheet_problems, work_problems
from otdesk.vault.work import Work
from otdesk.words import _, day_date, span


def add(work: Work, entry: WorkEntry) -> int:
    _check(work, entry, 0)
    row = TimeEntry(**values(entry))
    work.db.add(row)
    work.db.flush()
    work.describe(_("{what} added, {when}").format(what=work_kind(entry.kind), when=_when(row)))
    return row.id


def edit(work: Work, entry_id: int, entry: WorkEntry) -> None:
    row = found(work, TimeEntry, entry_id)
    _check(work, entry, entry_id)
    put(row, values(entry))
    work.describe(_("{what} changed: {when}").format(what=work_kind(entry.kind), when=_when(row)))


def remove(work: Work, entry_id: int) -> None:
    row = found(work, TimeEntry, entry_id)
    for line in work.db.scalars(select(Supervision).where(Supervision.time_entry_id == entry_id)):
        work.db.delete(line)  # by name: what the database removes by itself cannot be taken back
    work.db.flush()
    work.db.delete(row)
    work.describe(_("{what} removed, {when}").format(what=work_kind(row.kind), when=_when(row)))


def set_terms(work: Work, entry: TimesheetEntry) -> None:
    refuse(timesheet_problems(entry))
    kept = values(entry, "unpaid") | {"unpaid": " ".join(sorted(kind.value for kind in entry.unpaid))}
    row = work.db.scalars(select(TimesheetTerms).order_by(TimesheetTerms.id)).first()
    if row is None:
        work.db.add(TimesheetTerms(**kept))
    else:
        put(row, kept)
    work.describe(_("Terms of the timesheet changed"))


def _check(work: Work, entry: WorkEntry, but: int) -> None:
    refuse(work_problems(entry))
    if entry.school_id is not None:
        found(work, School, entry.school_id)
    refuse_names(work, entry.remark)
    same = select(TimeEntry).where(
        TimeEntry.day == entry.day, TimeEntry.id != but, TimeEntry.start < entry.end, TimeEntry.end > entry.start
    )
    other = work.db.scalars(same.limit(1)).first()
    if other is not None:
        said = _("{what} stands there already, {when}.")
        raise Refusal(said.format(what=work_kind(other.kind), when=_when(other)))


def _when(row: TimeEntry) -> str:
    return f"{day_date(row.day)}, {span(row.start, row.end)}"
