# SPDX-License-Identifier: MIT
"""From the day into the note of a group and back, in the whole window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.notes.screen import NotesScreen
from otdesk.ui.places import places
from otdesk.ui.shell import Shell
from otdesk.ui.today.screen import TodayScreen
from tests.clock import FixedClock
from tests.note_sample import Desk, desk

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Shell, Desk]]:
    theme.look()
    with desk(tmp_path / "vault", clock) as at:
        jobs = Jobs()
        bridge = Bridge(at.house.vault, clock.local, jobs)
        shell = Shell(bridge, Settings(tmp_path / "settings.json"), places())
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        shell.show()
        shell.activateWindow()
        shell.start()
        qtbot.waitUntil(shell.rest.is_complete, timeout=30_000)  # every place is built, also on busy cores
        yield shell, at
        jobs.stop()
        bridge.close()


def name() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus is not None else ""


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def test_enter_on_a_group_opens_its_page_and_escape_comes_back(qtbot: QtBot, window: tuple[Shell, Desk]) -> None:
    shell, at = window
    today, notes = shell.screens["today"], shell.screens["notes"]
    assert isinstance(today, TodayScreen)
    assert isinstance(notes, NotesScreen)
    today.open_waiting(at.group, at.ids.maya)
    qtbot.waitUntil(notes.isVisible)
    assert notes.group.isVisible()
    assert notes.address() == f"{at.group}/{at.ids.maya}"
    press(K.Key_Escape)
    qtbot.waitUntil(today.isVisible)
    assert not notes.isVisible()
    shell.go("notes")
    assert not notes.group.isVisible(), "the list, not the group once more"


def test_the_next_note_after_one_student_may_be_a_group(qtbot: QtBot, window: tuple[Shell, Desk]) -> None:
    shell, at = window
    today, notes = shell.screens["today"], shell.screens["notes"]
    assert isinstance(today, TodayScreen)
    assert isinstance(notes, NotesScreen)
    today.open_waiting(at.alone, at.ids.maya)
    assert today.note.isVisible(), "one student's note has room beside the day"
    press(K.Key_Minus)
    press(K.Key_Return, CTRL)
    qtbot.waitUntil(notes.isVisible)
    assert at.form(at.alone, at.ids.maya).status is NoteStatus.SIGNED
    assert notes.group.isVisible()
    assert notes.group.form is not None
    assert notes.group.form.session_id == at.group


@pytest.mark.parametrize("key", [K.Key_Tab, K.Key_Backtab])
def test_tab_leaves_the_page_of_a_group_and_comes_back(qtbot: QtBot, window: tuple[Shell, Desk], key: Qt.Key) -> None:
    shell, at = window
    today, notes = shell.screens["today"], shell.screens["notes"]
    assert isinstance(today, TodayScreen)
    assert isinstance(notes, NotesScreen)
    today.open_waiting(at.group, at.ids.maya)
    qtbot.waitUntil(notes.isVisible)
    walked: list[str] = []
    for _n in range(160):
        press(key)
        walked.append(name())
    assert walked.count("Lock") >= 2, "it leaves the page"
    for stop in ("Back", "Start", "Activity", "Maya: response", "Kofi: response", "Next note"):
        assert walked.count(stop) >= 2, f"{stop}: {walked}"


def test_marking_a_student_absent_leaves_the_keyboard_in_her_lane(qtbot: QtBot, window: tuple[Shell, Desk]) -> None:
    shell, at = window
    today, notes = shell.screens["today"], shell.screens["notes"]
    assert isinstance(today, TodayScreen)
    assert isinstance(notes, NotesScreen)
    today.open_waiting(at.group, at.ids.maya)
    qtbot.waitUntil(notes.isVisible)
    hazel = next(lane for lane in notes.group.lanes if lane.student_id == at.ids.hazel)
    for number, key in ((1, K.Key_2), (2, K.Key_3), (0, K.Key_1)):
        press(key, ALT)
        lane = list(notes.group.lanes)[number]
        press(K.Key_A, ALT)
        assert "absent" in shell.voice.toasts.texts()[-1]
        assert lane.head.reason.hasFocus()
    press(K.Key_2, ALT)
    assert hazel.head.reason.hasFocus(), "its number comes to a lane without data too"
    press(K.Key_P, ALT)
    assert hazel.response.editor.hasFocus(), "she has no goals"
    press(K.Key_1, ALT)
    press(K.Key_P, ALT)
    assert name().startswith("Goal 1")
    hazel.response.editor.setFocus()
    press(K.Key_P, ALT)
    assert hazel.response.editor.hasFocus(), "what stays keeps the keyboard"


def test_a_time_being_typed_does_not_take_back_that_she_is_absent(qtbot: QtBot, window: tuple[Shell, Desk]) -> None:
    shell, at = window
    today, notes = shell.screens["today"], shell.screens["notes"]
    assert isinstance(today, TodayScreen)
    assert isinstance(notes, NotesScreen)
    today.open_waiting(at.group, at.ids.maya)
    qtbot.waitUntil(notes.isVisible)
    press(K.Key_1, ALT)
    maya = next(iter(notes.group.lanes))
    maya.head.attendance.segment(Presence.LATE).click()
    maya.head.moment.setFocus()
    QTest.keyClicks(maya.head.moment, "8:4")
    press(K.Key_A, ALT)
    assert at.form(at.group, at.ids.maya).presence is Presence.ABSENT
    assert maya.head.reason.hasFocus()
