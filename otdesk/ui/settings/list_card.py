# SPDX-License-Identifier: MIT
"""The card of a page of Settings that is one list: as wide as the page, scrolled where it does not fit."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type


def list_card(page: QWidget, title: str, why: str = "") -> Card:
    """Laid out in `page`, which holds nothing else; `why` is said above the list."""
    look = theme.current()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    sheet = ScrollColumn()
    column.addWidget(sheet)
    sheet.column.setContentsMargins(0, 0, look.px(5), look.px(4))
    card = Card(title, padding=10)
    sheet.column.addWidget(card)
    if why:
        card.add(Words(why, Type.CONTROL, "text2", wrap=True))
    return card
