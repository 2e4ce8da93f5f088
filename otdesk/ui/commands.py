# SPDX-License-Identifier: MIT
"""Every command once: id, words, shortcut, what it does. Menus, palette and the F1 map are built from this registry."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from otdesk.words import _

Run = Callable[[], object]
Allowed = Callable[[], bool]
Saying = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Command:
    """`menu` is one of `menus()` ("" for palette and keys only); `section` parts a menu by lines.

    `shortcut` may name several keys, parted by blanks ("Ctrl++ Ctrl+="); the first one is shown.

    With `place` the command works only while that place is shown, and its shortcut may be used by other places too.
    With `goes` that address is shown first. `always` lets it work while a dialog is open.
    """

    id: str
    words: str
    menu: str = ""
    shortcut: str = ""
    icon: str = ""
    section: int = 0
    place: str = ""
    goes: str = ""
    always: bool = False


def menus() -> dict[str, str]:
    """The nine menus in their order; those without a command are not shown."""
    return {
        "file": _("&File"),
        "edit": _("&Edit"),
        "view": _("&View"),
        "go": _("&Go"),
        "student": _("&Student"),
        "session": _("Se&ssion"),
        "reports": _("&Reports"),
        "tools": _("&Tools"),
        "help": _("&Help"),
    }


class Entry(QObject):
    """One command with its action in the window."""

    def __init__(self, owner: "Commands", command: Command, run: Run, allowed: Allowed | None) -> None:
        super().__init__(owner)
        self._owner = owner
        self.command = command
        self._run, self._allowed = run, allowed
        self._saying: Saying | None = None
        self.action = QAction(command.words.replace("&", "&&"), self)
        self.use_keys("")
        self.action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.action.triggered.connect(self.fire)

    def use_keys(self, keys: str) -> None:
        """Other keys than it came with; "" are those it came with."""
        wanted = (keys or self.command.shortcut).split()
        self.action.setShortcuts([QKeySequence.fromString(one) for one in wanted])

    def say_by(self, words: Saying) -> None:
        """In its menu the action says what it would do now."""
        self._saying = words

    def freshen(self) -> None:
        if self._saying is not None:
            self.action.setText(self._saying().replace("&", "&&"))

    def may_run(self) -> bool:
        """Whether it would do something now."""
        return self.reachable() and (self._allowed is None or self._allowed())

    def may_run_from_palette(self) -> bool:
        """As may_run, though the palette itself is open now and blocks the window."""
        here = not self.command.place or self.command.place == self._owner.place
        return here and self.command.id != "edit.find" and (self._allowed is None or self._allowed())

    def reachable(self) -> bool:
        owner, command = self._owner, self.command
        if owner.blocked and not command.always:
            return False
        return not command.place or command.place == owner.place

    def fire(self) -> None:
        if self.may_run():
            if self.command.goes:
                self._owner.go_wanted.emit(self.command.goes)
            self._run()

    def shortcut_words(self) -> str:
        """ "Ctrl+N" as this system writes it."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Commands(QObject):
    """The registry of one window."""

    go_wanted = Signal(str)
    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._entries: dict[str, Entry] = {}
        self._own: Mapping[str, str] = {}
        self.place = ""
        self.blocked = False

    def add(self, command: Command, run: Run, allowed: Allowed | None = None) -> Entry:
        """Register; raises ValueError for an id that is taken."""
        if command.id in self._entries:
            msg = f"command {command.id} is registered twice"
            raise ValueError(msg)
        entry = self._entries[command.id] = Entry(self, command, run, allowed)
        entry.use_keys(self._own.get(command.id, ""))
        self._window.addAction(entry.action)
        self.settle()
        self.changed.emit()
        return entry

    def use(self, own: Mapping[str, str]) -> None:
        """Keys the person gave to commands, by id; also for commands that are registered later."""
        self._own = dict(own)
        for name, entry in self._entries.items():
            entry.use_keys(self._own.get(name, ""))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def has(self, command_id: str) -> bool:
        return command_id in self._entries

    def entry(self, command_id: str) -> Entry:
        return self._entries[command_id]

    def set_place(self, name: str) -> None:
        self.place = name
        self.settle()

    def block(self, blocked: bool) -> None:
        """While a dialog is open only what is marked `always` works."""
        self.blocked = blocked
        self.settle()

    def settle(self) -> None:
        """Shortcuts of commands that cannot be reached now are off, so that they clash with nothing."""
        for entry in self._entries.values():
            entry.action.setEnabled(entry.reachable())

    def gray_out(self) -> None:
        """Before a menu opens: what would do nothing now is shown disabled."""
        for entry in self._entries.values():
            entry.action.setEnabled(entry.may_run())
            entry.freshen()

    def fill(self, bar: QMenuBar) -> None:
        """Build all menus anew."""
        bar.clear()
        for name, words in menus().items():
            mine = [entry for entry in self if entry.command.menu == name]
            if not mine:
                continue
            menu = bar.addMenu(words)
            menu.aboutToShow.connect(self.gray_out)
            menu.aboutToHide.connect(self.settle)
            section = None
            for entry in sorted(mine, key=_section):
                if section is not None and entry.command.section != section:
                    menu.addSeparator()
                section = entry.command.section
                menu.addAction(entry.action)


def _section(entry: Entry) -> int:
    return entry.command.section
