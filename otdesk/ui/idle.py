# SPDX-License-Identifier: MIT
"""How long nobody has touched the keyboard or the mouse; counts while the machine sleeps where the system tells."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


def seconds() -> float:
    """Seconds on a clock that nobody sets and that runs on while the machine sleeps (where there is one)."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class IdleWatch(QObject):
    """`idle` once, when `limit` minutes have passed without a key or a click anywhere in the program."""

    idle = Signal()

    def __init__(self, app: QObject, limit: Callable[[], int], now: Callable[[], float] = seconds) -> None:
        super().__init__(app)
        self._limit, self._now = limit, now
        self._last = now()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._last = self._now()
        return False

    def look(self) -> None:
        if self._now() - self._last >= self._limit() * 60:
            self.stop()
            self.idle.emit()

    def stop(self) -> None:
        self._clock.stop()
