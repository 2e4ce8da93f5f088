# SPDX-License-Identifier: MIT
"""Due dates by keyboard: start an evaluation, walk the cards, see why a day, note what was done, take it back."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from otdesk.actions import consents
from otdesk.queries import due
from otdesk.rules.entries_due import ConsentEntry
from otdesk.ui.due_dates.board import Column
from otdesk.ui.due_dates.card import BoardCard
from otdesk.ui.due_dates.detail import DueDetail
from otdesk.ui.due_dates.forms import AttemptForm, EvaluationForm, HeldForm
from otdesk.ui.due_dates.load_strip import Load, weeks
from otdesk.ui.due_dates.month import DayCell
from tests.caseload_sample import Ids
from tests.ui.due_dates.conftest import DueWindow

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def focused() -> BoardCard:
    card = QApplication.focusWidget()
    assert isinstance(card, BoardCard), card
    return card


def test_the_first_card_has_the_keyboard_and_says_everything(desk: tuple[DueWindow, Ids]) -> None:
    window, _ids = desk
    assert focused().accessibleName() == (
        "Hazel Dunmore, Annual IEP, Mon, Nov 2, 13 days, By the plan in force, Alder Creek Elementary"
    )
    assert not window.screen.cards.lanes[Column.OVERDUE].cards


def test_an_evaluation_is_started_and_moves_on(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    window.press(K.Key_N, modifier=CTRL)
    form = window.dialog()
    assert isinstance(form, EvaluationForm)
    form.student.choose(ids.maya)
    form.consent.setFocus()
    window.type("10/16")
    window.press(K.Key_Tab)
    assert form.clock.text().startswith("Due Tue, Dec 1, 2026. Day 2 of 30, counted from Oct 16, 2026.")
    assert "Last school day before: Tue, Dec 1." in form.clock.text()
    window.press(K.Key_Return)
    window.settled()
    lane = window.screen.cards.lanes[Column.FAR]
    assert [", ".join(card.accessibleName().split(", ")[:4]) for card in lane.cards] == [
        "Maya Ortiz, Evaluation, Tue, Dec 1"
    ]
    lane.cards[0].setFocus()
    window.press(K.Key_Return)
    detail = window.dialog()
    assert isinstance(detail, DueDetail)
    window.press(K.Key_Tab, K.Key_Space)
    attempt = window.dialog()
    assert isinstance(attempt, AttemptForm)
    window.type("absent")
    window.press(K.Key_Return)
    window.settled()
    (row,) = [item for item in window.screen.board.items if item.evaluation is not None]
    assert row.attempts == 1
    window.bridge.undo()
    window.bridge.undo()
    window.settled()
    assert not [item for item in window.screen.board.items if item.evaluation is not None]


def test_a_review_is_held_with_enter_and_its_next_date_may_be_changed(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    window.press(K.Key_Return)
    window.press(K.Key_Return)
    form = window.dialog()
    assert isinstance(form, HeldForm)
    assert form.following.text() == "10/20/2027"
    form.following.setFocus()
    form.following.set_text("9/30/2027")
    window.press(K.Key_Return)
    window.settled()
    board = window.bridge.read(due.board, window.house.clock.local())
    assert [(done.name, done.done_on) for done in board.done] == [("Hazel Dunmore", date(2026, 10, 20))]
    held = [item.day for item in window.bridge.read(due.due, date(2027, 9, 1), 60) if item.student_id == ids.hazel]
    assert held == [date(2027, 9, 30)]


def test_arrows_walk_from_card_to_card_and_s_opens_the_student(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    window.house.do(consents.add, ids.maya, ConsentEntry("Evaluation", sent_on=date(2026, 10, 1)))
    window.settled()
    window.wait(lambda: bool(window.screen.cards.lanes[Column.OVERDUE].cards))
    window.screen.cards.lanes[Column.OVERDUE].cards[0].setFocus()
    window.press(K.Key_Right)
    assert focused().accessibleName().startswith("Hazel")
    window.press(K.Key_Left)
    assert focused().accessibleName().startswith("Maya")
    window.press(K.Key_S)
    assert window.gone[-1] == f"caseload/student/{ids.maya}"


def test_table_and_calendar_show_the_same_dates(desk: tuple[DueWindow, Ids]) -> None:
    window, _ids = desk
    window.shell.go("due/table")
    assert window.screen.model.rowCount() == len(window.screen.board.items) > 0
    assert QApplication.focusWidget() is window.screen.table
    assert window.screen.address() == "table"
    window.shell.go("due/calendar")
    cell = QApplication.focusWidget()
    assert isinstance(cell, DayCell)
    assert cell.day == date(2026, 10, 20)
    window.press(K.Key_PageDown)
    second = window.screen.month.cells[date(2026, 11, 2)]
    assert [item.name for item in second.items] == ["Hazel Dunmore"]
    second.setFocus()
    window.press(K.Key_Return)
    assert isinstance(window.dialog(), DueDetail)


def test_the_strip_counts_by_week_and_what_is_late_in_this_one(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    window.house.do(consents.add, ids.maya, ConsentEntry("Evaluation", sent_on=date(2026, 10, 1)))
    counted = weeks(window.bridge.read(due.board, window.house.clock.local()).items, date(2026, 10, 20))
    assert len(counted) == 14
    assert counted[0][1] == {Load.OTHER: 1}
    assert counted[2][1] == {Load.PLANS: 1}
