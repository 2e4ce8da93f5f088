# SPDX-License-Identifier: MIT
"""Notices of the desktop while another program is in front: when to leave, how much is due. Never a name."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from otdesk import settings, words
from otdesk.queries import today
from otdesk.settings import Settings
from otdesk.ui import icons, theme
from otdesk.ui.bridge import Bridge
from otdesk.words import _, plural

LOOK_MS = 30_000
AHEAD = 10
"""Minutes before the time to leave at which it is told."""

Show = Callable[[str, str], object]


class Notices(QObject):
    """Each drive is told once, what is due once a day. `due` counts the dates that press."""

    def __init__(
        self, bridge: Bridge, preferences: Settings, due: Callable[[Bridge], int], show: Show, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge, self._preferences, self._due, self._show = bridge, preferences, due, show
        self._told: set[tuple[object, ...]] = set()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Nothing is said over the window itself: Today shows it there."""
        if not self._preferences.get(settings.NOTICES) or QApplication.activeWindow() is not None:
            return
        with self._bridge.telling():
            self._tell_drive()
            self._tell_due()

    def _tell_drive(self) -> None:
        now = self._bridge.now()
        minute = now.hour * 60 + now.minute
        drive = self._bridge.read(today.day, now.date(), minute).next_drive
        if drive is None or drive.leave_by is None or not 0 <= drive.leave_by - minute <= AHEAD:
            return
        ahead = drive.leave_by - minute
        text = plural("In {n} minute.", "In {n} minutes.", ahead) if ahead else _("Now.")
        self._once((now.date(), drive.leave_by), _("Leave by {time}").format(time=words.clock(drive.leave_by)), text)

    def _tell_due(self) -> None:
        count = self._due(self._bridge)
        if count:
            text = plural("{n} date is late or due today.", "{n} dates are late or due today.", count)
            self._once((self._bridge.today(), "due"), _("Due dates"), text)

    def _once(self, key: tuple[object, ...], title: str, text: str) -> None:
        if key not in self._told:
            self._told.add(key)
            self._show(title, text)


class Desktop(QObject):
    """Shows notices where the desktop has a place for them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None

    def show(self, title: str, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(icons.icon("otdesk", theme.current().color("primary"), 32), self)
            self._tray.show()
        self._tray.showMessage(title, text, self._tray.icon())


def begin(bridge: Bridge, preferences: Settings, window: QObject) -> Notices:
    """For as long as the window lives."""
    from otdesk.ui.due_dates.screen import pressing

    return Notices(bridge, preferences, pressing, Desktop(window).show, window)
