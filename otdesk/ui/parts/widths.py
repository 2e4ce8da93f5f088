# SPDX-License-Identifier: MIT
"""Widths a widget is held to, given in pixels at 100 %: they follow the zoom."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from otdesk.ui import theme


class _Width(QObject):
    """A child of the widget it holds; 0 is no bound."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._least, self._most = widget, 0, 0
        widget.installEventFilter(self)

    def hold(self, least: int, most: int) -> None:
        self._least, self._most = least or self._least, most or self._most
        self._measure()

    def _measure(self) -> None:
        look = theme.current()
        if self._least:
            self._widget.setMinimumWidth(look.px(self._least))
        if self._most:
            self._widget.setMaximumWidth(look.px(self._most))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        return super().eventFilter(watched, event)


def _width(widget: QWidget) -> _Width:
    """One for each widget: what is said last counts."""
    found = widget.findChild(_Width, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, _Width) else _Width(widget)


def fixed(widget: QWidget, width: int) -> None:
    _width(widget).hold(width, width)


def at_least(widget: QWidget, width: int) -> None:
    _width(widget).hold(width, 0)


def at_most(widget: QWidget, width: int) -> None:
    _width(widget).hold(0, width)
