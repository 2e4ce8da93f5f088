# SPDX-License-Identifier: MIT
"""What the desktop says about the person: the machine goes to sleep, the screen is locked.

Linux tells it over D-Bus. Elsewhere a sleep is seen by the clock that counts idle minutes (otdesk/ui/idle.py).
"""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "org.gnome.ScreenSaver"),
)


class Outside(QObject):
    """`away` before the machine sleeps, and when the screen is locked."""

    away = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._holds: object = None
        if sys.platform == "linux":
            self._listen()

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            name, path, manager = _LOGIN
            self._hear(system, name, path, manager, "PrepareForSleep", "sleeps(bool)")
            self._hear(system, name, "", "org.freedesktop.login1.Session", "Lock", "locked()")
            self._hold_sleep()
        if session.isConnected():
            for name, interface in _SAVERS:
                self._hear(session, name, "", interface, "ActiveChanged", "saves(bool)")

    def _hear(self, bus: "QDBusConnection", name: str, path: str, interface: str, said: str, slot: str) -> None:
        bus.connect(name, path, interface, said, self, SLOT(slot))  # type: ignore[call-overload]  # it takes no bytes

    def _hold_sleep(self) -> None:
        """Ask the system to wait with a sleep until this process is gone; it waits a few seconds at most."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        ask = QDBusMessage.createMethodCall(*_LOGIN, "Inhibit")
        ask.setArguments(["sleep", "OTDesk", "locks first", "delay"])
        self._asked = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(ask), self)
        self._asked.finished.connect(self._held)

    @Slot("QDBusPendingCallWatcher*")
    def _held(self, _call: object) -> None:
        if not self._asked.isError():
            self._holds = self._asked.reply().arguments()[:1]  # let go of when this process ends

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        if begins:
            self.away.emit()

    @Slot()
    def locked(self) -> None:
        self.away.emit()

    @Slot(bool)
    def saves(self, begins: bool) -> None:
        if begins:
            self.away.emit()

    def stop(self) -> None:
        """No more news; a sleep still waits for the end of this process."""
        self.blockSignals(True)
