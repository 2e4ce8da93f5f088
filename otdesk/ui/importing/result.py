# SPDX-License-Identifier: MIT
"""The third step: what was imported, what was not and why, and what comes next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk.rules.import_changes import Verdict
from otdesk.ui import theme
from otdesk.ui.importing.batch import Batch, Outcome
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, listed_with_dots

_SHOWN = 40


class ResultStep(QWidget):
    """`undo_wanted` when the whole import is to be taken back."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(10))
        self.next = Banner("")
        self._column.addWidget(self.next)
        self._cards: list[Card] = []
        self.undo_button = DefaultButton(_("Undo the import"), icon="undo-2", key="Ctrl+Z")
        self.undo_button.clicked.connect(self.undo_wanted)
        self._column.addWidget(self.undo_button)
        self._column.addStretch(1)

    def show_outcome(self, batch: Batch, outcome: Outcome, next_step: str) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._files(batch, outcome)]
        if outcome.count(Verdict.LEFT_OUT):
            self._cards.append(self._left_out(batch, outcome))
        for place, card in enumerate(self._cards, 1):
            self._column.insertWidget(place, card)
        self.next.say(next_step)
        self.next.setVisible(bool(next_step))

    def _files(self, batch: Batch, outcome: Outcome) -> Card:
        card = Card(_("Imported"))
        for number, preview in sorted(outcome.previews.items()):
            counts = {
                Verdict.ADDED: _("{n} added"),
                Verdict.UPDATED: _("{n} updated"),
                Verdict.UNCHANGED: _("{n} unchanged"),
                Verdict.LEFT_OUT: _("{n} left out"),
            }
            parts = [
                text.format(n=preview.count(verdict)) for verdict, text in counts.items() if preview.count(verdict)
            ]
            card.add(Divider())
            card.add(Words(f"{batch.files[number].path.name}: {listed_with_dots(parts)}", Type.CONTROL, wrap=True))
        return card

    def _left_out(self, batch: Batch, outcome: Outcome) -> Card:
        rows = [
            (batch.files[number].path.name, row)
            for number, preview in sorted(outcome.previews.items())
            for row in preview.rows
            if row.verdict is Verdict.LEFT_OUT
        ]
        card = Card(_("Left out"))
        several = len(outcome.previews) > 1
        for name, row in rows[:_SHOWN]:
            words = _("Row {n}: {who}. {why}").format(n=row.row, who=row.title, why=row.why)
            card.add(Divider())
            card.add(Words(f"{name}, {words}" if several else words, Type.CONTROL, wrap=True))
        if len(rows) > _SHOWN:
            card.add(Words(_("{n} more rows were left out.").format(n=len(rows) - _SHOWN), Type.CONTROL, "text2"))
        return card
