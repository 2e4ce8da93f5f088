# SPDX-License-Identifier: MIT
"""The Help menu: the keys, found, changed and printed."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from otdesk.settings import Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Commands
from otdesk.ui.keymap import Group, KeyMap, groups
from otdesk.ui.parts.buttons import Button
from otdesk.ui.places import Place
from otdesk.ui.screen import Screen
from otdesk.ui.shortcuts import Shortcuts
from otdesk.ui.sidebar import Sidebar
from otdesk.words import _


class Help(QObject):
    def __init__(self, window: QWidget, bridge: Bridge, commands: Commands, preferences: Settings) -> None:
        super().__init__(window)
        self._window, self._bridge, self._commands = window, bridge, commands
        self._places: dict[str, Place] = {}
        self._screens: dict[str, Screen] = {}
        self.shortcuts = Shortcuts(commands, preferences)

    def know(self, places: dict[str, Place], screens: dict[str, Screen]) -> None:
        """What the window shows; `screens` fills as they are built."""
        self._places, self._screens = places, screens

    def register(self) -> None:
        self._commands.add(Command("help.keys", _("Keys"), "help", "F1", "keyboard"), self.show_keys)

    # --- keys ---

    def show_keys(self) -> None:
        for name, screen in self._screens.items():
            self.shortcuts.know(name, (*screen.keys, *screen.told_keys()))
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
