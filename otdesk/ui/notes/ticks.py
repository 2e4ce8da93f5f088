# SPDX-License-Identifier: MIT
"""What a checklist offers, to be ticked by Space or a digit; and what is ticked, as it will be printed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.rules.checklists import Lists, Tick, of
from otdesk.ui import theme
from otdesk.ui.notes.tags import TagRow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class TickRows(QWidget):
    """A row of ticks for each of these lists, under its name. `changed` on a person's act."""

    changed = Signal()

    def __init__(self, lists: Sequence[Tick] = tuple(Tick), who: str = "", parent: QWidget | None = None) -> None:
        """`who`: whose ticks they are, where several students stand under each other."""
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        self.rows: dict[Tick, TagRow] = {}
        self._blocks: dict[Tick, QWidget] = {}
        for tick in lists:
            block = QWidget()
            inner = QVBoxLayout(block)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(look.px(4))
            name = labels.tick_list(tick)
            inner.addWidget(Words(name, Type.LABEL, "text2"))
            row = self.rows[tick] = TagRow(_("{who}: {list}").format(who=who, list=name) if who else name)
            row.changed.connect(self.changed)
            inner.addWidget(row)
            column.addWidget(block)
            self._blocks[tick] = block

    def show_lists(self, offered: Lists, ticked: Lists) -> None:
        """A list that offers nothing, and of which nothing is ticked, has no row."""
        for tick, row in self.rows.items():
            row.show_labels(of(offered, tick), of(ticked, tick))
            self._blocks[tick].setVisible(bool(row.labels()))
        self.setFocusProxy(next((row for row in self.rows.values() if row.labels()), next(iter(self.rows.values()))))

    def ticked(self) -> Lists:
        return tuple((tick, row.chosen()) for tick, row in self.rows.items() if row.chosen())

    def fill_empty(self, before: Lists) -> None:
        """As last time, where nothing is ticked yet."""
        for tick, row in self.rows.items():
            if not row.chosen():
                row.show_labels(row.labels(), of(before, tick))

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [row for tick, row in self.rows.items() if not self._blocks[tick].isHidden()]


class TickedWords(QWidget):
    """What is ticked, a line a list, in the order it is printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(4))
        column.setSpacing(look.px(1))
        self._lines: dict[Tick, tuple[Words, Words]] = {}
        for tick in Tick:
            name, said = Words(labels.tick_list(tick), Type.LABEL, "text2"), Words("", Type.CONTROL, wrap=True)
            column.addWidget(name)
            column.addWidget(said)
            self._lines[tick] = (name, said)

    def show_ticked(self, ticked: Lists) -> None:
        for tick, (name, said) in self._lines.items():
            found = of(ticked, tick)
            said.setText(", ".join(found))
            name.setVisible(bool(found))
            said.setVisible(bool(found))

    def text(self) -> str:
        return words.listed_with_dots([said.text() for _name, said in self._lines.values()])
