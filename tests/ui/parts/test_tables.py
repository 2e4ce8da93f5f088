# SPDX-License-Identifier: MIT
"""Keyed rows: merged by the smallest steps, under Qt's own model tester; and the table on top of them."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from otdesk.ui import theme
from otdesk.ui.parts.models import ROW_ROLE, Column, KeyedTableModel
from otdesk.ui.parts.tables import LEAST, STEP, TableView
from otdesk.ui.theme import Theme
from otdesk.ui.tokens import LIGHT


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    grade: int = 1


def name(row: Row) -> str:
    return row.name


def grade(row: Row) -> str:
    return str(row.grade)


def grade_number(row: Row) -> int:
    return row.grade


def key(row: Row) -> int:
    return row.id


def spoken(row: Row) -> str:
    return f"{row.name}, grade {row.grade}"


def red(painter: QPainter, rect: QRectF, look: Theme, row: Row) -> None:
    painter.fillRect(rect, QColor("#ff0000"))


COLUMNS = [Column("name", "Student", name), Column("grade", "Gr", grade, sort=grade_number, right=True, width=60)]
PEOPLE = [Row(1, "Noor", 1), Row(2, "Eli", 4), Row(3, "Maya", 2)]


def model_of(rows: list[Row], *, checkable: bool = False) -> KeyedTableModel[Row]:
    model = KeyedTableModel(COLUMNS, key, spoken=spoken, checkable=checkable)
    model.show_rows(rows)
    return model


@given(
    before=st.lists(st.integers(0, 12), unique=True, max_size=10),
    after=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), unique_by=lambda pair: pair[0], max_size=10),
)
def test_any_rows_become_any_others_without_a_reset(before: list[int], after: list[tuple[int, int]]) -> None:
    model = model_of([Row(n, f"n{n}") for n in before])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    held = {n: QPersistentModelIndex(model.index(place, 0)) for place, n in enumerate(before)}
    model.show_rows([Row(n, f"n{n}", g) for n, g in after])
    assert [(row.id, row.grade) for row in model.rows()] == after
    assert resets == []
    places = {n: place for place, (n, _g) in enumerate(after)}
    for n, index in held.items():
        assert (index.row() if index.isValid() else -1) == places.get(n, -1)
    assert tester.model() is model


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), unique_by=lambda pair: pair[0], max_size=12))
def test_sorting_keeps_what_is_held(rows: list[tuple[int, int]]) -> None:
    model = model_of([Row(n, f"n{n}", g) for n, g in rows])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    held = {n: QPersistentModelIndex(model.index(place, 0)) for place, (n, _g) in enumerate(rows)}
    model.sort(1, Qt.SortOrder.DescendingOrder)
    grades = [row.grade for row in model.rows()]
    assert grades == sorted(grades, reverse=True)
    assert all(model.rows()[index.row()].id == n for n, index in held.items())
    model.show_rows([Row(99, "new", 3), *model.rows()])
    grades = [row.grade for row in model.rows()]
    assert grades == sorted(grades, reverse=True), "new rows find their place in the order"
    assert tester.model() is model


def test_the_same_rows_tell_nothing(qtbot: QtBot) -> None:
    model = model_of(PEOPLE)
    signals = (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.layoutChanged)
    for signal in signals:
        with qtbot.assertNotEmitted(signal):
            model.show_rows(list(PEOPLE))


def test_one_changed_row_is_one_notice(qtbot: QtBot) -> None:
    model = model_of(PEOPLE)
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show_rows([PEOPLE[0], Row(2, "Eli", 5), PEOPLE[2]])
    assert told.args is not None
    assert (told.args[0].row(), told.args[1].row()) == (1, 1)


def test_what_is_read_from_a_cell() -> None:
    model = model_of(PEOPLE)
    first, second = model.index(1, 0), model.index(1, 1)
    assert first.data() == "Eli"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Eli, grade 4"
    assert second.data(Qt.ItemDataRole.AccessibleTextRole) == "Gr: 4"
    assert second.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert first.data(ROW_ROLE) == PEOPLE[1]
    assert model.row_at(QModelIndex()) is None
    assert (model.place_of(3), model.place_of(9)) == (2, -1)


def test_checks_belong_to_keys(qtbot: QtBot) -> None:
    model = model_of(PEOPLE, checkable=True)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.toggle(1)
    assert model.checked() == {2}
    model.show_rows([PEOPLE[2], PEOPLE[1]])
    assert model.index(1, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
    with qtbot.waitSignal(model.checks_changed):
        model.show_rows([PEOPLE[2]])
    assert model.checked() == frozenset()
    assert model.setData(model.index(0, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.checked() == {3}
    assert tester.model() is model


# --- the view ---


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    view = TableView("Students")
    view.setModel(model_of(PEOPLE, checkable=True))
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.select_key(1)
    return view


def test_keys_move_open_and_check(qtbot: QtBot, table: TableView) -> None:
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_row() == PEOPLE[1]
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [PEOPLE[1]]
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_row() == PEOPLE[2]
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_row() == PEOPLE[0]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    model = table.keyed()
    assert model is not None
    assert model.checked() == {1}


def test_a_column_is_made_wider_and_narrower_by_keys_and_by_the_mouse(qtbot: QtBot, table: TableView) -> None:
    header = table.horizontalHeader()
    number = next(n for n, column in enumerate(table.keyed().columns) if column.width)  # type: ignore[union-attr]
    column = table.column_at(number)
    assert column is not None
    table.setCurrentIndex(table.model().index(0, number))
    alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(table.resized):
        qtbot.keyClick(table, Qt.Key.Key_Right, alt_shift)
    assert table.columnWidth(number) == column.width + STEP
    for _turn in range(100):
        qtbot.keyClick(table, Qt.Key.Key_Left, alt_shift)
    assert table.own_widths == {column.id: LEAST}
    table.put_widths({column.id: 200})
    assert header.sectionSize(number) == 200


def test_widths_a_layout_gives_are_not_taken_for_the_persons(table: TableView) -> None:
    table.setColumnWidth(0, 333)
    table.resize(900, 300)
    assert table.own_widths == {}


def test_letters_are_left_to_the_screen(qtbot: QtBot, table: TableView) -> None:
    heard: list[int] = []

    class Holder(TableView):
        pass

    parent = table.parentWidget()
    assert parent is None
    table.keyboardSearch("m")
    qtbot.keyClicks(table, "m")
    assert table.current_row() == PEOPLE[0], "no jump to Maya"
    assert heard == []


def test_selection_and_current_row_stay_when_rows_come_and_go(table: TableView) -> None:
    table.select_key(2)
    model = table.keyed()
    assert model is not None
    model.show_rows([Row(7, "Zoë"), PEOPLE[2], Row(2, "Eli", 5)])
    assert table.current_row() == Row(2, "Eli", 5)
    selection: QItemSelectionModel = table.selectionModel()
    assert [index.row() for index in selection.selectedRows()] == [2]


def test_the_current_row_has_the_ring_only_with_focus(qtbot: QtBot, table: TableView) -> None:
    def blue() -> int:
        image = table.viewport().grab().toImage()
        wanted = QColor(LIGHT.focus)
        return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))

    assert blue() > 500
    table.clearFocus()
    qtbot.waitUntil(lambda: blue() == 0)


def test_a_column_paints_itself(qtbot: QtBot) -> None:
    view = TableView("Painted")
    model = KeyedTableModel([Column("a", "A", name, paint=red)], key)
    model.show_rows(PEOPLE)
    view.setModel(model)
    qtbot.addWidget(view)
    view.show()
    image = view.viewport().grab().toImage()
    assert image.pixelColor(30, 10) == QColor("#ff0000")


def test_rows_follow_density_and_zoom(qtbot: QtBot, table: TableView) -> None:
    assert table.rowHeight(0) == 36
    theme.look().apply(density=theme.Density.STANDING)
    qtbot.waitUntil(lambda: table.rowHeight(0) == 44)
    theme.look().apply(zoom=150, density=theme.Density.COMFORTABLE)
    qtbot.waitUntil(lambda: table.rowHeight(0) == 54)
