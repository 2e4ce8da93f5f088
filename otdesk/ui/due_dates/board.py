# SPDX-License-Identifier: MIT
"""The board: a column for each degree of urgency, side by side where there is room, else one under the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.due import Board, Done, Due
from otdesk.ui import theme
from otdesk.ui.due_dates.card import BoardCard
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import CountBadge
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

NEAR, FAR = 30, 60
SHOWN, DONE_SHOWN, WAITING_SHOWN = 8, 6, 3
"""Cards of a column before "Show more"; of what waits without a date fewer, of what is overdue all."""
SIDE_BY_SIDE = 5 * 176
"""Pixels at 100 % that five columns need."""


class Column(StrEnum):
    OVERDUE = "overdue"
    WEEK = "week"
    NEAR = "near"
    FAR = "far"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Filled:
    column: Column
    title: str
    until: str
    tone: Tone
    items: Sequence[Due | Done]


def filled(board: Board, today: date) -> list[Filled]:
    """The items by column; what lies beyond 60 days is in the table and the calendar."""
    sunday = today + timedelta(days=6 - today.weekday())
    friday = sunday - timedelta(days=2)
    near, far = today + timedelta(days=NEAR), today + timedelta(days=FAR)
    bounds = (
        (Column.OVERDUE, _("Overdue"), "", Tone.BAD, date.min, today - timedelta(days=1)),
        (Column.WEEK, _("This week"), _("to {day}"), Tone.TODO, today, sunday),
        (Column.NEAR, _("Next 30 days"), _("to {day}"), Tone.PLAIN, sunday + timedelta(days=1), near),
        (Column.FAR, _("31 – 60 days"), _("to {day}"), Tone.PLAIN, near + timedelta(days=1), far),
    )
    found = []
    for column, title, until, tone, first, last in bounds:
        end = friday if column is Column.WEEK and friday >= today else last
        items = [item for item in board.items if first <= item.day <= last]
        found.append(Filled(column, title, until.format(day=words.short_date(end)) if until else "", tone, items))
    month = _("in {month}").format(month=words.month(today.month))
    return [*found, Filled(Column.DONE, _("Done"), month, Tone.PLAIN, board.done)]


class _Lane(QWidget):
    """One column with its cards."""

    opened = Signal(object)

    def __init__(self, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.cards: list[BoardCard] = []
        self._shown: Filled | None = None
        self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(8))
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        head.setContentsMargins(look.px(4), 0, look.px(4), 0)
        head.addSpacerItem(QSpacerItem(0, look.px(24)))  # as high without a badge as with one
        self._title = Words("", Type.ROW)
        self._count = CountBadge(tone)
        self._number = Words("", Type.CONTROL, "text2")
        self._until = Words("", Type.META, "text2")
        for widget in (self._title, self._count, self._number):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._until)
        column.addLayout(head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.px(8))
        column.addLayout(self._cards)
        self._more = LinkButton("")
        self._more.clicked.connect(self._show_all)
        self._more.hide()
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_filled(self, shown: Filled) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        count = len(shown.items)
        self._title.setText(shown.title)
        self._count.show_count(count if shown.tone is not Tone.PLAIN else 0)
        self._number.setText(str(count) if shown.tone is Tone.PLAIN and count else "")
        self._until.setText(shown.until)
        spoken = plural("{n} entry", "{n} entries", count)
        self.setAccessibleName(f"{shown.title}, {spoken}")
        self._fill()

    def _fill(self) -> None:
        shown = self._shown
        if shown is None:
            return
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        some = shown.items if self._all else shown.items[: _most(shown)]
        self.cards = []
        for item in some:
            card = BoardCard(item)
            card.clicked.connect(self._open)
            self._cards.addWidget(card)
            card.show()  # at once, so that it can take the keyboard
            self.cards.append(card)
        rest = len(shown.items) - len(some)
        self._more.setVisible(rest > 0)
        self._more.say(plural("Show {n} more", "Show {n} more", rest))

    def _show_all(self) -> None:
        first = len(self.cards)
        self._all = True
        self._fill()
        if first < len(self.cards):
            self.cards[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        card = self.sender()
        if isinstance(card, BoardCard):
            self.opened.emit(card.item)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        drawing.rounded(painter, QRectF(self.rect()), look.color("sunk"), None, radius=look.px(10))
        painter.end()


class BoardView(ScrollColumn):
    """Arrows walk from card to card; Enter opens one."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAccessibleName(_("Due dates by urgency"))
        self._row = QHBoxLayout()
        self._row.setSpacing(look.px(10))
        self.column.addLayout(self._row, 1)
        self.lanes = {column: _Lane(Tone.BAD if column is Column.OVERDUE else Tone.TODO) for column in Column}
        for lane in self.lanes.values():
            lane.opened.connect(self.opened)
            self._row.addWidget(lane, 1)

    def show_board(self, board: Board, today: date) -> None:
        held = self._focused()
        key = _key(held.item) if held is not None else None
        for shown in filled(board, today):
            self.lanes[shown.column].show_filled(shown)
        if key is not None and self._focused() is None:
            self._focus_key(key)

    def cards(self) -> list[list[BoardCard]]:
        return [lane.cards for lane in self.lanes.values() if lane.cards]

    def first_card(self) -> BoardCard | None:
        return next((card for lane in self.cards() for card in lane), None)

    def _focused(self) -> BoardCard | None:
        return next((card for lane in self.cards() for card in lane if card.hasFocus()), None)

    def _focus_key(self, key: object) -> None:
        same = [card for lane in self.cards() for card in lane if _key(card.item) == key]
        card = same[0] if same else self.first_card()
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
        card = self._focused()
        if card is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            card.click()
        elif card is not None and Qt.Key(event.key()) in step:
            self._walk(card, *step[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _walk(self, card: BoardCard, across: int, down: int) -> None:
        lanes = self.cards()
        place = next(number for number, lane in enumerate(lanes) if card in lane)
        row = lanes[place].index(card)
        lane = lanes[max(0, min(len(lanes) - 1, place + across))]
        target = lane[max(0, min(len(lane) - 1, row + down))]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target, 0, theme.current().px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._fit()

    def _fit(self) -> None:
        wide = self.viewport().width() >= theme.current().px(SIDE_BY_SIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def _most(shown: Filled) -> int:
    dated = sum(isinstance(item, Done) or item.dated for item in shown.items)
    return {
        Column.OVERDUE: dated,
        Column.WEEK: max(SHOWN, dated) if dated == len(shown.items) else dated + WAITING_SHOWN,
        Column.DONE: DONE_SHOWN,
    }.get(shown.column, SHOWN)


def _key(item: Due | Done) -> object:
    return item.key if isinstance(item, Due) else item.completion_id
