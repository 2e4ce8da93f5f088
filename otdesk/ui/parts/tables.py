# SPDX-License-Identifier: MIT
"""The table of the house: calm rows, one ring around the current one, everything by keys."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.models import ROW_ROLE, Column, KeyedTableModel
from otdesk.ui.theme import Theme, Type

Index = QModelIndex | QPersistentModelIndex
_LETTERS = range(int(Qt.Key.Key_A), int(Qt.Key.Key_Z) + 1)
PAD = 8
LEAST, MOST, STEP = 40, 600, 10  # pixels at 100 % of a column, and by how much a key widens it


class CellDelegate(QStyledItemDelegate):
    """Paints a cell of a KeyedTableModel: fill, hairline, check box, then the column's own paint or its words."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.color("select"))
        elif index.row() == self._view.hovered_row:
            painter.fillRect(box, look.color("hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look.color("border"))
        self._paint_cell(painter, box, look, index)
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            self._paint_ring(painter, box, look, index)
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRectF, look: Theme, index: Index) -> None:
        inner = box.adjusted(look.px(PAD), 0, -look.px(PAD), -1)
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        if checked is not None:
            self._paint_check(painter, inner, look, checked=Qt.CheckState(checked) is Qt.CheckState.Checked)
            inner.setLeft(inner.left() + look.px(30))
        column = self._view.column_at(index.column())
        if column is not None and column.paint is not None:
            column.paint(painter, inner, look, index.data(ROW_ROLE))
            return
        right = column is not None and column.right
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        kind, color = (column.kind, column.color) if column is not None else (theme.Type.CONTROL, "text")
        drawing.words(painter, inner, str(index.data() or ""), look, kind, look.color(color), align)

    def _paint_check(self, painter: QPainter, inner: QRectF, look: Theme, *, checked: bool) -> None:
        side = look.px(16)
        box = QRectF(inner.left() + look.px(2), round(inner.center().y() - side / 2), side, side)
        fill = look.color("primary" if checked else "surface")
        drawing.rounded(painter, box, fill, None if checked else look.color("strong"), radius=look.px(4))
        if checked:
            tick = look.px(12)
            at = box.center()
            icons.paint(painter, "check", QColor(look.colors.on_primary), at.x() - tick / 2, at.y() - tick / 2, tick)

    def _paint_ring(self, painter: QPainter, box: QRectF, look: Theme, index: Index) -> None:
        header = self._view.horizontalHeader()
        places = [header.visualIndex(i) for i in range(header.count()) if not header.isSectionHidden(i)]
        mine = header.visualIndex(index.column())
        color = look.color("focus")
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), color)
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), color)
        if mine == min(places):
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), color)
        if mine == max(places):
            painter.fillRect(QRectF(box.right() - 2, box.top(), 2, box.height()), color)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        return QSize(look.px(80), look.table_row)


class Headings(QHeaderView):
    """The arrow of the sorted column stands after words and before figures, never on them. While the table has the
    keyboard the column of the current cell is underlined: that one is made wider and narrower by keys."""

    def __init__(self, table: "TableView") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        column = self._table.column_at(section)
        if self._table.hasFocus() and section == self._table.currentIndex().column():
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), theme.current().color("focus"))
        if section != self.sortIndicatorSection() or column is None or not self._table.isSortingEnabled():
            return
        look = theme.current()
        side, pad = look.px(13), look.px(PAD)
        width = drawing.text_width(column.title, look, Type.CONTROL)
        left = rect.right() - pad - width - side - 3 if column.right else rect.left() + pad + width + 5
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        top = round(rect.center().y() - side / 2)
        icons.paint(painter, "arrow-up" if up else "arrow-down", look.color("text2"), left, top, side)


