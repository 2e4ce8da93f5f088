# SPDX-License-Identifier: MIT
"""The day as a column: a block per school, drives between them, the focused row open."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.queries.day_rows import Row
from otdesk.queries.misfits import Misfit
from otdesk.queries.today import Day, Drive, Stop
from otdesk.rules.kinds import DayType
from otdesk.rules.slots import BlockKind
from otdesk.rules.spans import without
from otdesk.ui import statuses, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.cards import ScrollColumn, paint_stripe
from otdesk.ui.theme import Type
from otdesk.ui.today.row_words import row_text, student_text
from otdesk.ui.today.rows import DriveLine, GapLine, Line, SessionLine, StudentLine
from otdesk.words import _

_SHORTEST_GAP = 10


class StopHeader(QWidget):
    """Code, name, room and hours of a school on its tint."""

    def __init__(self, stop: Stop, until: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stop, self._until = stop, until
        self.setFixedHeight(theme.current().px(30))
        self.setAccessibleName(words.listed_with_dots([stop.name, self._detail(), words.span(stop.start, until)]))

    def _detail(self) -> str:
        regular = self._stop.day_type is DayType.REGULAR
        kind = "" if regular else labels.day_type(self._stop.day_type)
        return words.listed_with_dots([kind, self._stop.room, self._stop.arrival_note, self._stop.office_phone])

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        color = look.school(self._stop.color)
        ink = QColor(color.ink)
        corner = look.px(7)
        painter.setClipRect(self.rect())
        whole = QRectF(-corner, 0, self.width() + corner, self.height() + corner)
        drawing.rounded(painter, whole, QColor(color.tint), None, radius=corner)
        height = float(self.height())
        left = float(look.px(12))
        if self._stop.code:
            size = drawing.chip_size(look, self._stop.code)
            box = QRectF(left, (height - size.height()) / 2, size.width(), size.height())
            drawing.chip(painter, box, look, self._stop.code, color)
            left += size.width() + look.px(8)
        hours = words.span(self._stop.start, self._until)
        width = drawing.text_width(hours, look, Type.CONTROL)
        right = self.width() - look.px(12) - width
        drawing.words(painter, QRectF(right, 0, width + 2, height), hours, look, Type.CONTROL, ink)
        took = drawing.words(
            painter, QRectF(left, 0, right - left - look.px(8), height), self._stop.name, look, Type.CONTROL_STRONG, ink
        )
        rest = QRectF(left + took + look.px(10), 0, right - left - took - look.px(20), height)
        if rest.width() > look.px(30):
            drawing.words(painter, rest, self._detail(), look, Type.CONTROL, ink)
        painter.end()


class StopBlock(QWidget):
    """One visit: header and rows in a rounded box with the school's stripe."""

    def __init__(self, stop: Stop, until: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stop = stop
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        look = theme.current()
        self.column.setContentsMargins(look.px(5), 1, 1, 2)
        self.column.addWidget(StopHeader(stop, until))
        self.setAccessibleName(stop.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        drawing.rounded(painter, box, look.color("surface"), look.color("border"), radius=look.px(8))
        paint_stripe(painter, box, look, look.school(self._stop.color).solid)
        painter.end()


class DayTimeline(ScrollColumn):
    """All rows of a day. Up and Down move over rows and the students of the open group."""

    opened = Signal(object)  # the Line
    moved = Signal(object)  # the Line that got the focus

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setSpacing(0)
        self._lines: list[Line] = []
        self._clocks: list[SessionLine | GapLine] = []
        self._students: dict[str, list[StudentLine]] = {}
        self._focused = ""
        self._misfits: Mapping[str, Misfit] = {}
        self._shown: tuple[object, ...] = ()
        self._written = (0, 0)
        self.setAccessibleName(_("The day"))
        self.verticalScrollBar().rangeChanged.connect(self._keep_focus_in_sight)

    # --- filling ---

    def show_day(self, day: Day, now: datetime | None) -> None:
        """Make the rows anew. The current one stays it, wherever the keyboard is, and keeps it if it had it."""
        before = [line.objectName() for line in self._all_lines()]
        had_focus = self.window().focusWidget() in self._all_lines()  # has it again when she comes back to this window
        focused, scrolled = self._focused, self.verticalScrollBar().value()
        self._clear()
        self._misfits = day.misfits
        zone_now = now or datetime.now().astimezone()
        minute = None if now is None else now.hour * 60 + now.minute
        if day.from_home is not None:
            self._put(DriveLine(day.from_home, coming=day.next_drive == day.from_home))
        for number, stop in enumerate(day.stops):
            drive = day.drives[number] if number < len(day.drives) else day.to_home
            self._add_stop(stop, drive, zone_now, minute)
            if drive is not None:
                self._put(DriveLine(drive, coming=day.next_drive == drive))
        self.column.addStretch(1)
        self.show_now(minute)
        self._focused = self._still(focused, before)  # while rows went, Qt handed the focus on to those that were left
        self._open_group()
        self.show_written(*self._written)
        if had_focus:
            self.focus_again()
        self.verticalScrollBar().setValue(scrolled)

    def show_written(self, session_id: int, student_id: int) -> None:
        """The row whose note stands open beside the day stays marked; 0 when none does."""
        self._written = (session_id, student_id)
        for line in self._all_lines():
            if isinstance(line, StudentLine):
                line.show_written(written=(line.row.session_id, line.student.student_id) == self._written)
            elif isinstance(line, SessionLine):
                line.show_written(written=session_id != 0 and line.row.session_id == session_id)

    def _still(self, name: str, before: list[str]) -> str:
        """The line of that name, or the one now in its place when it is gone."""
        lines = self._all_lines()
        if self.line(name) is not None or name not in before or not lines:
            return name
        return lines[min(before.index(name), len(lines) - 1)].objectName()

    def focus_again(self) -> None:
        """The keyboard goes to the current line, which may have been made anew since it had it."""
        line = self.current()
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._lines, self._clocks, self._students = [], [], {}
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_stop(self, stop: Stop, drive: Drive | None, zone_now: datetime, minute: int | None) -> None:
        until = max(stop.end, drive.leave_by) if drive is not None and drive.leave_by is not None else stop.end
        block = StopBlock(stop, until)
        gaps = without([(stop.start, until)], [(row.start, row.end) for row in stop.rows if not row.cancelled])
        pieces: list[tuple[int, Row | tuple[int, int]]] = [(row.start, row) for row in stop.rows]
        pieces += [(gap[0], gap) for gap in gaps if gap[1] - gap[0] >= _SHORTEST_GAP]
        for _start, piece in sorted(pieces, key=_by_start):
            if isinstance(piece, Row):
                self._add_row(block, piece, zone_now, minute)
            else:
                title = _("Notes and walk to car") if piece[1] == until and drive is not None else _("Free")
                gap = GapLine(*piece, title)
                self._clocks.append(gap)
                block.column.addWidget(gap)
        self._put(block)

    def _put(self, widget: QWidget) -> None:
        """Shown at once: a layout would do it a turn later, too late for the keyboard to come back to its row."""
        self.column.addWidget(widget)
        widget.show()

    def _add_row(self, block: StopBlock, row: Row, zone_now: datetime, minute: int | None) -> None:
        line = SessionLine(
            row, row_text(row, zone_now, self._misfits.get(row.key)), past=minute is not None and row.end <= minute
        )
        self._join(line)
        self._lines.append(line)
        self._clocks.append(line)
        block.column.addWidget(line)
        if row.kind is BlockKind.SESSION and (len(row.students) > 1 or row.group_id is not None):
            students = []
            for student in row.students:
                below = StudentLine(row, student, student_text(student, zone_now))
                self._join(below)
                below.hide()
                block.column.addWidget(below)
                students.append(below)
            self._students[row.key] = students

    def _join(self, line: Line) -> None:
        line.opened.connect(self.opened)
        line.focused.connect(self._line_focused)

    # --- the clock ---

    def show_now(self, minute: int | None) -> None:
        """Mark what is running."""
        for line in self._clocks:
            start, end = (line.row.start, line.row.end) if isinstance(line, SessionLine) else (line.start, line.end)
            if minute is not None and start <= minute < end:
                left = _("{time} left").format(time=words.minutes(end - minute))
                line.show_now((minute - start) / (end - start), left, statuses.now(minute))
            else:
                line.show_now(None, "", None)

    # --- focus ---

    def line(self, name: str) -> Line | None:
        return next((line for line in self._all_lines() if line.objectName() == name), None)

    def current(self) -> Line | None:
        return self.line(self._focused)

    def focus_line(self, name: str) -> bool:
        """Put the keyboard on a row by its key."""
        if not self.make_current(name):
            return False
        self.focus_again()
        return True

    def make_current(self, name: str) -> bool:
        """The line that keys will act on; the keyboard stays where it is."""
        if self.line(name) is None:
            return False
        self._focused = name
        self._open_group()
        return True

    def focus_best(self, minute: int | None) -> None:
        """The row a person most likely wants: the one running, else the next, else the last to be written."""
        rows = [line for line in self._lines if isinstance(line, SessionLine)]
        if not rows:
            return
        coming = [line for line in rows if minute is not None and line.row.end > minute]
        best = coming[0] if coming else rows[-1] if minute is not None else rows[0]
        self.focus_line(best.objectName())

    def has_rows(self) -> bool:
        return bool(self._lines)

    def _all_lines(self) -> list[Line]:
        every: list[Line] = []
        for line in self._lines:
            every.append(line)
            every.extend(self._students.get(line.objectName(), ()))
        return every

    def _reachable(self) -> list[Line]:
        return [line for line in self._all_lines() if not line.isHidden()]

    def _line_focused(self, line: Line) -> None:
        self._focused = line.objectName()
        self._open_group()
        self.ensureWidgetVisible(line, 0, theme.current().px(60))
        self.moved.emit(line)

    def _keep_focus_in_sight(self) -> None:
        """Rows are laid out, and may be again when the window changes, after the row got the focus."""
        line = self.current()
        if line is not None and line.hasFocus():
            self.ensureWidgetVisible(line, 0, theme.current().px(60))

    def _open_group(self) -> None:
        """Only the group that has the focus shows its students."""
        group = self._focused.split("/", maxsplit=1)[0]
        for key, students in self._students.items():
            for line in students:
                line.setVisible(key == group)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = self._reachable()
        here = next((n for n, line in enumerate(lines) if line.hasFocus()), None)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -len(lines), Qt.Key.Key_End: len(lines)}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not lines or event.modifiers():
            event.ignore()
            return
        place = 0 if here is None else min(max(here + step, 0), len(lines) - 1)
        lines[place].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.body.updateGeometry()


def _by_start(piece: tuple[int, object]) -> int:
    return piece[0]
