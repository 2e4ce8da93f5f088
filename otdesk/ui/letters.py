# SPDX-License-Identifier: MIT
"""Single letters as commands (P present, A absent) can be switched off: WCAG 2.1.4."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox, QMenu, QMenuBar)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class LetterGuard(QObject):
    """Keeps plain letters from everything but places where one types, while `allowed()` is false."""

    def __init__(self, window: QWidget, allowed: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._allowed = window, allowed

    def watch(self, app: QObject) -> None:
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._allowed():
            return False
        mine = isinstance(watched, QWidget) and watched.window() is self._window and not isinstance(watched, _TYPING)
        return mine and event.text().isalpha() and not event.modifiers() & _HELD
