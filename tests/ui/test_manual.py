# SPDX-License-Identifier: MIT
"""The manual: a chapter for every place, found by any of its words, read without a mouse."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from otdesk import paths
from otdesk.ui import theme
from otdesk.ui.manual import ManualDialog, chapters, found
from otdesk.ui.places import places


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    theme.look()
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1280, 680)
    made.show()
    made.activateWindow()
    return made


def test_every_place_has_a_short_chapter_and_every_file_is_one() -> None:
    by_name = {chapter.name: chapter for chapter in chapters()}
    listed = {place.name for place in places() if place.listed}
    assert listed - by_name.keys() == set()
    assert {Path(file).stem for file in paths.resource("manual").glob("*.md")} == set(by_name)
    for chapter in chapters():
        assert 20 < len(chapter.text.split()) < 260, chapter.name
        assert not re.search(r"!|please|simply", chapter.text, re.IGNORECASE), chapter.name


def test_words_find_chapters_title_first() -> None:
    assert [chapter.name for chapter in found("addendum")] == ["notes", "people"]
    assert found("settings")[0].name == "settings"
    assert found("zebra") == []
    assert len(found("")) == len(chapters())


def test_it_opens_at_the_place_that_is_shown_and_is_read_by_keys(window: QMainWindow) -> None:
    sheet = ManualDialog(window, "planner")
    sheet.open()
    assert sheet.page.toPlainText().startswith("Planner")
    assert QApplication.focusWidget() is sheet.search
    QTest.keyClicks(sheet.search, "backup")
    assert [chapter.name for chapter in sheet.model.rows()] == ["privacy"]
    assert "half hour" in sheet.page.toPlainText()
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is sheet.page
    sheet.search.setText("zebra")
    assert sheet.page.toPlainText() == "Nothing in the manual says that."
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.is_open
