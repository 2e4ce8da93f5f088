# SPDX-License-Identifier: MIT
"""One card of the board: kind and school, whom it is about, a line of detail, how far and how near."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk.queries.caseload import SchoolMark
from otdesk.queries.due import Done, Due, DueKind
from otdesk.ui import icons, theme
from otdesk.ui.due_dates import due_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.theme import Theme, Type

ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class BoardCard(Choice):
    """A button as wide as its column; its words wrap. `item` is the due date, or what was done."""

    ring_radius = 8

    def __init__(self, item: Due | Done, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.item = item
        self.setCheckable(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)  # Fixed would cap the height
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._kind, self._icon, self._school, self._title, self._detail, self._mark, self._day = _face(item)
        self._steps: Sequence[float] = ()
        if isinstance(item, Due):
            if item.kind is DueKind.EVALUATION and item.evaluation is not None:
                self._steps = item.evaluation.steps
            self.setAccessibleName(due_words.spoken(item))
        else:
            said = [self._title, self._kind, self._detail, self._mark.words]
            self.setAccessibleName(", ".join(part for part in said if part))

    # --- size ---

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        steps = look.px(14) if self._steps else 0
        return look.px(62) + self._detail_height(look, width) + steps + self._foot_height(look, width)

    def sizeHint(self) -> QSize:
        width = theme.current().px(196)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(150), theme.current().px(90))

    def _detail_height(self, look: Theme, width: int) -> int:
        metrics = QFontMetricsF(look.font(Type.CONTROL, self._detail))
        room = QRectF(0, 0, width - look.px(24), 1000)
        return int(metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._detail).height() + 4)

    def _foot_height(self, look: Theme, width: int) -> int:
        pill = drawing.pill_size(look, self._mark)
        day = drawing.text_width(self._day, look, Type.CONTROL)
        beside = pill.width() + look.px(8) + day <= width - look.px(24)
        return int(pill.height()) + (0 if beside or not self._day else look.px(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the board: a button would move within its own neighbors."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill = look.color("hover" if self.underMouse() else "surface")
        drawing.rounded(painter, box, fill, look.color("border"), radius=look.px(8))
        side = look.px(12)
        room = QRectF(side, look.px(8), box.width() - 2 * side, look.px(20))
        self._paint_head(painter, room, look)
        room.translate(0, look.px(21))
        drawing.words(painter, room, self._title, look, Type.ROW, look.color("text"))
        room.translate(0, look.px(21))
        room.setHeight(self._detail_height(look, self.width()))
        painter.setFont(look.font(Type.CONTROL, self._detail))
        painter.setPen(look.color("text2"))
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), look.shown(self._detail))
        y = room.bottom() + look.px(2)
        if self._steps:
            self._paint_steps(painter, QRectF(side, y + look.px(2), room.width(), look.px(5)), look)
            y += look.px(14)
        self._paint_foot(painter, QRectF(side, y, room.width(), box.bottom() - y), look)
        painter.end()

    def _paint_head(self, painter: QPainter, room: QRectF, look: Theme) -> None:
        side = look.px(14)
        icons.paint(painter, self._icon, look.color("text2"), room.left(), room.center().y() - side / 2, side)
        right = room.right()
        if self._school is not None:
            size = drawing.chip_size(look, self._school.code)
            right -= size.width()
            at = QRectF(right, round(room.center().y() - size.height() / 2), size.width(), size.height())
            drawing.chip(painter, at, look, self._school.code, look.school(self._school.color))
        kind = QRectF(
            room.left() + side + look.px(6), room.top(), right - room.left() - side - look.px(12), room.height()
        )
        drawing.words(painter, kind, self._kind, look, Type.CONTROL, look.color("text2"))

    def _paint_steps(self, painter: QPainter, room: QRectF, look: Theme) -> None:
        gap = look.px(4)
        width = (room.width() - gap * (len(self._steps) - 1)) / len(self._steps)
        for number, part in enumerate(self._steps):
            box = QRectF(room.left() + number * (width + gap), room.top(), width, room.height())
            drawing.rounded(painter, box, look.color("sunk"), None, radius=room.height() / 2)
            if part:
                done = QRectF(box.left(), box.top(), box.width() * part, box.height())
                color = QColor(look.colors.done.ink if part == 1 else look.colors.info.ink)
                drawing.rounded(painter, done, color, None, radius=room.height() / 2)

    def _paint_foot(self, painter: QPainter, room: QRectF, look: Theme) -> None:
        size = drawing.pill_size(look, self._mark)
        drawing.pill(painter, QRectF(room.left(), room.top(), size.width(), size.height()), look, self._mark)
        width = drawing.text_width(self._day, look, Type.CONTROL)
        rest = QRectF(room.left() + size.width() + look.px(8), room.top(), width + 2, size.height())
        if rest.right() > room.right() + 2:
            rest = QRectF(room.left(), room.top() + size.height(), room.width(), look.px(20))
        drawing.words(painter, rest, self._day, look, Type.CONTROL, look.color("text2"))


def _face(item: Due | Done) -> tuple[str, str, SchoolMark | None, str, str, Mark, str]:
    """Kind, icon, school, title, detail, mark and day."""
    if isinstance(item, Due):
        return (
            due_words.kind(item), due_words.icon(item), item.school, due_words.title(item), due_words.detail(item),
            due_words.near(item), due_words.day(item) if item.dated else "",
        )  # fmt: skip
    return (
        due_words.done_kind(item), due_words.done_icon(item), item.school, item.name, due_words.done_detail(item),
        due_words.done_mark(item), "",
    )  # fmt: skip
