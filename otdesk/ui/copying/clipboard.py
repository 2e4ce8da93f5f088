# SPDX-License-Identifier: MIT
"""A student's words on the clipboard, for ten seconds and no longer than it is ours.

A text on the clipboard is fetched when somebody pastes it, so this sees a paste. Programs that keep every text that was
copied fetch it too, at once and without a person. What is fetched while this window has the keyboard was no paste: then
such a program is there, and nothing is concluded any more. Until one could have shown itself, nothing is concluded yet.
"""

import atexit

from PySide6.QtCore import QMetaType, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

KEPT_MS = 10_000
_QUIET_MS = 1500
"""Whoever keeps what is copied has fetched it by then."""
_ONE_PASTE_MS = 150
"""Some programs fetch a text twice for one paste."""
_LEAVING_MS = 600
"""So long a window may still be called active after the keyboard has gone elsewhere."""
_PRIVATE = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
}
"""Asks those who keep what is copied to leave it alone."""


class _Offer(QMimeData):
    """`fetched` each time somebody asks for the text."""

    fetched = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        for kind, value in _PRIVATE.items():
            self.setData(kind, value)

    def retrieveData(self, kind: str, preferred: QMetaType | QMetaType.Type) -> object:
        if kind.startswith("text/"):
            self.fetched.emit()
        return super().retrieveData(kind, preferred)


@atexit.register
def _let_go() -> None:
    """What Python answers for must not outlive Python: Qt gives up the clipboard after it."""
    if QGuiApplication.instance() is not None and isinstance(QGuiApplication.clipboard().mimeData(), _Offer):
        QGuiApplication.clipboard().clear()


class Clipboard(QObject):
    """`put` a text; after ten seconds it is gone unless something else was copied meanwhile. `pasted` when a person put
    it somewhere; `watched` when another program reads along, from when on no paste is seen."""

    pasted = Signal()
    watched = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours = ""
        self._looking = False
        self._alone: bool | None = None
        """Whether nobody reads along; not known at first."""
        self._timer = self._after(KEPT_MS)
        self._timer.timeout.connect(self.clear)
        self._quiet = self._after(_QUIET_MS)
        self._quiet.timeout.connect(self._stayed_quiet)
        self._settled = self._after(_ONE_PASTE_MS)
        self._settled.timeout.connect(self.pasted)
        self._doubt = self._after(_LEAVING_MS)
        self._doubt.timeout.connect(self._judge)

    def _after(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def listen(self) -> None:
        """Find out whether somebody reads along, with nothing worth reading."""
        self.put(" ")

    def put(self, text: str) -> None:
        self._settled.stop()
        self._doubt.stop()
        self._ours = text
        offer = _Offer(text)
        offer.fetched.connect(self._fetched)
        QGuiApplication.clipboard().setMimeData(offer)
        self._timer.start()
        if self._alone is None and not elsewhere() and not self._quiet.isActive():
            self._quiet.start()

    def clear(self) -> None:
        for timer in (self._timer, self._settled, self._doubt, self._quiet):
            timer.stop()
        clipboard = QGuiApplication.clipboard()
        self._looking = True
        if self._ours and clipboard.text() == self._ours:
            clipboard.clear()
        self._looking = False
        self._ours = ""

    def _fetched(self) -> None:
        if self._looking:
            return
        if not elsewhere():
            self._doubt.start()
        elif self._alone:
            self._settled.start()

    def _judge(self) -> None:
        """Fetched while this window had the keyboard, or seemed to: she was on her way where that is no longer so."""
        if elsewhere():
            if self._alone:
                self.pasted.emit()
        elif self._alone is not False:
            self._alone = False
            self.watched.emit()

    def _stayed_quiet(self) -> None:
        if self._alone is None and not elsewhere() and not self._doubt.isActive():
            self._alone = True


def elsewhere() -> bool:
    """Whether another program has the keyboard."""
    return QGuiApplication.applicationState() is not Qt.ApplicationState.ApplicationActive
