# SPDX-License-Identifier: MIT
"""How would you like to start? (h1)"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup

from otdesk.ui.parts import widths
from otdesk.ui.parts.choices import CardWords, RadioCard
from otdesk.ui.setup.start import Start
from otdesk.ui.setup.step import StepPage
from otdesk.words import _


class WelcomePage(StepPage):
    """Only those ways are offered that are there."""

    number = 1

    def __init__(self, offered: tuple[Start, ...]) -> None:
        super().__init__(
            _("How would you like to start?"),
            _("You can change your mind at any time. About 5 minutes to the first schedule."),
            _("Quit"),
            _("Continue"),
        )
        self.panel_title = _("Your week, your notes, one laptop")
        self.panel_text = _("Plan across schools, write notes in a minute, and print what the district asks for.")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.cards: dict[Start, RadioCard] = {}
        for start in Start:
            if start in offered:
                card = RadioCard(_words(start))
                widths.at_most(card, 660)
                self._group.addButton(card)
                self.cards[start] = card
                self.content.addWidget(card)
        self.content.addStretch(1)
        next(iter(self.cards.values())).setChecked(True)

    def chosen(self) -> Start:
        return next(start for start, card in self.cards.items() if card.isChecked())

    def choose(self, start: Start) -> None:
        self.cards[start].setChecked(True)

    def entered(self) -> None:
        self.cards[self.chosen()].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        cards = list(self.cards.values())
        card = cards[(cards.index(self.cards[self.chosen()]) + step) % len(cards)]
        card.setChecked(True)
        card.setFocus(Qt.FocusReason.TabFocusReason)


def _words(start: Start) -> CardWords:
    return {
        Start.IMPORT: CardWords(
            _("Import my caseload"),
            _("From Excel or CSV. You match the columns; nothing is saved until you agree."),
            "file-spreadsheet",
        ),
        Start.SAMPLE: CardWords(
            _("Look around with a sample caseload"),
            _("Invented students at invented schools. Nothing is kept when you close it."),
            "sparkles",
        ),
        Start.EMPTY: CardWords(_("Start empty"), _("Add a school and your first student by hand."), "user-plus"),
        Start.OPEN: CardWords(
            _("Open a vault or backup I already have"), _("From a USB stick or another laptop."), "archive-restore"
        ),
    }[start]
