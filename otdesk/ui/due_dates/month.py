# SPDX-License-Identifier: MIT
"""The dates of a month as a calendar. Arrows walk the days, PageUp and PageDown the months, Enter opens a day."""

from calendar import monthcalendar
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.due import Due
from otdesk.ui import theme
from otdesk.ui.due_dates import due_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural


class DayCell(Choice):
    """A day with what is due on it."""

    ring_radius = 4

    def __init__(self, day: date, items: Sequence[Due], *, today: date, month: "MonthView") -> None:
        super().__init__("", month)
        self.setCheckable(False)
        self._month = month
        self.day, self.items, self._today = day, tuple(items), today
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        count = plural("{n} date", "{n} dates", len(items)) if items else _("nothing due")
        told = [due_words.title(item) + " " + due_words.kind(item) for item in items]
        self.setAccessibleName(", ".join([words.day_date(day), count, *told]))
        self.setToolTip("\n".join(due_words.spoken(item) for item in items))

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(90), look.px(64))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(44), look.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill = look.color("hover" if self.underMouse() else "surface" if self.day.weekday() < 5 else "window")
        now = self.day == self._today
        line = look.color("primary" if now else "border")
        drawing.rounded(painter, box, fill, line, radius=look.px(4), width=2 if now else 1)
        side, row = look.px(6), look.px(18)
        head = QRectF(side, look.px(3), box.width() - 2 * side, row)
        kind = Type.META_STRONG if now or self.items else Type.META
        drawing.words(painter, head, str(self.day.day), look, kind, look.color("text" if self.items else "text2"))
        fits = max(1, int((box.height() - row - look.px(6)) // row))
        y = head.bottom()
        for number, item in enumerate(self.items):
            room = QRectF(side, y, box.width() - 2 * side, row)
            y += row
            if number == fits - 1 and len(self.items) > fits:
                more = plural("and {n} more", "and {n} more", len(self.items) - number)
                drawing.words(painter, room, more, look, Type.META, look.color("text2"))
                break
            self._paint_item(painter, room, item)
        painter.end()

    def _paint_item(self, painter: QPainter, room: QRectF, item: Due) -> None:
        look = theme.current()
        late = item.days < 0
        dot = look.px(6)
        color = QColor(look.colors.pair(Tone.BAD).ink) if late else look.color("primary")
        drawing.rounded(
            painter, QRectF(room.left(), room.center().y() - dot / 2, dot, dot), color, None, radius=dot / 2
        )
        rest = room.adjusted(dot + look.px(4), 0, 0, 0)
        drawing.words(painter, rest, due_words.title(item), look, Type.META, look.color("text"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The month first: what scrolls around it would take the keys."""
        if not self._month.take_key(self, event):
            super().keyPressEvent(event)


class MonthView(QWidget):
    opened = Signal(object)  # a DayCell's items, as a tuple

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._items: tuple[Due, ...] = ()
        self._today = date.min
        self.month: date | None = None
        self.cells: dict[date, DayCell] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        self._before = IconButton("chevron-left", _("Month before"))
        self._after = IconButton("chevron-right", _("Next month"))
        self._name = Words("", Type.CARD)
        self._before.clicked.connect(self.go_before)
        self._after.clicked.connect(self.go_after)
        for widget in (self._before, self._name, self._after):
            head.addWidget(widget)
        head.addStretch(1)
        column.addLayout(head)
        scroll = ScrollColumn()
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(4))
        scroll.column.addLayout(self._grid, 1)
        column.addWidget(scroll, 1)
        self._scroll = scroll

    def show_items(self, items: Sequence[Due], today: date) -> None:
        self._items, self._today = tuple(item for item in items if item.dated), today
        if self.month is None:
            self.month = today.replace(day=1)
        self._fill()

    def go_before(self) -> None:
        self._turn(-1)

    def go_after(self) -> None:
        self._turn(1)

    def _turn(self, step: int) -> None:
        if self.month is not None:
            middle = self.month.replace(day=15) + timedelta(days=30 * step)
            self.month = middle.replace(day=1)
            self._fill()

    def _fill(self) -> None:
        month = self.month
        if month is None:
            return
        held = next((cell.day for cell in self.cells.values() if cell.hasFocus()), None)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._name.setText(f"{words.month(month.month)} {month.year}")
        by_day: dict[date, list[Due]] = defaultdict(list)
        for due in self._items:
            by_day[due.day].append(due)
        for weekday in range(7):
            self._grid.addWidget(Words(words.weekday(weekday), Type.META, "text2"), 0, weekday)
        self.cells = {}
        for line, week in enumerate(monthcalendar(month.year, month.month), 1):
            for weekday, number in enumerate(week):
                if number:
                    day = month.replace(day=number)
                    cell = DayCell(day, by_day[day], today=self._today, month=self)
                    cell.clicked.connect(self._open)
                    self._grid.addWidget(cell, line, weekday)
                    cell.show()  # at once, so that it can take the keyboard
                    self.cells[day] = cell
            self._grid.setRowStretch(line, 1)
        again = self.cells.get(held) or self.first_cell() if held is not None else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_cell(self) -> DayCell | None:
        return self.cells.get(self._today) or next(iter(self.cells.values()), None)

    def _open(self) -> None:
        cell = self.sender()
        if isinstance(cell, DayCell) and cell.items:
            self.opened.emit(cell.items)

    def take_key(self, cell: DayCell, event: QKeyEvent) -> bool:
        """A key pressed on a day; False when it means nothing here."""
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._turn(1 if key == Qt.Key.Key_PageDown else -1)
            self._focus(self.first_cell())
        elif key in days:
            self._walk(cell.day + timedelta(days=days[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            cell.click()
        else:
            return False
        return True

    def _walk(self, day: date) -> None:
        if self.month is not None and (day.year, day.month) != (self.month.year, self.month.month):
            self.month = day.replace(day=1)
            self._fill()
        self._focus(self.cells.get(day))

    def _focus(self, cell: DayCell | None) -> None:
        if cell is not None:
            cell.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(cell)
