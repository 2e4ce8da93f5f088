# SPDX-License-Identifier: MIT
"""Dragging a card with the mouse: over the week it is held there, over the tray it goes back, elsewhere nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from otdesk.ui.planner.tray import Tray
from otdesk.ui.timeline.cards import TimelineCard
from otdesk.ui.timeline.drag import Draggable, Hold, Key
from otdesk.ui.timeline.view import WeekView

_SCROLL_MS = 60


class Mouse(QObject):
    """`pick` takes a card into the hand; `sent_back` names a block that was dropped on the tray."""

    sent_back = Signal(object)

    def __init__(self, hold: Hold, view: WeekView, tray: Tray, pick: Callable[[Key], bool]) -> None:
        super().__init__(view)
        self._hold, self._view, self._tray, self._pick = hold, view, tray, pick
        self._dragged: Draggable | None = None
        self._grip = QPoint()
        self._pointer = QPoint()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_on)
        hold.dropped.connect(self._let_go)
        hold.cancelled.connect(self._let_go)

    def listen(self, card: Draggable) -> None:
        card.drag_began.connect(self._began)
        card.drag_moved.connect(self._moved)
        card.drag_ended.connect(self._ended)

    def _began(self, card: Draggable, grip: QPoint) -> None:
        if self._pick(card.key):
            self._dragged = card
            self._grip = QPoint(0, grip.y()) if isinstance(card, TimelineCard) else QPoint(0, 8)
            self._scrolling.start()

    def _moved(self, point: QPoint) -> None:
        if self._dragged is not None:
            self._pointer = point
            self._hold.put(*self._view.place_at(point - self._grip))

    def _scroll_on(self) -> None:
        if self._dragged is not None and self._view.is_over(self._pointer):
            self._view.scroll_at_edge(self._pointer)

    def _ended(self, point: QPoint) -> None:
        key = self._hold.key
        if self._dragged is None or key is None:
            return
        if self._tray.is_over(point):
            self._hold.cancel()
            if key[0] == "slot":
                self.sent_back.emit(key)
        elif self._view.is_over(point):
            self._hold.drop()
        else:
            self._hold.cancel()

    def _let_go(self) -> None:
        self._scrolling.stop()
        if self._dragged is not None:
            self._dragged.forget_press()
            self._dragged = None
