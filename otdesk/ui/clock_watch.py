# SPDX-License-Identifier: MIT
"""Whether somebody sets the machine's clock while the vault is open: it is compared with one that nobody sets."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from otdesk.rules.audit import CLOCK_SLACK
from otdesk.ui.idle import seconds

_LOOK_MS = 20_000


class ClockWatch(QObject):
    """`jumped(datetime)`: what the clock would have shown. Sleep is no jump where the system counts it."""

    jumped = Signal(object)

    def __init__(self, parent: QObject, clock: Callable[[], datetime], steady: Callable[[], float] = seconds) -> None:
        super().__init__(parent)
        self._clock, self._steady = clock, steady
        self._from, self._at = clock(), steady()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare; what was told is the new beginning, and so is a clock that is corrected little by little."""
        now, at = self._clock(), self._steady()
        expected = self._from + timedelta(seconds=at - self._at)
        self._from, self._at = now, at
        if abs(now - expected) > CLOCK_SLACK:
            self.jumped.emit(expected)

    def stop(self) -> None:
        self._timer.stop()
