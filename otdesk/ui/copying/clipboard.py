# SPDX-License-Identifier: MIT
"""A student's words on the clipboard, for ten seconds and no longer than it is ours."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 10_000


class Clipboard(QObject):
    """`put` a text; after ten seconds it is gone unless something else was copied meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        self._ours = text
        QGuiApplication.clipboard().setText(text)
        self._timer.start()

    def clear(self) -> None:
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._ours and clipboard.text() == self._ours:
            clipboard.clear()
        self._ours = ""
