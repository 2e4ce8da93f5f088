# SPDX-License-Identifier: MIT
"""The next 14 weeks as small stacks, so that a bad week is seen in time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk import words
from otdesk.queries.due import Due, DueKind
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.theme import Theme, Type
from otdesk.words import _, plural

WEEKS = 14
MOST = 4
"""Blocks drawn for one week; more are written as a figure."""
_EVALUATIONS = "#5F86BC"
"""3.7 : 1 on the light surface, 4.3 : 1 on the dark one."""


class Load(StrEnum):
    PLANS = "plans"
    EVALUATIONS = "evaluations"
    REPORTS = "reports"
    OTHER = "other"


_OF_KIND = {
    DueKind.ANNUAL_REVIEW: Load.PLANS,
    DueKind.REEVALUATION: Load.EVALUATIONS,
    DueKind.EVALUATION: Load.EVALUATIONS,
    DueKind.PROGRESS: Load.REPORTS,
}


def weeks(items: Sequence[Due], today: date) -> list[tuple[date, Counter[Load]]]:
    """(Monday, how many of each) of 14 weeks; what is overdue counts in this one, what is due on no day in none."""
    monday = today - timedelta(days=today.weekday())
    found = [(monday + timedelta(weeks=n), Counter[Load]()) for n in range(WEEKS)]
    for item in items:
        if not item.dated:
            continue
        number = max(0, (item.day - monday).days // 7)
        if number < WEEKS:
            found[number][1][_OF_KIND.get(item.kind, Load.OTHER)] += 1
    return found


def load_words() -> dict[Load, str]:
    return {
        Load.PLANS: _("Annual reviews"),
        Load.EVALUATIONS: _("Evaluations"),
        Load.REPORTS: _("Report periods"),
        Load.OTHER: _("Other"),
    }


class LoadStrip(QWidget):
    """Painted; what it shows is its accessible description, week by week, and stands in table and calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: list[tuple[date, Counter[Load]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The next 14 weeks"))

    def show_items(self, items: Sequence[Due], today: date) -> None:
        self._weeks = weeks(items, today)
        told = [
            _("week of {day}: {count}").format(
                day=words.short_date(monday), count=plural("{n} date", "{n} dates", counts.total())
            )
            for monday, counts in self._weeks
            if counts
        ]
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(600), look.px(84))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(320), look.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        drawing.rounded(painter, box, look.color("surface"), look.color("border"), radius=look.px(10))
        legend = self._legend_width(look)
        room = box.adjusted(look.px(14), look.px(8), -look.px(14) - legend, -look.px(6))
        for number, (monday, counts) in enumerate(self._weeks):
            width = room.width() / WEEKS
            self._paint_week(painter, QRectF(room.left() + number * width, room.top(), width, room.height()), look,
                             monday, counts, number)  # fmt: skip
        self._paint_legend(painter, QRectF(room.right() + look.px(14), box.top(), legend, box.height()), look)
        painter.end()

    def _legend_width(self, look: Theme) -> float:
        return max(drawing.text_width(text, look, Type.META) for text in load_words().values()) + look.px(36)

    def _paint_week(
        self, painter: QPainter, box: QRectF, look: Theme, monday: date, counts: Counter[Load], number: int
    ) -> None:
        foot = look.px(18)
        label = words.short_date(monday) if number == 0 or monday.day <= 7 else str(monday.day)
        at = QRectF(box.left(), box.bottom() - foot, box.width(), foot)
        if drawing.text_width(label, look, Type.META_STRONG) > box.width():
            label = str(monday.day)
        kind, ink = (Type.META_STRONG, "text") if number == 0 else (Type.META, "text2")
        drawing.words(painter, at, label, look, kind, look.color(ink), Qt.AlignmentFlag.AlignHCenter)
        height, gap = look.px(9), look.px(2)
        y = at.top() - height - gap
        blocks = [load for load in Load for _n in range(counts[load])]
        for load in blocks[:MOST]:
            block = QRectF(box.left() + look.px(3), y, box.width() - look.px(6), height)
            paint_block(painter, block, look, load)
            y -= height + gap
        if len(blocks) > MOST:
            more = QRectF(box.left(), y - look.px(6), box.width(), look.px(16))
            middle = Qt.AlignmentFlag.AlignHCenter
            drawing.words(painter, more, f"+{len(blocks) - MOST}", look, Type.META, look.color("text2"), middle)

    def _paint_legend(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        line, side = look.px(18), look.px(12)
        y = box.center().y() - line * len(Load) / 2
        for load, text in load_words().items():
            block = QRectF(box.left(), y + (line - look.px(9)) / 2, side, look.px(9))
            paint_block(painter, block, look, load)
            room = QRectF(box.left() + side + look.px(6), y, box.width() - side - look.px(6), line)
            drawing.words(painter, room, text, look, Type.META, look.color("text2"))
            y += line


def paint_block(painter: QPainter, box: QRectF, look: Theme, load: Load) -> None:
    """Three fills and an outline, told apart by lightness and shape, not by hue alone."""
    if load is Load.OTHER:
        inside = box.adjusted(0.5, 0.5, -0.5, -0.5)
        drawing.rounded(painter, inside, None, look.color("strong"), radius=look.px(2))
        return
    fill = {Load.PLANS: look.color("primary"), Load.EVALUATIONS: QColor(_EVALUATIONS)}.get(load, look.color("strong"))
    drawing.rounded(painter, box, fill, None, radius=look.px(2))
