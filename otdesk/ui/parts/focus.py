# SPDX-License-Identifier: MIT
"""The 2 px ring around what has the keyboard, drawn just outside it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from otdesk.ui import theme
from otdesk.ui.parts import drawing

_OUTSIDE = 4
_FOLLOWED = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange}
)


def _room_for_ring(target: QWidget) -> list[QWidget]:
    """The ancestors of `target` up to the first that has room around it; never out of what scrolls with it."""
    found: list[QWidget] = []
    host = target.parentWidget()
    while host is not None:
        found.append(host)
        here = QRect(target.mapTo(host, QPoint(0, 0)), target.size())
        above = host.parentWidget()
        scrolls = above is not None and isinstance(above.parentWidget(), QAbstractScrollArea)
        if host.isWindow() or scrolls or host.rect().contains(here.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)):
            break
        host = above
    return found


class FocusRing(QWidget):
    """Lies over an ancestor of `target` and follows it; takes no mouse and no focus."""

    def __init__(self, target: QWidget, radius: int) -> None:
        *between, host = _room_for_ring(target)
        super().__init__(host)
        self.target, self._radius = target, radius
        self._watched = (target, *between)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._follow()

    def stop(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        here = QRect(self.target.mapTo(host, QPoint(0, 0)), self.target.size())
        self.setGeometry(here.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE))
        self.setVisible(self.target.isVisible())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and watched in self._watched:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        drawing.rounded(
            painter, QRectF(self.rect()), None, look.color("focus"), radius=look.px(self._radius) + _OUTSIDE, width=2
        )
        painter.end()


class RingHolder:
    """Shows the ring while its widget has focus by keyboard or by program, not after a click."""

    def __init__(self, widget: QWidget, radius: int) -> None:
        self._widget, self._radius = widget, radius
        self._ring: FocusRing | None = None

    def focus_in(self, reason: Qt.FocusReason) -> None:
        if reason is Qt.FocusReason.MouseFocusReason or self._widget.parentWidget() is None:
            return
        self.drop()
        self._ring = FocusRing(self._widget, self._radius)

    def drop(self) -> None:
        if self._ring is not None:
            if isValid(self._ring):  # it goes with the ancestor it lies over
                self._ring.stop()
            self._ring = None
