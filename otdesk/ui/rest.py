# SPDX-License-Identifier: MIT
"""What the main window does after its first place is painted: badges, the other places, their first filling."""

import gc
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from otdesk.ui.places import Place
from otdesk.ui.screen import Screen

if TYPE_CHECKING:
    from otdesk.ui.shell import Shell

_FIRST_SEEN = 40  # ms after which the first place is painted


class Rest(QObject):
    """One step at a time between events: a key pressed meanwhile waits for one step only."""

    def __init__(self, shell: "Shell", places: Mapping[str, Place], screens: Mapping[str, Screen]) -> None:
        super().__init__(shell)
        self._shell, self._places, self._screens = shell, places, screens
        self._steps = self._work()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._step)

    def begin(self) -> None:
        self._clock.start(_FIRST_SEEN)

    def stop(self) -> None:
        self._clock.stop()
        gc.unfreeze()

    def is_complete(self) -> bool:
        """Whether all places are built."""
        return len(self._screens) == len(self._places)

    def _step(self) -> None:
        self._clock.setInterval(0)
        if next(self._steps, self) is self:
            self._clock.stop()
            gc.freeze()  # what a whole window is made of is looked through no more: that took a tenth of a second

    def _work(self) -> Iterator[None]:
        self.count_badges(frozenset())
        yield
        for screen in tuple(self._screens.values()):
            screen.prepare()
            yield
        for name in self._places:
            if name not in self._screens:
                self._shell.built(name).prepare()
                yield
        for screen in self._screens.values():
            if screen.stale and not screen.isVisible():
                self._warm(screen)
                yield

    def count_badges(self, _changes: object) -> None:
        for place in self._places.values():
            if place.badge is not None:
                self._shell.sidebar.item(place.name).show_count(place.badge(self._shell.bridge))

    def _warm(self, screen: Screen) -> None:
        """Fill and draw a place nobody has seen yet, so that its first visit is as quick as the later ones."""
        screen.resize(self._shell.stack.size())
        screen.refresh_now()
        screen.grab()
