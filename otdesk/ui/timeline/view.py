# SPDX-License-Identifier: MIT
"""Days side by side: a head that stays, the sheet that scrolls, and the way from card to card by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.theme import Theme, Type
from otdesk.ui.timeline.cards import TimelineCard
from otdesk.ui.timeline.drag import Key, KeyTaker, Where
from otdesk.ui.timeline.geometry import Columns, Scale, fitting_hour
from otdesk.ui.timeline.sheet import AXIS, Column, Sheet

LEAST_HOUR, MOST_HOUR = 104, 200
"""Height of an hour at 100 %: with less, the card of a quarter of an hour is under the 24 pixels one can hit."""

LEAST_DAY = 84
"""Width of a day at 100 %; more days than fit, as in a fortnight of lettered days, scroll sideways."""


class Head(QWidget):
    """Day, minutes on the road, schools in their order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._sheet_width, self._offset = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self.setAccessibleName("; ".join(_spoken(column) for column in columns))
        self.update()

    def follow(self, width: int, offset: int) -> None:
        """Stand over a sheet of this width that is scrolled to the right by `offset`."""
        self._sheet_width, self._offset = width, offset
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme.current().px(50))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.translate(-self._offset, 0)
        grid = Columns(look.px(AXIS), self._sheet_width or self.width(), max(1, len(self._columns)))
        for day, column in enumerate(self._columns):
            left, breadth = grid.left(day), grid.breadth(day)
            if column.today:
                painter.fillRect(left + 1, 1, breadth - 1, self.height() - 1, look.color("select"))
            painter.fillRect(left, 0, 1, self.height(), look.color("border"))
            self._paint_day(painter, QRectF(left + look.px(8), look.px(5), breadth - look.px(14), look.px(20)), column)
        painter.fillRect(self._offset, self.height() - 1, self.width(), 1, look.color("border"))
        painter.end()

    def _paint_day(self, painter: QPainter, room: QRectF, column: Column) -> None:
        look = theme.current()
        used = drawing.words(painter, room, column.title, look, Type.CONTROL_STRONG, look.color("text"))
        if column.detail:
            width = drawing.text_width(column.detail, look, Type.META) + look.px(18)
            if used + width + look.px(6) <= room.width():
                x, side = room.right() - width, look.px(13)
                icons.paint(painter, "car", look.color("text2"), round(x), round(room.center().y() - side / 2), side)
                at = QRectF(x + look.px(18), room.top(), width, room.height())
                drawing.words(painter, at, column.detail, look, Type.META, look.color("text2"))
        below = QRectF(room.left(), room.bottom(), room.width(), look.px(20))
        if column.marks:
            drawing.words(painter, below, column.marks, look, Type.META, look.color("todo.ink"))
        else:
            self._paint_chips(painter, below, column, look)

    @staticmethod
    def _paint_chips(painter: QPainter, room: QRectF, column: Column, look: Theme) -> None:
        """Schools in their order; without arrows where they would not fit, and the rest as a figure."""
        side, gap = look.px(12), look.px(3)
        sizes = [drawing.chip_size(look, code) for code, _color, _school in column.chips]
        arrows = sum(size.width() for size in sizes) + max(0, len(sizes) - 1) * (side + 2 * gap) <= room.width()
        x = room.left()
        for number, (code, color, _school) in enumerate(column.chips):
            left = len(column.chips) - number
            rest = look.px(20) if left > 1 else 0
            if x + sizes[number].width() + (rest if not arrows else 0) > room.right() + 1:
                text = f"+{left}"
                at = QRectF(x + gap, room.top(), room.right() - x, room.height())
                drawing.words(painter, at, text, look, Type.META, look.color("text2"))
                return
            if number and arrows:
                icons.paint(painter, "chevron-right", look.color("text3"), x, room.center().y() - side / 2, side)
                x += side + gap
            top = round(room.center().y() - sizes[number].height() / 2)
            box = QRectF(round(x), top, sizes[number].width(), sizes[number].height())
            drawing.chip(painter, box, look, code, look.school(color))
            x = box.right() + gap


