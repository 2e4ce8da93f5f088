# SPDX-License-Identifier: MIT
"""Small pieces the cards of a student's page are made of: rows with an edit button, card heads with an add button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts.buttons import IconButton, QuietButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.layouts import empty
from otdesk.words import _

Act = tuple[str, str]  # what it is, words in the menu


class EditRow(QWidget):
    """A line of a card: whatever stands in `line`, then Edit and, with `more`, a menu. `acted(what, key)` tells."""

    acted = Signal(str, int)

    def __init__(self, key: int, name: str, more: Sequence[Act] = (), *, edit: str = "edit") -> None:
        super().__init__()
        self.key, self._edit, self._more = key, edit, tuple(more)
        self.line = QHBoxLayout(self)
        look = theme.current()
        self.line.setContentsMargins(0, look.px(3), 0, look.px(3))
        self.line.setSpacing(look.px(10))
        self.edit_button = IconButton("pencil", _("Edit {name}").format(name=name), parent=self)
        self.edit_button.setObjectName(f"{edit}-{key}")
        self.edit_button.clicked.connect(self._tell_edit)
        self.more_button = IconButton("ellipsis", _("More for {name}").format(name=name), parent=self)
        self.more_button.setObjectName(f"{edit}-more-{key}")
        self.more_button.clicked.connect(self._open_menu)
        if not self._more:
            self.more_button.hide()

    def close_line(self) -> None:
        """Put the buttons at the end of what was laid out."""
        self.line.addWidget(self.edit_button)
        self.line.addWidget(self.more_button)

    def menu(self) -> QMenu:
        menu = QMenu(self)
        for what, words in self._more:
            menu.addAction(words).setData(what)
        menu.triggered.connect(self._tell_more)
        return menu

    def _tell_edit(self) -> None:
        self.acted.emit(self._edit, self.key)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.exec(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))
        menu.deleteLater()

    def _tell_more(self, action: QAction) -> None:
        self.acted.emit(str(action.data()), self.key)


class ListCard(Card):
    """A card with a head, an add button and rows that are replaced as a whole."""

    add_wanted = Signal()

    def __init__(self, title: str, add: str = "", *, spoken: str = "") -> None:
        super().__init__(title)
        self.add_button: QuietButton | None = None
        if add and self.header is not None:
            self.add_button = QuietButton(add, icon="plus")
            self.add_button.setAccessibleName(spoken or _("Add {what}").format(what=add))
            self.add_button.setObjectName(f"add-{title}")
            self.add_button.clicked.connect(self.add_wanted)
            self.header.addWidget(self.add_button)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.column.addLayout(self.rows)

    def clear(self) -> None:
        empty(self.rows)

    def add_row(self, row: QWidget, *, divided: bool = True) -> None:
        if divided and self.rows.count():
            self.rows.addWidget(Divider())
        self.rows.addWidget(row)


def connect_row(row: EditRow, slot: Callable[[str, int], object]) -> EditRow:
    row.acted.connect(slot)
    return row
