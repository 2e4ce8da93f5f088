# SPDX-License-Identifier: MIT
"""Due dates by keyboard: start an evaluation, walk the cards, see why a day, note what was done, take it back."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from otdesk.actions import attendance, consents, evaluations, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import due, due_why
from otdesk.queries.due import Board, DueKind
from otdesk.rules.entries_due import ConsentEntry, EvaluationEntry
from otdesk.rules.evaluations import EvaluationKind, Reckoned
from otdesk.rules.kinds import Presence, Reason
from otdesk.ui.due_dates.board import Column
from otdesk.ui.due_dates.card import BoardCard
from otdesk.ui.due_dates.detail import DueDetail, facts_of
from otdesk.ui.due_dates.forms import AttemptForm, EvaluationForm, HeldForm
from otdesk.ui.due_dates.load_strip import Load, weeks
from otdesk.ui.due_dates.month import DayCell
from otdesk.ui.due_dates.table import Chip
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
        "Hazel Dunmore, Annual IEP, Mon, Nov 2, 13 days, No goals yet, Alder Creek Elementary"
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
    assert window.screen.table.model.rowCount() == len(window.screen.board.items) > 0
    assert QApplication.focusWidget() is window.screen.table.table
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


def sent(window: DueWindow, student: int, day: date = date(2026, 10, 1)) -> BoardCard:
    """An evaluation whose consent is out: its card, with the keyboard."""
    entry = EvaluationEntry(EvaluationKind.INITIAL, referred_on=day, consent_sent_on=day)
    window.house.do(evaluations.start, student, entry, Reckoned())
    window.settled()
    window.wait(lambda: bool(window.screen.cards.lanes[Column.OVERDUE].cards))
    card = window.screen.cards.lanes[Column.OVERDUE].cards[0]
    card.setFocus()
    return card


def missed(window: DueWindow, ids: Ids, *days: date) -> None:
    """Sessions Maya refused: whether they are owed is the therapist's to say."""
    for day in days:
        session = window.house.do(sessions.add, SessionEntry(day, ids.alder, 600, 630, ((ids.maya, ids.maya_line),)))
        window.house.do(attendance.mark, session, ids.maya, Mark(Presence.REFUSED, reason=Reason.STUDENT_REFUSED))
    window.settled()
    window.wait(lambda: any(item.kind is DueKind.MAKE_UP for item in window.screen.board.items))


