# SPDX-License-Identifier: MIT
"""The audit trail as pages and as a table: made in a pool thread, and itself written to the trail."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from otdesk import system
from otdesk.actions import disclosures
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.exchange.tables_out import Cell, csv_bytes
from otdesk.faults import Fault, Refusal, Trouble
from otdesk.printouts import audit_words
from otdesk.queries import audit, workplace
from otdesk.queries.audit import TrailRow, Wanted
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.ui.paper.disclosing import DisclosingDialog
from otdesk.ui.paper.making import Made, printing
from otdesk.ui.paper.saving import SavingDialog
from otdesk.ui.paper.table_export import ask_where
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_PART = 1000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows that pass the filters of the page; `scope` says which, in words."""

    wanted: Wanted
    scope: str
    count: int


class AuditDialog(DisclosingDialog):
    """The rows shown, on paper."""

    def __init__(self, host: QWidget, bridge: Bridge, chosen: Chosen) -> None:
        super().__init__(host, bridge, _("Print audit trail"))
        self._chosen = chosen
        self.options.addWidget(Words(chosen.scope, Type.CONTROL, "text2", wrap=True))
        said = _("Students and notes stand on it by number, without names.")
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.add_whom()

    def start_making(self) -> Job:
        return self.bridge.start(_pages, self.bridge, self._chosen)

    def write_down(self, way: Way, said: Disclosure) -> None:
        self.bridge.do(disclosures.record_trail, way, self._chosen.count, said)

    def file_name(self) -> str:
        return _("Audit trail {day}.pdf").format(day=self.bridge.today().isoformat())


class AuditExport(SavingDialog):
    """The rows shown, as CSV: ids only, unless the person wants names beside them."""

    where = staticmethod(ask_where)  # replaced by tests

    def __init__(self, host: QWidget, bridge: Bridge, chosen: Chosen) -> None:
        count = plural("{n} row", "{n} rows", chosen.count)
        super().__init__(host, _("Save audit trail as CSV"), detail=f"{chosen.scope} · {count}")
        self._bridge, self._chosen = bridge, chosen
        self._path: Path | None = None
        self.names = CheckBox(_("Names of students beside their numbers"))
        self.body.addWidget(self.names)
        self.end_with_whom()

    def accept(self) -> None:
        if self._path is not None:
            return
        if not self.whom.complete():
            self.place()
            return
        path = type(self).where(self, _("Audit trail {day}").format(day=self._bridge.today().isoformat()) + ".csv")
        if path is None:
            return
        self._path = path if path.suffix.casefold() == ".csv" else path.with_name(path.name + ".csv")
        job = self._bridge.start(_table, self._bridge, self._chosen.wanted, names=self.names.isChecked())
        job.done.connect(self._made)
        job.failed.connect(self._failed)

    def _made(self, data: object) -> None:
        path, said = self._path, self.whom.disclosure()
        if path is None or said is None or not isinstance(data, bytes):
            return
        try:
            self._bridge.do(
                disclosures.record_trail, Way.EXPORT, self._chosen.count, said, names=self.names.isChecked()
            )  # fmt: skip
            _write(path, data)
        except Fault as fault:
            self._failed(fault)
            return
        self._bridge.say(_("Saved as {name}").format(name=path.name))
        super().accept()

    def _failed(self, fault: object) -> None:
        self._path = None
        self.say_fault(fault)


def _write(path: Path, data: bytes) -> None:
    try:
        system.write_durably(path, data)
    except OSError as fault:
        why = fault.strerror or ""
        raise Trouble(_("The table could not be saved: {why}.").format(why=why), _("Choose another place.")) from fault


def _pages(report: Report, bridge: Bridge, chosen: Chosen) -> Made:
    from otdesk.printouts.audit_trail import MOST, TrailPaper, audit_trail

    held = plural("{n} row", "{n} rows", chosen.count)
    if chosen.count > MOST:
        raise Refusal(_("These are too many rows for paper. Choose fewer days, or save them as CSV."))
    rows = tuple(_rows(report, bridge, chosen.wanted))
    if not rows:
        return Made(None, held)

    def tell(done: int) -> None:
        report.check()
        report.progress(done / len(rows), held)

    district = bridge.read(workplace.district)
    name = district.entry.name if district is not None else ""
    said = TrailPaper(rows, chosen.scope, name, bridge.read(audit.newest_hash), bridge.read(workplace.zone))
    return Made(audit_trail(said, printing(bridge), tell), held)


def _table(report: Report, bridge: Bridge, wanted: Wanted, *, names: bool) -> bytes:
    """For programs: instants in UTC, codes, what a row holds besides as JSON."""
    headings = ["number", "at_utc", "person", "kind", "subject", "subject_id", "student_id", "details"]
    if names:
        headings.append("student")
    cells: list[list[Cell]] = []
    for row in _rows(report, bridge, wanted):
        at = row.at.strftime("%Y-%m-%d %H:%M:%S")
        detail = json.dumps(dict(row.detail), ensure_ascii=False, sort_keys=True) if row.detail else ""
        line: list[Cell] = [row.seq, at, row.person, row.kind, row.subject_kind, row.subject_id, row.student_id, detail]
        cells.append([*line, row.student] if names else line)
    return csv_bytes(headings, cells)


def _rows(report: Report, bridge: Bridge, wanted: Wanted) -> Iterator[TrailRow]:
    """All of them, newest first; what is written meanwhile is not among them."""
    newest = bridge.read(audit.newest)
    start = 0
    while True:
        report.check()
        part = bridge.read(audit.rows, wanted, start, _PART, newest)
        yield from part
        start += len(part)
        if len(part) < _PART:
            return


def scope_words(wanted: Wanted, days: str, student: str) -> str:
    """ "October 2026 · Looked at · Ana Ruiz · student 12"; a student by her number."""
    parts = [days]
    if wanted.group is not None:
        parts.append(audit_words.group(wanted.group))
    parts += [part for part in (wanted.person, student) if part]
    return " · ".join(parts)
