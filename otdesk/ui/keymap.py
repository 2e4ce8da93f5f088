# SPDX-License-Identifier: MIT
"""F1: all keys, from the command registry and from the place that is shown; found by words, changed, printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.commands import Commands, Entry, menus
from otdesk.ui.finding import match
from otdesk.ui.key_change import KeyChange
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import SearchBox
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import KeyCap
from otdesk.ui.shortcuts import KeyLine, Shortcuts
from otdesk.ui.theme import Type, TypeSize
from otdesk.words import _

_THREE, _TWO = 840, 560
"""Pixels at 100 % from which the window has room for three columns, and for two."""


@dataclass(frozen=True, slots=True)
class Line:
    """`entry`: the command, where its keys can be changed."""

    keys: str
    words: str
    entry: Entry | None = None


Group = tuple[str, list[Line]]


def groups(commands: Commands, here: str, keys: Sequence[KeyLine], shortcuts: Shortcuts) -> list[Group]:
    """Titles with their keys: this place first, then menu by menu, then commands without keys; only what works here."""
    found: list[Group] = []
    if keys:
        told = [Line(" ".join(shortcuts.now(key) for key in line.split()), words) for line, words in keys]
        found.append((here, told))
    mine = [entry for entry in commands if not entry.command.place or entry.command.place == commands.place]
    for menu, title in menus().items():
        lines = [_line(entry) for entry in mine if entry.command.menu == menu and entry.shortcut_words()]
        if lines:
            found.append((title.replace("&", ""), lines))
    fixed = (
        (_("Tab"), _("next field")),
        (_("Enter"), _("open or do")),
        (_("Esc"), _("close")),
        ("← →", _("in a table: another column")),
        ("Alt+Shift+← Alt+Shift+→", _("column narrower, wider")),
    )
    found.append((_("Everywhere"), [Line(*one) for one in fixed]))
    without = [_line(entry) for entry in mine if entry.command.menu and not entry.shortcut_words()]
    if without:
        found.append((_("Without keys"), without))
    return found


def _line(entry: Entry) -> Line:
    return Line(entry.shortcut_words(), entry.command.words, entry)


class KeyButton(DefaultButton):
    """The keys of one command; pressing it changes them."""

    wanted = Signal(object)

    def __init__(self, line: Line) -> None:
        super().__init__(line.keys or "+")
        self._entry = line.entry
        said = _("{command}: {keys}. Change").format(command=line.words, keys=line.keys or _("no keys"))
        self.setAccessibleName(said)
        self.setToolTip(_("Change the keys"))
        self.clicked.connect(self._say)

    def sizeHint(self) -> QSize:
        """Many stand below each other."""
        look = theme.current()
        return QSize(max(look.px(28), super().sizeHint().width() - look.px(8)), max(24, look.px(26)))

    def _type(self) -> TypeSize:
        return Type.CONTROL

    def _say(self) -> None:
        self.wanted.emit(self._entry)


class KeyMap(DialogBase):
    """`find` gives the groups as they are now."""

    print_wanted = Signal()
    changed = Signal()

    def __init__(self, host: QWidget, shortcuts: Shortcuts, find: Callable[[], list[Group]]) -> None:
        super().__init__(host, _("Keys"), width=960)
        self._shortcuts, self._find = shortcuts, find
        self.search = SearchBox(_("Find a key or what it does"))
        self.search.textChanged.connect(self._fill)
        self.body.addWidget(self.search)
        self._scroll = ScrollColumn()
        self._page = QWidget()
        self._scroll.column.addWidget(self._page)
        self._scroll.column.addStretch(1)
        self._scroll.setMinimumHeight(max(120, host.window().height() - theme.current().px(230)))
        self.body.addWidget(self._scroll, 1)
        self._build_foot()
        self.focus_first(self.search)
        self._fill()

    def _build_foot(self) -> None:
        self.reset_button = DefaultButton(_("All as they came"))
        self.reset_button.clicked.connect(self._reset_all)
        printing = DefaultButton(_("Print"), icon="printer")
        printing.clicked.connect(self._print)
        done = DefaultButton(_("Close"), key="Esc")
        done.clicked.connect(self.accept)
        self.footer.addWidget(self.reset_button)
        self.footer.addStretch(1)
        self.footer.addWidget(printing)
        self.footer.addWidget(done)

    def _print(self) -> None:
        self.accept()
        self.print_wanted.emit()

    # --- what is shown ---

    def _fill(self) -> None:
        self.reset_button.setVisible(self._shortcuts.any_changed())
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(28))
        columns = self._columns()
        for column in columns:
            row.addLayout(column, 1)
        self._scroll.column.replaceWidget(self._page, page)
        self._page.hide()
        self._page.deleteLater()
        self._page = page
        page.show()
        for before, after in pairwise((self.search, *self._buttons)):
            QWidget.setTabOrder(before, after)

    def _columns(self) -> list[QVBoxLayout]:
        width, look = self._over.host.width(), theme.current()
        columns = [QVBoxLayout() for _n in range(3 if width >= look.px(_THREE) else 2 if width >= look.px(_TWO) else 1)]
        heights = [0 for _column in columns]
        buttons: list[list[KeyButton]] = [[] for _column in columns]
        for title, lines in self.shown():
            least = heights.index(min(heights))
            columns[least].addLayout(self._group(title, lines, buttons[least]))
            heights[least] += len(lines) + 2
        if not any(heights):
            columns[0].addWidget(Words(_("Nothing is called that."), Type.CONTROL, "text2"))
        for column in columns:
            column.setSpacing(look.px(12))
            column.addStretch(1)
        self._buttons = [button for column in buttons for button in column]
        return columns

    def shown(self) -> list[Group]:
        """What the search leaves."""
        query = self.search.text()
        left = [
            (title, [line for line in lines if match(query, f"{line.words} {line.keys}") is not None])
            for title, lines in self._find()
        ]
        return [(title, lines) for title, lines in left if lines]

    def _group(self, title: str, lines: Sequence[Line], buttons: list[KeyButton]) -> QGridLayout:
        look = theme.current()
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(look.px(4))
        grid.setHorizontalSpacing(look.px(10))
        grid.addWidget(Words(title, Type.CONTROL_STRONG), 0, 0, 1, 2)
        for number, line in enumerate(lines, start=1):
            if line.entry is not None:
                button = KeyButton(line)
                button.wanted.connect(self._change)
                buttons.append(button)
                grid.addWidget(button, number, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                caps = QHBoxLayout()
                caps.setSpacing(4)
                for key in line.keys.split():
                    caps.addWidget(KeyCap(key))
                caps.addStretch(1)
                grid.addLayout(caps, number, 0)
            grid.addWidget(Words(line.words, Type.CONTROL, "text2", wrap=True), number, 1)
        return grid

    def spoken(self) -> str:
        """All that is shown, in one text."""
        return "\n".join(f"{title}\n" + "\n".join(line.words for line in lines) for title, lines in self.shown())

    # --- changing ---

    def _change(self, entry: Entry) -> None:
        sheet = KeyChange(self._over.host, self._shortcuts, entry)
        sheet.finished.connect(self._came_back)
        sheet.open()

    def _came_back(self, taken: bool) -> None:
        if taken:
            self._tell()

    def _reset_all(self) -> None:
        self._shortcuts.reset_all()
        self._tell()

    def _tell(self) -> None:
        self._fill()
        self.search.setFocus()
        self.changed.emit()