def test_letters_act_on_the_card_at_once(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    card = sent(window, ids.maya)
    assert card.accessibleName().startswith("Maya Ortiz, Consent, Sun, Oct 11, 9 days late, Evaluation: sent Oct 1")
    window.press(K.Key_A)
    assert isinstance(window.dialog(), AttemptForm)
    window.type("sent again")
    window.press(K.Key_Return)
    window.settled()
    window.wait(lambda: "1 attempt" in window.screen.cards.lanes[Column.OVERDUE].cards[0].accessibleName())
    window.screen.cards.lanes[Column.OVERDUE].cards[0].setFocus()
    window.press(K.Key_B)
    window.settled()
    window.wait(lambda: not window.screen.cards.lanes[Column.OVERDUE].cards)
    (item,) = [item for item in window.screen.board.items if item.evaluation is not None]
    assert item.evaluation is not None
    assert (item.kind, item.evaluation.entry.consent_on) == (DueKind.EVALUATION, date(2026, 10, 20))
    window.bridge.undo()
    window.settled()
    window.wait(lambda: bool(window.screen.cards.lanes[Column.OVERDUE].cards))


def test_the_sheet_says_why_and_what_next(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    entry = EvaluationEntry(EvaluationKind.INITIAL, consent_on=date(2026, 10, 16))
    window.house.do(evaluations.start, ids.maya, entry, Reckoned())
    window.settled()
    item = next(item for item in window.bridge.read(due.board, window.house.clock.local()).items if item.evaluation)
    told = dict(facts_of(item, window.bridge.read(due_why.why, item, date(2026, 10, 20))))
    assert told["Clock"] == "Day 2 of 30, counted from Oct 16, 2026, consent received"
    assert told["Rule of MN"] == "30 school days from consent received to the report"
    assert told["Source"] == (
        "Minn. R. 3525.2550; official text or several sources agree; not yet checked against the text"
    )
    assert told["Last school day until then"] == "Tue, Dec 1, 2026"
    assert told["Steps"] == "Consent done Oct 16, Testing to come, Report to come, Meeting to come"
    assert told["Next"] == "Test, while there are school days left."


def test_a_make_up_is_decided_session_by_session(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    missed(window, ids, date(2026, 10, 6), date(2026, 10, 13))
    (item,) = [item for item in window.screen.board.items if item.kind is DueKind.MAKE_UP]
    assert (item.dated, item.count, [one.day.day for one in item.missed]) == (False, 2, [6, 13])
    card = window.screen.cards.lanes[Column.WEEK].cards[-1]
    assert card.accessibleName().startswith("Maya Ortiz, Make-up, no limit set, 14 days old")
    card.setFocus()
    window.press(K.Key_Return)
    assert isinstance(window.dialog(), DueDetail)
    window.press(K.Key_X)
    sheet = window.dialog()
    assert isinstance(sheet, DueDetail)
    assert [button.text() for button in sheet.buttons][:2] == ["Oct 13 is owed", "Oct 13 is not owed"]
    window.press(K.Key_O)
    assert not [dialog for dialog in window.shell.findChildren(DueDetail) if dialog.is_open]
    window.settled()
    (item,) = [item for item in window.screen.board.items if item.kind is DueKind.MAKE_UP]
    assert (item.asks, [one.day.day for one in item.missed]) == (False, [13])
    counted = weeks(window.screen.board.items, date(2026, 10, 20))
    assert not counted[0][1]
    assert not [cell for cell in window.screen.month.cells.values() if item in cell.items]


def test_the_table_is_filtered_by_kind_and_by_words(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    sent(window, ids.maya)
    window.shell.go("due/table")
    table = window.screen.table
    every = table.model.rowCount()
    assert every == len(window.screen.board.items) > 1
    table.chips[Chip.CONSENTS].click()
    assert [row.kind for row in window.shown_rows()] == [DueKind.EVALUATION_CONSENT]
    table.table.setFocus()
    window.press(K.Key_Escape)
    assert table.model.rowCount() == every
    window.press(K.Key_Slash)
    window.type("hazel")
    assert {row.name for row in window.shown_rows()} == {"Hazel Dunmore"}
    window.type("zz")
    assert table.no_match.isVisible()
    window.press(K.Key_Escape)
    assert table.model.rowCount() == every
    window.press(K.Key_Return)
    assert QApplication.focusWidget() is table.table


def test_a_finished_evaluation_ends_on_the_day_that_met_its_clock(desk: tuple[DueWindow, Ids]) -> None:
    window, ids = desk
    first = date(2026, 9, 8)
    entry = EvaluationEntry(
        EvaluationKind.INITIAL, consent_on=first, tested_on=date(2026, 9, 20), report_on=date(2026, 10, 16)
    )
    window.house.do(evaluations.start, ids.maya, entry, Reckoned(date(2026, 10, 21), first, "MN", first))
    window.settled()
    window.wait(lambda: any(item.evaluation for item in window.screen.board.items))
    card = next(card for lane in window.screen.cards.cards() for card in lane if "Evaluation" in card.accessibleName())
    card.setFocus()
    window.press(K.Key_F)
    window.settled()
    window.wait(lambda: bool(window.screen.board.done))
    (done,) = window.screen.board.done
    assert (done.done_on, done.due_on) == (date(2026, 10, 16), date(2026, 10, 21))
    assert window.screen.cards.lanes[Column.DONE].cards[0].accessibleName() == (
        "Maya Ortiz, Evaluation, Done Oct 16, 5 days early"
    )


def test_a_month_turned_by_mouse_keeps_the_keyboard(desk: tuple[DueWindow, Ids]) -> None:
    window, _ids = desk
    window.shell.go("due/calendar")
    assert isinstance(QApplication.focusWidget(), DayCell)
    window.screen.month.go_after()
    cell = QApplication.focusWidget()
    assert isinstance(cell, DayCell)
    assert cell.day == date(2026, 11, 1)


def test_nothing_due_says_the_next_step(desk: tuple[DueWindow, Ids]) -> None:
    window, _ids = desk
    focused()
    window.screen.show_board(Board((), (), (), {}))
    assert window.screen.empty.isVisible()
    assert QApplication.focusWidget() is window.screen.empty.button
    assert not window.screen.strip.isVisible()
