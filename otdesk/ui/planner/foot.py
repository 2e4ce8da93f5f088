# SPDX-License-Identifier: MIT
"""The line below the week: keys while nothing is held, live words while something is."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts.labels import ElidedWords
from otdesk.ui.parts.marks import KeyHints
from otdesk.ui.theme import Type
from otdesk.words import _


class Foot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedWords("", Type.CONTROL, "text")
        self.words.setAccessibleName(_("What the held block meets"))
        self._all = KeyHints(
            [("Enter", _("pick up")), ("S", _("next free slot")), ("F2", _("times")), ("X", _("pin")),
             ("G", _("group")), ("Del", _("to the tray"))]
        )  # fmt: skip
        self._few = KeyHints([("Enter", _("pick up")), ("S", _("next free")), ("F1", _("all keys"))])
        self._held = KeyHints(
            [("↑ ↓", _("5 min")), ("← →", _("day")), ("S", _("next free")), ("Enter", _("drop")), ("Esc", _("cancel"))]
        )
        self._plan = KeyHints([("↑ ↓ ← →", _("look around")), ("Ctrl+Enter", _("keep")), ("Esc", _("discard"))])
        self._planned = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self._all, 100)
        row.addWidget(self._few, 100)
        row.addWidget(self._held)
        row.addWidget(self._plan, 100)
        self.say("")

    def say(self, text: str) -> None:
        self.words.show_text(text)
        self.fit(self.width())

    def plan_shown(self, *, shown: bool) -> None:
        """A plan is looked at, or kept; it cannot be picked up."""
        self._planned = shown
        self.fit(self.width())

    def fit(self, room: int) -> None:
        """As many key hints as the width takes."""
        held = bool(self.words.whole())
        wide = self._all.sizeHint().width() <= room
        self.words.setVisible(held)
        self._plan.setVisible(self._planned)
        self._all.setVisible(not held and wide and not self._planned)
        self._few.setVisible(not held and not wide and not self._planned)
        self._held.setVisible(held and self._held.sizeHint().width() + theme.current().px(380) <= room)
