# SPDX-License-Identifier: MIT
"""The Help menu: the keys, found, changed and printed."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from otdesk.settings import Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Commands
from otdesk.ui.keymap import Group, KeyMap, groups
from otdesk.ui.parts.buttons import Button
from otdesk.ui.places import Place
from otdesk.ui.screen import Screen, spoken_keys
from otdesk.ui.shortcuts import Shortcuts
from otdesk.ui.sidebar import Sidebar
from otdesk.words import _


class Help(QObject):
    """`screens` fills as they are built."""

    def __init__(
        self, window: QWidget, bridge: Bridge, commands: Commands, preferences: Settings, places: Mapping[str, Place],
        screens: Mapping[str, Screen],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._bridge, self._commands = window, bridge, commands
        self._places, self._screens = places, screens
        self.shortcuts = Shortcuts(commands, preferences)

    def register(self, sidebar: Sidebar) -> None:
        add = self._commands.add
        add(Command("help.manual", _("Manual"), "help", "Shift+F1", "book-open"), self.show_manual)
        add(Command("help.keys", _("Keys"), "help", "F1", "keyboard"), self.show_keys)
        add(Command("help.about", _("About OTDesk"), "help", "", "info", section=1), self.show_about)
        self.tell_sidebar(sidebar)

    # --- manual ---

    def show_manual(self) -> None:
        """At the chapter of the place that is shown."""
        from otdesk.ui.manual import ManualDialog

        ManualDialog(self._window, self._commands.place).open()

    def show_about(self) -> None:
        from otdesk.ui.manual import ABOUT, ManualDialog

        ManualDialog(self._window, ABOUT).open()

    # --- keys ---

    def show_keys(self) -> None:
        for name, screen in self._screens.items():
            self.shortcuts.know(name, (*spoken_keys(screen.keys), *screen.told_keys()))
        sheet = KeyMap(self._window, self.shortcuts, self.groups)
        sheet.print_wanted.connect(self.print_keys)
        sheet.changed.connect(self.show_changed)
        sheet.open()

    def groups(self) -> list[Group]:
        here = self._places.get(self._commands.place)
        screen = self._screens.get(self._commands.place)
        return groups(self._commands, here.words if here else "", screen.told_keys() if screen else (), self.shortcuts)

    def print_keys(self) -> None:
        from otdesk.ui.paper.keys import KeysDialog

        found = [
            (title, [(line.keys, line.words) for line in lines if line.keys])
            for title, lines in self.groups()
            if any(line.keys for line in lines)
        ]
        KeysDialog(self._window, self._bridge, found).open()

    def show_changed(self) -> None:
        """Caps on buttons and in the sidebar say the keys that work now."""
        for button in self._window.findChildren(Button):
            button.updateGeometry()
            button.update()
        for sidebar in self._window.findChildren(Sidebar):
            self.tell_sidebar(sidebar)

    def tell_sidebar(self, sidebar: Sidebar) -> None:
        for entry in self._commands:
            if entry.command.goes and entry.command.id == f"go.{entry.command.goes}":
                sidebar.item(entry.command.goes).show_key(entry.shortcut_words())
            elif entry.command.id == "app.lock":
                sidebar.item("lock").show_key(entry.shortcut_words())
                sidebar.item("lock").show_cap(entry.shortcut_words())
