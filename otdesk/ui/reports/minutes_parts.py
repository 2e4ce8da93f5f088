# SPDX-License-Identifier: MIT
"""Parts of the minutes page: the row of totals under the table, and the buckets of one line in words and color."""

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from otdesk.printouts import minutes_words
from otdesk.queries.ledger import MinutesReport
from otdesk.rules.kinds import Mode
from otdesk.rules.minutes import Ledger
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.marks import Painted
from otdesk.ui.parts.tables import PAD, TableView
from otdesk.ui.reports import minutes_cells
from otdesk.ui.theme import Theme, Type
from otdesk.words import _


class TotalsRows(QWidget):
    """One line for direct service, one for consultation, each figure under its column."""

    def __init__(self, table: TableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._lines: list[tuple[str, Ledger]] = []
        header = table.horizontalHeader()
        header.sectionResized.connect(self._moved)
        header.geometriesChanged.connect(self._moved)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_report(self, report: MinutesReport) -> None:
        self._lines = []
        for mode, title in ((Mode.DIRECT, _("All direct")), (Mode.CONSULT, _("All consult"))):
            if any(row.line.mode is mode and not row.apart and row.known for row in report.rows):
                self._lines.append((title, report.together(mode)))
        said = []
        for title, book in self._lines:
            found = minutes_words.figures(book)
            figures = [f"{minutes_words.bucket_title(name).lower()} {found[name]}" for name in minutes_words.BUCKETS]
            said.append(f"{title}: {', '.join(figures)}")
        self.setAccessibleName(". ".join(said))
        self.updateGeometry()
        self.update()

    def _moved(self) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, len(self._lines) * self._line_height())

    def _line_height(self) -> int:
        return theme.current().px(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        for number, (title, book) in enumerate(self._lines):
            top = number * self._line_height()
            painter.fillRect(0, top, self.width(), 1, look.color("border"))
            self._paint_line(painter, look, QRect(0, top, self.width(), self._line_height()), title, book)
        painter.end()

    def _paint_line(self, painter: QPainter, look: Theme, line: QRect, title: str, book: Ledger) -> None:
        header, model = self._table.horizontalHeader(), self._table.keyed()
        found = minutes_words.figures(book)
        for number, column in enumerate(model.columns if model is not None else ()):
            if header.isSectionHidden(number):
                continue
            left = header.sectionViewportPosition(number) + look.px(PAD)
            box = QRectF(left, line.top(), header.sectionSize(number) - 2 * look.px(PAD), line.height())
            if column.id == "name":
                drawing.words(painter, box, title, look, Type.CONTROL_STRONG, look.color("text"))
            elif column.id == "bar" and book.required:
                minutes_cells.paint_stack(painter, box, look, book)
            elif column.id in found:
                text = str(found[column.id])
                right = Qt.AlignmentFlag.AlignRight
                drawing.words(painter, box, text, look, Type.CONTROL_STRONG, look.color("text"), right)


class BucketMark(Painted):
    """A colored square with its word and figure: the legend and the figures of one line at once."""

    def __init__(self, name: str, minutes: int) -> None:
        super().__init__(f"{minutes_words.bucket_title(name)} {minutes}")
        self._name, self._minutes = name, minutes

    def wanted(self, look: Theme) -> QSizeF:
        title = drawing.text_width(minutes_words.bucket_title(self._name), look, Type.CONTROL)
        figure = drawing.text_width(str(self._minutes), look, Type.CONTROL_STRONG)
        return QSizeF(title + figure + look.px(12 + 6 + 5 + 4), look.px(22))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        side = look.px(12)
        square = QRectF(rect.left(), round(rect.center().y() - side / 2), side, side)
        minutes_cells.paint_bucket(painter, square, look, self._name)
        room = rect.adjusted(side + look.px(6), 0, 0, 0)
        title = minutes_words.bucket_title(self._name)
        used = drawing.words(painter, room, title, look, Type.CONTROL, look.color("text2"))
        room.setLeft(room.left() + used + look.px(5))
        drawing.words(painter, room, str(self._minutes), look, Type.CONTROL_STRONG, look.color("text"))


class BucketLine(QWidget):
    """The buckets of one line beside each other; those that are empty are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._flow = Flow(spacing=14)
        column.addWidget(self._flow)

    def show_book(self, book: Ledger) -> None:
        found = minutes_words.figures(book)
        self._flow.clear()
        for name, _tone, _hatched in minutes_cells.BUCKET_TONES:
            if found[name]:
                self._flow.add(BucketMark(name, found[name]))
