# SPDX-License-Identifier: MIT
"""Surfaces: card, divider, scrolling column."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type

RING_ROOM = 5


class Card(QWidget):
    """A rounded sheet of `surface` with a column in it (`card.column`); `stripe` colors its left edge (#RRGGBB)."""

    def __init__(self, title: str = "", *, padding: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._padding = padding
        self._stripe = ""
        self.column = QVBoxLayout(self)
        self.header: QHBoxLayout | None = None
        self.heading: Words | None = None
        if title:
            self.setAccessibleName(title)
            self.header = QHBoxLayout()
            self.heading = Words(title, Type.CARD)
            self.header.addWidget(self.heading)
            self.header.addStretch(1)
            self.column.addLayout(self.header)
        self._measure()

    def set_stripe(self, color: str) -> None:
        self._stripe = color
        self.update()

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.column.addWidget(widget, stretch)

    def _measure(self) -> None:
        look = theme.current()
        side = look.px(self._padding)
        self.column.setContentsMargins(side, side, side, side)
        self.column.setSpacing(look.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if not look.colors.dark:
            drawing.rounded(painter, box, look.color("border"), None, radius=look.px(10))
            box.adjust(0, 0, 0, -1)
        drawing.rounded(painter, box, look.color("surface"), look.color("border"), radius=look.px(10))
        if self._stripe:
            paint_stripe(painter, box, look, self._stripe)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
            self.update()


def paint_stripe(painter: QPainter, box: QRectF, look: theme.Theme, color: str) -> None:
    """The colored left edge of a school's block, rounded with the card."""
    painter.save()
    painter.setClipRect(QRectF(box.left(), box.top(), look.px(5), box.height()))
    drawing.rounded(painter, box, QColor(color), None, radius=look.px(10))
    painter.restore()


class Divider(QFrame):
    """A hairline across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("border"))
        painter.end()


class _Body(QWidget):
    """Asks for no height of its own: what it needs at its narrowest would leave a blank end when it is wider."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class ScrollColumn(QScrollArea):
    """A column (`.column`) that scrolls when it is longer than the window; sideways only where told to."""

    def __init__(self, parent: QWidget | None = None, *, sideways: bool = False) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if not sideways:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = _Body()
        self.column = QVBoxLayout(self.body)
        inset = RING_ROOM  # a focus ring stands outside its widget and must not be cut off
        self.column.setContentsMargins(inset, inset, inset, inset)
        self.setWidget(self.body)


class RemadeList(ScrollColumn):
    """A list whose lines are made anew when what they show has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QWidget | None = None

    def begin(self, spacing: int = 4) -> QVBoxLayout:
        """The column of a new page in place of the old one; its lines go in from the top."""
        if self._page is not None:
            self.column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        look = theme.current()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(2, 0, look.px(8), 0)
        column.setSpacing(look.px(spacing))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._page)
        return column

    def wanted_height(self) -> int:
        """What all its lines need."""
        return self._page.sizeHint().height() if self._page is not None else 0
