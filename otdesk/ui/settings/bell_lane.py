# SPDX-License-Identifier: MIT
"""A day's blocks of some grades drawn on one line, the hours above, and what the tints mean."""

from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otdesk import words
from otdesk.rules.entries_places import BellEntry
from otdesk.rules.kinds import Pull
from otdesk.ui.parts import drawing
from otdesk.ui.parts.marks import Painted
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _

PULL_TONES: dict[object, Tone] = {Pull.OK: Tone.DONE, Pull.AVOID: Tone.TODO, Pull.NEVER: Tone.NEUTRAL}
_SHORTEST = 3
"""Letters of a name that still say something."""


def pull_words(pull: Pull) -> str:
    return {Pull.OK: _("OK to pull"), Pull.AVOID: _("Avoid"), Pull.NEVER: _("Never")}[pull]


def short_label(label: str, room: float, look: Theme) -> str:
    """The name, else its first word, else as many first letters as fit; empty where not even three do."""
    first = label.split(" ", 1)[0].rstrip(",")
    for text in (label, first):
        if drawing.text_width(text, look, Type.META_STRONG) <= room:
            return text
    for length in range(len(first) - 1, _SHORTEST - 1, -1):
        if drawing.text_width(first[:length], look, Type.META_STRONG) <= room:
            return first[:length]
    return ""


def paint_block(painter: QPainter, box: QRectF, look: Theme, pull: Pull) -> QColor:
    """The tint, outline and pattern of a block; returns the ink for its words."""
    tone = PULL_TONES[pull]
    ink, tint = look.color(f"{tone}.ink"), look.color(f"{tone}.tint")
    drawing.rounded(painter, box, tint, ink, radius=look.px(5))
    if pull is Pull.NEVER:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        line = look.color("strong")
        line.setAlphaF(0.45)
        painter.setBrush(QBrush(line, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.px(4), look.px(4))
        painter.restore()
    return ink


class PullKey(Painted):
    """What a tint means: a swatch and its word."""

    def __init__(self, pull: Pull) -> None:
        super().__init__(pull_words(pull))
        self._pull = pull

    def wanted(self, look: Theme) -> QSizeF:
        width = drawing.text_width(pull_words(self._pull), look, Type.META)
        return QSizeF(look.px(18) + width + look.px(6), max(20, look.px(20)))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        side = look.px(12)
        box = QRectF(0.0, round((rect.height() - side) / 2), side, side)
        paint_block(painter, box, look, self._pull)
        room = rect.adjusted(look.px(18), 0, 0, 0)
        drawing.words(painter, room, pull_words(self._pull), look, Type.META, look.color("text2"))


class HourScale(Painted):
    """The full hours between the first and the last bell; drawn only, the lanes say their times."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(_("Hours from {span}").format(span=words.span(first, last)))
        self._first, self._last = first, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(200), look.px(18))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        scale = rect.width() / max(1, self._last - self._first)
        free = rect.left()
        for hour in range(-(-self._first // 60), self._last // 60 + 1):
            said = words.clock(hour * 60)
            width = drawing.text_width(said, look, Type.META)
            middle = rect.left() + (hour * 60 - self._first) * scale
            left = min(max(rect.left(), middle - width / 2), rect.right() - width)
            if left >= free:
                box = QRectF(left, rect.top(), width + 1, rect.height())
                drawing.words(painter, box, said, look, Type.META, look.color("text2"))
                free = left + width + look.px(6)


class BellLane(Painted):
    """The blocks of some grades on one line."""

    def __init__(self, blocks: tuple[BellEntry, ...], first: int, last: int) -> None:
        said = ", ".join(_block_words(block) for block in blocks)
        super().__init__(said)
        self._blocks, self._first, self._last = blocks, first, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(200), look.px(40))

    def box(self, block: BellEntry, rect: QRectF) -> QRectF:
        """Where a block lies in the lane."""
        scale = rect.width() / max(1, self._last - self._first)
        left = rect.left() + (block.start - self._first) * scale
        return QRectF(round(left), rect.top() + 1, round((block.end - block.start) * scale) - 2, rect.height() - 2)

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.rounded(painter, rect, look.color("sunk"), None, radius=look.px(6))
        for block in self._blocks:
            box = self.box(block, rect)
            ink = paint_block(painter, box, look, block.pull)
            room = box.adjusted(look.px(4), look.px(3), -look.px(2), -look.px(3))
            label = short_label(block.label, room.width(), look)
            when = words.clock(block.start)
            if drawing.text_width(when, look, Type.META) > room.width():
                when = ""
            name = QRectF(room.left(), room.top(), room.width(), room.height() / (2 if when else 1))
            drawing.words(painter, name, label, look, Type.META_STRONG, ink)
            if when:
                drawing.words(painter, name.translated(0, name.height()), when, look, Type.META, ink)

    def event(self, event: QEvent) -> bool:
        """Resting on a block tells it whole: narrow ones have only room for letters."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos()
            rect = QRectF(self.rect())
            said = [_block_words(block) for block in self._blocks if self.box(block, rect).contains(at)]
            QToolTip.showText(event.globalPos(), said[0] if said else "", self)
            return True
        return super().event(event)


def _block_words(block: BellEntry) -> str:
    return f"{words.span(block.start, block.end)} {block.label} {pull_words(block.pull)}"


def name_width(look: Theme) -> int:
    """Of the grades at the left of a lane."""
    return look.px(54)


def spacer(look: Theme) -> QWidget:
    """As wide as the grades of a lane, so that the hours stand over the blocks."""
    made = QWidget()
    made.setFixedWidth(name_width(look))
    return made
