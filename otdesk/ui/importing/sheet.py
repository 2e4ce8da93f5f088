# SPDX-License-Identifier: MIT
"""The first rows of a file under its headings, with what each column is taken for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from otdesk.rules.import_rows import Column, Field, FileKind, Table
from otdesk.ui import theme
from otdesk.ui.importing.meaning import MeaningCombo
from otdesk.ui.parts import drawing
from otdesk.ui.theme import Density, Theme, Type
from otdesk.words import _, full_date

MARGIN = 12
GAP = 6
_NARROWEST, _WIDEST = 84, 250
_SAMPLE_ROWS, _FEW_ROWS = 6, 4  # few in a low window, where the checks are to be seen too

Spots = frozenset[tuple[int, Field | None]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the spreadsheet, its cells, and which of them are in doubt (indexes)."""

    number: int
    cells: tuple[str, ...]
    amber: frozenset[int] = frozenset()


def lines_of(table: Table, doubts: Spots, count: int) -> tuple[Line, ...]:
    """`doubts`: row number and field of cells to be checked."""
    lines = []
    for row in table.rows[:count]:
        amber = {column.index for column in table.columns if column.field and (row.number, column.field) in doubts}
        lines.append(Line(row.number, tuple(cell_words(cell) for cell in row.cells), frozenset(amber)))
    return tuple(lines)


def cell_words(cell: str) -> str:
    """A real date comes as ISO text; all else as it stands, on one line."""
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        try:
            return full_date(date.fromisoformat(cell))
        except ValueError:
            return cell
    return " ".join(cell.split())


class SheetTable(QWidget):
    """`meant(column, field)` when the person corrects a column."""

    meant = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combos: list[MeaningCombo] = []
        self._headings: tuple[str, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._kind: FileKind | None = None
        self._lefts: list[int] = []
        self._widths: list[int] = []

    def show_table(self, table: Table, kind: FileKind, doubts: Spots) -> None:
        self._headings = tuple(column.heading for column in table.columns)
        self._lines = lines_of(table, doubts, _SAMPLE_ROWS)
        if self._kind is kind and len(self.combos) == len(table.columns):
            for combo, column in zip(self.combos, table.columns, strict=True):
                combo.show_column(column)
        else:
            self._kind = kind
            self._make_combos(table.columns, kind)
        self._changed()

    def show_plain(self, headings: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """A file without columns to match, such as a calendar."""
        self._kind = None
        self._make_combos((), FileKind.CALENDAR)
        self._headings = tuple(headings)
        self._lines = tuple(Line(number, cells) for number, cells in rows[:_SAMPLE_ROWS])
        self._changed()

    def lines(self) -> tuple[Line, ...]:
        """What is shown, as far as the window's height allows."""
        return self._shown(theme.current())

    def _make_combos(self, columns: Sequence[Column], kind: FileKind) -> None:
        for combo in self.combos:
            combo.hide()
            combo.deleteLater()
        self.combos = [MeaningCombo(column, kind, self) for column in columns]
        for combo in self.combos:
            combo.meant.connect(self.meant)
            combo.show()

    def _changed(self) -> None:
        samples = "; ".join(", ".join(cell for cell in line.cells if cell) for line in self._lines[:2])
        self.setAccessibleName(_("First rows: {rows}").format(rows=samples))
        self._place()
        self.updateGeometry()
        self.update()

    # --- measuring ---

    def _wanted(self, look: Theme, number: int) -> int:
        texts = [drawing.text_width(self._headings[number], look, Type.META) + look.px(6)]
        texts.extend(
            drawing.text_width(line.cells[number], look, Type.CONTROL) + look.px(16)
            for line in self._lines
            if number < len(line.cells)
        )
        if number < len(self.combos):
            texts.append(self.combos[number].sizeHint().width())
        return min(max(int(max(texts)), look.px(_NARROWEST)), look.px(_WIDEST))

    def _place(self) -> None:
        look = theme.current()
        widths = [self._wanted(look, number) for number in range(len(self._headings))]
        gap, margin = look.px(GAP), look.px(MARGIN)
        spare = self.width() - 2 * margin - sum(widths) - gap * max(0, len(widths) - 1)
        if widths and spare > 0:
            widths = [width + spare // len(widths) for width in widths]
        self._widths, self._lefts = widths, []
        left = margin
        for number, width in enumerate(widths):
            self._lefts.append(left)
            if number < len(self.combos):
                combo = self.combos[number]
                combo.setGeometry(left, self._combo_top(look), width, combo.sizeHint().height())
            left += width + gap

    def _combo_top(self, look: Theme) -> int:
        return look.px(MARGIN + 20)

    def _rows_top(self, look: Theme) -> int:
        return look.px(MARGIN + 20) + (look.px(30 + 8) if self.combos else look.px(4))

    def _shown(self, look: Theme) -> tuple[Line, ...]:
        return self._lines[: _FEW_ROWS if look.density is Density.COMPACT else _SAMPLE_ROWS]

    def _row_height(self, look: Theme) -> int:
        return look.table_row - look.px(4)

    def sizeHint(self) -> QSize:
        look = theme.current()
        widths = [self._wanted(look, number) for number in range(len(self._headings))]
        width = sum(widths) + look.px(GAP) * max(0, len(widths) - 1) + 2 * look.px(MARGIN)
        return QSize(width, self._rows_top(look) + self._row_height(look) * len(self._shown(look)) + look.px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        for number, heading in enumerate(self._headings):
            room = QRectF(self._lefts[number] + look.px(2), look.px(MARGIN - 2), self._widths[number], look.px(20))
            drawing.words(painter, room, heading, look, Type.META, look.color("text2"))
        height = self._row_height(look)
        across = self.width() - 2 * look.px(MARGIN)
        for place, line in enumerate(self._shown(look)):
            top = self._rows_top(look) + place * height
            self._paint_line(painter, look, line, top, height)
            painter.fillRect(QRectF(look.px(MARGIN), top, across, 1), look.color("border"))
        painter.end()

    def _paint_line(self, painter: QPainter, look: Theme, line: Line, top: int, height: int) -> None:
        for number, cell in enumerate(line.cells[: len(self._lefts)]):
            box = QRectF(self._lefts[number], top + 1, self._widths[number], height - 1)
            if number in line.amber:
                painter.fillRect(box, look.color("todo.tint"))
            unused = number < len(self.combos) and self.combos[number].column.field is None
            ink = "todo.ink" if number in line.amber else "text3" if unused else "text"
            inner = box.adjusted(look.px(9), 0, -look.px(5), 0)
            drawing.words(painter, inner, cell, look, Type.CONTROL, look.color(ink))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()
            self.updateGeometry()
            self.update()


class SheetArea(QScrollArea):
    """The table, as high as it needs; it scrolls sideways when the file has many columns."""

    def __init__(self, table: SheetTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setWidget(table)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        height = self.table.sizeHint().height()
        if self.table.sizeHint().width() > self.width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(self.table.sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self.sizeHint().height())

    def fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
