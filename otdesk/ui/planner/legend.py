# SPDX-License-Identifier: MIT
"""What the signs on the week mean."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.theme import Theme, Type
from otdesk.ui.timeline.cards import hatch
from otdesk.words import _

_ICONS = {"pin": ("pin", "text2"), "conflict": ("triangle-alert", "bad.ink"), "doubt": ("circle-alert", "todo.ink")}


class Legend(QWidget):
    """One line per sign; the signs of a held block only while one is held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def show_held(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self._name()
            self.updateGeometry()
            self.update()

    def _lines(self) -> list[tuple[str, str]]:
        always = [("pin", _("Pinned, never moved"))]
        if not self._held:
            return [*always, ("conflict", _("Does not fit, kept")), ("doubt", _("Fits, with a doubt"))]
        return [*always, ("never", _("Not to be taken out")), ("avoid", _("Better not")), ("fits", _("Free for both"))]

    def _name(self) -> None:
        self.setAccessibleName("; ".join(words for _sign, words in self._lines()))

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(120), look.px(19) * len(self._lines()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        line, side = look.px(19), look.px(13)
        for number, (sign, words) in enumerate(self._lines()):
            box = QRectF(0, number * line + (line - side) / 2, side, side)
            self._paint_sign(painter, box, sign, look)
            room = QRectF(side + look.px(7), number * line, self.width() - side - look.px(7), line)
            drawing.words(painter, room, words, look, Type.META, look.color("text2"))
        painter.end()

    @staticmethod
    def _paint_sign(painter: QPainter, box: QRectF, sign: str, look: Theme) -> None:
        signs = {
            "pin": ("pin", "text2"),
            "conflict": ("triangle-alert", "bad.ink"),
            "doubt": ("circle-alert", "todo.ink"),
        }
        if sign in signs:
            name, color = signs[sign]
            icons.paint(painter, name, look.color(color), box.left(), box.top(), round(box.width()))
        elif sign == "fits":
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(look.color("done.ink"), 2)
            pen.setDashPattern([2, 1.4])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
            painter.restore()
        else:
            ink = QColor(look.colors.bad.ink if sign == "never" else look.colors.todo.ink)
            ink.setAlphaF(0.5 if sign == "never" else 0.35)
            hatch(painter, box, ink, look, radius=2, gap=6)
