# SPDX-License-Identifier: MIT
"""Python's search for dead cycles, done by the main thread between events and nowhere else.

A pool thread that came upon dead widgets would take their signals apart while the main thread holds Qt's lock and
waits for the interpreter: both would wait forever. And a full search may hold the window up for a tenth of a second,
so it waits until no job is at work beside the window.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from otdesk.ui.jobs import Jobs

_EVERY = 500  # ms
_YOUNG = 5_000  # things made since the last search and still there
_FULL = 10  # searches among the young ones before all are looked through


class Tidying(QObject):
    """Until `stop` no thread searches by itself."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY)
        self._clock.timeout.connect(self.look)
        gc.disable()
        self._clock.start()

    def stop(self) -> None:
        self._clock.stop()
        gc.enable()

    def look(self) -> None:
        young, _middle, searches = gc.get_count()
        if searches >= _FULL and not self._jobs.running():
            gc.collect()
        elif young >= _YOUNG:
            gc.collect(1)
