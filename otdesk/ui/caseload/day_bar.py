# SPDX-License-Identifier: MIT
"""A student's school day as one bar: her own times in the school's color, hatch where she must not be taken out."""

from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otdesk import words
from otdesk.queries.student_days import DayPart, Part, StudentDay
from otdesk.rules.kinds import Pull
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.marks import Painted
from otdesk.ui.theme import Theme, Type
from otdesk.words import _


class DayBar(Painted):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: tuple[DayPart, ...] = ()
        self._color = 0

    def show_day(self, day: StudentDay, color: int) -> None:
        self._parts, self._color = day.parts, color
        self.setAccessibleName("; ".join(part_words(part) for part in day.parts) or _("No school day known"))
        self.update()

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(300), look.px(48))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        for part, box in self._boxes(rect, look):
            self._draw_part(painter, box, look, part)
        if self._parts:
            foot = QRectF(rect.left(), rect.top() + look.px(31), rect.width(), look.px(16))
            ink = look.color("text2")
            drawing.words(painter, foot, words.clock(self._parts[0].start), look, Type.META, ink)
            end = words.clock(self._parts[-1].end)
            drawing.words(painter, foot, end, look, Type.META, ink, Qt.AlignmentFlag.AlignRight)

    def _boxes(self, rect: QRectF, look: Theme) -> list[tuple[DayPart, QRectF]]:
        if not self._parts:
            return []
        first, last = self._parts[0].start, self._parts[-1].end
        scale = rect.width() / max(1, last - first)
        height = look.px(28)
        return [
            (
                part,
                QRectF(
                    round(rect.left() + (part.start - first) * scale), rect.top(),
                    max(2.0, round((part.end - part.start) * scale) - 2), height,
                ),
            )
            for part in self._parts
        ]  # fmt: skip

    def _draw_part(self, painter: QPainter, box: QRectF, look: Theme, part: DayPart) -> None:
        radius = look.px(4)
        if part.part is Part.THERAPY:
            color = look.school(self._color)
            drawing.rounded(painter, box, QColor(color.tint), QColor(color.solid), radius=radius, width=1.4)
            ink, text, kind = QColor(color.ink), _("OT"), Type.META_STRONG
        else:
            fill = look.color("window" if part.part is Part.AWAY else "sunk")
            drawing.rounded(painter, box, fill, None, radius=radius)
            if part.pull is not Pull.OK:
                self._hatch(painter, box, look, part.pull)
            ink, kind = look.color("text2"), Type.META
            text = {Part.AWAY: _("away"), Part.COMMITMENT: part.label, Part.CLASS: part.label}[part.part]
        if drawing.text_width(text, look, kind) <= box.width() - look.px(6):
            drawing.words(painter, box, text, look, kind, ink, Qt.AlignmentFlag.AlignHCenter)

    def _hatch(self, painter: QPainter, box: QRectF, look: Theme, pull: Pull) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        line = look.color("strong")
        line.setAlphaF(0.55 if pull is Pull.NEVER else 0.25)
        painter.setBrush(QBrush(line, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        painter.restore()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = event.position() if hasattr(event, "position") else event.pos().toPointF()
            look = theme.current()
            hit = next((part for part, box in self._boxes(QRectF(self.rect()), look) if box.contains(place)), None)
            QToolTip.showText(event.globalPos(), part_words(hit) if hit is not None else "", self)
            return True
        return super().event(event)


def part_words(part: DayPart) -> str:
    """ "8:30 – 9:30 Reading, never pull"."""
    time = words.span(part.start, part.end)
    if part.part is Part.THERAPY:
        return _("{time} occupational therapy").format(time=time)
    if part.part is Part.AWAY:
        return _("{time} not at school").format(time=time)
    if part.part is Part.COMMITMENT:
        return _("{time} {label}, not available").format(time=time, label=part.label)
    pull = {Pull.OK: _("OK to pull"), Pull.AVOID: _("avoid"), Pull.NEVER: _("never pull")}[part.pull]
    return f"{time} {part.label or _('no class listed')}, {pull}"
