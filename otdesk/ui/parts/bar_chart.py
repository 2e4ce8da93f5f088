# SPDX-License-Identifier: MIT
"""Stacked bars on the screen, a legend, and the same figures as a table. Every layer says its figure where it fits;
layers differ by shade, outline and order, so that color is never alone."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.rules.charts import Bar, StackedBars
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Theme, Type
from otdesk.words import _

_MIX = (0.0, 0.42, 0.68, 0.88, 1.0)
"""How much of the surface is mixed into the ink of each layer, from the bottom."""
_HIGH = 122


def layer(look: Theme, number: int) -> QColor:
    ink, paper = look.color("primary"), look.color("surface")
    part = _MIX[min(number, len(_MIX) - 1)]
    return QColor(*(round(a + (b - a) * part) for a, b in zip(_rgb(ink), _rgb(paper), strict=True)))


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def _ink_on(fill: QColor) -> QColor:
    """Black or white, whichever reads better on it."""
    light = (0.299 * fill.red() + 0.587 * fill.green() + 0.114 * fill.blue()) / 255
    return QColor("#14181D") if light > 0.5 else QColor("#FFFFFF")


def swatch(painter: QPainter, box: QRectF, look: Theme, number: int) -> None:
    """The fill of a layer; lighter ones are outlined, so that each stands out of the surface."""
    line = look.color("strong") if number else None
    drawing.rounded(painter, box, layer(look, number), line, radius=look.px(3))


class BarChart(QWidget):
    """The picture. Its description is the whole chart in words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._chart = StackedBars((), ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: StackedBars) -> None:
        self._chart = chart
        said = labels.bars_summary(chart)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(300), look.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(160), look.px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        foot = look.px(22)
        area = QRectF(0, look.px(4), self.width(), self.height() - foot - look.px(4))
        bars = self._chart.bars
        wide = self.width() / max(1, len(bars))
        for number, bar in enumerate(bars):
            room = QRectF(number * wide, area.top(), wide, area.height())
            self._paint_bar(painter, look, room, bar)
            said = QRectF(room.left(), area.bottom() + look.px(3), wide, foot - look.px(3))
            drawing.words(painter, said, bar.words, look, Type.META, look.color("text2"), _MIDDLE)
        drawing_floor = QRectF(0, area.bottom(), self.width(), 1)
        painter.fillRect(drawing_floor, look.color("strong"))
        painter.end()

    def _paint_bar(self, painter: QPainter, look: Theme, room: QRectF, bar: Bar) -> None:
        gap = min(look.px(10), room.width() * 0.12)
        inside = room.adjusted(gap / 2, 0, -gap / 2, 0)
        bottom, scale = room.bottom(), room.height() / max(1, self._chart.highest)
        for number, part in enumerate(bar.parts):
            if not part:
                continue
            tall = part * scale
            box = QRectF(inside.left(), bottom - tall + 1, inside.width(), max(2.0, tall - 1))
            swatch(painter, box, look, number)
            said = words.hours_short(part)
            fits = box.height() >= look.px(15) and box.width() > drawing.text_width(said, look, Type.META_STRONG)
            if fits:
                drawing.words(painter, box, said, look, Type.META_STRONG, _ink_on(layer(look, number)), _MIDDLE)
            bottom -= tall


_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class _Key(QWidget):
    """One entry of the legend."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__()
        self._number, self._text = number, text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(int(drawing.text_width(self._text, look, Type.META)) + look.px(22), look.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        side = look.px(12)
        swatch(painter, QRectF(0, (self.height() - side) / 2, side, side), look, self._number)
        room = QRectF(side + look.px(6), 0, self.width(), self.height())
        drawing.words(painter, room, self._text, look, Type.META, look.color("text2"))
        painter.end()


class ChartCard(Card):
    """A chart with its title, its sum, its legend, and the table behind a button."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.total = Words("", Type.CARD)
        self.toggle = IconButton("rows-3", _("Show as a table"))
        self.toggle.clicked.connect(self.turn)
        if self.header is not None:
            self.header.addWidget(self.total)
            self.header.addWidget(self.toggle)
        self.chart = BarChart(title)
        self.table = QWidget()
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        self._legend = Flow(spacing=12)
        column.addWidget(self.chart, 1)
        column.addWidget(self._legend)
        self._stack.addWidget(front)
        self._stack.addWidget(self.table)
        self.add(self._stack, 1)
        self._shown: StackedBars | None = None

    def show_chart(self, chart: StackedBars, title: str) -> None:
        self.setAccessibleName(title)
        self.chart.setAccessibleName(title)
        if self.heading is not None:
            self.heading.setText(title)
        self.total.setText(words.hours(sum(bar.total for bar in chart.bars)))
        if chart == self._shown:
            return
        self._shown = chart
        self.chart.show_chart(chart)
        self._legend.clear()
        for number, name in enumerate(chart.series):
            self._legend.add(_Key(number, name))
        self._fill(chart)

    def _fill(self, chart: StackedBars) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._grid.setHorizontalSpacing(theme.current().px(7))
        for column, name in enumerate((*chart.series, _("Total")), start=1):
            self._grid.addWidget(Words(name, Type.META_STRONG, "text2", wrap=True), 0, column, _RIGHT)
        for row, bar in enumerate(chart.bars, start=1):
            self._grid.addWidget(Words(bar.words, Type.CONTROL_STRONG), row, 0)
            for column, part in enumerate((*bar.parts, bar.total), start=1):
                self._grid.addWidget(Words(words.hours_short(part), Type.CONTROL), row, column, _RIGHT)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(len(chart.bars) + 1, 1)

    def turn(self) -> None:
        """From the picture to the table and back."""
        table = self._stack.currentIndex() == 0
        self._stack.setCurrentIndex(int(table))
        icon, said = ("chart-column", _("Show as a picture")) if table else ("rows-3", _("Show as a table"))
        self.toggle.say_icon(icon, said)


_RIGHT = Qt.AlignmentFlag.AlignRight
