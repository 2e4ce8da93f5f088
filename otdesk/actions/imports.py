# SPDX-License-Identifier: MIT
"""An import carried out as it was shown: all of it, or nothing. One step that one undo takes back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select

from otdesk.actions.line_changes import hand_over
from otdesk.actions.plans import copied
from otdesk.actions.schedule import reproject_all
from otdesk.faults import Refusal
from otdesk.records.base import Record
from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.goals import Goal
from otdesk.records.imports import ImportMapping
from otdesk.records.places import Place
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import SafetyAlert, Student
from otdesk.records.therapists import Therapist
from otdesk.records.travel import TravelTime
from otdesk.rules.import_changes import Insert, NewKey, NextLine, Preview, Update, Verdict
from otdesk.rules.import_rows import FileKind, Table
from otdesk.vault.work import Work
from otdesk.words import _, plural

R = TypeVar("R", bound=Record)

_KINDS: dict[str, type[Record]] = {
    kind.__name__: kind
    for kind in (
        Place, School, TravelTime, BellBlock, SchoolYear, Term, CalendarDay, Student, Plan, ServiceLine, Goal,
        SafetyAlert, Therapist,
    )
}  # fmt: skip
# What moves dated sessions.
_MOVES_SESSIONS = frozenset({"SchoolYear", "CalendarDay", "ServiceLine", "Plan"})


def apply(work: Work, preview: Preview) -> int:
    """Carry out a preview; how many rows were added or changed. Refusal when the vault has changed since."""
    _Carrier(work).carry(preview)
    changed = preview.count(Verdict.ADDED) + preview.count(Verdict.UPDATED)
    counts = {verdict.value: preview.count(verdict) for verdict in Verdict}
    work.audit("import", preview.kind.value, None, counts)
    work.describe(_said(preview, changed))
    return changed


def remember_columns(work: Work, kind: FileKind, table: Table) -> None:
    """Keep what the person decided about a file's columns, for the next file with the same headings."""
    columns = {column.heading: column.field.value if column.field else "" for column in table.columns}
    known = work.db.scalars(select(ImportMapping).where(ImportMapping.headings_hash == table.key)).first()
    if known is None:
        work.db.add(ImportMapping(headings_hash=table.key, file_kind=kind.value, columns=columns))
    elif known.columns != columns or known.file_kind != kind.value:
        known.columns, known.file_kind = dict(columns), kind.value
    work.describe(_("Columns remembered"))


class _Carrier:
    """Carries out changes in their order; new records are flushed together as late as their numbers allow."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._made: dict[int, Record] = {}

    def carry(self, preview: Preview) -> None:
        moves = False
        for change in preview.changes:
            if isinstance(change, Insert):
                self._insert(change)
            elif isinstance(change, Update):
                self._update(change)
            else:
                self._next_line(change)
            moves = moves or isinstance(change, NextLine) or change.kind in _MOVES_SESSIONS
        self._work.db.flush()
        if moves:
            reproject_all(self._work)

    def _insert(self, change: Insert) -> None:
        record = _KINDS[change.kind](**self._values(change.values))
        self._work.db.add(record)
        self._made[change.key.number] = record

    def _update(self, change: Update) -> None:
        record = self._current(_KINDS[change.kind], change.id, change.version)
        for name, value in self._values(change.values).items():
            setattr(record, name, value)

    def _next_line(self, change: NextLine) -> None:
        """A line whose first day has not come before `first` is corrected where it stands."""
        line = self._current(ServiceLine, change.line_id, change.version)
        plan_id = self._number(change.plan) if change.plan is not None else line.plan_id
        values = self._values(change.values)
        if line.start is not None and line.start >= change.first:
            for name, value in {**values, "plan_id": plan_id}.items():
                setattr(line, name, value)
            return
        follower = copied(line, plan_id, change.first)
        for name, value in values.items():
            setattr(follower, name, value)
        self._work.db.add(follower)
        self._work.db.flush()
        hand_over(self._work, line, follower, change.first)
        if line.end is None or line.end >= change.first:
            line.end = change.first - timedelta(days=1)

    def _current(self, kind: type[R], record_id: int, version: int) -> R:
        record = self._work.db.get(kind, record_id)
        if record is None or record.version != version:
            raise Refusal(_("Something this import builds on has changed since it was shown. Look at the rows again."))
        return record

    def _values(self, values: tuple[tuple[str, object], ...]) -> Mapping[str, object]:
        return {name: self._number(value) if isinstance(value, NewKey) else value for name, value in values}

    def _number(self, key: NewKey) -> int:
        record = self._made[key.number]
        if record.id is None:
            self._work.db.flush()
        return record.id


def _said(preview: Preview, changed: int) -> str:
    what = {
        FileKind.CASELOAD: _("caseload"),
        FileKind.SCHOOLS: _("schools"),
        FileKind.TRAVEL: _("travel"),
        FileKind.BELLS: _("bells"),
        FileKind.CALENDAR: _("calendar"),
    }[preview.kind]
    rows = plural("{n} row", "{n} rows", changed)
    return _("Imported {what}: {rows}").format(what=what, rows=rows)


def describe_all(work: Work, previews: Sequence[Preview]) -> None:
    """One line for several files imported together."""
    changed = sum(preview.count(Verdict.ADDED) + preview.count(Verdict.UPDATED) for preview in previews)
    if len(previews) > 1:
        rows = plural("{n} row", "{n} rows", changed)
        work.describe(_("Imported {count} files: {rows}").format(count=len(previews), rows=rows))
