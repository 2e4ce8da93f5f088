# SPDX-License-Identifier: MIT
"""The rows of the day as focusable widgets: a session, a student in a group, a free stretch, a drive."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from otdesk import words
from otdesk.queries.day_rows import Row, StudentOnRow
from otdesk.queries.today import Drive
from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.theme import Theme, Type
from otdesk.ui.today.row_words import RowText
from otdesk.ui.tokens import Tone
from otdesk.words import _

_LINE = 24


class Line(QAbstractButton):
    """A painted line of the day that can hold the focus. Keys it does not know go to the screen.

    A button, so that a screen reader can press it; a click of the mouse only moves the focus there.
    """

    opened = Signal(object)  # self: Enter, a double click, or pressed by a screen reader
    focused = Signal(object)  # self

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self._written = False

    def _open(self) -> None:
        self.opened.emit(self)

    def show_written(self, *, written: bool) -> None:
        """Its note stands open beside the day."""
        if written != self._written:
            self._written = written
            self.update()

    def wording(self) -> RowText:
        """What this line says now; each kind of line has its own."""
        raise NotImplementedError

    def extra_lines(self) -> int:
        """Lines of details shown under the first while focused."""
        return len(self.wording().lines) if self.hasFocus() else 0

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(
            look.px(420), look.row + self.extra_lines() * look.px(_LINE) + (look.px(4) if self.extra_lines() else 0)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(260), self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.updateGeometry()
        self.update()
        self.focused.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit(self)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._tip()  # names may be hidden now, or shown again
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def _tip(self) -> None:
        self.setToolTip(theme.current().shown(self.wording().told()))

    def _ground(self, painter: QPainter, look: Theme) -> None:
        box = QRectF(self.rect())
        if self.hasFocus() or self._written:
            painter.fillRect(box, look.color("select"))
        elif self.underMouse():
            painter.fillRect(box, look.color("hover"))

    def _ring(self, painter: QPainter, look: Theme) -> None:
        if self.hasFocus():
            drawing.rounded(painter, QRectF(self.rect()), None, look.color("focus"), radius=look.px(6), width=2)

    def _paint_marks(
        self, painter: QPainter, look: Theme, right: float, height: float, marks: tuple[Mark, ...]
    ) -> float:
        """Pills from the right edge inwards; returns where the text must end."""
        for mark in reversed(marks):
            size = drawing.pill_size(look, mark)
            right -= size.width()
            drawing.pill(painter, QRectF(right, (height - size.height()) / 2, size.width(), size.height()), look, mark)
            right -= look.px(8)
        return right

    def _paint_details(self, painter: QPainter, look: Theme, left: float) -> None:
        top = look.row - look.px(2)
        for icon, said, tone in self.wording().lines if self.extra_lines() else ():
            color = look.color("text2" if tone is None else f"{tone.value}.ink")
            side = look.px(14)
            icons.paint(painter, icon, color, left, top + (look.px(_LINE) - side) / 2, side)
            box = QRectF(left + look.px(22), top, self.width() - left - look.px(34), look.px(_LINE))
            drawing.words(painter, box, said, look, Type.CONTROL, color)
            top += look.px(_LINE)


class SessionLine(Line):
    """A session, meeting, lunch or desk block. `elapsed` is the part of it that is over, while it runs."""

    def __init__(self, row: Row, said: RowText, *, past: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._said, self._past = said, past
        self._elapsed: float | None = None
        self._now_mark: tuple[str, Mark] | None = None
        self.setObjectName(row.key)
        self._name()

    def show_row(self, row: Row, said: RowText, *, past: bool) -> None:
        self.row, self._said, self._past = row, said, past
        self._name()
        self.updateGeometry()
        self.update()

    def show_now(self, elapsed: float | None, left: str, mark: Mark | None) -> None:
        """Fill the part that is over and say how long it still runs; None when it is not running."""
        self._elapsed = elapsed
        self._now_mark = (left, mark) if mark is not None else None
        self.update()

    def wording(self) -> RowText:
        return self._said

    def _name(self) -> None:
        self.setAccessibleName(self._said.spoken(words.span(self.row.start, self.row.end)))
        self._tip()

    def hints(self) -> tuple[tuple[str, str], ...]:
        if self.row.session_id is None or self.row.cancelled:
            return ()
        if self.row.students and all(student.signed_at is not None for student in self.row.students):
            return (("Enter", _("open")),)
        return (("Enter", _("write")), ("A", _("absent")))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        self._ground(painter, look)
        if self._elapsed is not None and not self.hasFocus():
            box = QRectF(self.rect())
            box.setWidth(box.width() * self._elapsed)
            painter.fillRect(box, look.color("select"))
        height = float(look.row)
        right = self._right_side(painter, look, height)
        left = self._times(painter, look, height)
        side = look.px(16)
        icons.paint(painter, self._said.icon, look.color("text3"), left, (height - side) / 2, side)
        left += look.px(28)
        self._title(painter, look, QRectF(left, 0, right - left - look.px(8), height))
        self._paint_details(painter, look, left)
        if not self.hasFocus():
            _paint_divider(painter, self, look)
        self._ring(painter, look)
        painter.end()

    def _right_side(self, painter: QPainter, look: Theme, height: float) -> float:
        right = float(self.width() - look.px(10))
        if self._now_mark is not None:
            right = self._paint_marks(painter, look, right, height, (self._now_mark[1],))
            width = drawing.text_width(self._now_mark[0], look, Type.CONTROL)
            drawing.words(
                painter,
                QRectF(right - width - 1, 0, width + 2, height),
                self._now_mark[0],
                look,
                Type.CONTROL,
                look.color("text2"),
            )
            right -= width + look.px(10)
        right = self._paint_marks(painter, look, right, height, self._said.marks)
        if not self.hasFocus() or self.width() < look.px(560):
            return right
        for key, does in reversed(self.hints()):
            width = drawing.text_width(does, look, Type.CONTROL)
            right -= width
            drawing.words(painter, QRectF(right, 0, width + 1, height), does, look, Type.CONTROL, look.color("text2"))
            size = drawing.cap_size(look, key)
            right -= size.width() + look.px(8)
            drawing.cap(painter, QRectF(right, (height - size.height()) / 2, size.width(), size.height()), look, key)
            right -= look.px(10)
        return right

    def _times(self, painter: QPainter, look: Theme, height: float) -> float:
        left = float(look.px(12))
        start, end = words.clock(self.row.start), f" – {words.clock(self.row.end)}"
        ink, weak = look.color("text3" if self._past else "text"), look.color("text2")
        took = drawing.words(painter, QRectF(left, 0, look.px(60), height), start, look, Type.ROW, ink)
        drawing.words(painter, QRectF(left + took, 0, look.px(70), height), end, look, Type.BODY, weak)
        return left + look.px(104)

    def _title(self, painter: QPainter, look: Theme, box: QRectF) -> None:
        ink = look.color("text2" if self._past else "text")
        took = drawing.words(painter, box, self._said.title, look, Type.ROW, ink)
        if self.row.cancelled:
            middle = box.center().y()
            painter.fillRect(QRectF(box.left(), middle, took, 1), ink)
        rest = QRectF(box)
        rest.setLeft(box.left() + took + look.px(10))
        if rest.width() > look.px(24):
            drawing.words(painter, rest, self._said.meta, look, Type.CONTROL, look.color("text2"))


class StudentLine(Line):
    """One student of the group that is open."""

    def __init__(self, row: Row, student: StudentOnRow, said: RowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row, self.student, self._said = row, student, said
        self.setObjectName(f"{row.key}/student:{student.student_id}")
        self._name()

    def wording(self) -> RowText:
        return self._said

    def show_student(self, row: Row, student: StudentOnRow, said: RowText) -> None:
        self.row, self.student, self._said = row, student, said
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(self._said.spoken(""))
        self._tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("window"))
        self._ground(painter, look)
        height = float(look.row)
        right = self._paint_marks(painter, look, float(self.width() - look.px(10)), height, self._said.marks)
        left = look.px(144.0)
        box = QRectF(left, 0, right - left - look.px(8), height)
        took = drawing.words(painter, box, self._said.title, look, Type.CONTROL_STRONG, look.color("text"))
        rest = QRectF(box)
        rest.setLeft(box.left() + took + look.px(10))
        if rest.width() > look.px(24):
            drawing.words(painter, rest, self._said.meta, look, Type.CONTROL, look.color("text2"))
        self._paint_details(painter, look, left)
        _paint_divider(painter, self, look, left)
        self._ring(painter, look)
        painter.end()


class GapLine(QWidget):
    """A free stretch inside a visit; it cannot be acted on, so it takes no focus."""

    def __init__(self, start: int, end: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start, self.end, self._title = start, end, title
        self._elapsed: float | None = None
        self._left = ""
        self._mark: Mark | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}, {words.span(start, end)}")

    def show_now(self, elapsed: float | None, left: str, mark: Mark | None) -> None:
        self._elapsed, self._left, self._mark = elapsed, left, mark
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(260), look.row)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._elapsed is not None:
            painter.fillRect(QRectF(0, 0, box.width() * self._elapsed, box.height()), look.color("select"))
        left = float(look.px(12))
        said = words.span(self.start, self.end)
        drawing.words(painter, QRectF(left, 0, look.px(110), box.height()), said, look, Type.BODY, look.color("text2"))
        left += look.px(104)
        side = look.px(16)
        icons.paint(painter, "notebook-pen", look.color("text3"), left, (box.height() - side) / 2, side)
        left += look.px(28)
        right = box.right() - look.px(10)
        if self._mark is not None:
            size = drawing.pill_size(look, self._mark)
            right -= size.width()
            top = (box.height() - size.height()) / 2
            drawing.pill(painter, QRectF(right, top, size.width(), size.height()), look, self._mark)
            width = drawing.text_width(self._left, look, Type.CONTROL)
            right -= width + look.px(8)
            drawing.words(
                painter, QRectF(right, 0, width + 2, box.height()), self._left, look, Type.CONTROL, look.color("text2")
            )
        drawing.words(
            painter, QRectF(left, 0, right - left, box.height()), self._title, look, Type.BODY, look.color("text2")
        )
        _paint_divider(painter, self, look)
        painter.end()


def _paint_divider(painter: QPainter, row: QWidget, look: Theme, left: float = 0.0) -> None:
    """Under a row, except where the school's card ends anyway."""
    block = row.parentWidget()
    if block is None or row.geometry().bottom() < block.height() - look.px(4):
        painter.fillRect(QRectF(left, row.height() - 1, row.width() - left, 1), look.color("border"))


