# SPDX-License-Identifier: MIT
"""What every page of Reports is: a screen inside the place, with its own buttons at the head."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.screen import Screen


class ReportPage(Screen):
    """As a Screen: `kinds`, `keys`, `refresh`, `visit`, `address`, `first_focus`, `leave`, `commands`. Addresses come
    and go without the page's own key ("12" of "reports/progress/12"). Buttons go into `buttons`, the main one last."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.head = QWidget()
        self.buttons = QHBoxLayout(self.head)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(theme.current().px(10))

    def print_shown(self) -> None:
        """Ctrl+P."""
        raise NotImplementedError
