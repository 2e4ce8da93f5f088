# SPDX-License-Identifier: MIT
"""The sheet behind the cards: hours, school zones, drives, and where a held block may stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.theme import Theme, Type
from otdesk.ui.timeline.cards import Face, TimelineCard, hatch
from otdesk.ui.timeline.drag import Key, KeyTaker
from otdesk.ui.timeline.geometry import Columns, Scale, Span, lanes
from otdesk.words import clock

AXIS = 44
EDGE = 5
"""Pixels a zone reaches beyond its first and last block."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stay at one school."""

    start: int
    end: int
    color: int


@dataclass(frozen=True, slots=True)
class Drive:
    """A change of building: words ("14 min"), and whether its minutes do not suffice."""

    start: int
    end: int
    words: str
    tight: bool = False
    tip: str = ""


class BandKind(Enum):
    NEVER = "never"
    AVOID = "avoid"
    FITS = "fits"


@dataclass(frozen=True, slots=True)
class Band:
    """Where a held block may (not) stand."""

    start: int
    end: int
    kind: BandKind


@dataclass(frozen=True, slots=True)
class Block:
    face: Face
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """One day. `chips` are (code, color index, school); `marks` words about the day ("School closed")."""

    name: str
    title: str
    detail: str = ""
    chips: tuple[tuple[str, int, str], ...] = ()
    marks: str = ""
    shut: bool = False
    today: bool = False
    zones: tuple[Zone, ...] = ()
    drives: tuple[Drive, ...] = ()
    blocks: tuple[Block, ...] = ()