class DriveLine(QWidget):
    """The drive between two stops: when to leave, how long, when she is there. Late is said in words and red."""

    def __init__(self, drive: Drive, *, coming: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drive, self._coming = drive, coming
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(part for part in (self._when(), *self._facts(), self._there()) if part))

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(260), look.row)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _when(self) -> str:
        if self.drive.departed is not None:
            return _("Left {time}").format(time=words.clock(self.drive.departed))
        if self.drive.leave_by is None:
            return _("Drive")
        return _("Leave {time}").format(time=words.clock(self.drive.leave_by))

    def _facts(self) -> tuple[str, str]:
        if self.drive.minutes is None or self.drive.tenths is None:
            return _("distance not known"), ""
        about = _("about {time}") if self.drive.estimated else "{time}"
        rest = [words.miles(self.drive.tenths)]
        if self.drive.settle:
            rest.append(_("{time} to park and sign in").format(time=words.minutes(self.drive.settle)))
        if self.drive.late:
            rest.append(_("{time} late").format(time=words.minutes(self.drive.late)))
        return about.format(time=words.minutes(self.drive.minutes)), words.listed_with_dots(rest)

    def _there(self) -> str:
        if self.drive.arrived is not None:
            return _("arrived at {place} {time}").format(place=self.drive.to_name, time=words.clock(self.drive.arrived))
        if self.drive.arrive is None:
            return _("to {place}").format(place=self.drive.to_name)
        return _("at {place} {time}").format(place=self.drive.to_name, time=words.clock(self.drive.arrive))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        height = float(self.height())
        pen = painter.pen()
        pen.setColor(look.color("strong"))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(look.px(2), 0, look.px(2), self.height())
        left = float(look.px(14))
        if self._coming and self.drive.departed is None:
            mark = Mark(self._when(), "", Tone.TODO)
            size = drawing.pill_size(look, mark)
            drawing.pill(painter, QRectF(left, (height - size.height()) / 2, size.width(), size.height()), look, mark)
        else:
            drawing.words(
                painter, QRectF(left, 0, look.px(104), height), self._when(), look, Type.BODY, look.color("text2")
            )
        left += look.px(106)
        side = look.px(16)
        icons.paint(painter, "car", look.color("text2"), left, (height - side) / 2, side)
        left += look.px(28)
        there = self._there()
        width = drawing.text_width(there, look, Type.BODY)
        right = self.width() - look.px(12) - width
        drawing.words(painter, QRectF(right, 0, width + 2, height), there, look, Type.BODY, look.color("text"))
        first, rest = self._facts()
        took = drawing.words(painter, QRectF(left, 0, right - left, height), first, look, Type.ROW, look.color("text"))
        late = QColor(look.color("bad.ink")) if self.drive.late else look.color("text2")
        box = QRectF(left + took, 0, right - left - took - look.px(8), height)
        if rest and box.width() > look.px(30):
            drawing.words(painter, box, f" · {rest}", look, Type.CONTROL, late)
        painter.end()
