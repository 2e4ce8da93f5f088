# SPDX-License-Identifier: MIT
"""Right of the day: when to leave, what is still to be written, what is due."""

from datetime import date

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.day_rows import Row, StudentOnRow
from otdesk.queries.due import Due, DueKind
from otdesk.queries.queue import QueueItem
from otdesk.queries.today import Day, Drive
from otdesk.ui import statuses, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import DefaultButton, LinkButton, PrimaryButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import CountBadge, SchoolChip, StatusPill
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

_SOON = 5
_SECONDS_A_NOTE = 40
_QUEUE_SHOWN = 6
_OWED_SHOWN = 3
_DUE_SHOWN = 4


class _Way(QWidget):
    """A dashed line with the length of the drive on it."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self._said = said
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.current().px(20))
        self.setAccessibleName(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        pen = painter.pen()
        pen.setColor(look.color("strong"))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        middle = self.height() // 2
        width = drawing.text_width(self._said, look, Type.CONTROL)
        left = (self.width() - width) / 2
        painter.drawLine(look.px(6), middle, int(left) - look.px(6), middle)
        painter.drawLine(int(left + width) + look.px(6), middle, self.width() - look.px(6), middle)
        box = QRectF(left, 0, width + 2, self.height())
        drawing.words(painter, box, self._said, look, Type.CONTROL, look.color("text2"))
        painter.end()


class LeaveCard(Card):
    """Leave-by time, readable at arm's length, and the one button that logs the drive."""

    pressed = Signal()  # leave, or arrive when under way

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        top = QHBoxLayout()
        self._title = ElidedWords("", Type.META_STRONG, "text2")
        self._pill = StatusPill(Mark("", ""))
        top.addWidget(self._title, 1)
        top.addWidget(self._pill)
        self.column.addLayout(top)
        self.time = Words("", Type.LEAVE)
        self.column.addWidget(self.time)
        self._way = QHBoxLayout()
        self.column.addLayout(self._way)
        self.button = PrimaryButton("", icon="car", key="L")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.pressed)
        self.column.addWidget(self.button)

    def show_day(self, day: Day, now: int | None) -> None:
        """The next drive of today, or the drive under way; hidden when there is none."""
        drive = under_way(day) or day.next_drive
        self.setVisible(drive is not None and now is not None)
        if drive is None or now is None:
            return
        moving = drive.departed is not None
        self._title.show_text(self._headline(drive, moving=moving))
        at = drive.arrive if moving else drive.leave_by
        self.time.setText(words.clock(at) if at is not None else "–")
        self._show_pill(at, now, moving=moving)
        self._show_way(drive)
        self._show_button(drive, moving=moving)

    def _headline(self, drive: Drive, *, moving: bool) -> str:
        if moving:
            return _("On the way, at {place} about").format(place=drive.to_name)
        return _("Leave {place} by").format(place=drive.from_name)

    def _show_pill(self, at: int | None, now: int, *, moving: bool) -> None:
        self._pill.setVisible(at is not None)
        if at is None:
            return
        left = at - now
        if left < 0 and not moving:
            self._pill.show_mark(Mark(_("{time} ago").format(time=words.minutes(-left)), "timer", Tone.BAD))
        else:
            tone = Tone.BAD if left <= _SOON and not moving else Tone.TODO
            self._pill.show_mark(Mark(_("in {time}").format(time=words.minutes(max(0, left))), "timer", tone))

    def _show_way(self, drive: Drive) -> None:
        while (item := self._way.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        length = [words.miles(drive.tenths)] if drive.tenths is not None else []
        length += [words.minutes(drive.minutes)] if drive.minutes is not None else []
        self._way.addWidget(_end(drive.from_code, drive.from_color, drive.from_name))
        self._way.addWidget(_Way(words.listed_with_dots(length)), 1)
        self._way.addWidget(_end(drive.to_code, drive.to_color, drive.to_name))

    def _show_button(self, drive: Drive, *, moving: bool) -> None:
        if moving:
            self.button.say(_("I’ve arrived at {place}").format(place=drive.to_code or drive.to_name), icon="map-pin")
        elif drive.tenths is not None:
            self.button.say(_("I’ve left — log {miles}").format(miles=words.miles(drive.tenths)), icon="car")
        else:
            self.button.say(_("I’ve left"), icon="car")


def under_way(day: Day) -> Drive | None:
    """The drive that was begun and not yet finished."""
    drives = [drive for drive in (day.from_home, *day.drives, day.to_home) if drive is not None]
    return next((drive for drive in drives if drive.departed is not None and drive.arrived is None), None)


def _end(code: str, color: int | None, name: str) -> QWidget:
    return SchoolChip(code, color, name) if color is not None else Words(code or name, Type.META_STRONG, "text2")


class _Entry(QWidget):
    """Two lines of words and what stands right of them."""

    def __init__(self, title: str, detail: str, right: QWidget) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedWords(title, Type.CONTROL_STRONG))
        texts.addWidget(ElidedWords(detail, Type.META, "text2"))
        line.addLayout(texts, 1)
        line.addWidget(right)


