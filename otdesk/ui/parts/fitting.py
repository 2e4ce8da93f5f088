# SPDX-License-Identifier: MIT
"""A table that never scrolls sideways: where the width ends, columns step back in an order it is given."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from otdesk.ui import theme
from otdesk.ui.parts.tables import TableView


class FittingTable(TableView):
    """`least`: what the first column, which takes the rest, needs at 100 %; `first_to_go`: column ids. `fitted` comes
    after columns went or came back."""

    fitted = Signal()

    def __init__(self, name: str, least: int, first_to_go: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._least, self._first_to_go = least, tuple(first_to_go)
        self.resized.connect(self.fit)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(300), look.px(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(self._least), super().minimumSizeHint().height())

    def is_wanted(self, column_id: str) -> bool:
        """Whether the column is shown where there is room; a subclass may let the person choose."""
        return bool(column_id)

    def fit(self) -> None:
        model = self.keyed()
        if model is None:
            return
        look = theme.current()
        widths = {
            column.id: self.wide(column, look) if column.width else look.px(self._least) for column in model.columns
        }
        gone = {column.id for column in model.columns if not self.is_wanted(column.id)}
        for name in self._first_to_go:
            if sum(width for key, width in widths.items() if key not in gone) <= self.viewport().width():
                break
            gone.add(name)
        changed = [n for n, column in enumerate(model.columns) if self.isColumnHidden(n) != (column.id in gone)]
        for number in changed:
            self.setColumnHidden(number, model.columns[number].id in gone)
        if changed:
            self.fitted.emit()

    def put_widths(self, widths: Mapping[str, int]) -> None:
        super().put_widths(widths)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
