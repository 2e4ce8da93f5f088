# SPDX-License-Identifier: MIT
"""The phrases under the line one writes, after `;`: a digit or a click puts one in, letters choose among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.announce import announce
from otdesk.ui.theme import Type
from otdesk.words import _

SHOWN = 9
_WIDE, _HIGH, _EDGE = 380, 28, 4


@dataclass(frozen=True, slots=True)
class Offered:
    """A phrase as it is put in, and the category it is kept under."""

    text: str
    category: str = ""


def matching(offered: Sequence[Offered], letters: str) -> list[Offered]:
    """Those of a category that begins so; where none does, those with a word that begins so; no letters: all."""
    begin = letters.casefold()
    of_category = [each for each in offered if each.category and each.category.casefold().startswith(begin)]
    if not begin:
        return list(offered)
    return of_category or [each for each in offered if any(w.startswith(begin) for w in each.text.casefold().split())]


class PhraseList(QWidget):
    """Never has the keyboard: it lies over its window beside the text that has it. `chosen(n)` with a click."""

    chosen = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.shown: list[Offered] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Phrases"))
        self.hide()

    def show_phrases(self, offered: Sequence[Offered], line: QRect) -> None:
        """The first nine under `line`, a rectangle of the window; above it where there is no room below."""
        self.shown = list(offered[:SHOWN])
        look = theme.current()
        room = self.window().size()
        size = QSize(min(look.px(_WIDE), room.width()), len(self.shown) * look.px(_HIGH) + 2 * look.px(_EDGE))
        below = line.bottom() + look.px(8)
        top = below if below + size.height() <= room.height() else max(0, line.top() - size.height() - look.px(8))
        self.setGeometry(QRect(QPoint(max(0, min(line.left(), room.width() - size.width())), top), size))
        self.setAccessibleDescription("; ".join(f"{n} {each.text}" for n, each in enumerate(self.shown, start=1)))
        self.raise_()
        self.show()
        self.update()
        announce(self, self.accessibleDescription())

    def _row(self, number: int) -> QRectF:
        look = theme.current()
        edge, high = look.px(_EDGE), look.px(_HIGH)
        return QRectF(edge, edge + number * high, self.width() - 2 * edge, high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self.shown)):
            if self._row(number).contains(event.position()):
                self.chosen.emit(number)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        drawing.rounded(painter, QRectF(self.rect()), look.color("surface"), look.color("strong"), radius=look.px(6))
        for number, each in enumerate(self.shown):
            box, cap = self._row(number), drawing.cap_size(look, str(number + 1))
            at = QRectF(box.left() + look.px(4), box.center().y() - cap.height() / 2, cap.width(), cap.height())
            drawing.cap(painter, at, look, str(number + 1))
            aside = drawing.text_width(each.category, look, Type.META) if each.category else 0
            text = QRectF(
                at.right() + look.px(8), box.top(), box.width() - cap.width() - aside - look.px(26), box.height()
            )
            drawing.words(painter, text, each.text, look, Type.CONTROL, look.color("text"))
            if each.category:
                end = QRectF(box.right() - aside - look.px(6), box.top(), aside + 1, box.height())
                drawing.words(painter, end, each.category, look, Type.META, look.color("text2"))
        painter.end()
