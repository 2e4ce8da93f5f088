# SPDX-License-Identifier: MIT
"""The blocks of a day or week: each a child widget with focus, keys and words for a screen reader."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.theme import Theme, Type
from otdesk.ui.timeline.drag import Draggable, Key, KeyTaker


class Marking(Enum):
    """Whether a block stands well: with an icon and words in its detail, never by color alone."""

    NONE = "none"
    DOUBT = "doubt"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Face:
    """What a card shows. `color` is the school's color index; None: of no school. `spoken` is read out."""

    key: Key
    title: str
    detail: str
    spoken: str
    tip: str = ""
    icon: str = ""
    color: int | None = None
    pinned: bool = False
    marking: Marking = Marking.NONE
    free: bool = False
    """Lunch and desk time: a dashed outline on the school's color."""
    dim: bool = False
    struck: bool = False
    about: str = ""
    """Who needs what, for a screen reader that asks for more than the name."""
    warning: str = ""
    """Icon of a safety alert: the detail says it, in the color of danger."""


class TimelineCard(Draggable):
    """A white card in its school's outline; held, it shows its times and lies above the others."""

    def __init__(self, face: Face, taker: KeyTaker, parent: QWidget) -> None:
        super().__init__(face.key, taker, parent)
        self._face = face
        self._held = ""
        self.show_face(face)

    @property
    def face(self) -> Face:
        return self._face

    def show_face(self, face: Face) -> None:
        self._face = face
        self.key = face.key
        self.setAccessibleName(face.spoken)
        self.setAccessibleDescription(face.about)
        self.setToolTip(theme.current().shown(face.tip))
        self.update()

    def show_held(self, times: str, spoken: str = "") -> None:
        """`times` while it is held ("9:10 – 9:40"), empty when it is let go."""
        self._held = times
        self.setAccessibleName(spoken or self._face.spoken)
        self.setCursor(Qt.CursorShape.ClosedHandCursor if times else Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def held(self) -> bool:
        return bool(self._held)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        self._paint_box(painter, box, look)
        self._paint_words(painter, box, look)
        if self.hasFocus() and not self._held:
            drawing.rounded(painter, box, None, look.color("focus"), radius=look.px(6), width=2)
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        face, radius = self._face, look.px(6)
        solid = QColor(look.school(face.color).solid) if face.color is not None else look.color("strong")
        over = self.underMouse() and self.movable
        if self._held:
            drawing.rounded(painter, box, look.color("surface"), look.color("focus"), radius=radius, width=2)
            stripe = QRectF(box.left() + 2, box.top() + 3, look.px(4), box.height() - 6)
            painter.fillRect(stripe, solid)
        elif face.marking is Marking.CONFLICT:
            bad = look.colors.bad
            drawing.rounded(painter, box, QColor(bad.tint if over else look.colors.surface), None, radius=radius)
            hatch(painter, box, QColor(bad.tint), look, radius=radius)
            drawing.rounded(painter, box, None, QColor(bad.ink), radius=radius, width=1.5)
        elif face.free:
            tint = look.school(face.color).tint if face.color is not None else look.colors.surface
            fill = look.color("hover") if over else QColor(tint)
            drawing.rounded(painter, box, fill, look.color("strong"), radius=radius, dash=True)
        else:
            fill = look.color("hover" if over else "surface")
            drawing.rounded(painter, box, fill, solid, radius=radius, width=1.2)

    def _paint_words(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        face = self._face
        line = look.px(16)
        inner = box.adjusted(look.px(7) + (look.px(3) if self._held else 0), 0, -look.px(5), 0)
        detail = self._held or face.detail
        two = bool(detail) and box.height() >= 2 * line + look.px(3)
        top = box.top() + (look.px(2) if two else max(0.0, (box.height() - line) / 2))
        ink = look.color("text2" if face.free else "text3" if face.dim else "text")
        room = QRectF(inner.left(), round(top), inner.width(), line)
        if face.pinned:
            side = look.px(13)
            icons.paint(painter, "pin", look.color("text2"), room.right() - side, room.top() + look.px(2), side)
            room.setRight(room.right() - side - look.px(3))
        room = self._paint_icon(painter, room, look)
        used = drawing.words(painter, room, face.title, look, Type.META_STRONG, ink)
        if face.struck:
            painter.fillRect(QRectF(room.left(), round(room.center().y()), used, 1), ink)
        if two:
            self._paint_detail(painter, QRectF(inner.left(), round(top) + line - 1, inner.width(), line), detail, look)
        elif detail:
            room.setLeft(room.left() + used + look.px(6))
            if room.width() > look.px(24):
                self._paint_detail(painter, room, detail, look)

    def _paint_detail(self, painter: QPainter, room: QRectF, detail: str, look: Theme) -> None:
        tones = {Marking.CONFLICT: "bad.ink", Marking.DOUBT: "todo.ink"}
        tone = "text2" if self._held else "bad.ink" if self._face.warning else tones.get(self._face.marking, "text2")
        if self._face.warning and not self._held:
            side = look.px(13)
            icons.paint(painter, self._face.warning, look.color(tone), room.left(), room.top() + look.px(2), side)
            room.setLeft(room.left() + side + look.px(4))
        drawing.words(painter, room, detail, look, Type.META, look.color(tone))

    def _paint_icon(self, painter: QPainter, room: QRectF, look: Theme) -> QRectF:
        marks = {Marking.CONFLICT: ("triangle-alert", "bad.ink"), Marking.DOUBT: ("circle-alert", "todo.ink")}
        shown = [(self._face.icon, "text2")] if self._face.icon else []
        if self._face.marking in marks and not self._held:
            shown.insert(0, marks[self._face.marking])
        side = look.px(13)
        for name, color in shown:
            icons.paint(painter, name, look.color(color), room.left(), room.top() + look.px(2), side)
            room.setLeft(room.left() + side + look.px(4))
        return room

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setToolTip(theme.current().shown(self._face.tip))  # names may be hidden now, or shown again
            self.update()


def hatch(painter: QPainter, box: QRectF, color: QColor, look: Theme, *, radius: float = 0.0, gap: int = 9) -> None:
    """Slanting stripes: travel, class, conflict. What they mean also stands there in words."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if radius:
        path = QPainterPath()
        path.addRoundedRect(box, radius, radius)
        painter.setClipPath(path)
    else:
        painter.setClipRect(box)
    step = look.px(gap)
    painter.setPen(QPen(color, look.px(3)))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(round(x), round(box.bottom()), round(x + box.height()), round(box.top()))
        x += step
    painter.restore()