class TableView(QTableView):
    """Whole rows. Enter or a double click says `opened(row)`; letters are left to the screen; Space checks.

    Widths of columns (at 100 %) that the person changed, by column id, are in `own_widths`; `resized` comes with each.
    A table with a name in `kept_as` finds them again at the next start (ui/column_widths.py)."""

    opened = Signal(object)
    current_changed = Signal(object)
    resized = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept_as = ""
        self.own_widths: dict[str, int] = {}
        self.setAccessibleName(name)
        self.setProperty("incard", True)
        self.hovered_row = -1
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = Headings(self)
        self.setHorizontalHeader(header)
        header.sectionResized.connect(self._dragged)
        self._arrived = QTimer(self)  # in the next turn, after Qt has told of the table itself
        self._arrived.setSingleShot(True)
        self._arrived.setInterval(0)
        self._arrived.timeout.connect(self._tell_arrival)
        self.entered.connect(self._hover)
        self.doubleClicked.connect(self._open)
        self._measure()

    def keyed(self) -> KeyedTableModel[object] | None:
        model = self.model()
        return model if isinstance(model, KeyedTableModel) else None

    def column_at(self, number: int) -> Column[object] | None:
        model = self.keyed()
        return model.columns[number] if model is not None and number < len(model.columns) else None

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._measure()
        if self.selectionModel() is not None:
            self.selectionModel().currentRowChanged.connect(self._tell_current)

    def sort_first(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let headings sort; this one to begin with."""
        self.horizontalHeader().setSectionsClickable(True)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.sortByColumn(column, order)

    def put_widths(self, widths: Mapping[str, int]) -> None:
        self.own_widths = {name: min(max(width, LEAST), MOST) for name, width in widths.items()}
        self._measure()

    def current_row(self) -> object | None:
        model = self.keyed()
        return None if model is None else model.row_at(self.currentIndex())

    def select_key(self, key: object) -> bool:
        """Make the row with `key` current; False when it is not shown."""
        model = self.keyed()
        place = -1 if model is None else model.place_of(key)
        if place < 0:
            return False
        self.setCurrentIndex(self.model().index(place, 0))
        return True

    def _measure(self) -> None:
        look = theme.current()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(look.table_row)
        self.horizontalHeader().setFixedHeight(look.px(34))
        model = self.keyed()
        for number, column in enumerate(model.columns if model is not None else ()):
            if column.width:
                self.setColumnWidth(number, self.wide(column, look))
            else:
                self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _dragged(self, number: int, _before: int, now: int) -> None:
        """Only what the person drags is kept, not what a layout does."""
        column = self.column_at(number)
        if column is not None and column.width and self.horizontalHeader().underMouse() and _is_dragging():
            self.own_widths[column.id] = min(max(_unzoomed(now), LEAST), MOST)
            self.resized.emit()

    def widen(self, by: int) -> None:
        """The column of the current cell, in pixels at 100 %."""
        number = self.currentIndex().column()
        column = self.column_at(number)
        if column is not None and column.width:
            self.put_widths({**self.own_widths, column.id: _unzoomed(self.columnWidth(number)) + by})
            self.resized.emit()

    def wide(self, column: Column[object], look: Theme) -> int:
        """The width the person gave, else the column's own, or more where its heading needs it."""
        if column.id in self.own_widths:
            return look.px(self.own_widths[column.id])
        heading = drawing.text_width(column.title, look, theme.Type.CONTROL)
        return max(look.px(column.width), round(heading + 2 * look.px(PAD)) if column.title else 0)

    def _hover(self, index: QModelIndex) -> None:
        self.hovered_row = index.row()
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        model = self.keyed()
        row = None if model is None else model.row_at(index)
        if row is not None:
            self.opened.emit(row)

    def _tell_current(self) -> None:
        self.current_changed.emit(self.current_row())
        self.viewport().update()

    def _draw_headings(self) -> None:
        """Again, as Qt does it when words change: who asks PySide for the viewport of a header leaves it behind."""
        header = self.horizontalHeader()
        header.headerDataChanged(Qt.Orientation.Horizontal, 0, header.count() - 1)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._draw_headings()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A screen reader is told the current row too: Qt tells it only when another row becomes current."""
        super().focusInEvent(event)
        self._draw_headings()
        self._arrived.start()

    def _tell_arrival(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            self.currentChanged(self.currentIndex(), QModelIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._draw_headings()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered_row = -1
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands of the screen, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        model = self.keyed()
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        if key in steps and event.modifiers() == Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier:
            self.widen(steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Home and self.model() is not None:
            self.setCurrentIndex(self.model().index(0, max(self.currentIndex().column(), 0)))
        elif key == Qt.Key.Key_End and self.model() is not None:
            last = self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(last, max(self.currentIndex().column(), 0)))
        elif key == Qt.Key.Key_Space and model is not None and self._can_check():
            model.toggle(self.currentIndex().row())
        elif (key in _LETTERS or key == Qt.Key.Key_Slash) and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _can_check(self) -> bool:
        index = self.currentIndex()
        if not index.isValid():
            return False
        first = index.siblingAtColumn(0)
        return bool(first.flags() & Qt.ItemFlag.ItemIsUserCheckable)


def _is_dragging() -> bool:
    return bool(QApplication.mouseButtons() & Qt.MouseButton.LeftButton)


def _unzoomed(pixels: int) -> int:
    return round(pixels * 100 / theme.current().px(100))
