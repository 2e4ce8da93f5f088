# SPDX-License-Identifier: MIT
"""A day's blocks of some grades drawn on one line."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QSizePolicy

from otdesk import words
from otdesk.rules.entries_places import BellEntry
from otdesk.rules.kinds import Pull
from otdesk.ui.parts import drawing
from otdesk.ui.parts.marks import Painted
from otdesk.ui.theme import Theme, Type
from otdesk.words import _


def pull_words(pull: Pull) -> str:
    return {Pull.OK: _("OK"), Pull.AVOID: _("Avoid"), Pull.NEVER: _("Never")}[pull]


class BellLane(Painted):
    """The blocks of some grades on one line."""

    def __init__(self, blocks: tuple[BellEntry, ...], first: int, last: int) -> None:
        said = ", ".join(f"{words.span(b.start, b.end)} {b.label} {pull_words(b.pull)}" for b in blocks)
        super().__init__(said)
        self._blocks, self._first, self._last = blocks, first, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(280), look.px(38))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        scale = rect.width() / max(1, self._last - self._first)
        drawing.rounded(painter, rect, look.color("sunk"), None, radius=look.px(6))
        for block in self._blocks:
            left = rect.left() + (block.start - self._first) * scale
            box = QRectF(round(left), rect.top() + 1, round((block.end - block.start) * scale) - 2, rect.height() - 2)
            self._draw_block(painter, box, look, block)

    def _draw_block(self, painter: QPainter, box: QRectF, look: Theme, block: BellEntry) -> None:
        pair = {Pull.OK: look.colors.done, Pull.AVOID: look.colors.todo, Pull.NEVER: look.colors.neutral}[block.pull]
        ink = QColor(pair.ink)
        drawing.rounded(painter, box, QColor(pair.tint), ink, radius=look.px(5))
        if block.pull is Pull.NEVER:
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            line = look.color("strong")
            line.setAlphaF(0.45)
            painter.setBrush(QBrush(line, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.px(4), look.px(4))
            painter.restore()
        if box.width() > look.px(34):
            room = box.adjusted(look.px(6), 0, -look.px(3), 0)
            drawing.words(painter, room, block.label, look, Type.META_STRONG, ink)
