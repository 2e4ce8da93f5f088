# SPDX-License-Identifier: MIT
"""The place Due dates: the load of the weeks, then everything due as board, table or calendar."""

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries import due
from otdesk.queries.due import Board, Done, Due
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.completions import Completion, MakeupDecision
from otdesk.records.consents import Consent
from otdesk.records.districts import District
from otdesk.records.evaluations import Attempt, Evaluation
from otdesk.records.goals import Goal
from otdesk.records.packs import RulePack
from otdesk.records.plans import Plan
from otdesk.records.reports import ProgressReport
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.due_dates import due_words
from otdesk.ui.due_dates.acts import DueActs
from otdesk.ui.due_dates.board import FAR, BoardView
from otdesk.ui.due_dates.card import BoardCard
from otdesk.ui.due_dates.detail import Act, DueDetail, act_of_key
from otdesk.ui.due_dates.load_strip import LoadStrip
from otdesk.ui.due_dates.month import DayCell, MonthView
from otdesk.ui.due_dates.table import DueTable
from otdesk.ui.parts.buttons import DefaultButton, LinkButton, PrimaryButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.parts.labels import Words
from otdesk.ui.screen import Screen
from otdesk.ui.theme import Type
from otdesk.words import _, later

PLACE = "due"
LOW = 420
"""Pixels at 100 % below which the load strip leaves its room to the dates."""


class Form(StrEnum):
    BOARD = "board"
    TABLE = "table"
    CALENDAR = "calendar"