class Sheet(QWidget):
    """Paints days and places their cards. Cards keep their identity by key, so that focus survives a refresh."""

    resized = Signal()

    def __init__(self, taker: KeyTaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taker = taker
        self.columns: tuple[Column, ...] = ()
        self.scale = Scale(480, 900, 72)
        self.grid = Columns(AXIS, 800, 5)
        self.cards: dict[Key, TimelineCard] = {}
        self.places: dict[Key, tuple[int, int, int]] = {}
        self._bands: Mapping[int, Sequence[Band]] = {}
        self._floating: TimelineCard | None = None

    def show_columns(self, columns: Sequence[Column], scale: Scale) -> list[TimelineCard]:
        """Returns the cards that are new, so that the owner can listen to them."""
        self.columns, self.scale = tuple(columns), scale
        blocks = {block.face.key: (day, block) for day, column in enumerate(columns) for block in column.blocks}
        for key in [key for key in self.cards if key not in blocks]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        made = []
        self.places = {}
        for key, (day, block) in blocks.items():
            self.places[key] = (day, block.start, block.end)
            if key in self.cards:
                self.cards[key].show_face(block.face)
            else:
                card = self.cards[key] = TimelineCard(block.face, self._taker, self)
                card.show()
                made.append(card)
        self.setFixedHeight(scale.height)
        self.arrange()
        return made

    def show_bands(self, bands: Mapping[int, Sequence[Band]]) -> None:
        self._bands = bands
        self.update()

    def float_card(self, card: TimelineCard | None) -> None:
        """The held card is placed by `put_floating`, not by its block."""
        self._floating = card
        if card is None:
            self.arrange()

    def put_floating(self, day: int, start: int, end: int) -> None:
        if self._floating is not None:
            self._floating.setGeometry(self._box(day, start, end, 0, 1).adjusted(-2, 0, 2, 0))
            self._floating.raise_()

    def arrange(self) -> None:
        theme_axis = theme.current().px(AXIS)
        self.grid = Columns(theme_axis, self.width(), max(1, len(self.columns)))
        for day, column in enumerate(self.columns):
            spans: list[Span] = [(block.start, block.end) for block in column.blocks]
            for block, lane in zip(column.blocks, lanes(spans), strict=True):
                card = self.cards[block.face.key]
                if card is not self._floating:
                    card.setGeometry(self._box(day, block.start, block.end, lane.number, lane.of))
        self.update()

    def _box(self, day: int, start: int, end: int, lane: int, of: int) -> QRect:
        left, breadth = self.grid.left(day) + 9, self.grid.breadth(day) - 16
        x, right = left + breadth * lane // of, left + breadth * (lane + 1) // of
        top, bottom = self.scale.y(start) + 1, self.scale.y(end) - 1
        return QRect(x, top, max(24, right - x - (2 if of > 1 else 0)), max(theme.current().px(24), bottom - top))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        for day, column in enumerate(self.columns):
            self._paint_column(painter, day, column, look)
        self._paint_hours(painter, look)
        for day, bands in self._bands.items():
            for band in bands:
                self._paint_band(painter, day, band, look)
        painter.end()

    def _paint_hours(self, painter: QPainter, look: Theme) -> None:
        for minute in self.scale.marks():
            y = self.scale.y(minute)
            room = QRectF(0, y - look.px(8), self.grid.axis - look.px(8), look.px(16))
            right = Qt.AlignmentFlag.AlignRight
            drawing.words(painter, room, clock(minute), look, Type.META, look.color("text2"), right)
        for day in range(len(self.columns)):
            painter.fillRect(self.grid.left(day), 0, 1, self.height(), look.color("border"))

    def _paint_column(self, painter: QPainter, day: int, column: Column, look: Theme) -> None:
        left, breadth = self.grid.left(day) + 1, self.grid.breadth(day) - 1
        if column.today:
            wash = QColor(look.colors.select)
            wash.setAlphaF(0.45)
            painter.fillRect(left, 0, breadth, self.height(), wash)
        if column.shut:
            painter.fillRect(left, 0, breadth, self.height(), look.color("sunk"))
        line = QColor(look.colors.border)
        line.setAlphaF(0.6)
        for minute in self.scale.marks():
            painter.fillRect(left, self.scale.y(minute), breadth, 1, line)
        for zone in column.zones:
            self._paint_zone(painter, QRectF(left + 1, 0, breadth - 4, 0), zone, look)
        for drive in column.drives:
            self._paint_drive(painter, QRectF(left + 1, 0, breadth - 4, 0), drive, look)

    def _paint_zone(self, painter: QPainter, box: QRectF, zone: Zone, look: Theme) -> None:
        color = look.school(zone.color)
        box.setTop(self.scale.y(zone.start) - EDGE)
        box.setBottom(self.scale.y(zone.end) + EDGE)
        drawing.rounded(painter, box, QColor(color.tint), None, radius=look.px(5))
        painter.save()
        painter.setClipRect(QRectF(box.left(), box.top(), look.px(4), box.height()))
        drawing.rounded(painter, box, QColor(color.solid), None, radius=look.px(4))
        painter.restore()

    def _paint_drive(self, painter: QPainter, box: QRectF, drive: Drive, look: Theme) -> None:
        top, bottom = self.scale.y(drive.start) + EDGE + 1, self.scale.y(drive.end) - EDGE - 1
        if bottom - top > 2:
            ink = look.color("border" if look.colors.dark else "sunk")
            hatch(painter, QRectF(box.left(), top, box.width(), bottom - top), ink, look)
        side, ink = look.px(14), look.color("bad.ink" if drive.tight else "text2")
        width = drawing.text_width(drive.words, look, Type.META) + side + look.px(5)
        height = look.px(18)
        # A drive without room for its words still says them, at the right of the border between two stays.
        middle, room_there = (top + bottom) / 2, bottom - top + 2 * EDGE
        x = box.center().x() - width / 2 if room_there >= height else box.right() - width - look.px(4)
        label = QRectF(x - look.px(5), middle - height / 2, width + look.px(10), height)
        drawing.rounded(painter, label, look.color("surface"), ink if drive.tight else None, radius=look.px(4))
        icon = "triangle-alert" if drive.tight else "car"
        icons.paint(painter, icon, ink, round(x), round(middle - side / 2), side)
        room = QRectF(x + side + look.px(5), label.top(), width, height)
        drawing.words(painter, room, drive.words, look, Type.META, ink)

    def _paint_band(self, painter: QPainter, day: int, band: Band, look: Theme) -> None:
        left, breadth = self.grid.left(day) + 6, self.grid.breadth(day) - 10
        top, bottom = self.scale.y(band.start), self.scale.y(band.end)
        box = QRectF(left, top + 1, breadth, bottom - top - 2)
        if band.kind is BandKind.FITS:
            painter.save()
            pen = QPen(look.color("done.ink"), 2)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.px(6), look.px(6))
            painter.restore()
            return
        ink = QColor(look.colors.bad.ink if band.kind is BandKind.NEVER else look.colors.todo.ink)
        ink.setAlphaF(0.26 if band.kind is BandKind.NEVER else 0.13)
        hatch(painter, box, ink, look, gap=9 if band.kind is BandKind.NEVER else 16)
