# SPDX-License-Identifier: MIT
"""What goes on beside the main window for as long as it lives."""

from typing import TYPE_CHECKING

from otdesk.settings import Settings
from otdesk.ui import left_forms, notices
from otdesk.ui.bridge import Bridge
from otdesk.ui.trail import Trail

if TYPE_CHECKING:
    from otdesk.ui.shell import Shell


def begin(bridge: Bridge, preferences: Settings, window: "Shell") -> None:
    """Notices of the desktop, what the audit trail is told without being asked, and what was left in a form."""
    notices.begin(bridge, preferences, window)
    Trail(bridge, preferences, window)
    left_forms.tell(window, bridge)
