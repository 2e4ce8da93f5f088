# SPDX-License-Identifier: MIT
"""The View menu: zoom, colors, density, narrow sidebar; each is kept for this machine."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from otdesk import settings
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.commands import Command, Commands
from otdesk.ui.letters import LetterGuard
from otdesk.ui.sidebar import Sidebar
from otdesk.ui.statusline import StatusLine
from otdesk.words import _


class View(QObject):
    def __init__(self, preferences: Settings, sidebar: Sidebar, status: StatusLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._sidebar, self._status = preferences, sidebar, status
        status.show_zoom(theme.current().zoom)
        theme.look().changed.connect(self._tell_zoom)
        preferences.subscribe(self._changed)
        self._guard = LetterGuard(parent)
        self._guard.switch(on=not preferences.get(settings.SINGLE_LETTERS))

    def register(self, commands: Commands) -> None:
        add = commands.add
        add(Command("view.sidebar", _("Narrow sidebar"), "view", "Ctrl+B", "panel-left"), self.toggle_sidebar)
        add(Command("view.in", _("Bigger"), "view", "Ctrl++ Ctrl+=", "zoom-in", 1, always=True), self.zoom_in)
        add(Command("view.out", _("Smaller"), "view", "Ctrl+-", "zoom-out", 1, always=True), self.zoom_out)
        add(Command("view.reset", _("Normal size"), "view", "Ctrl+0", "maximize", 1, always=True), self.zoom_reset)
        add(Command("view.light", _("Light colors"), "view", "", "sun", 2), self.use_light)
        add(Command("view.dark", _("Dark colors"), "view", "", "moon", 2), self.use_dark)
        add(Command("view.system", _("Colors as the system"), "view", "", "settings-2", 2), self.use_system)
        add(Command("view.comfortable", _("Comfortable rows"), "view", "", "rows-3", 3), self.use_comfortable)
        add(Command("view.compact", _("Compact rows"), "view", "", "rows-3", 3), self.use_compact)
        add(Command("view.standing", _("Large rows, for standing"), "view", "", "rows-3", 3), self.use_standing)
        add(Command("view.fitting", _("Rows that fit the window"), "view", "", "rows-3", 3), self.use_fitting)

    def _changed(self, key: str) -> None:
        """A preference was changed, here or in the dialog: it counts at once."""
        get = self._settings.get
        if key == settings.SIDEBAR_NARROW.key:
            self._sidebar.set_narrow(get(settings.SIDEBAR_NARROW))
        elif key == settings.SINGLE_LETTERS.key:
            self._guard.switch(on=not get(settings.SINGLE_LETTERS))
        elif key in {settings.THEME.key, settings.ZOOM.key, settings.DENSITY.key}:
            mode, density = theme.Mode(get(settings.THEME)), theme.Density(get(settings.DENSITY))
            theme.look().apply(mode=mode, zoom=get(settings.ZOOM), density=density)

    def toggle_sidebar(self) -> None:
        """In a window that is tight it opens for now; what is kept is how it stands in a roomy one."""
        if self._sidebar.tight:
            self._sidebar.open_anyway(self._sidebar.narrow)
            return
        self._settings.put(settings.SIDEBAR_NARROW, not self._sidebar.narrow)

    def zoom_in(self) -> None:
        self._zoom(1)

    def zoom_out(self) -> None:
        self._zoom(-1)

    def zoom_reset(self) -> None:
        self._zoom(0)

    def _zoom(self, direction: int) -> None:
        self._settings.put(settings.ZOOM, theme.next_zoom(theme.current().zoom, direction))

    def _tell_zoom(self) -> None:
        self._status.show_zoom(theme.current().zoom)

    def use_light(self) -> None:
        self._color(theme.Mode.LIGHT)

    def use_dark(self) -> None:
        self._color(theme.Mode.DARK)

    def use_system(self) -> None:
        self._color(theme.Mode.SYSTEM)

    def _color(self, mode: theme.Mode) -> None:
        self._settings.put(settings.THEME, mode.value)

    def use_comfortable(self) -> None:
        self._rows(theme.Density.COMFORTABLE)

    def use_compact(self) -> None:
        self._rows(theme.Density.COMPACT)

    def use_standing(self) -> None:
        self._rows(theme.Density.STANDING)

    def use_fitting(self) -> None:
        self._rows(theme.Density.AUTO)

    def _rows(self, density: theme.Density) -> None:
        self._settings.put(settings.DENSITY, density.value)
