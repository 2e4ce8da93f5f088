# SPDX-License-Identifier: MIT
"""Timesheet and workload by keys; paper, tables and screen say the same hours."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from otdesk import words
from otdesk.actions import trips, work_time
from otdesk.queries import timesheet
from otdesk.rules.entries_time import TimesheetEntry, TripEntry, WorkEntry
from otdesk.rules.kinds import WorkKind
from otdesk.ui.paper.travel import TableFile, TimesheetDialog, WorkloadDialog
from otdesk.ui.travel.time_form import ContractForm, TimeForm
from tests.caseload_window import CTRL, K, unnamed
from tests.travel_window import TravelWindow, text_of

MONDAY = date(2026, 10, 19)


@pytest.fixture
def at_week(window: TravelWindow) -> TravelWindow:
    window.shell.go("travel/2026-10-19/timesheet")
    window.settled()
    return window


def _at(path: Path) -> Callable[[QWidget, str], Path]:
    def where(_host: QWidget, _name: str) -> Path:
        return path

    return where


def test_the_tabs_are_reached_by_arrows_and_stand_in_the_address(window: TravelWindow) -> None:
    window.travel.tabs.setFocus()
    window.press(K.Key_Right)
    assert window.shell.here() == "travel/2026-10-19/timesheet"
    window.press(K.Key_Right)
    assert window.shell.here() == "travel/2026-10/workload"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "What is shown: Workload"
    window.shell.back()
    assert window.shell.here() == "travel/2026-10-19/timesheet"
    assert window.travel.stack.currentWidget() is window.travel.timesheet


def test_weeks_and_months_of_the_timesheet(at_week: TravelWindow) -> None:
    window = at_week
    window.press(K.Key_PageUp, modifier=CTRL)
    assert window.shell.here() == "travel/2026-10-12/timesheet"
    assert window.travel.steps.choice.currentText() == "Week of Oct 12"
    window.travel.steps.length.segment("month").click()
    assert window.shell.here() == "travel/2026-10/timesheet"
    assert window.travel.timesheet.shown is not None
    assert len(window.travel.timesheet.shown.rows) == 4
    window.press(K.Key_PageUp, modifier=CTRL)
    assert window.shell.here() == "travel/2026-09/timesheet"
    page = window.travel.timesheet
    assert page._stack.currentWidget() is page.none


def test_time_is_added_into_the_gap_edited_and_removed(at_week: TravelWindow) -> None:
    window = at_week
    page = window.travel.timesheet
    window.press(K.Key_N, modifier=CTRL)
    form = window.open_form()
    assert isinstance(form, TimeForm)
    assert (form.start.text(), form.end.text()) == ("8:30 AM", "1:00 PM")
    window.fill(form, End="9:15 AM", Remark="Call about Hazel")
    window.press(K.Key_Return)
    assert form.is_open
    assert "student’s name" in form.remark.line()
    window.fill(form, Remark="Visuals")
    window.press(K.Key_Return)
    window.settled()
    assert page.paid.figure.text() == "1 h 45"
    row = next(row for row in page.shown.rows if row.entry_id) if page.shown else None
    assert row is not None
    page.table.select_key(row.key)
    page.table.setFocus()
    window.press(K.Key_F2)
    edit = window.open_form()
    window.fill(edit, End="10:00 AM")
    window.press(K.Key_Return)
    window.settled()
    assert page.paid.figure.text() == "2 h 30"
    page.table.select_key(next(row.key for row in page.shown.rows if row.entry_id) if page.shown else "")
    page.table.setFocus()
    window.press(K.Key_Delete)
    window.settled()
    assert page.paid.figure.text() == "1 h 00"
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    assert page.paid.figure.text() == "2 h 30"


def test_rows_of_the_records_are_changed_where_they_were_made(at_week: TravelWindow) -> None:
    window = at_week
    window.travel.timesheet.table.setFocus()
    window.press(K.Key_F2, K.Key_Delete)
    assert window.said == ["This comes from the records. It is changed in Today or Planner."] * 2


def test_terms_of_the_contract_by_keys(at_week: TravelWindow) -> None:
    window = at_week
    window.command("travel.contract")
    form = window.open_form()
    assert isinstance(form, ContractForm)
    window.fill(form, Site_supervisor="P. Lind", Contract_hours_a_week="37:30")
    form.rounding.setCurrentIndex(3)
    form.unpaid[WorkKind.TRAVEL].click()
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    kept = window.bridge.read(timesheet.terms)
    assert (kept.week_minutes, kept.round_to, kept.site_supervisor) == (2250, 15, "P. Lind")
    assert WorkKind.TRAVEL in kept.unpaid
    assert "37 h 30" in window.travel.timesheet.paid.detail.text()


def _worked(window: TravelWindow) -> None:
    ways = window.at.ways
    window.bridge.do(trips.add, TripEntry(MONDAY, ways.alder, ways.briar, 703, 717, 60, "Therapy"))
    window.bridge.do(work_time.add, WorkEntry(MONDAY, 841, 902, WorkKind.DOCUMENTATION))
    window.bridge.do(work_time.set_terms, TimesheetEntry("Agency", "P. Lind", 2250, 6))
    window.settled()


def test_timesheet_paper_tables_and_screen_agree(
    at_week: TravelWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = at_week
    _worked(window)
    page = window.travel.timesheet
    assert page.shown is not None
    paid = page.shown.paid
    assert paid == 30 + 30 + 18 + 60, "703 to 717 is 702 to 720, 841 to 902 is 840 to 900"
    assert page.paid.figure.text() == words.hours(paid)
    window.press(K.Key_P, modifier=CTRL)
    dialog = window.open_paper()
    assert isinstance(dialog, TimesheetDialog)
    assert dialog.made.printout is not None
    text = " ".join(text_of(dialog.made.printout.pdf).split())
    dialog.reject()
    for said in (f"Paid hours {words.hours_short(paid)}", "Therapist signature", "Site supervisor signature", "P. Lind",
                 "Agency", "11:42 AM 12:00 PM", "Travel"):  # fmt: skip
        assert said in text
    assert "Maya" not in text
    for name in ("time.csv", "time.xlsx"):
        monkeypatch.setattr(TableFile, "where", staticmethod(_at(tmp_path / name)))
        window.press(K.Key_E, modifier=CTRL)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "time.csv").read_text(encoding="utf-8"))))
    sheet = list(openpyxl.load_workbook(tmp_path / "time.xlsx").worksheets[0].iter_rows(values_only=True))
    assert sum(int(row["minutes"]) for row in rows[:-1] if row["paid"] == "yes") == int(rows[-1]["minutes"]) == paid
    assert dict(zip(sheet[0], sheet[-1], strict=True))["minutes"] == paid


def test_the_workload_page_and_its_paper(window: TravelWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.shell.go("travel/2026-10/workload")
    _worked(window)
    page = window.travel.workload
    shown = page.shown
    assert shown is not None
    assert page.worked.figure.text() == words.hours(shown.worked)
    assert page.chart.chart.accessibleDescription().startswith(f"{words.hours(shown.worked)} in all.")
    window.press(K.Key_P, modifier=CTRL)
    dialog = window.open_paper()
    assert isinstance(dialog, WorkloadDialog)
    assert dialog.made.printout is not None
    pdf = dialog.made.printout.pdf
    text = " ".join(text_of(pdf).split())
    dialog.reject()
    assert f"Worked {words.hours_short(shown.worked)} 100 %" in text
    assert "Alder Creek Elementary 2, Birchwood Elementary 1" in text
    assert "Maya" not in text
    monkeypatch.setattr(TableFile, "where", staticmethod(_at(tmp_path / "load.csv")))
    window.command("travel.export")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "load.csv").read_text(encoding="utf-8"))))
    assert int(rows[-1]["minutes"]) == shown.worked


def test_the_chart_has_a_table_twin(at_week: TravelWindow) -> None:
    window = at_week
    _worked(window)
    card = window.travel.timesheet.chart
    said = card.chart.accessibleDescription()
    assert said.startswith("2 h 18 in all. Mon 2:18 (direct 1:00, notes, reports 1:00, travel 0:18); Tue 0:00; ")
    card.toggle.setFocus()
    window.press(K.Key_Space)
    cells = [label.text() for label in card.table.findChildren(QWidget) if hasattr(label, "text")]
    assert cells[:9] == ["Direct", "Notes, reports", "Travel", "Total", "Mon", "1:00", "1:00", "0:18", "2:18"]
    assert card.table.isVisible()
    assert card.toggle.accessibleName() == "Show as a picture"


def test_everything_has_a_name(at_week: TravelWindow) -> None:
    window = at_week
    for address in ("2026-10", "2026-10-19/timesheet", "2026-10/workload"):
        window.shell.go(f"travel/{address}")
        assert unnamed(window.travel) == []
