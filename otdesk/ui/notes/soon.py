# SPDX-License-Identifier: MIT
"""When typing saves itself: 400 ms after a pause, at the latest a second after a keystroke (reliability.md)."""

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE = 400  # ms
LATEST = 900  # ms


class Soon(QObject):
    """`due` when what was touched is to be saved now."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause, self._latest = QTimer(self), QTimer(self)
        for timer, length in ((self._pause, PAUSE), (self._latest, LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(length)
            timer.timeout.connect(self.due)

    def touch(self) -> None:
        """Something was typed."""
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def stop(self) -> None:
        """It is saved, or not wanted any more."""
        self._pause.stop()
        self._latest.stop()

    @property
    def waiting(self) -> bool:
        """Whether something typed is not saved yet."""
        return self._pause.isActive() or self._latest.isActive()
