# SPDX-License-Identifier: MIT
"""Why a line's minutes were not given: each miss with its reason, what follows, and where to go from it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.actions import makeup_decisions
from otdesk.printouts import minutes_words
from otdesk.queries.ledger import MinutesRow, Missed
from otdesk.rules.minutes import Stretch
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import ElidedWords
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.reports import minutes_cells
from otdesk.ui.reports.minutes_parts import BucketLine
from otdesk.ui.theme import Type
from otdesk.ui.today.make_up import open_make_up
from otdesk.words import _

_FIRST_TO_GO = ("age", "when")
_BESIDE, _BUTTONS = 900, 450


class ReasonsCard(Card):
    """Says `left` when Esc leads back to the table of lines."""

    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=1, parent=parent)
        self._bridge = bridge
        self.row: MinutesRow | None = None
        self.setAccessibleName(_("Why minutes are missing"))
        self.column.setSpacing(0)
        self.column.addLayout(self._head())
        self.model: KeyedTableModel[Missed] = KeyedTableModel(
            minutes_cells.reason_columns(), _key, spoken=minutes_cells.reason_spoken, parent=self
        )
        self.table = FittingTable(_("Why minutes are missing"), 150, _FIRST_TO_GO)
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme.current().px(70))
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._offer)
        self.nothing = EmptyState("", icon="circle-check")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.add(self._stack, 1)
        self.column.addLayout(self._foot())
        self.show_row(None)

    def _head(self) -> QVBoxLayout:
        look = theme.current()
        column = QVBoxLayout()
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(2))
        column.setSpacing(look.px(4))
        line = QHBoxLayout()
        line.setSpacing(look.px(10))
        self.back_button = DefaultButton(_("All lines"), icon="arrow-left", key="Esc")
        self.back_button.clicked.connect(self.left)
        self.back_button.hide()
        self._title = ElidedWords("", Type.CARD)
        self._pill = StatusPill(Mark(""))
        line.addWidget(self.back_button)
        line.addWidget(self._title, 1)
        line.addWidget(self._pill)
        column.addLayout(line)
        self._line = QHBoxLayout()
        self._buckets = BucketLine()
        self._line.addWidget(self._buckets, 1)
        column.addLayout(self._line)
        return column

    def _acts(self) -> Flow:
        self.open_button = DefaultButton(_("Open session"), icon="notebook-pen", key="Enter")
        self.owed_button = DefaultButton(_("Owed"), icon="rotate-ccw", key="O")
        self.free_button = DefaultButton(_("Not owed"), icon="circle-minus", key="X")
        self.open_button.clicked.connect(self.open_session)
        self.owed_button.clicked.connect(self.say_owed)
        self.free_button.clicked.connect(self.say_not_owed)
        self.find_button = DefaultButton(_("Find a time"), icon="calendar-check", key="F")
        self.find_button.clicked.connect(self.find_time)
        self.buttons = Flow(spacing=8)
        for button in (self.open_button, self.find_button, self.owed_button, self.free_button):
            self.buttons.add(button)
        return self.buttons

    def _foot(self) -> QHBoxLayout:
        look = theme.current()
        self._under = QHBoxLayout()
        self._under.setContentsMargins(look.px(12), look.px(4), look.px(12), look.px(6))
        self._under.addWidget(self._acts())
        return self._under

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand beside the figures where there is room, else under the table."""
        super().resizeEvent(event)
        look = theme.current()
        beside = self.width() >= look.px(_BESIDE)
        line = self._line if beside else self._under
        if line.indexOf(self.buttons) < 0:
            (self._under if beside else self._line).removeWidget(self.buttons)
            line.addWidget(self.buttons)
            self.buttons.setMinimumWidth(look.px(_BUTTONS) if beside else 0)
            margin = 0 if beside else look.px(6)
            self._under.setContentsMargins(look.px(12), margin, look.px(12), margin)

    # --- showing ---

    def show_row(self, row: MinutesRow | None) -> None:
        """A line, or that there is none."""
        before, self.row = self.row, row
        known = row is not None and row.known
        self._pill.setVisible(row is not None)
        self._buckets.setVisible(known)
        if row is None:
            self._title.show_text("")
            self.model.show_rows(())
            self.nothing.say(_("No line chosen"))
        else:
            self._show(row, same=before is not None and before.line.line_id == row.line.line_id)
        self._stack.setCurrentWidget(self.table if row is not None and row.missed else self.nothing)
        self._offer(self.table.current_row())

    def _show(self, row: MinutesRow, *, same: bool) -> None:
        parts = [f"{row.name} · {minutes_words.service(row)}"]
        if row.periods:
            first, last = row.periods[0].stretch.first, row.periods[-1].stretch.last
            parts.append(minutes_words.span(Stretch(first, last)))
        self._title.show_text(" · ".join(parts))
        self._pill.show_mark(minutes_cells.standing_mark(row))
        self._buckets.show_book(row.total)
        keep = self.table.current_row()
        self.model.show_rows(row.missed)
        kept = same and isinstance(keep, Missed) and self.table.select_key(keep.key)
        if row.missed and not kept:
            self.table.setCurrentIndex(self.model.index(0, 0))
        if not row.known:
            self.nothing.say(_("Not known yet"), _("Enter the school year and its terms in Settings."))
        elif not row.missed:
            self.nothing.say(_("Nothing is missing"))

    @property
    def current(self) -> Missed | None:
        found = self.table.current_row()
        return found if isinstance(found, Missed) else None

    def _offer(self, _row: object) -> None:
        missed = self.current if self.row is not None and self.row.missed else None
        self.open_button.setVisible(missed is not None and missed.session_id is not None)
        self.find_button.setVisible(missed is not None and missed.may_be_made_up)
        asks = missed is not None and missed.asks
        self.owed_button.setVisible(asks and missed is not None and missed.decided is not True)
        self.free_button.setVisible(asks and missed is not None and missed.decided is not False)

    # --- what the person does ---

    def _open(self, _row: object) -> None:
        self.open_session()

    def open_session(self) -> None:
        """Where what happened is written: the note of this student in that session."""
        missed = self.current
        if missed is not None and missed.session_id is not None and self.row is not None:
            self._bridge.go(f"notes/{missed.session_id}/{self.row.student_id}")

    def find_time(self) -> None:
        """The make-up finder for the session chosen."""
        missed = self.current
        if missed is not None and missed.may_be_made_up and missed.attendance_id is not None:
            open_make_up(self, self._bridge, missed.attendance_id)

    def say_owed(self) -> None:
        self._decide(owed=True)

    def say_not_owed(self) -> None:
        self._decide(owed=False)

    def _decide(self, *, owed: bool) -> None:
        missed = self.current
        if missed is None or missed.attendance_id is None or not missed.asks or missed.decided is owed:
            return
        with self._bridge.telling():
            self._bridge.do(makeup_decisions.decide, missed.attendance_id, owed)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers()
        if plain and event.key() == Qt.Key.Key_O:
            self.say_owed()
        elif plain and event.key() == Qt.Key.Key_F:
            self.find_time()
        elif plain and event.key() == Qt.Key.Key_X:
            self.say_not_owed()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _key(missed: Missed) -> str:
    return missed.key
