# SPDX-License-Identifier: MIT
"""How the window tells: toasts for what was done or refused, a banner that stays for trouble."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.feedback import Banner, Toasts
from otdesk.ui.tokens import Tone
from otdesk.words import _


class Voice(QObject):
    """Toasts over `host`; banners above it in `column`."""

    def __init__(self, bridge: Bridge, host: QWidget, column: QVBoxLayout) -> None:
        super().__init__(host)
        self.toasts = Toasts(host)
        self._column = column
        self.banner: Banner | None = None
        self.toasts.undo_wanted.connect(bridge.undo)
        bridge.said.connect(self.say)
        bridge.refused.connect(self.refuse)
        bridge.troubled.connect(self.trouble)

    def say(self, text: str, undo: bool) -> None:
        self.toasts.say(text, undo=undo)

    def refuse(self, text: str) -> None:
        self.toasts.say(text, icon="circle-alert")

    def trouble(self, what: str, next_step: str) -> None:
        """Stays until the person closes it: what happened and what to do next."""
        self.clear_trouble()
        self.banner = Banner(f"{what} {next_step}".strip(), Tone.BAD, icon="triangle-alert", action=_("Close"))
        self.banner.acted.connect(self.clear_trouble)
        self._column.insertWidget(0, self.banner)

    def clear_trouble(self) -> None:
        if self.banner is not None:
            self._column.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
