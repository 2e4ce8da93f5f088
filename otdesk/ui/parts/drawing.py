# SPDX-License-Identifier: MIT
"""How the small marks are drawn. Widgets and table delegates share these, so a pill looks the same everywhere."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from otdesk.ui import icons
from otdesk.ui.theme import Theme, Type, TypeSize
from otdesk.ui.tokens import SchoolColor, Tone


@dataclass(frozen=True, slots=True)
class Mark:
    """Icon, words and tone of one status."""

    words: str
    icon: str = ""
    tone: Tone = Tone.NEUTRAL


def rounded(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    line: QColor | None = None,
    *,
    radius: float,
    width: float = 1.0,
    dash: bool = False,
) -> None:
    """A filled and outlined box whose outline lies inside `rect`, on whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        pen = QPen(line, width)
        if dash:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        half = width / 2
        inner = max(0.0, radius - half)
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), inner, inner)
    painter.restore()


def words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    theme: Theme,
    kind: TypeSize,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One line, cut with an ellipsis where it does not fit; returns the width it took."""
    text = theme.shown(text)
    font = theme.font(kind, text)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


def text_width(text: str, theme: Theme, kind: TypeSize) -> float:
    text = theme.shown(text)
    return QFontMetricsF(theme.font(kind, text)).horizontalAdvance(text)


def pill_size(theme: Theme, mark: Mark, *, large: bool = False) -> QSizeF:
    side, gap, ends = _pill_lengths(theme, large=large)
    icon_part = side + gap if mark.icon else 0
    width = text_width(mark.words, theme, Type.ROW if large else Type.META_STRONG)
    return QSizeF(width + icon_part + 2 * ends + 1, theme.px(36) if large else max(22, theme.px(22)))


def _pill_lengths(theme: Theme, *, large: bool) -> tuple[int, int, int]:
    """Icon, gap after it, room at either end."""
    return (theme.px(18), theme.px(8), theme.px(16)) if large else (theme.px(14), theme.px(5), theme.px(9))


def pill(painter: QPainter, rect: QRectF, theme: Theme, mark: Mark, *, large: bool = False) -> None:
    """A status: rounded box with icon and word, as high as `rect`."""
    pair = theme.colors.pair(mark.tone)
    ink, fill = QColor(pair.ink), QColor(pair.tint)
    line = theme.color("border") if mark.tone is Tone.PLAIN else None
    rounded(painter, rect, fill, line, radius=rect.height() / 2)
    side, gap, ends = _pill_lengths(theme, large=large)
    left = rect.left() + ends
    if mark.icon:
        icons.paint(painter, mark.icon, ink, left, rect.center().y() - side / 2, side)
        left += side + gap
    room = QRectF(left, rect.top(), rect.right() - left - ends + 2, rect.height())
    words(painter, room, mark.words, theme, Type.ROW if large else Type.META_STRONG, ink)


def chip_size(theme: Theme, code: str) -> QSizeF:
    return QSizeF(max(text_width(code, theme, Type.CODE) + theme.px(11), theme.px(28)), theme.px(18))


def chip(painter: QPainter, rect: QRectF, theme: Theme, code: str, color: SchoolColor) -> None:
    """The two-letter code of a school, in its color."""
    rounded(painter, rect, QColor(color.tint), QColor(color.solid), radius=theme.px(4), width=1.2)
    words(painter, rect, code, theme, Type.CODE, QColor(color.ink), Qt.AlignmentFlag.AlignHCenter)


def cap_size(theme: Theme, key: str) -> QSizeF:
    return QSizeF(max(text_width(key, theme, Type.KEY) + theme.px(12), theme.px(20)), theme.px(20))


def cap(painter: QPainter, rect: QRectF, theme: Theme, key: str, ink: QColor | None = None) -> None:
    """A key of the keyboard; `ink` is given where it stands on a colored button, and then is only outlined."""
    if ink is None:
        edge = theme.color("border")
        rounded(painter, rect, edge, None, radius=theme.px(4))
        rounded(painter, rect.adjusted(0, 0, 0, -1), theme.color("cap"), edge, radius=theme.px(4))
        color = theme.color("text2")
    else:
        edge = QColor(ink)
        edge.setAlphaF(0.6)
        rounded(painter, rect, None, edge, radius=theme.px(4))
        color = ink
    words(painter, rect, key, theme, Type.KEY, color, Qt.AlignmentFlag.AlignHCenter)


def badge_size(theme: Theme, text: str) -> QSizeF:
    height = theme.px(20)
    return QSizeF(max(text_width(text, theme, Type.META_STRONG) + theme.px(12), height), height)


def badge(painter: QPainter, rect: QRectF, theme: Theme, text: str, tone: Tone) -> None:
    """A count: a round tinted box, or plain figures for PLAIN."""
    pair = theme.colors.pair(tone)
    if tone is not Tone.PLAIN:
        rounded(painter, rect, QColor(pair.tint), None, radius=rect.height() / 2)
    words(painter, rect, text, theme, Type.META_STRONG, QColor(pair.ink), Qt.AlignmentFlag.AlignHCenter)


def minutes_bar(painter: QPainter, rect: QRectF, theme: Theme, done: float, expected: float | None, tone: Tone) -> None:
    """`done` and `expected` as parts of what is due, 0 to 1; the tick stands at `expected`."""
    height = theme.px(8)
    track = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
    rounded(painter, track, theme.color("sunk"), None, radius=height / 2)
    if done > 0:
        filled = QRectF(track)
        filled.setWidth(max(height, track.width() * min(done, 1.0)))
        rounded(painter, filled, QColor(theme.colors.pair(tone).ink), None, radius=height / 2)
    if expected is not None:
        x = track.left() + track.width() * min(max(expected, 0.0), 1.0)
        tick = QRectF(round(x) - 1, track.top() - theme.px(2), 2, height + theme.px(4))
        painter.fillRect(tick, theme.color("text"))


def goal_size(theme: Theme, text: str) -> QSizeF:
    return QSizeF(text_width(text, theme, Type.CODE) + theme.px(9), theme.px(20))


def goal(painter: QPainter, rect: QRectF, theme: Theme, text: str, tone: Tone) -> None:
    pair = theme.colors.pair(tone)
    rounded(painter, rect, QColor(pair.tint), None, radius=theme.px(4))
    words(painter, rect, text, theme, Type.CODE, QColor(pair.ink), Qt.AlignmentFlag.AlignHCenter)


def sparkline(
    painter: QPainter, rect: QRectF, theme: Theme, values: tuple[float, ...], target: float | None = None
) -> None:
    """A line through `values` (0 to 1) with a dot at the last one and the target as a dotted line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = theme.px(3)
    area = rect.adjusted(inset, inset, -inset, -inset)

    def height(value: float) -> float:
        return area.bottom() - area.height() * min(max(value, 0.0), 1.0)

    if target is not None:
        pen = QPen(theme.color("strong"), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(area.left(), height(target)), QPointF(area.right(), height(target)))
    if values:
        step = area.width() / max(1, len(values) - 1)
        points = [QPointF(area.left() + i * step, height(v)) for i, v in enumerate(values)]
        painter.setPen(QPen(theme.color("primary"), 1.5 * theme.zoom / 100))
        painter.drawPolyline(points)
        painter.setBrush(theme.color("primary"))
        painter.drawEllipse(points[-1], theme.px(2), theme.px(2))
    painter.restore()
