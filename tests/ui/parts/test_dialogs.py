# SPDX-License-Identifier: MIT
"""Sheets in the window: Tab stays inside, Esc closes but never drops typed text, the safe button has the focus."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import ConfirmDialog, DialogBase, NoticeDialog, Popover
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words


class Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.told = 0
        self.button = DefaultButton("Open")
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addWidget(self.button)
        column.addStretch(1)
        self.setCentralWidget(middle)

    def dialogs_changed(self) -> None:
        self.told += 1


class NameDialog(DialogBase):
    def __init__(self, host: QWidget, more: int = 0) -> None:
        super().__init__(host, "New group")
        self.field = LabeledField("Name", QLineEdit())
        self.others = [LabeledField(f"Field {number}") for number in range(more)]
        for field in (self.field, *self.others):
            self.body.addWidget(field)
        self.add_buttons("Make it")

    def typed(self) -> bool:
        return bool(self.field.text())


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    made.button.setFocus()
    qtbot.waitUntil(made.button.hasFocus)
    return made


def test_it_opens_over_the_window_with_the_first_field_focused(qtbot: QtBot, window: Window) -> None:
    dialog = NameDialog(window.button)
    dialog.open()
    qtbot.waitUntil(dialog.field.editor.hasFocus)
    assert dialog.is_open
    assert window.rect().contains(dialog.geometry())
    assert window.told == 1
    dialog.reject()
    qtbot.waitUntil(window.button.hasFocus)
    assert window.told == 2


def test_tab_stays_inside(qtbot: QtBot, window: Window) -> None:
    dialog = NameDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.field.editor.hasFocus)
    seen = []
    for _n in range(7):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert dialog.isAncestorOf(focus)
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert set(seen) == {dialog.field.editor, dialog.cancel_button, dialog.main_button}
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert dialog.isAncestorOf(focus)
    dialog.reject()


def test_esc_closes_an_untouched_dialog(qtbot: QtBot, window: Window) -> None:
    dialog = NameDialog(window)
    dialog.open()
    with qtbot.waitSignal(dialog.finished) as told:
        qtbot.keyClick(dialog.field.editor, Qt.Key.Key_Escape)
    assert told.args == [False]


def test_esc_never_drops_typed_text(qtbot: QtBot, window: Window) -> None:
    dialog = NameDialog(window)
    dialog.open()
    qtbot.keyClicks(dialog.field.editor, "Pencil Crew")
    with qtbot.assertNotEmitted(dialog.finished):
        qtbot.keyClick(dialog.field.editor, Qt.Key.Key_Escape)
    assert dialog.is_open
    assert dialog.field.text() == "Pencil Crew"
    with qtbot.waitSignal(dialog.finished):
        dialog.cancel_button.click()


def test_enter_takes_the_main_action(qtbot: QtBot, window: Window) -> None:
    dialog = NameDialog(window)
    dialog.open()
    qtbot.keyClicks(dialog.field.editor, "Pencil Crew")
    with qtbot.waitSignal(dialog.finished) as told:
        qtbot.keyClick(dialog.field.editor, Qt.Key.Key_Return)
    assert told.args == [True]


def test_a_question_waits_for_its_answer_and_the_safe_button_has_the_focus(qtbot: QtBot, window: Window) -> None:
    focused: list[str] = []

    def answer() -> None:
        dialog = window.findChild(ConfirmDialog)
        assert dialog is not None
        focus = QApplication.focusWidget()
        focused.append(focus.accessibleName() if focus is not None else "")
        dialog.main_button.click()

    QTimer.singleShot(50, answer)
    assert ConfirmDialog.confirm(window, "Delete 31 signed notes?", "They cannot be brought back.", "Delete 31 notes")
    assert focused == ["Cancel"]


def test_enter_does_not_do_the_dangerous_thing(qtbot: QtBot, window: Window) -> None:
    def press_enter() -> None:
        dialog = window.findChild(ConfirmDialog)
        assert dialog is not None
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    QTimer.singleShot(50, press_enter)
    assert not ConfirmDialog.confirm(window, "Delete?", "Gone for ever.", "Delete")


def test_a_popover_stands_under_its_anchor_and_closes_on_a_click_outside(qtbot: QtBot, window: Window) -> None:
    popover = Popover(window.button, "Make up Eli’s 30 minutes")
    popover.add_buttons("Schedule")
    popover.open()
    below = window.button.mapTo(window, QPoint(0, window.button.height()))
    assert below.y() <= popover.y() <= below.y() + 20
    with qtbot.waitSignal(popover.finished):
        qtbot.mouseClick(popover.parentWidget(), Qt.MouseButton.LeftButton, pos=QPoint(890, 590))


def test_a_tall_dialog_stays_in_a_small_window(qtbot: QtBot, window: Window) -> None:
    window.resize(500, 320)
    dialog = NameDialog(window, 12)
    dialog.open()
    assert dialog.height() <= window.height() - 32
    assert dialog.width() <= window.width() - 32
    dialog.reject()


def test_it_grows_for_what_is_said_later(qtbot: QtBot, window: Window) -> None:
    dialog = NameDialog(window.button)
    dialog.open()
    before = dialog.height()
    dialog.field.say_error("The passphrase or the recovery code is not right.")
    qtbot.waitUntil(lambda: dialog.height() > before)
    said = dialog.field.findChildren(Words)[-1]
    assert said.isVisible()
    assert dialog.rect().contains(QRect(said.mapTo(dialog, QPoint(0, 0)), said.size()))
    assert said.height() >= said.heightForWidth(said.width())
    dialog.reject()


def test_tab_goes_as_one_reads_where_the_body_scrolls(qtbot: QtBot, window: Window) -> None:
    dialog = NameDialog(window, 12)
    others = dialog.others
    window.resize(900, 400)
    dialog.open()
    qtbot.waitUntil(dialog.field.editor.hasFocus)
    seen = []
    for _turn in range(len(others) + 3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[: len(others)] == [field.editor for field in others]
    assert seen[len(others) :] == [dialog.cancel_button, dialog.main_button, dialog.field.editor]


def test_a_notice_says_and_closes(qtbot: QtBot, window: Window) -> None:
    notice = NoticeDialog.tell(window, "The disk is full.", "Make room, then go on.")
    assert notice.accessibleName() == "The disk is full."
    with qtbot.waitSignal(notice.finished):
        qtbot.keyClick(notice, Qt.Key.Key_Return)


def test_nothing_is_left_when_it_is_closed(qtbot: QtBot, window: Window) -> None:
    for _n in range(3):
        dialog = NameDialog(window)
        dialog.open()
        dialog.reject()
    qtbot.waitUntil(lambda: window.findChildren(DialogBase) == [])


def test_a_dialog_leaves_nothing_behind(qtbot: QtBot, window: Window) -> None:
    """The tables beside it have parts that only Qt made; each look at them would stay in memory."""
    for _number in range(5):
        QTableView(window).show()

    def round_of(count: int) -> int:
        for _turn in range(count):
            dialog = DialogBase(window, "Rename")
            dialog.add_buttons("Save")
            dialog.open()
            dialog.reject()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return sum(isinstance(thing, QWidget) for thing in gc.get_objects())

    before = round_of(2)
    assert round_of(6) <= before
