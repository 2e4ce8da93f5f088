# SPDX-License-Identifier: MIT
"""Service log and caseload list by keys: whose sessions, which columns, and how they leave the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from otdesk import system
from otdesk.printouts import caseload_list as list_paper
from otdesk.records.audit import AuditEvent
from otdesk.ui import theme
from otdesk.ui.paper.report_making import Wanted
from otdesk.ui.paper.reports import ListDialog, LogDialog
from otdesk.ui.paper.table_export import TableExport
from otdesk.ui.reports.list_page import ListPage
from otdesk.ui.reports.log_page import LogPage
from tests.caseload_sample import Ids, house
from tests.caseload_window import unnamed
from tests.clock import FixedClock
from tests.reports_window import K, ReportsWindow, lay
from tests.travel_window import text_of


def _no_printers() -> list[str]:
    return []


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[ReportsWindow, Ids]]:
    monkeypatch.setattr(system, "printers", _no_printers)
    with house(tmp_path / "vault", clock) as opened:
        ids = lay(opened)
        made = ReportsWindow(qtbot, opened, tmp_path, "log")
        yield made, ids
        made.close()


def log_of(window: ReportsWindow) -> LogPage:
    assert isinstance(window.page, LogPage)
    return window.page


def list_of(window: ReportsWindow) -> ListPage:
    window.shell.go("reports/list")
    window.settled()
    assert isinstance(window.page, ListPage)
    return window.page


def audited(window: ReportsWindow) -> list[int | None]:
    with window.house.vault.read() as db:
        query = select(AuditEvent.subject_id).where(AuditEvent.kind.in_(["print", "export"]))
        return sorted(db.scalars(query), key=str)


def test_the_log_shows_one_students_sessions(desk: tuple[ReportsWindow, Ids]) -> None:
    window, ids = desk
    page = log_of(window)
    assert [log.name for log in page.model.rows()] == ["Hazel Dunmore", "Maya Ortiz"]
    assert page.unsigned.accessibleName() == "Notes to sign 2"
    page.table.setFocus()
    window.press(K.Key_Down)
    assert page.address() == str(ids.maya)
    said = [log_of(window).entries.index(n, 4).data() for n in range(page.entries.rowCount())]
    assert said == ["Present", "Refused", "Absent: student not available", "Not documented"]
    assert page._sum.text() == "30 minutes given"
    assert unnamed(page.window()) == []


def test_enter_goes_to_the_sessions_then_to_the_note_and_esc_back(desk: tuple[ReportsWindow, Ids]) -> None:
    window, ids = desk
    page = log_of(window)
    page.table.setFocus()
    window.press(K.Key_Down, K.Key_Return)
    assert window.focus() == "Sessions"
    window.press(K.Key_Escape)
    assert window.focus() == "Students"
    window.press(K.Key_Return, K.Key_Home)
    session = page.entries.rows()[0].session_id
    window.press(K.Key_Return)
    window.settled()
    assert window.shell.screens["notes"].address() == f"{session}/{ids.maya}"


def test_filters_and_an_empty_month(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = log_of(window)
    page.table.setFocus()
    window.press(K.Key_Slash)
    window.type("maya")
    assert [log.name for log in page.model.rows()] == ["Maya Ortiz"]
    window.press(K.Key_Return)
    assert window.focus() == "Students"
    window.press(K.Key_Escape)
    assert page.model.rowCount() == 2
    page.span.before()
    window.settled()
    assert page.model.rowCount() == 0
    assert not page.all_button.isEnabled()
    page.span.after()
    window.settled()
    assert page.all_button.isEnabled()


def test_one_log_holds_one_student_and_all_logs_nobody_elses_name(desk: tuple[ReportsWindow, Ids]) -> None:
    window, ids = desk
    page = log_of(window)
    page.visit(str(ids.maya))
    page.print_shown()
    (one,) = window.shell.findChildren(LogDialog)
    window.qtbot.waitUntil(lambda: one.made.printout is not None, timeout=20_000)
    assert one.made.students == (ids.maya,)
    assert one.made.printout is not None
    said = text_of(one.made.printout.pdf)
    assert "Maya Ortiz" in said
    assert "Hazel" not in said
    one.reject()
    page.print_all()
    both = next(dialog for dialog in window.shell.findChildren(LogDialog) if dialog.is_open)
    window.qtbot.waitUntil(lambda: both.made.printout is not None, timeout=20_000)
    assert both.made.students == (ids.hazel, ids.maya)
    assert "Ortiz" not in both.file_name()
    both.reject()


def test_logs_of_some_hold_only_those(desk: tuple[ReportsWindow, Ids]) -> None:
    window, ids = desk
    span = log_of(window).span.span
    dialog = LogDialog(window.shell, window.bridge, Wanted(span, "1 student", students=frozenset({ids.hazel})))
    dialog.open()
    window.qtbot.waitUntil(lambda: dialog.made.printout is not None, timeout=20_000)
    assert dialog.made.students == (ids.hazel,)
    assert dialog.made.printout is not None
    assert "Ortiz" not in text_of(dialog.made.printout.pdf)
    dialog.reject()


def test_the_log_as_a_workbook(
    desk: tuple[ReportsWindow, Ids], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    window, ids = desk
    monkeypatch.setattr(TableExport, "where", staticmethod(lambda _host, name: tmp_path / name))
    dialog = log_of(window).save_table()
    dialog.form.segment(".xlsx").click()
    dialog.whom.choose_own_file()
    dialog.accept()
    (path,) = tmp_path.glob("*.xlsx")
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:3] == ("student_id", "last", "first")
    assert len(rows) == 1 + 6
    assert audited(window) == sorted([ids.hazel, ids.maya], key=str)


def test_a_table_that_cannot_be_written_says_so_and_stays(
    desk: tuple[ReportsWindow, Ids], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ids = desk
    monkeypatch.setattr(TableExport, "where", staticmethod(lambda _host, _name: tmp_path / "no folder" / "log.csv"))
    dialog = log_of(window).save_table()
    dialog.whom.choose_own_file()
    dialog.accept()
    assert dialog.is_open
    assert "could not be saved" in dialog._fault.text()
    dialog.reject()


def test_the_list_has_the_chosen_columns_and_opens_a_student(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = list_of(window)
    assert [row.case.name for row in page.model.rows()] == ["Hazel Dunmore", "Kofi Mensah", "Maya Ortiz"]
    hidden = {column.id for n, column in enumerate(page.model.columns) if page.table.isColumnHidden(n)}
    assert hidden >= {"number", "born", "manager"}
    menu = page.columns_menu()
    number = next(action for action in menu.actions() if action.data() == "number")
    number.trigger()
    menu.deleteLater()
    assert "number" in page.chosen
    assert not page.table.isColumnHidden(1)
    assert "student id 1001" in page.model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    went: list[str] = []
    window.bridge.opened.connect(went.append)
    page.table.setFocus()
    window.press(K.Key_Home, K.Key_Return)
    assert went[-1].startswith("caseload/student/")


def test_columns_that_do_not_fit_on_the_page_cannot_be_added(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = list_of(window)
    page.chosen = frozenset(column.key for column in list_paper.columns()) - {"born", "room", "seen", "manager"}
    menu = page.columns_menu()
    refused = [action for action in menu.actions() if not action.isEnabled()]
    assert {action.data() for action in refused} == {"manager"}
    assert all("no room" in action.text() for action in refused)
    menu.deleteLater()


def test_the_list_is_printed_with_its_columns(desk: tuple[ReportsWindow, Ids]) -> None:
    window, ids = desk
    page = list_of(window)
    page.print_shown()
    (dialog,) = window.shell.findChildren(ListDialog)
    window.qtbot.waitUntil(lambda: dialog.made.printout is not None, timeout=20_000)
    assert dialog.made.students == (ids.hazel, ids.kofi, ids.maya)
    assert dialog.made.printout is not None
    assert "Ortiz, Maya" in text_of(dialog.made.printout.pdf)
    dialog.reject()


def test_in_a_narrow_window_students_and_sessions_take_turns(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = log_of(window)
    theme.look().apply(zoom=175)
    window.shell.resize(1280, 680)
    window.settled()
    assert page.sheet.isVisible()
    assert not page.entry_sheet.isVisible()
    page.table.setFocus()
    window.press(K.Key_Return)
    assert page.entry_sheet.isVisible()
    assert not page.sheet.isVisible()
    window.press(K.Key_Escape)
    assert page.sheet.isVisible()
    assert window.focus() == "Students"
    window.press(K.Key_Return)
    page.search.setText("nobody")
    assert page.nothing.isVisible()
