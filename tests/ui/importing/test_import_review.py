# SPDX-License-Identifier: MIT
"""Rows looked through before they are imported, and the same inside the main window."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from otdesk.records.students import Student
from otdesk.rules.import_changes import Verdict
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.importing import review
from otdesk.ui.importing.dialogs import Key, ReviewRow, RowDialog, RowsDialog, SchoolDialog
from otdesk.ui.importing.screen import ImportScreen
from otdesk.ui.importing.wording import Stage
from otdesk.ui.parts.dialogs import tab_chain
from otdesk.ui.places import places
from otdesk.ui.shell import Shell
from tests.exchange.workbooks import HEADINGS, ROW
from tests.ui.importing.importing_desk import MARLOW, PATIENCE, Desk, K, write

LINES = [
    HEADINGS,
    ROW,
    ("Ash", "Lena", "102", *ROW[3:]),
    ("Brand", "Otis", "103", *ROW[3:9], "30", "7x/month", *ROW[11:]),
]


def answer_rows(monkeypatch: pytest.MonkeyPatch, out: Sequence[int]) -> list[list[ReviewRow]]:
    """The rows dialog answers with these spreadsheet rows taken out."""
    asked: list[list[ReviewRow]] = []

    def choose(_kind: type[RowsDialog], _host: QWidget, _title: str, rows: list[ReviewRow]) -> frozenset[Key]:
        asked.append(rows)
        return frozenset(row.key for row in rows if row.row in out)

    monkeypatch.setattr(RowsDialog, "choose", classmethod(choose))
    return asked


def test_rows_are_taken_out_and_taken_again(
    desk: Desk, schools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.choose(schools)
    desk.enter()
    desk.again()
    desk.choose(write(tmp_path, "list.csv", LINES))
    asked = answer_rows(monkeypatch, [3])
    desk.tab_to("3 to add")
    desk.enter()
    assert [row.title for row in asked[0]] == ["Theo Wynn", "Lena Ash", "Otis Brand"]
    assert desk.page.main_button.text() == "Import 2 students"
    check = desk.check("Left out by you")
    assert check.text == "Left out by you: row 3."
    desk.tab_to("Take it again")
    desk.enter()
    assert desk.page.main_button.text() == "Import 3 students"
    answer_rows(monkeypatch, [2])
    desk.tab_to("3 to add")
    desk.enter()
    desk.page.main_button.setFocus()
    desk.enter()
    assert desk.all(Student, "last") == [("Ash",), ("Brand",)]
    assert "Row 2: Theo Wynn. Left out by you." in spoken_words(desk.page.result)


def spoken_words(widget: QWidget) -> list[str]:
    from otdesk.ui.parts.labels import Words

    return [words.text() for words in widget.findChildren(Words)]


def test_the_rows_dialog_by_keys(desk: Desk) -> None:
    desk.choose(*MARLOW)
    rows = review.rows_of(desk.page.desk, Verdict.ADDED)[:4]
    dialog = RowsDialog(desk.page, "Rows", rows, choosing=True)
    dialog.open()
    assert QApplication.focusWidget() is dialog.table
    desk.press(K.Key_Down, K.Key_Space)
    assert dialog.dropped() == {rows[1].key}
    assert dialog.line.text() == f"{rows[1].title}. {rows[1].said()}"
    desk.press(K.Key_Space)
    assert dialog.dropped() == frozenset()
    desk.press(K.Key_Return)
    assert not dialog.is_open


def test_a_row_left_out_is_shown_in_full(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.choose(*MARLOW)
    shown: list[tuple[str, list[tuple[str, str]]]] = []

    def show_row(_kind: type[RowDialog], _host: QWidget, title: str, cells: list[tuple[str, str]]) -> None:
        shown.append((title, cells))

    monkeypatch.setattr(RowDialog, "show_row", classmethod(show_row))
    button = desk.button(desk.check("Row 54"), "Show the row")
    button.setFocus()
    desk.press(K.Key_Return)
    title, cells = shown[0]
    assert title == "Row 54"
    assert ("Last Name", "Blank") in cells
    assert ("DOB", "31/31/2015") in cells


def test_doubts_are_reviewed_or_agreed_to(
    desk: Desk, schools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [HEADINGS, (*ROW[:9], "60", "7 sessions a month", *ROW[11:])]
    desk.choose(schools, write(tmp_path, "list.csv", [*rows, ("Ash", "Lena", "102", *ROW[3:9], "", "eval", *ROW[11:])]))
    check = desk.check("evaluation in progress")
    assert [answer.words for answer in check.answers] == ["Review 1", "That is right"]
    assert desk.focus() is desk.button(check, "That is right")
    before = desk.page.match.card.title.text()
    desk.enter()
    assert desk.check("evaluation in progress").tone == "done"
    assert desk.page.match.card.title.text() != before


def test_dialogs_as_they_open(desk: Desk) -> None:
    desk.choose(*MARLOW)
    row = RowDialog(desk.page, "Row 54", [("Last Name", "Blank"), ("DOB", "31/31/2015")])
    row.open()
    desk.press(K.Key_Return)
    assert not row.is_open
    school = SchoolDialog(desk.page, "Hogan", ["Alder Creek Elementary", "Birchwood Elementary"])
    school.open()
    assert QApplication.focusWidget() is school.combo
    desk.press(K.Key_Down, K.Key_Return)
    assert not school.is_open
    assert school.combo.value() == "Birchwood Elementary"


# --- what everybody must be able to use ---


def test_everything_that_takes_the_keyboard_has_a_name(desk: Desk) -> None:
    assert all(widget.accessibleName() for widget in tab_chain(desk.page))
    desk.choose(*MARLOW)
    chain = tab_chain(desk.page)
    assert len(chain) > 35  # 21 columns, five files, the answers
    assert [type(widget).__name__ for widget in chain if not widget.accessibleName()] == []
    desk.enter()
    assert all(widget.accessibleName() for widget in tab_chain(desk.page))


def test_tab_goes_as_one_reads(desk: Desk) -> None:
    desk.choose(*MARLOW)
    names = [widget.accessibleName() for widget in tab_chain(desk.page)]
    order = [
        "Choose other files", "What this file lists", "bells.csv", "Column Last Name", "Column Alerts", "490 to add",
        "It is …", "Import it anyway", "Back", "Import 46 students",
    ]  # fmt: skip
    assert [name for name in names if name in order] == order


def cut_off(desk: Desk) -> list[str]:
    """Answers that do not stand whole in their lines, and lines that do not stand whole in the page."""
    found = []
    for line in desk.page.match.card.lines.values():
        for button in line.buttons:
            here = QRect(button.mapTo(line, QPoint(0, 0)), button.size())
            if button.width() < button.sizeHint().width() or not line.rect().contains(here):
                found.append(f"{button.text()} in {line.check.spoken()}")
        if line.height() < line.heightForWidth(line.width()):
            found.append(line.check.spoken())
    return found


@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 680, 100), (1366, 768, 150), (1280, 680, 150)])
def test_nothing_is_cut_off(desk: Desk, width: int, height: int, zoom: int) -> None:
    look = theme.look()
    look.apply(zoom=zoom, density=theme.Density.AUTO, height=height)
    desk.page.resize(width - look.theme.px(248 if zoom > 125 else 292), height)
    desk.choose(*MARLOW)
    area = desk.page.scroller
    assert area.body.width() <= area.viewport().width()
    desk.qtbot.waitUntil(lambda: not cut_off(desk))
    for button in (desk.page.main_button, desk.page.back_button):
        assert button.width() >= button.sizeHint().width()
        assert desk.page.rect().contains(button.geometry())


def test_the_next_answer_is_brought_into_view(desk: Desk, schools: Path, tmp_path: Path) -> None:
    theme.look().apply(zoom=150, density=theme.Density.AUTO, height=680)
    desk.page.resize(900, 560)
    near = [(*row[:5], "Cedar Ridg Middle", *row[6:]) for row in LINES[1:]]
    desk.choose(schools, write(tmp_path, "list.csv", [HEADINGS, *near]))

    def visible() -> bool:
        area = desk.page.scroller
        focus = desk.focus()
        return area.viewport().rect().contains(QRect(focus.mapTo(area.viewport(), QPoint(0, 0)), focus.size()))

    assert desk.focus().accessibleName() == "Same school"
    desk.qtbot.waitUntil(visible)


# --- in the main window ---


def test_from_the_menu_and_back(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.page.close()
    shell = Shell(desk.bridge, Settings(tmp_path / "settings.json"), places())
    desk.qtbot.addWidget(shell)
    shell.resize(1280, 720)
    shell.show()
    shell.activateWindow()
    desk.qtbot.waitUntil(shell.isActiveWindow)
    shell.start("caseload")
    desk.qtbot.waitUntil(lambda: "import" in shell.screens, timeout=PATIENCE)
    assert "import" not in shell.sidebar.names()
    QTest.keyClick(shell, K.Key_I, Qt.KeyboardModifier.ControlModifier)
    screen = shell.screens["import"]
    assert isinstance(screen, ImportScreen)
    assert shell.stack.currentWidget() is screen
    desk.page = screen.page
    desk.choose(schools, write(tmp_path, "list.csv", LINES))
    desk.page.main_button.setFocus()
    desk.enter()
    assert desk.page.stage is Stage.RESULT
    assert shell.voice.toasts.texts() == ["Imported 3 students, 2 schools and 3 service lines"]
    QTest.keyClick(shell, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settled()
    assert desk.rows(Student) == 0
    desk.qtbot.waitUntil(lambda: desk.page.stage is Stage.MATCH, timeout=PATIENCE)
    desk.settled()
    desk.page.main_button.setFocus()
    desk.enter()
    desk.press(K.Key_Return)
    assert shell.here().startswith("planner")
    shell.go("import")
    assert desk.stage() is Stage.CHOOSE
    desk.press(K.Key_Escape)
    assert shell.here().startswith("caseload")
    shell.close()
