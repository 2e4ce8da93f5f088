# SPDX-License-Identifier: MIT
"""The card "3 things to check": one line per check, its answers as buttons."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from otdesk.ui import theme
from otdesk.ui.importing.checks import Answer, Check
from otdesk.ui.parts.buttons import Button, DefaultButton, LinkButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_BESIDE = 640  # from this width on the buttons stand beside the sentence, at 100 %
_FEW = 2
_ANY = 16_777_215  # Qt's largest width


class CheckLine(QWidget):
    """Icon, sentence, buttons; `answered(check, answer)`."""

    answered = Signal(object, object)

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        text = QHBoxLayout()
        look = theme.current()
        text.setSpacing(look.px(10))
        text.addWidget(IconLabel(check.icon, f"{check.tone.value}.ink"))
        lead = f"<b>{html.escape(check.lead)}:</b> " if check.lead else ""
        self._words = Words(lead + html.escape(check.text), Type.CONTROL, wrap=True, rich=True)
        self._words.setAccessibleName(check.spoken())
        text.addWidget(self._words, 1)
        self._box.addLayout(text, 1)
        self.buttons: dict[Button, Answer] = {}
        self._flow = Flow(spacing=8)
        for answer in check.answers:
            button = DefaultButton(answer.words)
            button.setAccessibleDescription(check.spoken())
            button.clicked.connect(self._pressed)
            self._flow.add(button)
            self.buttons[button] = answer
        self._box.addWidget(self._flow)
        self._flow.setVisible(bool(check.answers))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._measure()

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.answered.emit(self.check, self.buttons[button])

    def _measure(self) -> None:
        look = theme.current()
        self._box.setContentsMargins(0, look.px(1), 0, look.px(1))
        self._box.setSpacing(look.px(8))
        beside = self.width() >= look.px(_BESIDE) and len(self.buttons) <= _FEW
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        wide = max(0, sum(button.sizeHint().width() + 8 for button in self.buttons) - 8)
        self._flow.setMinimumWidth(wide if beside else 0)
        self._flow.setMaximumWidth(wide if beside else _ANY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()


class CheckCard(Card):
    """`asked(text)` when a count ("5 left out") is pressed: its words are one of those given to `show_counts`.

    `settled` when the line that had the keyboard is gone and no other expects an answer.
    """

    answered = Signal(object, object)
    asked = Signal(str)
    settled = Signal()
    focused = Signal(object)  # the button that was given the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Things to check"))
        self.title = Words("", Type.CARD)
        self.counts: list[LinkButton] = []
        self._counts = Flow(spacing=14)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addWidget(self.title, 1)
        self._top.addWidget(self._counts)
        self.column.addLayout(self._top)
        self.lines: dict[str, CheckLine] = {}
        self._rules: list[Divider] = []

    def show_counts(self, words: Sequence[str]) -> None:
        """ "48 to add", "5 left out": each opens its rows. Buttons are kept while only their words change."""
        for place, text in enumerate(words):
            if place == len(self.counts):
                button = LinkButton(text)
                button.clicked.connect(self._ask)
                self._counts.add(button)
                self.counts.append(button)
            self.counts[place].say(text)
            self.counts[place].show()
        for button in self.counts[len(words) :]:
            button.hide()
        self._place_counts()

    def _place_counts(self) -> None:
        """Beside the title where there is room, else under it."""
        look = theme.current()
        wide = max(0, sum(button.sizeHint().width() + 14 for button in self.counts if not button.isHidden()) - 14)
        beside = self.width() - wide >= look.px(260)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._counts.setMinimumWidth(wide if beside else 0)
        self._counts.setMaximumWidth(wide if beside else _ANY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_counts()

    def _ask(self) -> None:
        button = self.sender()
        if isinstance(button, LinkButton):
            self.asked.emit(button.text())

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Lines that say the same stay as they are, so that the keyboard stays where it is."""
        count = sum(check.open for check in checks)
        self.title.setText(
            plural("{n} thing to check", "{n} things to check", count) if count else _("Ready to import")
        )
        held = self._held()
        place = list(self.lines).index(held) if held else 0
        kept: dict[str, CheckLine] = {}
        dropped = False
        for check in checks:
            line = self.lines.pop(check.key, None)
            if line is not None and line.check != check:
                dropped = dropped or check.key == held
                self._drop(line)
                line = None
            kept[check.key] = line or self._make(check)
        dropped = dropped or (bool(held) and held not in kept)
        for line in self.lines.values():
            self._drop(line)
        self.lines = kept
        self._arrange()
        if dropped and not self.focus_expected(place):
            self.settled.emit()

    def _make(self, check: Check) -> CheckLine:
        line = CheckLine(check, self)
        line.answered.connect(self.answered)
        return line

    def _drop(self, line: CheckLine) -> None:
        self.column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _arrange(self) -> None:
        for rule in self._rules:
            self.column.removeWidget(rule)
            rule.hide()
            rule.deleteLater()
        self._rules = []
        for line in self.lines.values():
            rule = Divider()
            self._rules.append(rule)
            self.column.removeWidget(line)
            self.add(rule)
            self.add(line)

    def _held(self) -> str:
        """The key of the line that has the keyboard."""
        focus = QApplication.focusWidget()
        found = (key for key, line in self.lines.items() if focus is not None and line.isAncestorOf(focus))
        return next(found, "")

    def focus_expected(self, place: int = 0) -> bool:
        """The keyboard goes to the next answer that is to be expected, from `place` on; False when there is none."""
        lines = list(self.lines.values())
        for line in [*lines[place:], *lines[:place]]:
            for button, answer in line.buttons.items():
                if answer is line.check.expected:
                    button.setFocus()
                    self.focused.emit(button)
                    return True
        return False
