# SPDX-License-Identifier: MIT
"""Where the keyboard is in Today and what it acts on: the day, the note beside it, a sheet over both."""

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from otdesk.records.sessions import Attendance
from otdesk.records.trips import Trip
from otdesk.rules.kinds import Presence
from otdesk.ui.notes.tags import Tag
from otdesk.ui.today.screen import TodayScreen
from tests.note_window import ALT, K, NoteWindow


@pytest.fixture
def today(window: NoteWindow) -> TodayScreen:
    """Maya at 8:00, a group of three at 8:35, Hazel at 9:10; the keyboard on Maya at 8:00."""
    screen = TodayScreen(window.bridge)
    window.show(screen)
    window.qtbot.waitUntil(screen.timeline.has_rows)
    assert screen.timeline.focus_line(f"session:{window.at.alone}")
    return screen


def marks(window: NoteWindow) -> int:
    with window.house.vault.read() as db:
        return db.scalar(select(func.count()).where(Attendance.presence.is_not(None))) or 0


# --- the note ---


def test_letters_in_the_note_do_nothing_to_the_day(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    today.open_note(at.last, at.ids.hazel)
    tag = today.note.editor.findChildren(Tag)[0]
    tag.setFocus()
    assert QApplication.focusWidget() is tag
    window.press(K.Key_A, K.Key_P, K.Key_L, K.Key_O, K.Key_R, K.Key_W, K.Key_T, K.Key_N, K.Key_Backspace)
    assert QApplication.focusWidget() is tag, "no sheet was opened"
    assert marks(window) == 0
    with window.house.vault.read() as db:
        assert db.scalars(select(Trip)).all() == []
    window.press(K.Key_A, modifier=ALT)
    assert window.form(at.last, at.ids.hazel).presence is Presence.ABSENT
    assert window.form(at.alone, at.ids.maya).presence is None


def test_letters_act_on_the_day_while_a_note_stands_beside_it(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    today.open_note(at.last, at.ids.hazel)
    today.timeline.focus_line(f"session:{at.alone}")
    window.press(K.Key_A)
    assert window.form(at.alone, at.ids.maya).presence is Presence.ABSENT


def test_letters_for_a_line_do_nothing_beside_the_day(window: NoteWindow, today: TodayScreen) -> None:
    today._new.setFocus()
    window.press(K.Key_A, K.Key_P)
    assert marks(window) == 0
