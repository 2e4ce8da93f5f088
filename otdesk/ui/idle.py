# SPDX-License-Identifier: MIT
"""How long nobody has touched the keyboard or the mouse; counts while the machine sleeps where the system tells."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

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
LOOK_MS = 500
ASLEEP = 30
"""Seconds without a look after which the machine must have slept: looks come twice a second."""
AGAIN = 60
"""Seconds after which a lock that could not be is tried again."""


def seconds() -> float:
    """Seconds on a clock that nobody sets and that runs on while the machine sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # Python's own monotonic clock sleeps with the machine there
    return time.monotonic()


class IdleWatch(QObject):
    """`cover_due` after `cover_after` minutes without a key or a click anywhere in the program; `lock_due` after
    `lock_after` more, with how many minutes that were, or with 0 when the machine has slept.

    `pressed` is asked about every key that no shortcut took, whatever holds the keyboard: true when it was meant for
    it.
    """

    cover_due = Signal()
    lock_due = Signal(int)

    def __init__(
        self, app: QObject, cover_after: Callable[[], int], lock_after: Callable[[], int],
        pressed: Callable[[QKeyEvent], bool], now: Callable[[], float] = seconds,
    ) -> None:  # fmt: skip
        super().__init__(app)
        self._cover_after, self._lock_after, self._pressed, self._now = cover_after, lock_after, pressed, now
        self._covered = False
        self._idle_before = 0
        self._last = self._looked = now()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._last = self._now()
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return self._pressed(event)
        return False

    def set_covered(self, covered: bool) -> None:
        """From here the minutes to the lock are counted, or again those to the cover."""
        now = self._now()
        self._idle_before = int(now - self._last) // 60 if covered else 0
        self._covered, self._last = covered, now

    def look(self) -> None:
        now = self._now()
        slept, self._looked = now - self._looked >= ASLEEP, now
        if slept:
            self.lock_due.emit(0)
        elif not self._covered and now - self._last >= self._cover_after() * 60:
            self.cover_due.emit()
        elif self._covered and now - self._last >= self._lock_after() * 60:
            self.lock_due.emit(self._lock_after() + self._idle_before)

    def try_again(self) -> None:
        """The lock could not be: it is due again in a minute."""
        self._last = self._now() - self._lock_after() * 60 + AGAIN

    def stop(self) -> None:
        self._clock.stop()
        self.setParent(None)
        self.deleteLater()
