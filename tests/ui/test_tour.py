# SPDX-License-Identifier: MIT
"""The tour on sample data: each step goes on when the person has really done it, by keys, in the whole window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from otdesk import settings
from otdesk.actions import sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.places import places
from otdesk.ui.shell import Shell
from otdesk.ui.tour import steps
from tests.caseload_sample import fill, house
from tests.clock import FixedClock

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Shell]:
    theme.look()
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        opened.do(sessions.add, SessionEntry(clock.local().date(), ids.alder, 640, 660, ((ids.maya, ids.maya_line),)))
        jobs = Jobs()
        bridge = Bridge(opened.vault, clock.local, jobs)
        window = Shell(bridge, Settings(tmp_path / "settings.json"), places())
        qtbot.addWidget(window)
        window.resize(1280, 680)
        window.show()
        window.activateWindow()
        window.start()
        qtbot.waitUntil(window.rest.is_complete)
        window.show_sample()
        yield window
        jobs.stop()
        bridge.close()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def at(qtbot: QtBot, shell: Shell, number: int) -> None:
    """The tour stands at this step, counted from 1, and the keyboard is not in the strip."""
    qtbot.waitUntil(lambda: shell.tour.place == number - 1)
    assert shell.tour.said() == steps()[number - 1].words
    assert not shell.tour.isAncestorOf(focus())


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def close_dialogs(qtbot: QtBot, shell: Shell) -> None:
    for dialog in shell.findChildren(DialogBase):
        dialog.reject()
    qtbot.waitUntil(lambda: not any(dialog.is_open for dialog in shell.findChildren(DialogBase)))


def test_all_steps_are_done_by_keys(qtbot: QtBot, shell: Shell) -> None:
    assert shell.tour.isVisible(), "offered, not forced"
    assert shell.tour.place == -1
    before = focus()
    assert not shell.tour.isAncestorOf(before), "an offer takes no keyboard"
    press(K.Key_F6)
    assert shell.tour.isAncestorOf(focus())
    shell.tour.main_button.setFocus()
    press(K.Key_Space)
    at(qtbot, shell, 1)
    press(K.Key_Return)
    at(qtbot, shell, 2)
    QTest.keyClicks(focus(), "7/10v")
    at(qtbot, shell, 3)
    press(K.Key_Escape)
    press(K.Key_A)
    at(qtbot, shell, 4)
    press(K.Key_Z, CTRL)
    at(qtbot, shell, 5)
    press(K.Key_K, CTRL)
    at(qtbot, shell, 6)
    close_dialogs(qtbot, shell)
    press(K.Key_3, CTRL)
    at(qtbot, shell, 7)
    press(K.Key_2, CTRL)
    at(qtbot, shell, 8)
    press(K.Key_F1)
    qtbot.waitUntil(shell.tour.isHidden)
    close_dialogs(qtbot, shell)


def test_it_is_offered_once_and_found_in_the_menu(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    shell.tour.end_button.setFocus()
    press(K.Key_Escape)
    assert shell.tour.isHidden()
    assert not shell.tour.isAncestorOf(focus())
    assert Settings(tmp_path / "settings.json").get(settings.TOUR_SEEN)
    shell.tour.offer()
    assert shell.tour.isHidden()
    shell.commands.entry("help.tour").action.trigger()
    at(qtbot, shell, 1)
    shell.commands.entry("help.tour").action.trigger()
    at(qtbot, shell, 1)
    for number in range(2, len(steps()) + 1):
        shell.tour.skip_button.click()
        at(qtbot, shell, number)
    shell.tour.skip_button.click()
    assert shell.tour.isHidden()


def test_looking_on_does_not_count_as_doing(qtbot: QtBot, shell: Shell) -> None:
    shell.tour.start()
    at(qtbot, shell, 1)
    press(K.Key_Down)
    shell.go("caseload")
    shell.go("today")
    qtbot.waitUntil(lambda: not shell.tour._soon.isActive())
    assert shell.tour.place == 0


def test_on_a_persons_own_data_there_is_no_tour(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> None:
    with house(tmp_path / "own", clock) as opened:
        jobs = Jobs()
        bridge = Bridge(opened.vault, clock.local, jobs)
        window = Shell(bridge, Settings(tmp_path / "own.json"), places()[:1])
        qtbot.addWidget(window)
        window.show()
        window.start()
        assert window.tour.isHidden()
        assert "help.tour" not in {entry.command.id for entry in window.commands}
        jobs.stop()
        bridge.close()
