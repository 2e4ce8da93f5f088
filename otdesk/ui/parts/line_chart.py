# SPDX-License-Identifier: MIT
"""A goal over time on the screen, from the values the paper draws. Left and right walk the dots, Enter opens one."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk.rules.charts import Dot, LineChart
from otdesk.rules.goals import Help
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.focus import RingHolder
from otdesk.ui.theme import Theme, Type
from otdesk.words import short_date

_LEFT, _RIGHT, _TOP, _FOOT = 36, 78, 12, 24
_NEAR = 12


class LineChartView(QWidget):
    """`opened(n)` when the n-th dot was chosen. Its name is the chart in a sentence; the table twin has the figures."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: LineChart | None = None
        self._goal = self._aim = ""
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._ring = RingHolder(self, 6)

    def show_chart(self, chart: LineChart, spoken: str, goal: str, aim: str) -> None:
        """`goal` and `aim` are written at the right end of their lines."""
        self._chart, self._goal, self._aim, self._current = chart, goal, aim, -1
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(420), look.px(190))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(240), look.px(130))

    # --- painting ---

    def _plot(self) -> QRectF:
        px = theme.current().px
        return QRectF(self.rect()).adjusted(px(_LEFT), px(_TOP), -px(_RIGHT), -px(_FOOT))

    def _at(self, x: float, y: float) -> QPointF:
        plot = self._plot()
        return QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter, look, self._chart)
        self._paint_beside(painter, look, self._chart)
        for run in self._chart.runs:
            painter.setPen(QPen(look.color("primary"), look.px(2)))
            painter.drawPolyline([self._at(dot.x, dot.y) for dot in run])
        for number, dot in enumerate(self._chart.dots):
            self._paint_dot(painter, look, dot, current=number == self._current)
        self._paint_ends(painter, look, self._chart.dots)
        painter.end()

    def _paint_lines(self, painter: QPainter, look: Theme, chart: LineChart) -> None:
        line = look.px(16)
        for tick in chart.ticks_y:
            left, right = self._at(0, tick.at), self._at(1, tick.at)
            painter.setPen(QPen(look.color("border"), 1))
            painter.drawLine(left, right)
            room = QRectF(0, left.y() - line / 2, left.x() - look.px(6), line)
            drawing.words(painter, room, tick.words, look, Type.META, look.color("text2"), Qt.AlignmentFlag.AlignRight)
        for tick in chart.ticks_x:
            at = self._at(tick.at, 0)
            room = QRectF(at.x() - look.px(36), at.y() + look.px(6), look.px(72), line)
            drawing.words(
                painter, room, tick.words, look, Type.META, look.color("text2"), Qt.AlignmentFlag.AlignHCenter
            )
        if chart.aim is not None:
            x, y, to_x, to_y = chart.aim
            self._dashed(painter, look.color("text2"), self._at(x, y), self._at(to_x, to_y), [1, 3])
        if chart.goal is not None:
            self._dashed(painter, look.color("text"), self._at(0, chart.goal), self._at(1, chart.goal), [4, 3])

    def _dashed(self, painter: QPainter, ink: QColor, start: QPointF, end: QPointF, dashes: Sequence[float]) -> None:
        pen = QPen(ink, 1.4)
        pen.setDashPattern(list(dashes))
        painter.setPen(pen)
        painter.drawLine(start, end)

    def _paint_beside(self, painter: QPainter, look: Theme, chart: LineChart) -> None:
        """Words at the right end of goal and aim line, apart where the lines are near."""
        line = look.px(16)
        taken: list[float] = []
        ends = [(chart.goal, self._goal, Type.META_STRONG), (chart.aim[3] if chart.aim else None, self._aim, Type.META)]
        for at, said, kind in ends:
            if at is None or not said:
                continue
            y = self._at(1, at).y()
            while any(abs(y - other) < line for other in taken):
                y += line / 2
            taken.append(y)
            room = QRectF(self._plot().right() + look.px(6), y - line / 2, look.px(_RIGHT - 8), line)
            drawing.words(painter, room, said, look, kind, look.color("text"))

    def _paint_dot(self, painter: QPainter, look: Theme, dot: Dot, *, current: bool) -> None:
        """Filled on her own, open with prompts, half filled where nobody said."""
        place, radius = self._at(dot.x, dot.y), look.px(6 if current else 4.5)
        ink = look.color("focus" if current else "primary")
        painter.setPen(QPen(ink, look.px(2)))
        painter.setBrush(ink if dot.help is Help.OWN else look.color("surface"))
        painter.drawEllipse(place, radius, radius)
        if dot.help is Help.NOT_SAID:
            box = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
            painter.setBrush(ink)
            painter.drawChord(box, 180 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_ends(self, painter: QPainter, look: Theme, dots: Sequence[Dot]) -> None:
        """The figures of the first and the last dot, or of the one chosen."""
        shown = {0, len(dots) - 1, self._current} - {-1}
        for number in shown:
            if number >= len(dots):
                continue
            at = self._at(dots[number].x, dots[number].y)
            below = at.y() + look.px(26) < self._plot().bottom()
            room = QRectF(at.x() - look.px(36), at.y() + look.px(7) if below else at.y() - look.px(24), look.px(72),
                          look.px(16))  # fmt: skip
            drawing.words(painter, room, dots[number].words, look, Type.META_STRONG, look.color("text"),
                          Qt.AlignmentFlag.AlignHCenter)  # fmt: skip

    # --- walking the dots ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        dots = self._chart.dots if self._chart is not None else ()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and dots:
            start = self._current if self._current >= 0 else (len(dots) if step < 0 else -1)
            self._choose(max(0, min(len(dots) - 1, start + step)))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= self._current < len(dots):
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self._current = number
        if self._chart is not None:
            dot = self._chart.dots[number]
            announce(self, f"{short_date(dot.day)}: {dot.words}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        dots = self._chart.dots if self._chart is not None else ()
        near = theme.current().px(_NEAR)
        for number, dot in enumerate(dots):
            away = self._at(dot.x, dot.y) - event.position()
            if max(abs(away.x()), abs(away.y())) <= near:
                self._choose(number)
                self.opened.emit(number)
                return
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.focus_in(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.drop()