class DueScreen(Screen):
    kinds: ClassVar[frozenset[type]] = frozenset(
        {
            Plan, Student, Consent, Therapist, Evaluation, Attempt, Completion, MakeupDecision, ProgressReport, Goal,
            Term, SchoolYear, CalendarDay, District, RulePack, TherapySession, Attendance,
        }
    )  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓ ← →", later("from card to card, from day to day")),
        ("Enter", later("see why, and what to do")),
        ("S", later("open the student")),
        ("H W", later("review held, re-evaluation waived")),
        ("N A F", later("evaluation: note steps, log an attempt, finished")),
        ("B E", later("consent: it is back, edit")),
        ("O X", later("make-up: owed, not owed")),
        ("/", later("filter the table")),
        ("Ctrl+N", later("start an evaluation")),
        ("Ctrl+Shift+N", later("add a consent or order")),
        ("PgUp PgDown", later("month before, next month")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        look = theme.current()
        self.acts = DueActs(self, bridge)
        self.board: Board = Board((), (), (), {})
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(10), look.px(16), look.px(8))
        column.setSpacing(look.px(10))
        self._lay_out_head(column)
        self.strip = LoadStrip()
        column.addWidget(self.strip)
        self._undated = Flow(spacing=8)
        self._undated_shown: object = None
        column.addWidget(self._undated)
        self.cards = BoardView()
        self.cards.opened.connect(self.acts.open)
        self.table = DueTable()
        self.table.opened.connect(self._open_row)
        self.month = MonthView()
        self.month.opened.connect(self._open_day)
        self.empty = EmptyState(
            _("Nothing is due"),
            _("Reviews, evaluations, consents and reports come here with their dates."),
            icon="calendar-check", action=_("Start evaluation"), key="Ctrl+N",
        )  # fmt: skip
        self.empty.acted.connect(self.acts.start_evaluation)
        self.stack = QStackedWidget()
        for widget in (self.cards, self.table, self.month, self.empty):
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)

    def _lay_out_head(self, column: QVBoxLayout) -> None:
        self.header = HeaderBar(_("Due dates"))
        self.header.find_wanted.connect(self._find)
        forms = [(Form.BOARD, _("Board")), (Form.TABLE, _("Table")), (Form.CALENDAR, _("Calendar"))]
        self.forms = SegmentedControl(forms, _("Shown as"))
        self.forms.set_value(Form.BOARD)
        self.forms.chosen.connect(self._choose)
        self.consent_button = DefaultButton(_("Consent"), icon="mail")
        self.consent_button.clicked.connect(self.acts.add_consent)
        self.add_button = PrimaryButton(_("Start evaluation"), icon="plus")
        self.add_button.clicked.connect(self.acts.start_evaluation)
        self.header.left.addWidget(self.forms)
        self.header.right.addWidget(self.consent_button)
        self.header.right.addWidget(self.add_button)
        column.addWidget(self.header)

    # --- the place ---

    def refresh(self) -> None:
        self.show_board(self.bridge.read(due.board, self.bridge.now()))

    def show_board(self, board: Board) -> None:
        self.board = board
        today = self.bridge.today()
        had_keyboard = self._has_keyboard()
        self.header.set_title(_("Due dates"), _("next {n} days").format(n=FAR))
        self.strip.show_items(self.board.items, today)
        self._show_undated()
        self.cards.show_board(self.board, today)
        self.table.show_items(self.board.items)
        self.month.show_items(self.board.items, today)
        self._show_form()
        if had_keyboard and not self._has_keyboard():  # what had it is done, and gone
            (self._first() or self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _show_form(self) -> None:
        shown: dict[object, QWidget] = {Form.BOARD: self.cards, Form.TABLE: self.table, Form.CALENDAR: self.month}
        nothing = not self.board.items and not self.board.done and not self.board.undated
        self.strip.setVisible(not nothing and self.height() >= theme.current().px(LOW))
        self.stack.setCurrentWidget(self.empty if nothing else shown[self.forms.value()])

    def _show_undated(self) -> None:
        """Evaluations whose clock gives no date stand above, so that none is forgotten."""
        rows = self.board.undated
        if rows == self._undated_shown:
            return
        self._undated_shown = rows
        self._undated.clear()
        self._undated.setVisible(bool(rows))
        if rows:
            label = Words(_("Under way without a date:"), Type.CONTROL, "text2")
            label.setMinimumHeight(theme.current().control)
            self._undated.add(label)
        for row in rows:
            name = self.board.names.get(row.student_id, "")
            button = LinkButton(f"{name}, {due_words.evaluation_kind(row.entry.kind).lower()}")
            button.setProperty("evaluation", row.evaluation_id)
            button.clicked.connect(self._open_undated)
            self._undated.add(button)

    def visit(self, rest: str) -> None:
        if rest in set(Form):
            self.forms.set_value(Form(rest))
            self._show_form()

    def address(self) -> str:
        value = self.forms.value()
        return str(value) if value is not Form.BOARD else ""

    def first_focus(self) -> QWidget | None:
        self.refresh_if_stale()
        return self._first()

    def _first(self) -> QWidget | None:
        shown = self.stack.currentWidget()
        if shown is self.month:
            return self.month.first_cell()
        if shown is self.table:
            return self.table.table
        return (self.cards.first_card() if shown is self.cards else self.empty.button) or self.add_button

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        start = Command("due.start", _("Start evaluation"), "student", "Ctrl+N", "plus", 4, place=PLACE)
        consent = Command("due.consent", _("Add consent or order"), "student", "Ctrl+Shift+N", "mail", 4, place=PLACE)
        forms = [
            Command(f"due.{form}", said, "view", "", "calendar-clock", 6, place=PLACE)
            for form, said in (
                (Form.BOARD, _("Due dates as a board")),
                (Form.TABLE, _("Due dates as a table")),
                (Form.CALENDAR, _("Due dates as a calendar")),
            )
        ]
        shows = (self._as_board, self._as_table, self._as_calendar)
        return [(start, self.acts.start_evaluation), (consent, self.acts.add_consent), *zip(forms, shows, strict=True)]

    # --- what the person does ---

    def _as_board(self) -> None:
        self.bridge.go(f"{PLACE}/{Form.BOARD}")

    def _as_table(self) -> None:
        self.bridge.go(f"{PLACE}/{Form.TABLE}")

    def _as_calendar(self) -> None:
        self.bridge.go(f"{PLACE}/{Form.CALENDAR}")

    def _choose(self, form: object) -> None:
        self.bridge.go(f"{PLACE}/{form}")
        self.forms.segment(form).setFocus()

    def _find(self) -> None:
        self.bridge.go("find")

    def _open_row(self, row: object) -> None:
        if isinstance(row, Due):
            self.acts.open(row)

    def _open_undated(self) -> None:
        button = self.sender()
        number = button.property("evaluation") if button is not None else None
        for row in self.board.undated:
            if row.evaluation_id == number:
                self.acts.open_undated(row, self.board.names.get(row.student_id, ""))

    def _open_day(self, items: tuple[Due, ...]) -> None:
        """The one date of a day, or the list to choose from."""
        if len(items) == 1:
            self.acts.open(items[0])
            return
        acts = [
            Act(f"{due_words.title(item)}: {due_words.kind(item)}", due_words.icon(item), _Opening(self.acts, item))
            for item in items
        ]
        DueDetail(self, words.day_full_date(items[0].day), [], acts).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letter of an act does it at once, for the card, row or day that has the keyboard."""
        item = self._current()
        act = act_of_key(self.acts.acts_of(item), event) if item is not None else None
        if act is not None:
            act.run()
        else:
            super().keyPressEvent(event)

    def _current(self) -> Due | Done | None:
        focus = self.focusWidget()
        if isinstance(focus, BoardCard):
            return focus.item
        if isinstance(focus, DayCell):
            return focus.items[0] if len(focus.items) == 1 else None
        return self.table.current_item()


class _Opening:
    """Opens one date later, from the list of a day."""

    def __init__(self, acts: DueActs, item: Due) -> None:
        self._acts, self._item = acts, item

    def __call__(self) -> None:
        self._acts.open(self._item)


def build(bridge: Bridge) -> DueScreen:
    return DueScreen(bridge)


def pressing(bridge: Bridge) -> int:
    """Overdue and due today: the figure beside the place's name."""
    return bridge.read(due.pressing, bridge.today())
