# SPDX-License-Identifier: MIT
"""Single letters as commands (P present, A absent) can be switched off: WCAG 2.1.4."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
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
    """While on, keeps plain letters from everything in `window` but what one types in."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def switch(self, *, on: bool) -> None:
        """Looks at every event of the program, so it is in place only while it is wanted."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if on:
                app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        mine = isinstance(watched, QWidget) and watched.window() is self._window and not isinstance(watched, _TYPING)
        return mine and event.text().isalpha() and not event.modifiers() & _HELD
