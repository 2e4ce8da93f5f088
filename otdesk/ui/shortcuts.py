# SPDX-License-Identifier: MIT
"""Keys the person gave to commands: kept for this machine, shown everywhere, refused in words where they are taken."""

import json
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from otdesk import settings
from otdesk.faults import Refusal
from otdesk.settings import Settings
from otdesk.ui.commands import Commands, Entry, menus
from otdesk.words import _

KeyLine = tuple[str, str]  # keys parted by blanks, what they do


class Shortcuts(QObject):
    """Joins the registry of commands to what is kept."""

    def __init__(self, commands: Commands, preferences: Settings) -> None:
        super().__init__(commands)
        self._commands, self._settings = commands, preferences
        self._own = _read(preferences.get(settings.SHORTCUTS))
        self._told: dict[str, tuple[KeyLine, ...]] = {}
        commands.use(self._own)

    def know(self, place: str, keys: Iterable[KeyLine]) -> None:
        """Keys of a place that are no commands: they cannot be given away."""
        self._told[place] = tuple(keys)

    def changed(self, entry: Entry) -> bool:
        return entry.command.id in self._own

    def any_changed(self) -> bool:
        return bool(self._own)

    def now(self, key: str) -> str:
        """What stands for `key` now, where it came with a command that works here."""
        for entry in self._commands if self._own else ():
            if self.changed(entry) and entry.reachable() and _portable(key) in entry.command.shortcut.split():
                return entry.shortcut_words()
        return key

    def give(self, entry: Entry, keys: str) -> None:
        """Raises Refusal where they cannot be given."""
        if hindrance := self.hindrance(entry, keys):
            raise Refusal(hindrance)
        self._keep({**self._own, entry.command.id: keys})

    def reset(self, entry: Entry) -> None:
        """The keys it came with. Raises Refusal when another command has them by now."""
        for keys in entry.command.shortcut.split():
            if (taken := self._taken(entry, keys)) is not None:
                raise Refusal(_used_by(keys, taken))
        self._keep({name: keys for name, keys in self._own.items() if name != entry.command.id})

    def reset_all(self) -> None:
        self._keep({})

    def _keep(self, own: Mapping[str, str]) -> None:
        self._own = dict(own)
        self._settings.put(settings.SHORTCUTS, json.dumps(self._own, sort_keys=True) if own else "")
        self._commands.use(self._own)

    # --- what stands in the way ---

    def hindrance(self, entry: Entry, keys: str) -> str:
        """Why these keys cannot be given to this command, in words; "" where they can."""
        if not _is_held(keys):
            return _("Hold Ctrl or Alt, or press a function key: letters alone are for typing and for lists.")
        if keys in fixed():
            return _("{keys} {does} everywhere.").format(keys=_shown(keys), does=fixed()[keys])
        if (menu := _menu_keys().get(keys)) is not None:
            return _("{keys} opens the menu {menu}.").format(keys=_shown(keys), menu=menu)
        if (taken := self._taken(entry, keys)) is not None:
            return _used_by(keys, taken)
        for place, lines in self._told.items():
            if entry.command.place in {"", place}:
                for told, words in lines:
                    if keys in _portable(told).split() and not self._is_own(entry, place, keys):
                        return _("{keys} is used already: {what}.").format(keys=_shown(keys), what=words)
        return ""

    def _taken(self, entry: Entry, keys: str) -> Entry | None:
        """Another command with these keys that can work at the same time."""
        wanted = QKeySequence.fromString(keys)
        for other in self._commands:
            together = not other.command.place or entry.command.place in {"", other.command.place}
            if other is not entry and together and wanted in other.action.shortcuts():
                return other
        return None

    def _is_own(self, entry: Entry, place: str, keys: str) -> bool:
        """The table of a place also names commands: those with keys of their own have left them."""
        came_with = [
            one for one in self._commands
            if one.command.place in {"", place} and keys in one.command.shortcut.split()
        ]  # fmt: skip
        return any(one is entry or self.changed(one) for one in came_with)


def fixed() -> dict[str, str]:
    """Keys with one meaning in every field and dialog."""
    return {
        "Ctrl+A": _("selects all"),
        "Ctrl+C": _("copies"),
        "Ctrl+V": _("pastes"),
        "Ctrl+X": _("cuts"),
        "Ctrl+Return": _("finishes what is open"),
        "Ctrl+Enter": _("finishes what is open"),
        "Alt+F4": _("closes the window"),
    }


def _portable(keys: str) -> str:
    """The tables of places draw their arrows."""
    return keys.replace("←", "Left").replace("→", "Right").replace("↑", "Up").replace("↓", "Down")


def _used_by(keys: str, taken: Entry) -> str:
    said = _("{keys} is “{command}” already. Choose other keys, or change those first.")
    return said.format(keys=_shown(keys), command=taken.command.words)


def _menu_keys() -> dict[str, str]:
    """ "Alt+F": "File"."""
    return {f"Alt+{title[title.index('&') + 1].upper()}": title.replace("&", "") for title in menus().values()}


def _is_held(keys: str) -> bool:
    parts = keys.split("+")
    function_key = parts[-1][:1] == "F" and parts[-1][1:].isdigit()
    return function_key or not {"Ctrl", "Alt", "Meta"}.isdisjoint(parts[:-1])


def _shown(keys: str) -> str:
    return QKeySequence.fromString(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _read(text: str) -> dict[str, str]:
    """What is kept; nothing where it cannot be read."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    kept = found.items() if isinstance(found, dict) else ()
    return {name: keys for name, keys in kept if isinstance(keys, str) and keys}
