# SPDX-License-Identifier: MIT
"""Why something has no place in a plan: what is in the way at once, then what would help, each one click to try."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.planner import why_words
from otdesk.ui.theme import Type
from otdesk.words import _

_TALLEST = 320


class WhyDialog(DialogBase):
    """`tried` carries the plan of the help that was clicked; the dialog closes with it."""

    tried = Signal(object)

    def __init__(self, host: QWidget, title: str, cycle_length: int) -> None:
        super().__init__(host, _("Why {who} has no place").format(who=title), width=520)
        self._cycle_length = cycle_length
        self.buttons: list[DefaultButton] = []
        self._plans: dict[int, Mapping[str, Any]] = {}
        look = theme.current()
        self.page = ScrollColumn()
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page.column.setSpacing(look.px(6))
        self.state = Words(_("Looking for what would help…"), Type.CONTROL, "text2", wrap=True)
        self.helps = Words(_("What would help"), Type.ROW)
        self.helps.hide()
        self.page.column.addWidget(Words(_("What stands in the way"), Type.ROW))
        self._blames = 1
        self.page.column.addWidget(self.helps)
        self.page.column.addWidget(self.state)
        self.page.column.addStretch(1)
        self.page.setMinimumHeight(look.px(_TALLEST))
        self.body.addWidget(self.page, 1)
        self.add_buttons(_("Close"))
        self.cancel_button.hide()
        self.focus_first(self.page)

    def lines(self) -> list[str]:
        """Everything it says, from top to bottom."""
        return [words.text() for words in self.page.body.findChildren(Words) if not words.isHidden()]

    def hear(self, message: object) -> None:
        """One message of the planner."""
        if not isinstance(message, dict):
            return
        if "blame" in message:
            for text in why_words.blame_words(message["blame"], self._cycle_length):
                self.page.column.insertWidget(self._blames, Words(text, Type.CONTROL, wrap=True))
                self._blames += 1
        if "help" in message:
            self._add_help(message["help"])
        if "titles" in message:
            self._end(message)
        self.page.setAccessibleName("; ".join(self.lines()))

    def _add_help(self, told: Mapping[str, Any]) -> None:
        self.helps.show()
        row = QHBoxLayout()
        button = DefaultButton(_("Try"))
        button.setAccessibleName(_("Try: {what}").format(what=why_words.help_words(told)))
        button.setProperty("help", len(self.buttons))
        button.clicked.connect(self._try)
        self._plans[len(self.buttons)] = told["plan"]
        self.buttons.append(button)
        row.addWidget(Words(why_words.help_words(told), Type.CONTROL, wrap=True), 1)
        row.addWidget(button)
        self.page.column.insertLayout(self._blames + len(self.buttons), row)

    def _end(self, message: Mapping[str, Any]) -> None:
        if message["titles"]:
            self.state.setText(why_words.conflict_words(message["titles"], message["rules"]))
            self.state.set_color("text")
        elif self.buttons:
            self.state.hide()
        else:
            self.state.setText(_("No single rule a step looser would help. A longer search may."))

    def _try(self) -> None:
        sender = self.sender()
        if isinstance(sender, DefaultButton):
            self.tried.emit(self._plans[sender.property("help")])
            self.accept()
