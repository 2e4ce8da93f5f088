# SPDX-License-Identifier: MIT
"""What goes on beside the main window for as long as it lives."""

from PySide6.QtCore import QObject

from otdesk.settings import Settings
from otdesk.ui import notices
from otdesk.ui.bridge import Bridge
from otdesk.ui.trail import Trail


def begin(bridge: Bridge, preferences: Settings, window: QObject) -> None:
    """Notices of the desktop, and what the audit trail is told without being asked."""
    notices.begin(bridge, preferences, window)
    Trail(bridge, preferences, window)
