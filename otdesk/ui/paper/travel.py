# SPDX-License-Identifier: MIT
"""Mileage claim, timesheet and workload as pages and as tables. They name no student, so nobody's leave is asked; what
a claim said is kept."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk import system, words
from otdesk.actions import mileage as mileage_actions
from otdesk.faults import Refusal, Trouble
from otdesk.queries import mileage, timesheet, workload
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import making
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

Cells = Iterable[Sequence[str | int | float | date | None]]


class MileageDialog(PrintDialog):
    """The claim of one month; printed or saved, its figures are kept."""

    def __init__(self, host: QWidget, bridge: Bridge, month: date) -> None:
        super().__init__(host, bridge, _("Print mileage claim"))
        self._month = month
        said = _("Only driven legs are on it. Legs of the schedule that nobody confirmed are left out.")
        self.options.addWidget(Words(words.month_year(month), Type.ROW))
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.options.addStretch(1)

    def start_making(self) -> Job:
        return self.bridge.start(making.mileage_claim, self.bridge, self._month)

    def before_handing(self, way: str) -> bool:
        if self.made.kept is not None:
            self.bridge.do(mileage_actions.claim, self._month, self.bridge.today(), self.made.kept)
        return bool(way)

    def file_name(self) -> str:
        return _("Mileage {month}.pdf").format(month=f"{self._month:%Y-%m}")


class TimesheetDialog(PrintDialog):
    """The timesheet of a week or a month."""

    def __init__(self, host: QWidget, bridge: Bridge, first: date, last: date) -> None:
        super().__init__(host, bridge, _("Print timesheet"))
        self._from_day, self._to_day = first, last
        said = _("It names no student. Sessions that are not documented yet are not counted.")
        self.options.addWidget(Words(f"{words.short_date(first)} – {words.full_date(last)}", Type.ROW))
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.options.addStretch(1)

    def start_making(self) -> Job:
        return self.bridge.start(making.timesheet_pages, self.bridge, self._from_day, self._to_day)

    def file_name(self) -> str:
        first, last = self._from_day.isoformat(), self._to_day.isoformat()
        return _("Timesheet {first} to {last}.pdf").format(first=first, last=last)


class WorkloadDialog(PrintDialog):
    """The workload page of a month."""

    def __init__(self, host: QWidget, bridge: Bridge, month: date) -> None:
        super().__init__(host, bridge, _("Print workload"))
        self._month = month
        said = _("Hours and counts only: it names no student.")
        self.options.addWidget(Words(words.month_year(month), Type.ROW))
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.options.addStretch(1)

    def start_making(self) -> Job:
        return self.bridge.start(making.workload_pages, self.bridge, self._month)

    def file_name(self) -> str:
        return _("Workload {month}.pdf").format(month=f"{self._month:%Y-%m}")


class TableFile:
    """Where the person wants a table; tests replace `where`."""

    @staticmethod
    def where(host: QWidget, name: str) -> Path | None:
        """None when she changed her mind."""
        kinds = "CSV (*.csv);;Excel (*.xlsx)"
        path, kind = QFileDialog.getSaveFileName(host, _("Save as a table"), str(Path.home() / name), kinds)
        if not path:
            return None
        wanted = Path(path)
        return wanted if wanted.suffix else wanted.with_suffix(".xlsx" if "xlsx" in kind else ".csv")


def save_table(host: QWidget, bridge: Bridge, name: str, headings: Sequence[str], rows: Cells, sheet: str) -> bool:
    """Ask where and write; False when the person changed her mind. Raises Refusal and Trouble."""
    from otdesk.exchange.tables_out import bytes_for

    path = TableFile.where(host, name)
    if path is None:
        return False
    if path.suffix.casefold() not in {".csv", ".xlsx"}:
        raise Refusal(_("The file’s name must end in .csv or .xlsx."))
    try:
        system.write_durably(path, bytes_for(path, headings, list(rows), sheet))
    except OSError as fault:
        why = fault.strerror or ""
        said = _("The table could not be saved: {why}.").format(why=why)
        raise Trouble(said, _("Choose another place.")) from fault
    bridge.say(_("Saved as {name}").format(name=path.name))
    return True


def export_claim(host: QWidget, bridge: Bridge, month: date) -> None:
    said = making.claim_of(bridge, month)
    name = _("Mileage {month}.csv").format(month=f"{month:%Y-%m}")
    rows = mileage.claim_table(said)
    if save_table(host, bridge, name, mileage.CLAIM_HEADINGS, rows, "Mileage"):
        bridge.do(mileage_actions.claim, month, bridge.today(), said.printed())


def export_timesheet(host: QWidget, bridge: Bridge, first: date, last: date) -> None:
    said = making.timesheet_of(bridge, first, last)
    name = _("Timesheet {first} to {last}.csv").format(first=first.isoformat(), last=last.isoformat())
    save_table(host, bridge, name, timesheet.TIME_HEADINGS, timesheet.time_table(said.sheet), "Timesheet")


def export_workload(host: QWidget, bridge: Bridge, month: date) -> None:
    said = making.workload_of(bridge, month)
    name = _("Workload {month}.csv").format(month=f"{month:%Y-%m}")
    save_table(host, bridge, name, workload.WORKLOAD_HEADINGS, workload.workload_table(said.shown), "Workload")
