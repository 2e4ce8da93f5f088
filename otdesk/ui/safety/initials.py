# SPDX-License-Identifier: MIT
"""Initials instead of names on the screen: by one key, and by itself with standing rows or on a second display."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from otdesk.rules.initials import Hidden, hidden
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge


class Initials(QObject):
    """`changed(bool)` when names are hidden or shown. Words drawn by parts follow by themselves; a field one types in
    shows what is typed."""

    changed = Signal(bool)

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._said: bool | None = None
        self._handle: QWindow | None = None
        self.on = False
        window.installEventFilter(self)
        bridge.changed.connect(self._rows_changed)
        theme.look().changed.connect(self.settle)

    def toggle(self) -> None:
        """What the person says holds until she says otherwise or the reason to hide by itself goes."""
        self._said = not self.on
        self.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that was covered comes back on a new window of the system."""
        if event.type() is QEvent.Type.Show:
            handle = self._window.windowHandle()
            if handle is not None and handle is not self._handle:
                self._handle = handle
                handle.screenChanged.connect(self.screen_changed)
        return False

    def screen_changed(self, _screen: QScreen) -> None:
        self._said = None
        self.settle()

    def settle(self) -> None:
        by_itself = theme.look().density is theme.Density.STANDING or self._elsewhere()
        wanted = by_itself if self._said is None else self._said
        if wanted != self.on:
            self.on = wanted
            self._hide_names()
            self.changed.emit(wanted)

    def _elsewhere(self) -> bool:
        """On another display than the laptop's own: somebody may look on."""
        return len(QGuiApplication.screens()) > 1 and self._window.screen() is not QGuiApplication.primaryScreen()

    def _rows_changed(self, changes: frozenset[tuple[type, int]]) -> None:
        if self.on and any(kind.__name__ in {"Student", "Contact"} for kind, _row in changes):
            self._hide_names()

    def _hide_names(self) -> None:
        from otdesk.queries import names

        theme.look().hide_names(hidden(self._bridge.read(names.all_names)) if self.on else Hidden())
