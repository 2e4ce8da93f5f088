# SPDX-License-Identifier: MIT
"""Base of every place. A visible screen refreshes once per change notice, a hidden one when it is shown again."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.palette import Provider
from otdesk.words import _


def spoken_keys(keys: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """A class's `keys` with their words in the language of now."""
    return tuple((key, _(said)) for key, said in keys)


class Screen(QWidget):
    """Subclasses set `kinds` (record classes they show) and `keys` (for the F1 map) and write `refresh`.

    `refresh` reads through `self.bridge.read(...)` and fills widgets; it may run often and must keep selection, scroll
    and typed text. An open editor overrides `elsewhere` to say "changed elsewhere" and keeps its draft.
    """

    kinds: ClassVar[frozenset[type]] = frozenset()
    keys: ClassVar[tuple[tuple[str, str], ...]] = ()  # ("↑ ↓", later("move")): keys parted by blanks

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh_now)
        bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read and show."""
        raise NotImplementedError

    def prepare(self) -> None:
        """What can wait until the first place is painted, but is wanted soon after."""

    def visit(self, rest: str) -> None:
        """Show what the address names after the place: "student/12" of "caseload/student/12", or "" for all."""

    def address(self) -> str:
        """Where this screen stands now, after the place's name; what `visit` would take to come back."""
        return ""

    def leave_by(self) -> int | None:
        """When the person must leave the building today, in minutes since midnight; the lock screen shows it."""
        return None

    def leave(self) -> None:
        """The person goes elsewhere, locks or quits: save drafts now."""

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard when the place is shown."""
        return None

    def focus_again(self) -> None:
        """What had the keyboard went while a sheet lay over it."""
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def told_keys(self) -> tuple[tuple[str, str], ...]:
        """The keys that work now, for the F1 map; a place of several pages tells those of the shown one."""
        return spoken_keys(self.keys)

    def commands(self) -> Iterable[tuple[Command, Callable[[], object]]]:
        """What this place adds to menus, palette and F1; give `Command.place` for keys that work only here."""
        return ()

    def providers(self) -> Iterable[tuple[str, Provider]]:
        """Sections this place adds to the palette: (title, what answers a query)."""
        return ()

    def elsewhere(self, changes: frozenset[tuple[type, int]]) -> None:
        """Something shown here was changed, by this screen or another; the default is to refresh."""
        self.invalidate()

    def invalidate(self) -> None:
        """Refresh soon if visible, else when shown."""
        self.stale = True
        if self.isVisible():
            self._later.start()

    def refresh_now(self) -> None:
        self._later.stop()
        self.stale = False
        self.refresh()

    def refresh_if_stale(self) -> None:
        if self.stale:
            self.refresh_now()

    def _changed(self, changes: frozenset[tuple[type, int]]) -> None:
        if any(kind in self.kinds for kind, _ in changes):
            self.elsewhere(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_if_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
