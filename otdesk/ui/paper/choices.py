# SPDX-License-Identifier: MIT
"""Choices of the print sheet: a round one with a second, quieter line, and a drop-down that stays narrow."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.theme import Type


def short_box() -> QComboBox:
    """A drop-down that cuts long entries instead of widening the sheet."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


class RadioLine(Choice):
    """Put several in a QButtonGroup: arrows move the choice."""

    def __init__(self, text: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._detail = detail
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        wide = max(
            drawing.text_width(self.text(), look, Type.ROW), drawing.text_width(self._detail, look, Type.CONTROL)
        )
        return QSize(int(wide) + look.px(28), look.px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        side = look.px(16)
        circle = QRectF(0.5, look.px(4), side, side)
        on = self.isChecked()
        line = None if on else look.color("strong")
        fill = look.color("primary" if on else "hover" if self.underMouse() else "surface")
        drawing.rounded(painter, circle, fill, line, radius=side / 2)
        if on:
            inner = circle.adjusted(side / 3, side / 3, -side / 3, -side / 3)
            drawing.rounded(painter, inner, QColor(look.colors.on_primary), None, radius=inner.height() / 2)
        left = side + look.px(10)
        room = QRectF(left, look.px(2), self.width() - left, look.px(20))
        drawing.words(painter, room, self.text(), look, Type.ROW, look.color("text"))
        room.translate(0, look.px(19))
        drawing.words(painter, room, self._detail, look, Type.CONTROL, look.color("text2"))
        painter.end()
