# SPDX-License-Identifier: MIT
"""The months of a school year, day by day: one field that arrows walk through, each day said in words."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otdesk import words
from otdesk.queries.year_view import Year, YearDay
from otdesk.rules.calendar import letter
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.announce import announce
from otdesk.ui.theme import Theme, Type
from otdesk.words import _, plural

_CELL, _GAP, _WIDEST, _WEEKS = 26, 22, 90, 6
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def day_words(day: YearDay) -> str:
    """ "Mon, Nov 9: 8 sessions", "Wed, Nov 11: no school, Veterans Day", "Fri, Nov 20: short day, 6 sessions"."""
    parts = []
    if day.shut:
        parts.append(_("no school"))
    elif day.open < day.schools:
        parts.append(_("{n} of {all} schools").format(n=day.open, all=day.schools))
    elif day.short:
        parts.append(_("short day"))
    if day.name:
        parts.append(day.name)
    if day.letter is not None:
        parts.append(_("day {letter}").format(letter=letter(day.letter)))
    if not day.shut or day.sessions:
        parts.append(plural("{n} session", "{n} sessions", day.sessions))
    return f"{words.day_date(day.day)}: {', '.join(parts)}"


class Months(QWidget):
    """`day_wanted` by Enter or double click."""

    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year: Year | None = None
        self._today = date.min
        self.day = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(_("School year"))

    def show_year(self, year: Year, today: date) -> None:
        self._year, self._today = year, today
        if not year.first <= self.day <= year.last:
            self.day = min(max(today, year.first), year.last)
        self._tell()
        self.setMinimumHeight(self._height(self.width()))
        self.updateGeometry()
        self.update()

    # --- where things are ---

    def _lengths(self) -> tuple[int, int, int]:
        """(cell, width of a month, height of a month)."""
        look = theme.current()
        cell = look.px(_CELL)
        return cell, cell * 7, look.px(26) + cell * _WEEKS

    def _columns(self, width: int) -> int:
        _cell, month, _height = self._lengths()
        gap = theme.current().px(_GAP)
        return max(1, (width + gap) // (month + gap))

    def _height(self, width: int) -> int:
        count = len(self._year.months()) if self._year is not None else 0
        _cell, _month, height = self._lengths()
        rows = -(-count // self._columns(width))
        return rows * (height + theme.current().px(6))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(420), self._height(self.width()))

    def _corners(self) -> Iterator[tuple[date, int, int]]:
        """(month, left, top)."""
        if self._year is None:
            return
        _cell, width, height = self._lengths()
        look = theme.current()
        columns = self._columns(self.width())
        spread = (self.width() - columns * width) // max(1, columns - 1)
        gap = min(max(spread, look.px(_GAP)), look.px(_WIDEST))
        for number, month in enumerate(self._year.months()):
            row, column = divmod(number, columns)
            yield month, column * (width + gap), row * (height + look.px(6))

    def box_of(self, day: date) -> QRectF | None:
        for month, left, top in self._corners():
            if (month.year, month.month) == (day.year, day.month):
                return self._box(day, left, top)
        return None

    def _box(self, day: date, left: int, top: int) -> QRectF:
        cell, _width, _height = self._lengths()
        first = day.replace(day=1).weekday()
        row, column = divmod(day.day - 1 + first, 7)
        return QRectF(left + column * cell, top + theme.current().px(26) + row * cell, cell, cell)

    def _day_at(self, at: QPoint) -> YearDay | None:
        if self._year is None:
            return None
        for day in self._year.days.values():
            box = self.box_of(day.day)
            if box is not None and box.contains(at.toPointF()):
                return day
        return None

    # --- drawing ---

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month, left, top in self._corners():
            _cell, width, _height = self._lengths()
            drawing.words(
                painter, QRectF(left, top, width, look.px(22)), words.month_year(month), look, Type.ROW,
                look.color("text"),
            )  # fmt: skip
            for number in range(1, calendar.monthrange(month.year, month.month)[1] + 1):
                day = month.replace(day=number)
                self._paint_day(painter, look, day, self._box(day, left, top))
        painter.end()

    def _paint_day(self, painter: QPainter, look: Theme, day: date, box: QRectF) -> None:
        known = self._year.days.get(day) if self._year is not None else None
        inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
        ink = "text3"
        if known is not None and not known.shut:
            drawing.rounded(painter, inner, look.color("select" if known.sessions else "surface"), None, radius=4)
            ink = "text"
        elif known is not None and day.weekday() < 5:
            drawing.rounded(painter, inner, look.color("border"), None, radius=4)
            ink = "text2"
        middle = Qt.AlignmentFlag.AlignHCenter
        drawing.words(painter, box, str(day.day), look, Type.META, look.color(ink), middle)
        if known is not None and not known.shut and (known.short or known.open < known.schools):
            mark = look.px(4)
            dot = QRectF(inner.right() - mark - 2, inner.top() + 2, mark, mark)
            drawing.rounded(painter, dot, look.color("todo.ink"), None, radius=mark / 2)
        if day == self._today:
            drawing.rounded(painter, inner, None, look.color("primary"), radius=4, width=2)
        if day == self.day and self.hasFocus():
            drawing.rounded(painter, box, None, look.color("focus"), radius=5, width=2)

    # --- keys and mouse ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._year is not None:
            self._go(self.day + timedelta(days=_STEPS[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.day_wanted.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        if self._year is None or not self._year.first <= day <= self._year.last:
            return
        self.day = day
        self._tell()
        known = self._year.days.get(day)
        if known is not None:
            announce(self, day_words(known))
        self.update()

    def _tell(self) -> None:
        known = self._year.days.get(self.day) if self._year is not None else None
        self.setAccessibleDescription(day_words(known) if known is not None else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._day_at(event.position().toPoint())
        if found is not None:
            self._go(found.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._day_at(event.position().toPoint())
        if found is not None:
            self.day_wanted.emit(found.day)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._day_at(event.pos())
            QToolTip.showText(event.globalPos(), day_words(found) if found is not None else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._height(self.width()))
