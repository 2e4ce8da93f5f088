# SPDX-License-Identifier: MIT
"""The map of keys: found, changed with refusals in words, kept for the next start, put back, printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk import settings
from otdesk.printouts.key_map import key_map
from otdesk.settings import Settings
from otdesk.ui.key_change import KeyChange
from otdesk.ui.keymap import KeyButton, KeyMap
from otdesk.ui.paper.keys import KeysDialog
from otdesk.ui.paper.making import printing
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.shell import Shell
from tests.caseload_sample import fill, house
from tests.caseload_window import ALT, CTRL, NONE, K, Window, unnamed
from tests.clock import FixedClock
from tests.printouts import pdf_tools

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Window]:
    with house(tmp_path / "vault", clock) as opened:
        fill(opened)
        window = Window(qtbot, opened, tmp_path)
        window.shell.activateWindow()
        yield window
        window.close()


def keymap(window: Window) -> KeyMap:
    window.press(K.Key_F1)
    (found,) = [one for one in window.shell.findChildren(KeyMap) if one.is_open]
    return found


def change(window: Window, words: str) -> KeyChange:
    """By keys alone: F1, find it, Tab to its keys, Enter."""
    shown = keymap(window)
    window.shell.help.shortcuts.know("notes", (("Ctrl+← N", "day before"),))
    QTest.keyClicks(shown.search, words)
    window.press(K.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, KeyButton)
    assert words in focus.accessibleName()
    window.press(K.Key_Return)
    (sheet,) = [one for one in window.shell.findChildren(KeyChange) if one.is_open]
    return sheet


def test_words_and_keys_are_found(desk: Window) -> None:
    shown = keymap(desk)
    assert unnamed(shown) == []
    everything = shown.spoken()
    shown.search.setText("lock")
    assert shown.spoken().splitlines()[1:] == ["Lock"]
    shown.search.setText("ctrl+k")
    assert "Find or do" in shown.spoken()
    shown.search.setText("zzz")
    assert shown.spoken() == ""
    shown.search.clear()
    assert shown.spoken() == everything
    desk.press(K.Key_Escape)
    assert not shown.is_open


def test_changed_keys_work_at_once_and_after_the_next_start(desk: Window, tmp_path: Path) -> None:
    sheet = change(desk, "Narrow sidebar")
    desk.press(K.Key_J, modifier=CTRL)
    assert sheet.field.line() == "These keys are free."
    desk.press(K.Key_Return)
    shell = desk.shell
    assert not sheet.is_open
    desk.press(K.Key_Escape, K.Key_Escape)
    was = shell.sidebar.narrow
    desk.press(K.Key_B, modifier=CTRL)
    assert shell.sidebar.narrow is was, "the old keys do nothing"
    desk.press(K.Key_J, modifier=CTRL)
    assert shell.sidebar.narrow is not was
    assert shell.commands.entry("view.sidebar").action.shortcut().toString() == "Ctrl+J", "the menu shows them"
    kept = Settings(tmp_path / "settings.json")
    again = Shell(desk.bridge, kept, ())
    desk.qtbot.addWidget(again)
    assert again.commands.entry("view.sidebar").shortcut_words() == "Ctrl+J"
    assert again.key_now("Ctrl+B") == "Ctrl+J", "caps on buttons say so too"


@pytest.mark.parametrize(
    ("key", "modifier", "said"),
    [
        (K.Key_L, CTRL, "Ctrl+L is “Lock” already. Choose other keys, or change those first."),
        (K.Key_B, ALT, ""),
        (K.Key_F, ALT, "Alt+F opens the menu File."),
        (K.Key_C, CTRL, "Ctrl+C copies everywhere."),
        (K.Key_Return, CTRL, "Ctrl+Return finishes what is open everywhere."),
        (K.Key_X, NONE, "Hold Ctrl or Alt, or press a function key: letters alone are for typing and for lists."),
        (K.Key_F2, NONE, "F2 is “Edit student” already. Choose other keys, or change those first."),
        (K.Key_Up, ALT, "Alt+Up is “Student before” already. Choose other keys, or change those first."),
        (K.Key_Left, CTRL, "Ctrl+Left is used already: day before."),
        (K.Key_F9, NONE, ""),
    ],
)
def test_what_cannot_be_given_is_said(desk: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, said: str) -> None:
    sheet = change(desk, "Narrow sidebar")
    QTest.keyClick(sheet.edit, key, modifier)
    assert sheet.field.line() == (said or "These keys are free.")
    assert sheet.main_button.isEnabled() is not bool(said)
    desk.press(K.Key_Escape)
    assert not sheet.is_open
    assert not desk.shell.help.shortcuts.any_changed(), "Esc keeps nothing"


def test_keys_given_away_must_come_back_before_a_reset(desk: Window) -> None:
    shortcuts, commands = desk.shell.help.shortcuts, desk.shell.commands
    sidebar, find = commands.entry("view.sidebar"), commands.entry("edit.find")
    shortcuts.give(sidebar, "Ctrl+J")
    shortcuts.give(find, "Ctrl+B")
    sheet = change(desk, "Narrow sidebar")
    QTest.mouseClick(sheet.reset_button, LEFT)
    assert sheet.is_open
    assert sheet.field.line().startswith("Ctrl+B is “Find or do” already.")
    desk.press(K.Key_Escape)
    (shown,) = [one for one in desk.shell.findChildren(KeyMap) if one.is_open]
    assert shown.reset_button.isVisible()
    QTest.mouseClick(shown.reset_button, LEFT)
    assert (sidebar.shortcut_words(), find.shortcut_words()) == ("Ctrl+B", "Ctrl+K")
    assert not shown.reset_button.isVisible()


def test_a_setting_that_cannot_be_read_is_as_none(desk: Window, tmp_path: Path) -> None:
    kept = Settings(tmp_path / "other.json")
    kept.put(settings.SHORTCUTS, '{"view.sidebar": 3, "gone.command": "Ctrl+J"')
    shell = Shell(desk.bridge, kept, ())
    desk.qtbot.addWidget(shell)
    assert shell.commands.entry("view.sidebar").shortcut_words() == "Ctrl+B"


def test_the_map_is_printed_as_it_is_now(desk: Window) -> None:
    desk.shell.help.shortcuts.give(desk.shell.commands.entry("view.sidebar"), "Ctrl+J")
    shown = keymap(desk)
    (button,) = [one for one in shown.findChildren(DefaultButton) if one.text() == "Print"]
    QTest.mouseClick(button, LEFT)
    (paper,) = [one for one in desk.shell.findChildren(KeysDialog) if one.is_open]

    def made() -> bool:
        return paper.made.printout is not None

    desk.wait(made)
    assert paper.made.printout is not None
    found = [(title, [(line.keys, line.words) for line in lines]) for title, lines in desk.shell.help.groups()]
    pdf = key_map(found, printing(desk.bridge)).pdf
    said = pdf_tools.flat(pdf)
    assert "Narrow sidebar" in said
    assert "Ctrl+J" in said
    assert "Confidential student record" not in said
    desk.press(K.Key_Escape)
    desk.bridge.jobs.stop()
