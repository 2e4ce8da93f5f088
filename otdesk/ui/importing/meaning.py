# SPDX-License-Identifier: MIT
"""What one column means: a drop-down with a check mark where the guess is sure, amber where it is not."""

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk.exchange.heading_words import WORDS
from otdesk.queries.import_words import field_name
from otdesk.rules.import_rows import Column, Field, FileKind
from otdesk.ui import icons, theme
from otdesk.ui.forms.combo import Combo, Option
from otdesk.ui.parts import drawing
from otdesk.ui.parts.focus import RingHolder
from otdesk.ui.theme import Type
from otdesk.words import _


def options(kind: FileKind) -> list[Option]:
    """Every field a column of such a file can be, and none."""
    return [(None, _("Not used")), *((name, field_name(name)) for name in WORDS[kind])]


class MeaningCombo(Combo):
    """`meant(index of the column, field or None)` when the person chooses."""

    meant = Signal(int, object)

    def __init__(self, column: Column, kind: FileKind, parent: QWidget | None = None) -> None:
        super().__init__(options(kind))
        self.setParent(parent)
        self.column = column
        self._ring = RingHolder(self, 8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.activated.connect(self._chosen)
        self.show_column(column)

    def show_column(self, column: Column) -> None:
        self.column = column
        self.choose(column.field)
        self._name()
        self.update()

    def field(self) -> Field | None:
        value = self.value()
        return value if isinstance(value, Field) else None

    def _name(self) -> None:
        heading = self.column.heading or _("without heading")
        self.setAccessibleName(_("Column {heading}").format(heading=heading))
        state = _("not sure, check it") if self.column.doubtful else _("matched") if self.column.field else ""
        self.setAccessibleDescription(state)
        self.setToolTip(f"{heading}: {self.currentText()}")

    def _chosen(self) -> None:
        if self.field() is not self.column.field or self.column.doubtful:
            self.meant.emit(self.column.index, self.field())

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = drawing.text_width(self.currentText(), look, Type.CONTROL_STRONG)
        return QSize(int(width + look.px(9 + 16 + 6 + 4 + 16 + 7)), look.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fill, line, ink, icon = "surface", "strong", "text", "circle-check"
        mark = "done.ink"
        if self.column.field is None:
            fill, line, ink, icon, mark = "window", "strong", "text2", "circle-minus", "text2"
        elif self.column.doubtful:
            fill, line, ink, icon, mark = "todo.tint", "todo.ink", "todo.ink", "circle-alert", "todo.ink"
        box = QRectF(self.rect())
        drawing.rounded(painter, box, look.color(fill), look.color(line), radius=look.px(7))
        side = look.px(16)
        top = (self.height() - side) / 2
        icons.paint(painter, icon, look.color(mark), look.px(9), top, side)
        right = self.width() - look.px(7) - side
        icons.paint(painter, "chevron-down", look.color(ink), right, top, side)
        left = look.px(9) + side + look.px(6)
        room = QRectF(left, 0, right - left - look.px(2), self.height())
        drawing.words(painter, room, self.currentText(), look, Type.CONTROL_STRONG, look.color(ink))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling over it must not change what a column means

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.focus_in(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.drop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
