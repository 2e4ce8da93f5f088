# SPDX-License-Identifier: MIT
"""The main window: menus, sidebar, places, status line, toasts, palette."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from otdesk import settings
from otdesk.faults import Fault
from otdesk.settings import Settings
from otdesk.ui import icons, theme
from otdesk.ui.backups import Backups
from otdesk.ui.bridge import Bridge, went
from otdesk.ui.column_widths import ColumnWidths
from otdesk.ui.commands import Command, Commands
from otdesk.ui.help import Help
from otdesk.ui.history import History
from otdesk.ui.palette import Palette, Provider, command_providers
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.places import Place
from otdesk.ui.placing import place_text
from otdesk.ui.preferences import PreferencesDialog
from otdesk.ui.rest import Rest
from otdesk.ui.safety.initials import Initials
from otdesk.ui.screen import Screen
from otdesk.ui.sidebar import Sidebar
from otdesk.ui.statusline import StatusLine
from otdesk.ui.tour import Tour
from otdesk.ui.view import View
from otdesk.ui.voice import Voice
from otdesk.words import _

FIND = "find"  # the address that opens the palette
BACK = "back"  # the address that is where one came from
TIGHT = 940  # pixels at 100 % below which the sidebar shows icons only


class Shell(QMainWindow):
    """One window on one open vault. `bridge` gives everything to the places; the app joins lock and quit to it."""

    lock_wanted = Signal()
    closing = Signal()

    def __init__(
        self, bridge: Bridge, preferences: Settings, places: tuple[Place, ...], *, lockable: bool = True
    ) -> None:
        super().__init__()
        self._lockable, self._warned = lockable, False
        self.bridge = bridge
        self._settings = preferences
        self._places = {place.name: place for place in places}
        self.screens: dict[str, Screen] = {}
        self.history = History()
        self.commands = Commands(self)
        self.help = Help(self, bridge, self.commands, preferences, self._places, self.screens)
        self._providers: list[tuple[str, Provider]] = []
        self.sidebar = Sidebar()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.tour = Tour(self, preferences)
        self._lay_out()
        # Not over the stack: to a screen reader that has no children but its pages.
        self.voice = Voice(bridge, self._middle, self._center)
        self.backups = Backups(bridge, preferences, self.status, self, kept=lockable)
        self.view = View(preferences, self.sidebar, self.status, self)
        self.initials = Initials(bridge, self)
        self.initials.changed.connect(self.status.initials.setVisible)
        self._widths = ColumnWidths(preferences, self)
        self.rest = Rest(self, self._places, self.screens)
        self._join()
        self._register()

    def _lay_out(self) -> None:
        self.setWindowIcon(icons.icon("otdesk", theme.current().color("primary"), 32))
        self.setMinimumSize(900, 560)
        middle = QWidget()
        outer = QVBoxLayout(middle)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        self._middle = QWidget()
        self._center = QVBoxLayout(self._middle)
        self._center.setContentsMargins(0, 0, 0, 0)
        self._center.setSpacing(0)
        self._center.addWidget(self.stack, 1)
        self._center.addWidget(self.tour)
        row.addWidget(self._middle, 1)
        outer.addLayout(row, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(middle)
        for place in self._listed():
            self.sidebar.add(
                place.name, place.words, place.icon, key=place.keys, tone=place.tone, low=place.number == 0
            )
        if self._lockable:
            self.sidebar.add("lock", _("Lock"), "lock", key="Ctrl+L", low=True)
            self.sidebar.item("lock").show_cap("Ctrl+L")
        self.sidebar.set_narrow(self._settings.get(settings.SIDEBAR_NARROW))

    def _listed(self) -> list[Place]:
        return [place for place in self._places.values() if place.listed]

    def _join(self) -> None:
        bridge = self.bridge
        bridge.saved.connect(self.status.show_saved)
        bridge.opened.connect(self.go)
        bridge.changed.connect(self.rest.count_badges)
        self.sidebar.picked.connect(self._picked)
        self.commands.go_wanted.connect(self.go)
        self.commands.changed.connect(self._menus_later)
        self._menu_timer = QTimer(self)
        self._menu_timer.setSingleShot(True)
        self._menu_timer.setInterval(0)
        self._menu_timer.timeout.connect(self._fill_menus)

    # --- commands ---

    def _register(self) -> None:
        add = self.commands.add
        for place in self._listed():
            command = Command(f"go.{place.name}", place.words, "go", place.keys, place.icon, goes=place.name)
            add(command, self.focus_place)
        if self._lockable:
            add(Command("app.lock", _("Lock"), "file", "Ctrl+L", "lock", section=8, always=True), self.lock_wanted.emit)
        add(Command("app.quit", _("Quit"), "file", "Ctrl+Q", "log-out", section=9, always=True), self.close)
        undo = add(Command("edit.undo", _("Undo"), "edit", "Ctrl+Z", "undo-2"), self.bridge.undo)
        undo.say_by(self.bridge.undo_words)
        redo = add(Command("edit.redo", _("Redo"), "edit", "Ctrl+Y Ctrl+Shift+Z", "redo-2"), self.bridge.redo)
        redo.say_by(self.bridge.redo_words)
        add(Command("edit.find", _("Find or do"), "edit", "Ctrl+K", "search", section=1), self.open_palette)
        add(Command("go.back", _("Back"), "go", "Alt+Left", "arrow-left", section=1), self.back, self.history.can_back)
        forward = Command("go.forward", _("Forward"), "go", "Alt+Right", "arrow-right", section=1)
        add(forward, self.forward, self.history.can_forward)
        add(
            Command("view.initials", _("Names as initials"), "view", "Ctrl+Shift+I", "eye-off", 4), self.initials.toggle
        )
        who = Command("tools.who", _("Who is with me now"), "tools", "Ctrl+Shift+W", "siren", 2, always=True)
        add(who, self.show_roster)
        self.view.register(self.commands)
        add(Command("view.panel", _("Next panel"), "view", "F6", "panel-right", 3), self.next_panel)
        add(Command("tools.computer", _("This computer"), "tools", "", "settings-2"), self.show_preferences)
        self.backups.register(self.commands)
        self.help.register(self.sidebar)

    def _menus_later(self) -> None:
        self._menu_timer.start()

    def _fill_menus(self) -> None:
        self.commands.fill(self.menuBar())

    def provide(self, title: str, provider: Provider) -> None:
        """A section of the palette: students, notes. Shown before commands and places."""
        self._providers.append((title, provider))

    def open_palette(self, query: str = "") -> None:
        from otdesk.ui.quick import QuickReader

        palette = Palette(self, self._providers, command_providers(self.commands), QuickReader(self.bridge))
        palette.open()
        palette.search(query)

    def show_preferences(self) -> None:
        PreferencesDialog(self, self._settings).open()

    def key_now(self, key: str) -> str:
        """What a button's cap shows for a key it came with (parts/buttons.py asks)."""
        return self.help.shortcuts.now(key)

    # --- places ---

    def start(self, address: str = "") -> None:
        """Show the first place (or `address`), then build the others one by one between events."""
        first = address or next(iter(self._places), "")
        self._fill_menus()
        if first:
            self.go(first)
        self.rest.begin()
        self.initials.settle()

    def built(self, name: str) -> Screen:
        """A place, built if it is not there yet."""
        if name not in self.screens:
            screen = self._places[name].build(self.bridge)
            self.screens[name] = screen
            self.stack.addWidget(screen)
            self._widths.adopt(screen)
            for command, run in screen.commands():
                self.commands.add(command, run)
            for title, provider in screen.providers():
                self.provide(title, provider)
        return self.screens[name]

    def go(self, address: str) -> None:
        """Show an address: "caseload", "caseload/student/12"; "find" is the palette, "back" where one came from."""
        name, _slash, rest = address.partition("/")
        if name == FIND:
            self.open_palette()
            return
        if name == BACK:
            self.back()
            return
        if name not in self._places:
            return
        self.history.note(self.here(), address)
        self._show(name, rest)

    def here(self) -> str:
        """The address that is shown now; "" before the first."""
        name = self.commands.place
        if not name:
            return ""
        rest = self.screens[name].address()
        return f"{name}/{rest}" if rest else name

    def back(self) -> None:
        self._revisit(self.history.back(self.here()))

    def forward(self) -> None:
        self._revisit(self.history.forward(self.here()))

    def _revisit(self, address: str) -> None:
        if address:
            name, _slash, rest = address.partition("/")
            self._show(name, rest)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The side buttons of a mouse, as in a browser."""
        side = {Qt.MouseButton.BackButton: self.back, Qt.MouseButton.ForwardButton: self.forward}
        if event.button() in side:
            side[event.button()]()
        else:
            super().mousePressEvent(event)

    def show_roster(self) -> None:
        """One key for drills; a second press brings no second sheet."""
        from otdesk.queries import with_me
        from otdesk.ui.safety.roster import RosterDialog

        if not any(dialog.is_open for dialog in self.findChildren(RosterDialog)):
            RosterDialog(self, self.bridge.read(with_me.with_me, self.bridge.now()), hidden=self.initials.on).open()

    def _show(self, name: str, rest: str) -> None:
        screen = self.built(name)
        if self.commands.place != name and not went(self.bridge, self.leave_place):
            return  # what cannot be saved stays in sight
        self.stack.setCurrentWidget(screen)
        screen.visit(rest)
        self.sidebar.show_current(name)
        self.commands.set_place(name)
        self.setWindowTitle(_("{place} — OTDesk").format(place=self._places[name].words))
        self.focus_place()

    def focus_place(self) -> None:
        screen = self.screens.get(self.commands.place)
        first = screen.first_focus() if screen is not None else None
        if first is not None:
            first.setFocus()

    def leave_place(self) -> None:
        """The shown place keeps what is being typed: before going elsewhere, lock and quit."""
        if (screen := self.screens.get(self.commands.place)) is not None:
            screen.leave()

    def leave_all(self) -> None:
        """The window goes, and open forms with it: what is typed in them is kept too."""
        from otdesk.ui import left_forms

        self.leave_place()
        left_forms.keep(self, self.bridge)

    def _picked(self, name: str) -> None:
        if name == "lock":
            self.lock_wanted.emit()
        else:
            self.go(name)

    # --- panels and dialogs ---

    def show_sample(self) -> None:
        """All of it is invented: the status line says so, and a tour is offered."""
        self.status.sample.show()
        self.commands.add(Command("help.tour", _("Tour"), "help", "", "footprints"), self.tour.start)
        self.tour.offer()

    def next_panel(self) -> None:
        """F6: sidebar, then the place, then the tour if it is shown, and round again."""
        focus = QApplication.focusWidget()
        if focus is not None and self.sidebar.isAncestorOf(focus):
            self.focus_place()
        elif self.tour.isVisible() and not self.tour.isAncestorOf(focus or self):
            self.tour.end_button.setFocus()
        elif self.commands.place:
            names = self.sidebar.names()
            here = self.commands.place
            self.sidebar.item(here if here in names else names[0]).setFocus()

    def dialogs_changed(self) -> None:
        """A dialog opened or closed over this window."""
        self.commands.block(any(dialog.is_open and dialog.scrim for dialog in self.findChildren(DialogBase)))

    # --- window ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme.look().apply(height=self.height())
        self._fit_sidebar()
        self.tour.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_sidebar()

    def _fit_sidebar(self) -> None:
        self.sidebar.set_tight(self.width() < theme.current().px(TIGHT))

    def leave_by(self) -> int | None:
        """When the person must leave the building today (minutes since midnight), if a place knows."""
        return min((at for screen in self.screens.values() if (at := screen.leave_by()) is not None), default=None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What cannot be saved keeps the window open once; asked again, it closes."""
        try:
            self.leave_place()
        except Fault as fault:
            self.bridge.tell(fault)
            if not self._warned:
                self._warned = True
                event.ignore()
                return
        self._settings.put(settings.WINDOW, place_text(self))
        self._widths.finish()
        self.rest.stop()
        self.closing.emit()
        event.accept()
