# SPDX-License-Identifier: MIT
"""What unlocking and the places need, imported while the person types.

What knows no Qt comes in a pool thread; the modules of widgets come one by one between two events. Never in a thread:
Qt's classes are entered in tables that the main thread may be reading, and now and then the program ended there.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType

from PySide6.QtCore import QObject, QTimer, Signal

from otdesk import ui
from otdesk.ui.jobs import Jobs, Report

_ONLY_FOR_PICTURES = "scenes"


class Readying(QObject):
    """Begins at once, with `warm_up`: it imports what knows no Qt."""

    ready = Signal()

    def __init__(self, jobs: Jobs, warm_up: Callable[[Report], None], parent: QObject) -> None:
        super().__init__(parent)
        self._names: Iterator[str] = (name for name in names_in(ui) if not name.endswith(_ONLY_FOR_PICTURES))
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._import_next)
        jobs.start(warm_up).done.connect(self._import_next)

    def stop(self) -> None:
        self._names = iter(())
        self._turn.stop()

    def _import_next(self) -> None:
        """The slowest takes some hundredths of a second."""
        name = next(self._names, None)
        if name is None:
            self.ready.emit()
            return
        importlib.import_module(name)
        self._turn.start(0)


def names_in(package: ModuleType) -> Iterator[str]:
    """All its modules."""
    return (found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
