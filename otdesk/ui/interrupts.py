# SPDX-License-Identifier: MIT
"""Ctrl-C and SIGTERM end the program cleanly: a plain Qt loop would not hear the first and die of the second."""

import signal
from socket import socketpair
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class Interrupts(QObject):
    """`asked` on the main thread when somebody outside wants the program to end."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._before = signal.set_wakeup_fd(self._write.fileno())
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._handlers = {number: signal.signal(number, _note) for number in (signal.SIGINT, signal.SIGTERM)}

    def _heard(self) -> None:
        self._read.recv(64)
        self.asked.emit()

    def stop(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()


def _note(number: int, frame: FrameType | None) -> None:
    """The byte that Python writes to the wake-up socket is what counts."""
