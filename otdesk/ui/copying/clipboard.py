# SPDX-License-Identifier: MIT
"""A student's words on the clipboard, for ten seconds and no longer than it is ours."""

import atexit

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 10_000
_HINT = "x-kde-passwordManagerHint"
_PRIVATE = {
    _HINT: b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
}
"""Asks those who keep what is copied to leave it alone."""


@atexit.register
def _let_go() -> None:
    """What Python answers for must not outlive Python: Qt gives up the clipboard after it."""
    if QGuiApplication.instance() is not None:
        clipboard = QGuiApplication.clipboard()
        there: QMimeData | None = clipboard.mimeData()
        if there is not None and there.hasFormat(_HINT):
            clipboard.clear()


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
        offer = QMimeData()
        offer.setText(text)
        for kind, value in _PRIVATE.items():
            offer.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(offer)
        self._timer.start()

    def clear(self) -> None:
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._ours and clipboard.text() == self._ours:
            clipboard.clear()
        self._ours = ""
