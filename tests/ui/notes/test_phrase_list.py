# SPDX-License-Identifier: MIT
"""After `;` the phrases are listed: digits, letters, Enter, the mouse; a plain semicolon stays one."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from otdesk.ui.notes.live_text import LiveText
from otdesk.ui.notes.phrase_list import Offered, PhraseList, matching

K = Qt.Key
OFFERED = (
    Offered("was calm and engaged", "Mood"),
    Offered("used both hands", "Hands"),
    Offered("fixed two reversals"),
    Offered("held the paper", "Hands"),
)


@pytest.fixture
def text(qtbot: QtBot) -> Iterator[LiveText]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(500, 400)
    written = LiveText("Response")
    written.set_phrases(OFFERED)
    window.setCentralWidget(written)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    written.setFocus()
    yield written
    window.close()


def listed(text: LiveText) -> list[str]:
    """The words of the list that is seen."""
    found = [each for each in text.window().findChildren(PhraseList) if each.isVisible()]
    return [each.text for each in found[0].shown] if found else []


def test_the_list_comes_with_the_semicolon_and_goes_with_the_phrase(text: LiveText) -> None:
    QTest.keyClicks(text, "She ;")
    assert listed(text) == [each.text for each in OFFERED]
    QTest.keyClicks(text, "2")
    assert text.toPlainText() == "She used both hands"
    assert listed(text) == []


def test_letters_choose_a_category_else_a_word(text: LiveText) -> None:
    QTest.keyClicks(text, ";ha")
    assert listed(text) == ["used both hands", "held the paper"]
    QTest.keyClicks(text, "2")
    assert text.toPlainText() == "held the paper"
    QTest.keyClicks(text, ";rev")
    assert listed(text) == ["fixed two reversals"]
    QTest.keyClick(text, K.Key_Return)
    assert text.toPlainText() == "held the paperfixed two reversals"


def test_a_letter_taken_back_widens_the_list(text: LiveText) -> None:
    QTest.keyClicks(text, ";mo")
    assert listed(text) == ["was calm and engaged"]
    QTest.keyClick(text, K.Key_Backspace)
    QTest.keyClick(text, K.Key_Backspace)
    assert len(listed(text)) == len(OFFERED)
    QTest.keyClick(text, K.Key_Backspace)
    assert listed(text) == []
    assert text.toPlainText() == ""


@pytest.mark.parametrize("typed", ["First; then 2 more", "one;zz 3", "a;b;c 1"])
def test_a_plain_semicolon_stays(text: LiveText, typed: str) -> None:
    QTest.keyClicks(text, typed)
    assert text.toPlainText() == typed
    assert listed(text) == []


def test_escape_closes_only_the_list(text: LiveText) -> None:
    QTest.keyClicks(text, ";h")
    QTest.keyClick(text, K.Key_Escape)
    assert listed(text) == []
    QTest.keyClicks(text, "1")
    assert text.toPlainText() == ";h1"


def test_a_click_puts_one_in_and_the_keyboard_stays(text: LiveText) -> None:
    QTest.keyClicks(text, ";")
    shown = text.window().findChild(PhraseList)
    assert isinstance(shown, PhraseList)
    place = shown._row(2).center().toPoint()
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=place)
    assert text.toPlainText() == "fixed two reversals"
    assert text.hasFocus()


def test_the_list_lies_inside_the_window_above_the_last_line(text: LiveText) -> None:
    text.setPlainText("\n" * 14)
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClicks(text, ";")
    shown = text.window().findChild(PhraseList)
    assert isinstance(shown, PhraseList)
    assert text.window().rect().contains(shown.geometry())
    line = text.viewport().mapTo(text.window(), text.cursorRect().topLeft())
    assert shown.geometry().bottom() < line.y() or shown.geometry().top() > line.y()
    assert shown.geometry().topLeft() != QPoint(0, 0)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=8)), max_size=12), st.text(max_size=5))
def test_no_letters_break_the_choice(pairs: Sequence[tuple[str, str]], letters: str) -> None:
    offered = [Offered(text, category) for text, category in pairs]
    found = matching(offered, letters)
    assert [each for each in offered if each in found] == found, "their order stays"
    if letters and any(each.category.casefold().startswith(letters.casefold()) for each in offered if each.category):
        assert all(each.category.casefold().startswith(letters.casefold()) for each in found)
