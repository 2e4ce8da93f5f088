# SPDX-License-Identifier: MIT
"""Widths a widget is held to, given in pixels at 100 %: they follow the zoom."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from otdesk.ui import theme


class _Width(QObject):
    """A child of the widget it holds."""

    def __init__(self, widget: QWidget, least: int, most: int) -> None:
        super().__init__(widget)
        self._widget, self._least, self._most = widget, least, most
        self._hold()
        widget.installEventFilter(self)

    def _hold(self) -> None:
        look = theme.current()
        if self._least:
            self._widget.setMinimumWidth(look.px(self._least))
        if self._most:
            self._widget.setMaximumWidth(look.px(self._most))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self._hold()
        return super().eventFilter(watched, event)


def fixed(widget: QWidget, width: int) -> None:
    _Width(widget, width, width)


def at_least(widget: QWidget, width: int) -> None:
    _Width(widget, width, 0)


def at_most(widget: QWidget, width: int) -> None:
    _Width(widget, 0, width)
