# SPDX-License-Identifier: MIT
"""A table of very many rows, read in pages when they are shown."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt

from otdesk.ui.parts.models import Column, Index, KeyedTableModel

Row = TypeVar("Row")
PAGE = 100
_KEPT = 30
_TOP = QModelIndex()


class PagedTableModel(KeyedTableModel[Row]):
    """`read(start, most)` gives rows in the order they are shown; which these are, `show_count` says anew."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        read: Callable[[int, int], Sequence[Row]],
        *,
        spoken: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key, spoken=spoken, parent=parent)
        self._read = read
        self._count = 0
        self._pages: dict[int, Sequence[Row]] = {}

    def show_count(self, count: int) -> None:
        """Other rows, so many of them."""
        self.beginResetModel()
        self._count, self._pages = count, {}
        self.endResetModel()

    def grow_above(self, count: int) -> None:
        """So many new rows stand above those that are shown, which keep their place."""
        if not count:
            return
        self.beginInsertRows(_TOP, 0, count - 1)
        self._count += count
        self._pages = {}
        self.endInsertRows()

    def row_at(self, index: Index) -> Row | None:
        place = index.row()
        if not index.isValid() or place >= self._count:
            return None
        number, within = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
        return page[within] if within < len(page) else None

    def _fetch(self, number: int) -> Sequence[Row]:
        while len(self._pages) >= _KEPT:
            del self._pages[next(iter(self._pages))]
        self._pages[number] = self._read(number * PAGE, PAGE)
        return self._pages[number]

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._count

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Rows come in the order they are read in."""
