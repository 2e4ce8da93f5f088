# SPDX-License-Identifier: MIT
"""Widths the person gave to columns are there again at the next start."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from otdesk import settings
from otdesk.settings import Settings
from otdesk.ui.column_widths import ColumnWidths
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import MOST, TableView


def _length(row: str) -> str:
    return str(len(row))


COLUMNS: tuple[Column[str], ...] = (
    Column("name", "Name", str, width=0),
    Column("grade", "Grade", _length, width=80),
    Column("room", "Room", str.upper, width=90),
)


def place(qtbot: QtBot, kept_as: str = "people") -> tuple[QWidget, FittingTable]:
    page = QWidget()
    table = FittingTable("People", 120, ("room", "grade"), page)
    table.setModel(KeyedTableModel(COLUMNS, str, parent=page))
    table.model().show_rows(["Ana", "Ben"])  # type: ignore[attr-defined]
    table.kept_as = kept_as
    qtbot.addWidget(page)
    page.resize(500, 300)
    table.resize(500, 300)
    page.show()
    return page, table


def test_a_width_is_kept_for_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    page, table = place(qtbot)
    widths = ColumnWidths(Settings(path), page)
    widths.adopt(page)
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    widths.finish()
    again, same = place(qtbot)
    ColumnWidths(Settings(path), again).adopt(again)
    assert (same.columnWidth(1), same.columnWidth(2)) == (90, 90)
    assert Settings(path).get(settings.COLUMNS) == '{"people": {"grade": 90}}'


def test_a_table_without_a_name_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    page, table = place(qtbot, "")
    widths = ColumnWidths(Settings(tmp_path / "settings.json"), page)
    widths.adopt(page)
    table.widen(10)
    widths.finish()
    assert not (tmp_path / "settings.json").exists()


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"people": 3}', '{"people": {"grade": "wide", "room": true}}'])
def test_what_cannot_be_read_leaves_the_first_widths(qtbot: QtBot, tmp_path: Path, kept: str) -> None:
    preferences = Settings(tmp_path / "settings.json")
    preferences.put(settings.COLUMNS, kept)
    page, table = place(qtbot)
    ColumnWidths(preferences, page).adopt(page)
    assert (table.columnWidth(1), table.columnWidth(2)) == (80, 90)


def test_no_width_hides_the_rest_of_the_table(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Settings(tmp_path / "settings.json")
    preferences.put(settings.COLUMNS, '{"people": {"grade": 90000, "room": -5}}')
    page, table = place(qtbot)
    ColumnWidths(preferences, page).adopt(page)
    assert isinstance(table, TableView)
    assert table.own_widths["grade"] == MOST
    assert table.isColumnHidden(2), "what does not fit steps back; the table never scrolls sideways"
