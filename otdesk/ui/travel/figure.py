# SPDX-License-Identifier: MIT
"""A figure with what it is above and how it came about below; several stand in a row that breaks where room ends."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type


class FigureCard(Card):
    def __init__(self, label: str) -> None:
        super().__init__(padding=12)
        self.column.setSpacing(theme.current().px(2))
        self._label = label
        self.figure = Words("–", Type.TITLE)
        self.detail = Words("", Type.META, "text2", wrap=True)
        self.add(Words(label, Type.META, "text2"))
        self.add(self.figure)
        self.add(self.detail)
        self.column.addStretch(1)

    def say(self, figure: str, detail: str = "") -> None:
        self.figure.setText(figure)
        self.detail.setText(detail)
        self.setAccessibleName(self._label)
        self.setAccessibleDescription(f"{figure}, {detail}" if detail else figure)


class FigureRow(QWidget):
    """As many beside each other as fit, at least two."""

    def __init__(self, cards: Sequence[FigureCard], least: int = 138) -> None:
        super().__init__()
        self._cards, self._least = tuple(cards), least
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._arrange(len(cards))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        self._grid.setSpacing(theme.current().px(10))
        for number, card in enumerate(self._cards):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(1, self.width() // theme.current().px(self._least))
        count = len(self._cards)
        self._arrange(count if room >= count else max(2, min(room, (count + 1) // 2)))
