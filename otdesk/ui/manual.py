# SPDX-License-Identifier: MIT
"""The manual: a few short chapters, found by their words, at hand without a connection."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QTextBrowser, QWidget

from otdesk import paths, system
from otdesk.ui import theme
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.words import _

_ORDER = (
    "start", "today", "notes", "planner", "year", "caseload", "due", "reports", "travel", "settings", "people",
    "privacy", "about",
)  # fmt: skip
_NARROW = 620
ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Chapter:
    """`name` is that of the place it tells of; `text` is Markdown."""

    name: str
    title: str
    text: str


@cache
def chapters() -> tuple[Chapter, ...]:
    return tuple(_chapter(name) for name in _ORDER)


def _chapter(name: str) -> Chapter:
    text = paths.resource("manual", f"{name}.md").read_text(encoding="utf-8")
    if name == ABOUT:
        text = text.replace("{version}", system.own_version())
    return Chapter(name, text.splitlines()[0].removeprefix("# "), text)


def found(query: str) -> list[Chapter]:
    """The chapters that hold every word of the query, those with it in the title first."""
    words = query.casefold().split()
    hits = [chapter for chapter in chapters() if all(word in chapter.text.casefold() for word in words)]
    return sorted(hits, key=lambda chapter: not all(word in chapter.title.casefold() for word in words))


class ManualDialog(DialogBase):
    """Chapters at the left, the chosen one at the right; typing in the field finds."""

    def __init__(self, host: QWidget, chapter: str = "") -> None:
        super().__init__(host, _("Manual"), width=860)
        look = theme.current()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find in the manual"))
        self.search.setAccessibleName(_("Find in the manual"))
        self.search.textChanged.connect(self._find)
        self.body.addWidget(self.search)
        self.model: KeyedTableModel[Chapter] = KeyedTableModel(
            [Column("title", _("Chapter"), _title, width=0, kind=Type.CONTROL)], _name, parent=self
        )
        self.table = TableView(_("Chapters"))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.current_changed.connect(self._show)
        self.page = QTextBrowser()
        self.page.setAccessibleName(_("Chapter"))
        self.page.setOpenLinks(False)
        beside = self.window().width() >= look.px(_NARROW) + 200
        row = QHBoxLayout() if beside else QBoxLayout(QBoxLayout.Direction.TopToBottom)
        row.setSpacing(look.px(12))
        row.addWidget(self.table, 2)
        row.addWidget(self.page, 5)
        self.body.addLayout(row, 1)
        high = max(look.px(200), min(look.px(460), host.window().height() - look.px(190)))
        self.page.setMinimumHeight(high if beside else high // 2)
        self.table.setMinimumHeight(0 if beside else high // 3)
        self.model.show_rows(chapters())
        known = chapter if chapter in _ORDER else _ORDER[0]
        self.table.select_key(known)
        self._show()
        self.focus_first(self.search)

    def _find(self, text: str) -> None:
        self.model.show_rows(found(text))
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._show()

    def _show(self, _row: object = None) -> None:
        row = self.table.current_row()
        self.page.setMarkdown(row.text if isinstance(row, Chapter) else _("Nothing in the manual says that."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.search.hasFocus() and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.table if event.key() == Qt.Key.Key_Down else self.page).setFocus()
        else:
            super().keyPressEvent(event)


def _title(chapter: Chapter) -> str:
    return chapter.title


def _name(chapter: Chapter) -> str:
    return chapter.name