class _ListCard(Card):
    """A card whose entries are made anew when what they show has changed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, padding=14, parent=parent)
        self.count = CountBadge()
        self.aside = Words("", Type.META, "text2")
        if self.header is not None:
            self.header.insertWidget(1, self.count)
            self.header.addWidget(self.aside)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.column.addLayout(self._list)
        self._shown: object = None

    def fill(self, key: object, entries: list[QWidget]) -> None:
        if key == self._shown:
            for entry in entries:
                entry.deleteLater()
            return
        self._shown = key
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, entry in enumerate(entries):
            if number:
                self._list.addWidget(Divider())
            self._list.addWidget(entry)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


class QueueCard(_ListCard):
    """What is still to be written; `wanted(session id, student id)` opens a note. Below it what was missed and is owed:
    `make_up_wanted(attendance id)`."""

    wanted = Signal(int, int)
    make_up_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("To document"), parent)
        self._items: tuple[QueueItem, ...] = ()

    def show_items(self, items: tuple[QueueItem, ...], today: date, owed: tuple[tuple[Row, StudentOnRow], ...]) -> None:
        self._items = items
        self.count.show_count(len(items))
        notes = sum(item.students - item.written for item in items)
        spent = -(-notes * _SECONDS_A_NOTE // 60)
        self.aside.setText(_("about {time}").format(time=words.minutes(spent)) if notes else "")
        missed = [self._missed(row, student) for row, student in owed[:_OWED_SHOWN]]
        if not items and not missed:
            self.fill((), [Words(_("Nothing waits to be written."), Type.CONTROL, "text2")])
            return
        entries = [self._entry(number, item, today) for number, item in enumerate(items[:_QUEUE_SHOWN])]
        if len(items) > _QUEUE_SHOWN:
            more = len(items) - _QUEUE_SHOWN
            entries.append(Words(plural("and {n} more", "and {n} more", more), Type.META, "text2"))
        self.fill((items, today, owed), [*entries, *missed])

    def _missed(self, row: Row, student: StudentOnRow) -> QWidget:
        name = words.full_name(student.called, student.last)
        button = DefaultButton(_("Make-up"))
        button.setAccessibleName(f"{_('Make-up')}: {name}")
        button.setObjectName(f"make_up:{student.attendance_id}")
        button.setProperty("missed", student.attendance_id)
        button.clicked.connect(self._make_up_pressed)
        what = _("{minutes} owed").format(minutes=words.minutes(student.owed))
        return _Entry(name, words.listed_with_dots([words.clock(row.start), what]), button)

    def _entry(self, number: int, item: QueueItem, today: date) -> QWidget:
        when = words.clock(item.start)
        if item.day != today:
            when = f"{words.day_date(item.day)}, {when}"
        what = plural("{n} goal", "{n} goals", item.goals) if item.students == 1 else _still(item)
        started = item.drafts > 0 or item.written > 0
        said = _("Finish") if started else _("Write")
        button = PrimaryButton(said) if number == 0 and not started else DefaultButton(said)
        button.setAccessibleName(f"{said}: {item.title}")
        button.setObjectName(f"queue:{item.session_id}")
        button.setProperty("note", (item.session_id, item.first_student_id))
        button.clicked.connect(self._pressed)
        return _Entry(item.title, words.listed_with_dots([when, item.school_code, what]), button)

    def _make_up_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget):
            self.make_up_wanted.emit(sender.property("missed"))

    def _pressed(self) -> None:
        button = self.sender()
        if button is not None:
            session, student = button.property("note")
            self.wanted.emit(session, student)


def _still(item: QueueItem) -> str:
    if item.written:
        return _("{who} still blank").format(who=words.listed(list(item.waiting)))
    return plural("{n} student", "{n} students", item.students)


class DueCard(_ListCard):
    """The nearest dates, and the way to all of them."""

    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Due soon"), parent)
        self.all_button = LinkButton(_("All dates"))
        self.all_button.clicked.connect(self.all_wanted)
        if self.header is not None:
            self.header.addWidget(self.all_button)

    def show_items(self, items: tuple[Due, ...]) -> None:
        self.setVisible(bool(items))
        entries: list[QWidget] = [
            _Entry(
                f"{item.name} · {due_words(item)}",
                words.day_full_date(item.day),
                StatusPill(statuses.days_left(item.days)),
            )
            for item in items[:_DUE_SHOWN]
        ]
        self.fill(items[:_DUE_SHOWN], entries)


def due_words(item: Due) -> str:
    if item.kind is DueKind.CONSENT:
        return _("consent: {what}").format(what=item.detail)
    if item.kind is DueKind.CONSENT_OUT:
        return _("consent not back: {what}").format(what=item.detail)
    return {
        DueKind.ANNUAL_REVIEW: _("annual review"),
        DueKind.REEVALUATION: _("re-evaluation"),
        DueKind.EVALUATION: _("evaluation"),
        DueKind.EVALUATION_CONSENT: _("consent to evaluate not back"),
        DueKind.LICENSE: _("license"),
    }[item.kind]
