# SPDX-License-Identifier: MIT
"""The 2 px ring around what has the keyboard, drawn just outside it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from otdesk.ui import theme
from otdesk.ui.parts import drawing

_OUTSIDE = 4
_FOLLOWED = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange}
)


class FocusRing(QWidget):
    """Lies over the parent of `target` and follows it; takes no mouse and no focus."""

    def __init__(self, target: QWidget, radius: int) -> None:
        super().__init__(target.parentWidget())
        self.target, self._radius = target, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        target.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        self.setGeometry(self.target.geometry().adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE))
        self.setVisible(self.target.isVisible())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.target and event.type() in _FOLLOWED:
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
            self._widget.removeEventFilter(self._ring)
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
