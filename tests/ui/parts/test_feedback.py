# SPDX-License-Identifier: MIT
"""Toast, banner, progress, empty state."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from otdesk.ui.parts import feedback
from otdesk.ui.parts.feedback import Banner, EmptyState, ProgressLine, Toast, Toasts
from otdesk.ui.tokens import Tone


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    QCursor.setPos(0, 0)  # a toast that appears under the pointer would stay
    widget.resize(800, 500)
    widget.show()
    widget.activateWindow()
    return widget


@pytest.fixture
def toasts(host: QWidget) -> Toasts:
    return Toasts(host)


def test_a_toast_says_what_was_done_and_offers_undo(qtbot: QtBot, toasts: Toasts) -> None:
    toast = toasts.say("Eli marked absent, 9:10", undo=True)
    assert toast.isVisible()
    assert toast.accessibleName() == "Eli marked absent, 9:10"
    assert toast.button is not None
    with qtbot.waitSignal(toasts.undo_wanted):
        toast.button.click()
    assert toasts.texts() == []


def test_a_toast_stays_eight_seconds_by_default() -> None:
    assert feedback.TOAST_MS == 8000


def test_a_toast_goes_by_itself(qtbot: QtBot, toasts: Toasts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "TOAST_MS", 60)
    toasts.say("Saved")
    assert toasts.texts() == ["Saved"]
    qtbot.waitUntil(lambda: toasts.texts() == [])


def test_a_toast_stays_while_it_has_the_focus(
    qtbot: QtBot, host: QWidget, toasts: Toasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "TOAST_MS", 40)
    other = QLineEdit(host)
    other.show()
    toast = toasts.say("Eli marked absent", undo=True)
    assert toast.button is not None
    toast.button.setFocus()
    qtbot.waitUntil(toast.held)
    ends: list[object] = []
    toast._clock.timeout.connect(lambda: ends.append(1))
    qtbot.waitUntil(lambda: len(ends) >= 3)
    assert toasts.texts() == ["Eli marked absent"]
    other.setFocus()
    qtbot.waitUntil(lambda: toasts.texts() == [])


def test_a_toast_never_gets_the_keyboard_by_itself_nor_by_tab(qtbot: QtBot, host: QWidget, toasts: Toasts) -> None:
    field, other = QLineEdit(host), QLineEdit(host)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    toast = toasts.say("Eli marked absent", undo=True)
    assert toast.button is not None
    field.hide()
    assert not toast.button.hasFocus(), "Qt hands the keyboard on when what has it goes"
    other.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.keyClick(other, Qt.Key.Key_Tab)
    assert not toast.button.hasFocus()
    with qtbot.waitSignal(toasts.undo_wanted):
        qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)


def test_a_toast_stays_under_the_pointer(qtbot: QtBot, toasts: Toasts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "TOAST_MS", 40)
    toast = toasts.say("Eli marked absent", undo=True)
    monkeypatch.setattr(toast, "underMouse", lambda: True)
    ends: list[object] = []
    toast._clock.timeout.connect(lambda: ends.append(1))
    qtbot.waitUntil(lambda: len(ends) >= 3)
    assert toasts.texts() == ["Eli marked absent"]


def test_at_most_three_stay_and_only_the_newest_offers_undo(host: QWidget, toasts: Toasts) -> None:
    for number in range(5):
        toasts.say(f"Step {number}", undo=True)
    assert toasts.texts() == ["Step 2", "Step 3", "Step 4"]
    shown = [toast for toast in host.findChildren(Toast) if toast.text() in toasts.texts()]
    assert [t.text() for t in shown if t.button is not None and not t.button.isHidden()] == ["Step 4"]


def test_toasts_stand_at_the_lower_middle_and_do_not_overlap(host: QWidget, toasts: Toasts) -> None:
    low, high = toasts.say("One"), None
    high = toasts.say("Two")
    assert high.geometry().bottom() <= host.height() - 10
    assert abs(high.geometry().center().x() - host.width() // 2) <= 1
    assert low.geometry().bottom() < high.geometry().top()
    host.resize(600, 300)
    assert host.rect().contains(high.geometry())


def test_a_toast_never_covers_what_has_the_focus(qtbot: QtBot, host: QWidget, toasts: Toasts) -> None:
    field = QLineEdit(host)
    field.setGeometry(300, 450, 200, 32)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    toast = toasts.say("Saved")
    assert not toast.geometry().intersects(field.geometry())
    assert toast.geometry().top() < 100


def test_a_banner_acts_and_tells(qtbot: QtBot, host: QWidget) -> None:
    banner = Banner("No backup for 8 days.", Tone.TODO, icon="hard-drive", action="Back up now", parent=host)
    banner.show()
    assert banner.accessibleName() == "No backup for 8 days."
    assert banner.button is not None
    with qtbot.waitSignal(banner.acted):
        qtbot.keyClick(banner.button, Qt.Key.Key_Return)
    banner.say("Backed up.")
    assert banner.text() == banner.accessibleName() == "Backed up."


def test_progress_speaks_and_stops(qtbot: QtBot, host: QWidget) -> None:
    line = ProgressLine("Building the week", stop="Stop and use this one", cancel="Cancel", parent=host)
    line.show_progress(0.5, "24 of 51 placed")
    assert line.accessibleName() == "Building the week 50 % 24 of 51 placed"
    line.show_progress(None)
    assert line.accessibleName() == "Building the week"
    assert line.stop_button is not None
    assert line.cancel_button is not None
    with qtbot.waitSignal(line.stopped):
        line.stop_button.click()
    with qtbot.waitSignal(line.cancelled):
        line.cancel_button.click()


def test_an_empty_state_says_why_and_what_to_do(qtbot: QtBot, host: QWidget) -> None:
    empty = EmptyState(
        "No notes waiting", "Notes appear here when a session ends.", action="Write one now", parent=host
    )
    assert empty.accessibleName() == "No notes waiting Notes appear here when a session ends."
    assert empty.button is not None
    with qtbot.waitSignal(empty.acted):
        empty.button.click()
    empty.say("All written")
    assert empty.accessibleName() == "All written"


def test_undo_by_mouse_on_the_toast(qtbot: QtBot, toasts: Toasts) -> None:
    toast = toasts.say("Eli marked absent", undo=True)
    assert toast.button is not None
    with qtbot.waitSignal(toasts.undo_wanted):
        QTest.mouseClick(
            toast.button,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(10, toast.button.height() // 2),
        )
