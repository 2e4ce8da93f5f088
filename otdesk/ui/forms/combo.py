# SPDX-License-Identifier: MIT
"""A drop-down of values with words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from otdesk.ui import theme

Option = tuple[object, str]
LEAST = 150
"""Wide at least, at 100 %: longer words end in an ellipsis where the form has no more room."""


class Combo(QComboBox):
    """Values with words; typed letters choose."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self._values: list[object] = []
        self.fill(options)

    def fill(self, options: Sequence[Option]) -> None:
        """Other values to choose from; nothing is told."""
        blocked = self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in options]
        for _value, text in options:
            self.addItem(text)
        self.blockSignals(blocked)

    def setAccessibleName(self, name: str) -> None:
        """Linux tells a screen reader the value as the name; what is chosen here is told as the description."""
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)

    def value(self) -> object:
        return self._values[self.currentIndex()] if self._values and self.currentIndex() >= 0 else None

    def offer(self, options: Sequence[Option], chosen: object) -> None:
        """Other options; nothing is told."""
        blocked = self.blockSignals(True)
        if [text for _value, text in options] != [self.itemText(n) for n in range(self.count())]:
            self.clear()
            self.addItems([text for _value, text in options])
        self._values = [value for value, _text in options]
        self.blockSignals(blocked)
        self.choose(chosen)

    def choose(self, value: object) -> None:
        if value in self._values:
            blocked = self.blockSignals(True)
            self.setCurrentIndex(self._values.index(value))
            self.blockSignals(blocked)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.current().px(LEAST)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words that do not fit end in an ellipsis; the tool tip has them all."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        whole = option.currentText
        option.currentText = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width() - 2)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(self.currentText())
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()  # Enter saves the form; Space and Alt+Down open the list
            return
        super().keyPressEvent(event)
