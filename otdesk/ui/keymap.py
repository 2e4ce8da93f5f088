# SPDX-License-Identifier: MIT
"""F1: all keys, from the command registry and from the place that is shown."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.commands import Commands, menus
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import KeyCap
from otdesk.ui.theme import Type
from otdesk.words import _

KeyLine = tuple[str, str]  # keys parted by blanks, what they do
_THREE = 840
"""Pixels at 100 % from which the window has room for three columns."""


def groups(commands: Commands, here: str, keys: Sequence[KeyLine]) -> list[tuple[str, list[KeyLine]]]:
    """Titles with their keys: this place first, then menu by menu; only what works here."""
    found: list[tuple[str, list[KeyLine]]] = []
    if keys:
        found.append((here, list(keys)))
    names = menus()
    for menu, title in names.items():
        lines = [
            (entry.shortcut_words(), entry.command.words)
            for entry in commands
            if entry.command.menu == menu
            and entry.shortcut_words()
            and (not entry.command.place or entry.command.place == commands.place)
        ]
        if lines:
            found.append((title.replace("&", ""), lines))
    found.append((_("Everywhere"), [("Tab", _("next field")), ("Enter", _("open or do")), ("Esc", _("close"))]))
    return found


class KeyMap(DialogBase):
    def __init__(self, host: QWidget, found: Iterable[tuple[str, list[KeyLine]]]) -> None:
        super().__init__(host, _("Keys"), width=880)
        scroll = ScrollColumn()
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(_("Keys"))
        columns = QHBoxLayout()
        columns.setSpacing(theme.current().px(28))
        grids = [QGridLayout() for _n in range(3 if host.window().width() >= theme.current().px(_THREE) else 2)]
        heights = [0 for _grid in grids]
        for grid in grids:
            grid.setColumnStretch(1, 1)
            grid.setVerticalSpacing(theme.current().px(6))
            columns.addLayout(grid, 1)
        for title, lines in found:
            column = heights.index(min(heights))
            self._fill(grids[column], heights[column], title, lines)
            heights[column] += len(lines) + 2
        for grid, height in zip(grids, heights, strict=True):
            grid.setRowStretch(height, 1)
        scroll.column.addLayout(columns)
        scroll.column.addStretch(1)
        scroll.setMinimumHeight(min(scroll.body.sizeHint().height() + 4, max(200, host.window().height() - 160)))
        self.body.addWidget(scroll, 1)
        self.focus_first(scroll)

    def _fill(self, grid: QGridLayout, row: int, title: str, lines: Sequence[KeyLine]) -> None:
        head = Words(title, Type.CONTROL_STRONG)
        head.setContentsMargins(0, theme.current().px(6) if row else 0, 0, 0)
        grid.addWidget(head, row, 0, 1, 2)
        for number, (keys, words) in enumerate(lines):
            caps = QHBoxLayout()
            caps.setSpacing(4)
            for key in keys.split():
                caps.addWidget(KeyCap(key))
            caps.addStretch(1)
            grid.addLayout(caps, row + 1 + number, 0)
            grid.addWidget(Words(words, Type.CONTROL, "text2"), row + 1 + number, 1)

    def spoken(self) -> str:
        """All keys in one text, for the clipboard and for print."""
        return "\n".join(label.text() for label in self.findChildren(Words) if label.text())
