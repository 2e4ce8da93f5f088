# SPDX-License-Identifier: MIT
"""What the main window tells the audit trail by itself: a clock that was set, a preference that guards the records."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from otdesk import settings
from otdesk.actions import audit
from otdesk.settings import Preference, Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.clock_watch import ClockWatch

GUARDS: dict[str, Preference[Any]] = {
    preference.key: preference for preference in (settings.LOCK_MINUTES, settings.LOCK_SHOWS_LEAVE)
}


class Trail(QObject):
    """For as long as the window lives."""

    def __init__(self, bridge: Bridge, preferences: Settings, window: QObject) -> None:
        super().__init__(window)
        self._bridge, self._preferences = bridge, preferences
        self.clock = ClockWatch(self, bridge.now)
        self.clock.jumped.connect(self._clock_jumped)
        preferences.subscribe(self._preference_changed)

    def _clock_jumped(self, expected: datetime) -> None:
        with self._bridge.telling():
            self._bridge.do(audit.clock_jumped, expected)

    def _preference_changed(self, key: str) -> None:
        if key in GUARDS:
            with self._bridge.telling():
                self._bridge.do(audit.preference_changed, key, self._preferences.get(GUARDS[key]))
