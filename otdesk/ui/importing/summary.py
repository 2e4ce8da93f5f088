# SPDX-License-Identifier: MIT
"""What the files hold, beside the button that imports them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type


class Summary(Words):
    """One line, or two where the buttons leave no room for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Type.BODY, "text2", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._room = 0

    def say(self, text: str) -> None:
        self.setAccessibleName(text)
        first, comma, rest = text.rpartition(", ")
        if comma and drawing.text_width(text, theme.current(), Type.BODY) > self._room:
            text = f"{first},\n{rest}"
        self.setText(text)

    def fit(self, page: QWidget, *beside: QWidget) -> None:
        """The room between these buttons of the page."""
        self._room = page.width() - sum(button.sizeHint().width() for button in beside) - theme.current().px(120)
        self.say(self.accessibleName())
