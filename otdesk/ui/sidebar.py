# SPDX-License-Identifier: MIT
"""The places at the left: icon, word, badge; icons only with Ctrl+B."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _


class NavItem(Choice):
    ring_radius = 8
    picked = Signal(str)

    def __init__(self, name: str, words: str, icon: str, key: str, tone: Tone, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.name, self._icon_name, self._tone = name, icon, tone
        self._cap = ""
        self._count = 0
        self.narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.show_key(key)
        self.clicked.connect(self._say)

    def _say(self) -> None:
        self.picked.emit(self.name)

    def show_key(self, key: str) -> None:
        """In the tip; `show_cap` shows it always."""
        self.setToolTip(f"{self.text()} ({key})" if key else self.text())

    def show_cap(self, key: str) -> None:
        self._cap = key
        self.update()

    def show_count(self, n: int) -> None:
        if n != self._count:
            self._count = n
            self.setAccessibleName(f"{self.text()}, {n}" if n else self.text())
            self.update()

    def count(self) -> int:
        return self._count

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as in any list; Qt's buttons know only the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """The window checks the item of the place that is shown; a click alone does not."""

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(40), look.px(36))

    def minimumSizeHint(self) -> QSize:
        """In a low window all places still stand there."""
        look = theme.current()
        return QSize(look.px(40), max(24, look.px(26)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            drawing.rounded(painter, box, look.color("select" if on else "hover"), None, radius=look.px(8))
        if on:
            bar = QRectF(0, box.center().y() - look.px(8), look.px(3), look.px(16))
            drawing.rounded(painter, bar, look.color("primary"), None, radius=look.px(1.5))
        side = look.px(18)
        left = (self.width() - side) / 2 if self.narrow else look.px(11)
        ink = look.color("primary" if on else "text2")
        icons.paint(painter, self._icon_name, ink, left, (self.height() - side) / 2, side)
        if self.narrow:
            if self._count:
                dot = QRectF(left + side - look.px(4), box.top() + look.px(6), look.px(8), look.px(8))
                drawing.rounded(painter, dot, look.color("todo.ink"), None, radius=look.px(4))
        else:
            self._paint_words(painter, look, box, on)
        painter.end()

    def _paint_words(self, painter: QPainter, look: theme.Theme, box: QRectF, on: bool) -> None:
        room = QRectF(look.px(38), 0, box.width() - look.px(44), box.height())
        if self._count:
            size = drawing.badge_size(look, str(self._count))
            at = QRectF(box.right() - look.px(10) - size.width(), 0, size.width(), size.height())
            at.moveTop((box.height() - size.height()) / 2)
            drawing.badge(painter, at, look, str(self._count), self._tone)
            room.setRight(at.left() - look.px(4))
        elif self._cap:
            size = drawing.cap_size(look, self._cap)
            at = QRectF(box.right() - look.px(10) - size.width(), 0, size.width(), size.height())
            at.moveTop(round((box.height() - size.height()) / 2))
            drawing.cap(painter, at, look, self._cap)
        kind = Type.ROW if on else Type.BODY
        drawing.words(painter, room, self.text(), look, kind, look.color("text" if on else "text2"))


class Sidebar(QWidget):
    """`picked(name)` when a person chooses a place."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Places"))
        self._items: dict[str, NavItem] = {}
        self.narrow = False
        self.tight = False
        self._wanted_narrow = self._opened = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 10, 8, 10)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._top = 0
        self._measure()

    def add(
        self, name: str, words: str, icon: str, *, key: str = "", tone: Tone = Tone.TODO, low: bool = False
    ) -> None:
        """`low` puts it at the foot: settings, lock."""
        item = NavItem(name, words, icon, key, tone, self)
        item.picked.connect(self.picked)
        item.narrow = self.narrow
        self._items[name] = item
        if low:
            self._column.addWidget(item)
        else:
            self._column.insertWidget(self._top, item)
            self._top += 1

    def item(self, name: str) -> NavItem:
        return self._items[name]

    def names(self) -> list[str]:
        return list(self._items)

    def show_current(self, name: str) -> None:
        for other, item in self._items.items():
            item.setChecked(other == name)

    def set_narrow(self, narrow: bool) -> None:
        """As the person likes it where there is room."""
        self._wanted_narrow = narrow
        self._settle()

    def set_tight(self, tight: bool) -> None:
        """The window is small for its zoom: icons only, until there is room again or the person opens it."""
        if tight != self.tight:
            self.tight, self._opened = tight, False
            self._settle()

    def open_anyway(self, opened: bool) -> None:
        self._opened = opened
        self._settle()

    def _settle(self) -> None:
        self.narrow = not self._opened if self.tight else self._wanted_narrow
        for item in self._items.values():
            item.narrow = self.narrow
            item.update()
        self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.current().px(56 if self.narrow else 180))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        here = next((n for n, item in enumerate(items) if item.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        items[(here + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("window"))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), look.color("border"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
