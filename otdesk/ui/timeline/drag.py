# SPDX-License-Identifier: MIT
"""Holding a block: where it would stand now. Keys and mouse speak to the same hold; who drops it decides what it means.

`Draggable` is a button that can be dragged: Qt's own drag would swallow keys and Esc, so the child handles its mouse.
"""

from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from otdesk.ui.timeline.geometry import inside, snapped

Key = tuple[str, int]
Where = tuple[int, int]  # day, start


class KeyTaker(Protocol):
    """Who is asked first about a key pressed on a card; true when it was meant for it."""

    def take_key(self, card: "Draggable", event: QKeyEvent) -> bool: ...


class Draggable(QAbstractButton):
    """A focusable card; `key` names what it shows. A press that moves becomes a drag, else it is a click."""

    drag_began = Signal(object, QPoint)  # the card, where in it the pointer took hold
    drag_moved = Signal(QPoint)  # global
    drag_ended = Signal(QPoint)  # global
    menu_wanted = Signal(object, object)  # key, QContextMenuEvent
    focused = Signal(object)  # key

    def __init__(self, key: Key, taker: KeyTaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.movable = True
        self._taker = taker
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None and self.movable and not self._dragging:
            way = event.position().toPoint() - self._pressed_at
            if way.manhattanLength() >= QApplication.startDragDistance():
                self._dragging = True
                self.setDown(False)
                self.drag_began.emit(self, self._pressed_at)
        if self._dragging:
            self.drag_moved.emit(event.globalPosition().toPoint())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged = self._dragging
        self.forget_press()
        if dragged:
            self.drag_ended.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The window is covered: the button of the mouse comes up elsewhere."""
        super().hideEvent(event)
        self.forget_press()
        self.setDown(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.key, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.key)
        self.update()

    def forget_press(self) -> None:
        self._pressed_at, self._dragging = None, False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._taker.take_key(self, event):
            super().keyPressEvent(event)


class Hold(QObject):
    """At most one block is held. `origin` is where it was taken from; None: from the tray."""

    began = Signal()
    moved = Signal()
    dropped = Signal()
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key: Key | None = None
        self.minutes = 0
        self.where: Where = (0, 0)
        self.origin: Where | None = None
        self._days = 5
        self._first, self._last = 0, 1440

    @property
    def active(self) -> bool:
        return self.key is not None

    def frame(self, days: int, first: int, last: int) -> None:
        """The sheet on which blocks can stand."""
        self._days, self._first, self._last = days, first, last

    def pick(self, key: Key, minutes: int, where: Where, origin: Where | None) -> None:
        if self.active:
            self.cancel()
        self.key, self.minutes, self.origin = key, minutes, origin
        self.where = self._kept(*where)
        self.began.emit()

    def put(self, day: int, start: int) -> None:
        where = self._kept(day, start)
        if self.active and where != self.where:
            self.where = where
            self.moved.emit()

    def nudge(self, minutes: int) -> None:
        """Up or down: by single minutes, or to the next step of the grid."""
        self.put(self.where[0], snapped(self.where[1], minutes))

    def other_day(self, step: int) -> None:
        self.put((self.where[0] + step) % self._days, self.where[1])

    def drop(self) -> None:
        if self.active:
            self.dropped.emit()
            self._clear()

    def cancel(self) -> None:
        if self.active:
            self.cancelled.emit()
            self._clear()

    def _clear(self) -> None:
        self.key, self.origin = None, None

    def _kept(self, day: int, start: int) -> Where:
        return min(max(day, 0), self._days - 1), inside(start, self.minutes, self._first, self._last)
