# SPDX-License-Identifier: MIT
"""Ctrl+K: find or do. Sections come from providers; each result shows its own shortcut, so people graduate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.commands import Commands, Entry
from otdesk.ui.finding import found_spans, match
from otdesk.ui.parts import drawing
from otdesk.ui.parts.cards import Divider
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import KeyHints
from otdesk.ui.theme import Theme, Type
from otdesk.words import _

Index = QModelIndex | QPersistentModelIndex
MOST = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `run` does it; `detail` stands behind the words, `key` at the end of the line.

    `preview` says at the foot what Enter will do, before it is done.
    """

    words: str
    run: Callable[[], object]
    icon: str = "chevron-right"
    detail: str = ""
    key: str = ""
    preview: str = ""


Provider = Callable[[str], Sequence[Hit]]
Line = Hit | str  # a section's title is a string
COMMANDS = ">"


class Reader(Protocol):
    """Understands the line itself, before anything is looked for."""

    def sections(self, text: str) -> list[tuple[str, Sequence[Hit]]]:
        """Titles with what the line means."""

    def rest(self, text: str) -> str | None:
        """What the providers are asked for; None: they are not asked."""


class _Lines(QAbstractListModel):
    """Titles and hits; titles cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def put(self, lines: list[Line]) -> None:
        """A new search is a new list: there is no selection to keep."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line if isinstance(line, str) else ", ".join(t for t in (line.words, line.detail, line.key) if t)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and index.row() < len(self.lines) and isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, palette: "Palette") -> None:
        super().__init__(palette)
        self._palette = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        line = self._palette.line_at(index.row())
        return QSize(look.px(200), look.px(32 if isinstance(line, str) else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        line = self._palette.line_at(index.row())
        box = QRectF(option.rect)
        if isinstance(line, str):
            room = box.adjusted(look.px(18), look.px(6), 0, 0)
            drawing.words(painter, room, line, look, Type.LABEL, look.color("text2"))
            return
        if index.row() == self._palette.current_row():
            painter.fillRect(box, look.color("select"))
            painter.fillRect(QRectF(box.left(), box.top(), look.px(3), box.height()), look.color("primary"))
        self._paint_hit(painter, look, box, line)

    def _paint_hit(self, painter: QPainter, look: Theme, box: QRectF, hit: Hit) -> None:
        side = look.px(18)
        icons.paint(painter, hit.icon, look.color("text2"), box.left() + look.px(18), box.center().y() - side / 2, side)
        right = box.right() - look.px(18)
        if hit.key:
            size = drawing.cap_size(look, hit.key)
            right -= size.width()
            at = QRectF(right, round(box.center().y() - size.height() / 2), size.width(), size.height())
            drawing.cap(painter, at, look, hit.key)
            right -= look.px(10)
        x = box.left() + look.px(47)
        x = self._paint_found(painter, look, QRectF(x, box.top(), right - x, box.height()), hit.words)
        if hit.detail and right - x > look.px(60):
            room = QRectF(x + look.px(12), box.top(), right - x - look.px(12), box.height())
            drawing.words(painter, room, hit.detail, look, Type.CONTROL, look.color("text3"))

    def _paint_found(self, painter: QPainter, look: Theme, room: QRectF, text: str) -> float:
        """The words with what was typed in bold and underlined; returns where they end."""
        text = look.shown(text)  # before it is cut in pieces that no longer look like names
        spans = found_spans(self._palette.query(), text)
        cuts = sorted({0, len(text), *(edge for span in spans for edge in span)})
        x = room.left()
        for start, end in pairwise(cuts):
            found = any(a <= start < b for a, b in spans)
            kind = Type.ROW if found else Type.BODY
            piece = text[start:end]
            width = drawing.text_width(piece, look, kind)
            if x + width > room.right():
                drawing.words(painter, QRectF(x, room.top(), room.right() - x, room.height()), piece, look, kind,
                              look.color("text"))  # fmt: skip
                return room.right()
            drawing.words(
                painter, QRectF(x, room.top(), width + 1, room.height()), piece, look, kind, look.color("text")
            )
            if found:
                painter.fillRect(QRectF(x, room.center().y() + look.px(9), width, 2), look.color("text"))
            x += width
        return x


class Palette(DialogBase):
    """Providers are asked with every letter; they must answer at once."""

    def __init__(
        self,
        host: QWidget,
        providers: Sequence[tuple[str, Provider]],
        commands: Sequence[tuple[str, Provider]] = (),
        reader: Reader | None = None,
    ) -> None:
        super().__init__(host, _("Find or do"), width=640)
        self._providers, self._commands, self._reader = list(providers), list(commands), reader
        self._field = QLineEdit()
        self._field.setProperty("bare", True)
        self._field.setPlaceholderText(_("Find a student, note or command"))
        self._field.setAccessibleName(_("Find a student, note or command"))
        self._field.setFont(theme.current().font(Type.CARD, ""))
        self._field.setMinimumHeight(theme.current().px(40))
        self._model = _Lines(self)
        self._list = QListView()
        self._list.setAccessibleName(_("Results"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_LineDelegate(self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._clicked)
        self._preview = Words("", Type.CONTROL, "text2", wrap=True)
        self._preview.setAccessibleName(_("What Enter does"))
        self._build()
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._search)
        self.focus_first(self._field)
        self._search("")

    def _build(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(1, look.px(8), 1, look.px(8))
        self._column.setSpacing(0)
        self.hide_head()
        line = QHBoxLayout()
        line.setContentsMargins(look.px(18), look.px(4), look.px(18), look.px(10))
        line.setSpacing(look.px(10))
        line.addWidget(IconLabel("search", "text2", 20))
        line.addWidget(self._field, 1)
        self.body.setSpacing(0)
        self.body.addLayout(line)
        self.body.addWidget(Divider())
        self.body.addWidget(self._list, 1)
        self.body.addWidget(Divider())
        self._preview.setContentsMargins(look.px(18), look.px(8), look.px(18), 0)
        self.body.addWidget(self._preview)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(18), look.px(6), look.px(18), 0)
        foot.addWidget(KeyHints(((_("↑ ↓"), _("choose")), ("Enter", _("do it")))), 1)
        foot.addWidget(KeyHints(((COMMANDS, _("commands")), ("#", _("goals")), ("@", _("schools")))))
        self.body.addLayout(foot)

    def search(self, text: str) -> None:
        self._field.setText(text)

    def query(self) -> str:
        return self._field.text()

    def line_at(self, row: int) -> Line:
        return self._model.lines[row]

    def current_row(self) -> int:
        return self._list.currentIndex().row()

    def hits(self) -> list[Hit]:
        return [line for line in self._model.lines if isinstance(line, Hit)]

    def _search(self, text: str) -> None:
        lines: list[Line] = []
        for title, hits in self._sections(text):
            if hits:
                lines += [title, *hits[:MOST]]
        if not lines:
            lines = [_("Nothing is called that.")]
        self._model.put(lines)
        self._choose(0, 1)

    def _sections(self, text: str) -> list[tuple[str, Sequence[Hit]]]:
        if text.startswith(COMMANDS):
            return [(title, provider(text[1:])) for title, provider in self._commands]
        read = self._reader.sections(text) if self._reader is not None else []
        rest = self._reader.rest(text) if self._reader is not None else text
        if rest is None:
            return read
        return [*read, *((title, provider(rest)) for title, provider in (*self._providers, *self._commands))]

    def _choose(self, row: int, step: int) -> None:
        lines = self._model.lines
        while 0 <= row < len(lines) and isinstance(lines[row], str):
            row += step
        if 0 <= row < len(lines):
            self._list.setCurrentIndex(self._model.index(row))
            if row == 1:
                self._list.scrollToTop()
        line = lines[row] if 0 <= row < len(lines) else ""
        self._preview.setText(line.preview if isinstance(line, Hit) else "")
        self._preview.setVisible(bool(self._preview.text()))

    def preview(self) -> str:
        """What Enter would do now, in words."""
        return self._preview.text()

    def _clicked(self, index: QModelIndex) -> None:
        self._run(index.row())

    def _run(self, row: int) -> None:
        line = self._model.lines[row] if 0 <= row < len(self._model.lines) else ""
        if isinstance(line, Hit):
            self.close_with(taken=True)
            line.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            step = steps.get(Qt.Key(key))
            if step is not None:
                self._choose(min(max(self.current_row() + step, 0), len(self._model.lines) - 1), 1 if step > 0 else -1)
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self.current_row())
                return True
        return False

    def place(self) -> None:
        """As tall as the window leaves room for under its top edge."""
        look = theme.current()
        below = self._over.height() - self._corner().y() - look.px(150)
        self._list.setMinimumHeight(max(look.px(90), min(look.px(380), below)))
        super().place()

    def _corner(self) -> QPoint:
        room = self._over.rect()
        return QPoint((room.width() - self.width()) // 2, max(16, room.height() // 8))


def command_providers(commands: Commands) -> list[tuple[str, Provider]]:
    """The two sections every window has: places and commands."""

    def fitting(query: str, *, going: bool) -> list[Hit]:
        return [
            Hit(
                _plain(entry),
                entry.fire,
                entry.command.icon or "command",
                key=entry.shortcut_words(),
                preview=_("Goes to {place}").format(place=_plain(entry)) if going else "",
            )
            for entry in commands
            if bool(entry.command.id.startswith("go.") and entry.command.goes) is going
            and entry.may_run_from_palette()
            and match(query, _plain(entry)) is not None
        ]

    def places(query: str) -> list[Hit]:
        return fitting(query, going=True)

    def others(query: str) -> list[Hit]:
        return fitting(query, going=False)

    return [(_("Places"), places), (_("Commands"), others)]


def _plain(entry: Entry) -> str:
    return entry.command.words
