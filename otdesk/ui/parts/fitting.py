# SPDX-License-Identifier: MIT
"""A table that never scrolls sideways: where the width ends, columns step back in an order it is given."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.tables import PAD, TableView
from otdesk.ui.theme import Type


class Headings(QHeaderView):
    """The arrow of the sorted column stands after words and before figures, never on them."""

    def __init__(self, table: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        column = self._table.column_at(section)
        if section != self.sortIndicatorSection() or column is None or not self._table.isSortingEnabled():
            return
        look = theme.current()
        side, pad = look.px(13), look.px(PAD)
        width = drawing.text_width(column.title, look, Type.CONTROL)
        left = rect.right() - pad - width - side - 3 if column.right else rect.left() + pad + width + 5
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        top = round(rect.center().y() - side / 2)
        icons.paint(painter, "arrow-up" if up else "arrow-down", look.color("text2"), left, top, side)


class FittingTable(TableView):
    """`least`: what the first column, which takes the rest, needs at 100 %; `first_to_go`: column ids. `fitted` comes
    after columns went or came back."""

    fitted = Signal()

    def __init__(self, name: str, least: int, first_to_go: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._least, self._first_to_go = least, tuple(first_to_go)
        self.setHorizontalHeader(Headings(self))
        self._measure()

    def sort_first(self, column: int) -> None:
        """Let headings sort; this one to begin with."""
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.sortByColumn(column, Qt.SortOrder.AscendingOrder)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
