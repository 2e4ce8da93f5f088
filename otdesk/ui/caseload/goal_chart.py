# SPDX-License-Identifier: MIT
"""A goal's data as a small chart: points over time, the aim line from baseline to target, the target's figure."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from otdesk import labels
from otdesk.queries.goal_progress import GoalRow
from otdesk.rules.goals import Help, help_of
from otdesk.ui.caseload import case_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.marks import Painted
from otdesk.ui.theme import Theme, Type
from otdesk.words import _, plural

_SHOWN = 12


class GoalChart(Painted):
    """The last points; filled dots on her own or not said, open ones with prompts. Its name says it in a sentence."""

    def __init__(self, goal: GoalRow, parent: QWidget | None = None) -> None:
        super().__init__(spoken(goal), parent)
        self._goal = goal
        self.setToolTip(spoken(goal))

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(164), look.px(38))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        goal, points = self._goal, self._goal.points[-_SHOWN:]
        area = rect.adjusted(look.px(4), look.px(8), -look.px(26), -look.px(6))
        values = [point.value for point in points]
        ends = [value for value in (goal.baseline, goal.target) if value is not None]
        if not values and not ends:
            drawing.words(painter, rect, _("no data yet"), look, Type.META, look.color("text3"))
            return
        low, high = min([*values, *ends]), max([*values, *ends])
        spread = (high - low) or 1.0

        def y(value: float) -> float:
            part = (value - low) / spread
            return area.bottom() - area.height() * (part if goal.higher_is_better else 1 - part)

        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if goal.baseline is not None and goal.target is not None:
            pen = QPen(look.color("strong"), 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(area.left(), y(goal.baseline)), QPointF(area.right(), y(goal.target)))
        if goal.target is not None:
            label = QRectF(area.right() + look.px(4), y(goal.target) - look.px(8), look.px(24), look.px(16))
            drawing.words(painter, label, f"{goal.target:g}", look, Type.META, look.color("text2"))
        days = [point.day for point in points]
        at = [QPointF(_x(area, days, day), y(value)) for day, value in zip(days, values, strict=True)]
        self._draw_points(painter, look, at)

    def _draw_points(self, painter: QPainter, look: Theme, at: list[QPointF]) -> None:
        ink = look.color("primary")
        painter.setPen(QPen(ink, 1.6 * look.zoom / 100))
        painter.drawPolyline(at)
        for number, (place, point) in enumerate(zip(at, self._goal.points[-_SHOWN:], strict=True)):
            last = number == len(at) - 1
            radius = look.px(3.4 if last else 1.8)
            prompted = help_of(point.prompt) is Help.PROMPTED
            painter.setBrush(look.color("surface") if prompted else ink)
            painter.drawEllipse(place, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def spoken(goal: GoalRow) -> str:
    """The chart in one sentence."""
    if goal.latest is None:
        return _("No data yet")
    said = plural("{n} data point", "{n} data points", len(goal.points))
    last = case_words.point_words(goal.latest, goal)
    if goal.target is None:
        return _("{said}, last {last}").format(said=said, last=last)
    target = labels.figure(goal.target, goal.measure, goal.unit)
    return _("{said}, last {last}; target {target}").format(said=said, last=last, target=target)


def _x(area: QRectF, days: list[date], day: date) -> float:
    span = (days[-1] - days[0]).days
    return area.left() + area.width() * ((day - days[0]).days / span if span else 1.0)