class WeekView(QWidget):
    """A week or any few days. Cards come and go by key; `taker` is asked first about keys pressed on a card."""

    new_cards = Signal(object)

    def __init__(self, taker: KeyTaker, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head = Head(self)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = Sheet(taker, self)
        self.sheet.resized.connect(self._measure)
        self.area.horizontalScrollBar().valueChanged.connect(self._measure)
        self.area.setWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        self._bounds = (480, 900)
        self._hour = 0.0
        self._current: Key | None = None

    # --- showing ---

    def show_columns(self, columns: Sequence[Column], first: int, last: int) -> None:
        self._bounds = (first, last)
        self.sheet.setMinimumWidth(theme.current().px(AXIS + len(columns) * LEAST_DAY))
        made = self.sheet.show_columns(columns, self._scale())
        self.head.show_columns(self.sheet.columns)
        if made:
            self.new_cards.emit(made)
        self._settle_tab_stop()

    def least_width(self) -> int:
        """With less it scrolls sideways; the bar at its right is in it."""
        return self.sheet.minimumWidth() + self.area.verticalScrollBar().sizeHint().width() + 2

    def _scale(self) -> Scale:
        look = theme.current()
        first, last = self._bounds
        top = look.px(10)
        least = self._hour or look.px(LEAST_HOUR)
        hour = least if self._hour else fitting_hour(self.area.height() - 2 * top, first, last, least)
        return Scale(first, last, min(hour, look.px(MOST_HOUR)), top)

    def rescale(self) -> None:
        self.sheet.show_columns(self.sheet.columns, self._scale())

    def _measure(self) -> None:
        """The days in the head stand over the days of the sheet, also where a scroll bar takes some of its width."""
        self.head.follow(self.sheet.width(), self.area.horizontalScrollBar().value())

    # --- places ---

    def place_at(self, point: QPoint, grid: int = 5) -> Where:
        """Day and minute under a global point."""
        at = self.sheet.mapFromGlobal(point)
        return self.sheet.grid.at(at.x()), self.sheet.scale.minute(at.y(), grid)

    def is_over(self, point: QPoint) -> bool:
        view = self.area.viewport()
        return view.rect().contains(view.mapFromGlobal(point))

    def scroll_at_edge(self, point: QPoint) -> None:
        """While dragging near the upper or lower edge the sheet follows."""
        view = self.area.viewport()
        y, near = view.mapFromGlobal(point).y(), theme.current().px(28)
        bar = self.area.verticalScrollBar()
        if y < near:
            bar.setValue(bar.value() - near // 2)
        elif y > view.height() - near:
            bar.setValue(bar.value() + near // 2)

    def show_day(self, day: int) -> None:
        """Scroll sideways so that the whole day is in view."""
        bar, grid = self.area.horizontalScrollBar(), self.sheet.grid
        left, right = grid.left(day) - grid.axis, grid.left(day + 1)
        if left < bar.value():
            bar.setValue(left)
        elif right > bar.value() + self.area.viewport().width():
            bar.setValue(right - self.area.viewport().width())

    def show_minute(self, start: int, end: int) -> None:
        """Scroll so that these minutes are in view."""
        bar, scale = self.area.verticalScrollBar(), self.sheet.scale
        margin = theme.current().px(12)
        top, bottom = scale.y(start) - margin, scale.y(end) + margin
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + self.area.viewport().height():
            bar.setValue(bottom - self.area.viewport().height())

    # --- keys ---

    def card(self, key: Key) -> TimelineCard | None:
        return self.sheet.cards.get(key)

    def in_order(self) -> list[Key]:
        """Keys in reading order: day by day, top to bottom."""
        places = self.sheet.places
        return sorted(places, key=places.__getitem__)

    def focus_card(self, key: Key | None) -> bool:
        card = self.sheet.cards.get(key) if key is not None else None
        if card is None or key is None:
            return False
        self._current = key
        self._settle_tab_stop()
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        day, start, end = self.sheet.places[key]
        self.show_day(day)
        self.show_minute(start, end)
        return True

    def focus_first(self) -> bool:
        order = self.in_order()
        return bool(order) and self.focus_card(self._current if self._current in order else order[0])

    def navigate(self, card: TimelineCard, key: Qt.Key) -> bool:
        """Arrows from card to card, Home and End within the day."""
        places = self.sheet.places
        if card.key not in places:
            return False
        day, start, _end = places[card.key]
        same = [k for k in self.in_order() if places[k][0] == day]
        number = same.index(card.key)
        if key is Qt.Key.Key_Up:
            return self.focus_card(same[max(0, number - 1)])
        if key is Qt.Key.Key_Down:
            return self.focus_card(same[min(len(same) - 1, number + 1)])
        if key is Qt.Key.Key_Home:
            return self.focus_card(same[0])
        if key is Qt.Key.Key_End:
            return self.focus_card(same[-1])
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return self._sideways(day, start, -1 if key is Qt.Key.Key_Left else 1)
        return False

    def _sideways(self, day: int, start: int, step: int) -> bool:
        places = self.sheet.places
        other = day + step
        while 0 <= other < len(self.sheet.columns):
            there = [k for k in places if places[k][0] == other]
            if there:
                return self.focus_card(min(there, key=_Nearest(places, start)))
            other += step
        return True

    def _settle_tab_stop(self) -> None:
        """One tab stop for the whole week: the card that had the focus last."""
        order = self.in_order()
        if self._current not in order:
            self._current = order[0] if order else None
        for key, card in self.sheet.cards.items():
            tab = key == self._current
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)

    def note_focus(self, key: Key) -> None:
        """A card got the focus by mouse."""
        if key in self.sheet.cards and key != self._current:
            self._current = key
            self._settle_tab_stop()

    # --- Qt ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rescale()
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            look = theme.current()
            step = 1.1 if event.angleDelta().y() > 0 else 1 / 1.1
            now = self.sheet.scale.hour * step
            self._hour = min(max(now, look.px(LEAST_HOUR)), look.px(MOST_HOUR))
            self.rescale()
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tell_drive(event)
            return True
        return super().event(event)

    def _tell_drive(self, event: QHelpEvent) -> None:
        day, minute = self.place_at(event.globalPos(), 1)
        drives = self.sheet.columns[day].drives if self.is_over(event.globalPos()) and self.sheet.columns else ()
        tip = next((drive.tip for drive in drives if drive.start - 3 <= minute <= drive.end + 3), "")
        if tip:
            QToolTip.showText(event.globalPos(), tip, self, QRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        drawing.rounded(painter, box, look.color("surface"), look.color("border"), radius=look.px(10))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.head.updateGeometry()
            self.rescale()


class _Nearest:
    """How far a card is from a minute."""

    def __init__(self, places: dict[Key, tuple[int, int, int]], start: int) -> None:
        self._places, self._start = places, start

    def __call__(self, key: Key) -> int:
        return abs(self._places[key][1] - self._start)


def _spoken(column: Column) -> str:
    schools = ", ".join(school for _code, _color, school in column.chips)
    return " ".join(part for part in (column.name, schools, column.marks) if part)
