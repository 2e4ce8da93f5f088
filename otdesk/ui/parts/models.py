# SPDX-License-Identifier: MIT
"""Rows of a table by their keys. New rows are merged into the shown ones, so selection and place stay (trap 12)."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from otdesk.ui.theme import Theme, Type, TypeSize

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """How one column reads a row. `paint` draws the cell where words are not enough; `text` is always what it says."""

    id: str
    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None  # by `text` when not given
    paint: Callable[[QPainter, QRectF, Theme, Row], None] | None = None
    width: int = 120  # at 100 % zoom; 0 takes what is left
    right: bool = False
    kind: TypeSize = Type.CONTROL
    color: str = "text"
    tip: Callable[[Row], str] | None = None


class KeyedTableModel(QAbstractTableModel, Generic[Row]):
    """Frozen rows under `key(row)`. `spoken(row)` is what a screen reader says for a whole row."""

    checks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        *,
        spoken: Callable[[Row], str] | None = None,
        checkable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._spoken = spoken
        self._checkable = checkable
        self._rows: list[Row] = []
        self._checked: set[Hashable] = set()
        self._order: tuple[int, Qt.SortOrder] | None = None

    # --- rows ---

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row_at(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, key: Hashable) -> int:
        """Where the row with `key` stands, or -1."""
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), -1)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Change what is shown into `rows` by the smallest steps."""
        wanted = self._sorted(list(rows))
        kept = {self._key(row) for row in wanted}
        self._remove_others(kept)
        known = {self._key(row) for row in self._rows}
        for place, row in enumerate(wanted):
            key = self._key(row)
            if key not in known:
                self._insert(place, row)
            else:
                self._bring(place, key)
                self._put(place, row)
        if not self._checked <= kept:
            self._checked &= kept
            self.checks_changed.emit()

    def _remove_others(self, kept: set[Hashable]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._key(self._rows[last]) in kept:
                last -= 1
                continue
            first = last
            while first > 0 and self._key(self._rows[first - 1]) not in kept:
                first -= 1
            self.beginRemoveRows(_TOP, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _insert(self, place: int, row: Row) -> None:
        self.beginInsertRows(_TOP, place, place)
        self._rows.insert(place, row)
        self.endInsertRows()

    def _bring(self, place: int, key: Hashable) -> None:
        if self._key(self._rows[place]) == key:
            return
        source = next(i for i in range(place + 1, len(self._rows)) if self._key(self._rows[i]) == key)
        self.beginMoveRows(_TOP, source, source, _TOP, place)
        self._rows.insert(place, self._rows.pop(source))
        self.endMoveRows()

    def _put(self, place: int, row: Row) -> None:
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    # --- checks ---

    def checked(self) -> frozenset[Hashable]:
        return frozenset(self._checked)

    def check(self, keys: Iterable[Hashable]) -> None:
        """Exactly these rows are checked."""
        self._checked = set(keys)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.checks_changed.emit()

    def toggle(self, place: int) -> None:
        key = self._key(self._rows[place])
        self._checked ^= {key}
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        self.checks_changed.emit()

    # --- Qt ---

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._say(index.column(), row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and index.column() == 0:
            on = self._key(row) in self._checked
            return (Qt.CheckState.Checked if on else Qt.CheckState.Unchecked).value
        return None

    def _say(self, number: int, row: Row, column: Column[Row]) -> str:
        if number == 0 and self._spoken is not None:
            return self._spoken(row)
        return f"{column.title}: {column.text(row)}" if column.title else column.text(row)

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and index.column() == 0 and index.isValid():
            on = Qt.CheckState(value) is Qt.CheckState.Checked
            if on != (self._key(self._rows[index.row()]) in self._checked):
                self.toggle(index.row())
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        if index.isValid() and self._checkable and index.column() == 0:
            return base | Qt.ItemFlag.ItemIsUserCheckable
        return base

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            column = self.columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order) if 0 <= column < len(self.columns) else None
        if self._order is None:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._key(self._rows[index.row()]) for index in before]
        self._rows = self._sorted(self._rows)
        places = {self._key(row): place for place, row in enumerate(self._rows)}
        after = [self.index(places[key], index.column()) for key, index in zip(keys, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self, rows: list[Row]) -> list[Row]:
        if self._order is None:
            return rows
        column = self.columns[self._order[0]]
        return sorted(rows, key=column.sort or column.text, reverse=self._order[1] is Qt.SortOrder.DescendingOrder)
