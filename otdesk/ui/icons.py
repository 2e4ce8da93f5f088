# SPDX-License-Identifier: MIT
"""Lucide icons in the theme's colors, sharp at every scale; kept in Qt's own pixmap cache."""

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from otdesk import paths

STROKE = 1.75


@cache
def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def _renderer(name: str, color: str) -> QSvgRenderer:
    svg = _source(name).replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    return QSvgRenderer(QByteArray(svg.encode()))


def pixmap(name: str, color: QColor | str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon `size` logical pixels square; `ratio` is the device pixel ratio it will be shown at.

    Raises FileNotFoundError for a name that is not in resources/icons.
    """
    ink = QColor(color).name()
    key = f"otdesk/{name}/{ink}/{size}/{ratio:.2f}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    renderer = _renderer(name, ink)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def icon(name: str, color: QColor | str, size: int = 16) -> QIcon:
    """For actions, menus and other places that Qt paints."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, color, size, ratio))
    return made


def paint(painter: QPainter, name: str, color: QColor | str, x: float, y: float, size: int) -> None:
    """Draw the icon with its upper left corner at (x, y)."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(QPointF(x, y), pixmap(name, color, size, ratio))
