# SPDX-License-Identifier: MIT
"""Today: the day's schools, drives and sessions, and one key for each thing that happens between two bells."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries import due, group_notes, queue, today
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.completions import MakeupDecision
from otdesk.records.consents import Consent
from otdesk.records.evaluations import Evaluation
from otdesk.records.goals import Goal
from otdesk.records.groups import Group
from otdesk.records.meetings import Meeting
from otdesk.records.notes import Note
from otdesk.records.places import Place
from otdesk.records.plans import Plan
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import OwnTimeMove, PatternSlot
from otdesk.records.students import SafetyAlert, Student
from otdesk.records.travel import TravelTime
from otdesk.records.trips import Trip
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.parts.marks import KeyHints
from otdesk.ui.placing import NO_WIDTH_LIMIT
from otdesk.ui.screen import Screen
from otdesk.ui.today.acts import DayActs
from otdesk.ui.today.make_up import open_make_up
from otdesk.ui.today.rows import Line, SessionLine, StudentLine
from otdesk.ui.today.side import DueCard, LeaveCard, QueueCard
from otdesk.ui.today.strip import DayStrip
from otdesk.ui.today.timeline import DayTimeline
from otdesk.words import _, later

_TICK = 5_000
_NARROW = 880


class TodayScreen(Screen):
    """The place a working day is spent in. A note opens beside the day, so that the day stays in sight."""

    kinds: ClassVar[frozenset[type]] = frozenset({
        TherapySession, Attendance, MakeupDecision, Note, Trip, Meeting, Student, SafetyAlert, Goal, Group, School,
        Place, TravelTime, PatternSlot, OwnTimeMove, Plan, CalendarDay, SchoolYear, Consent, Evaluation,
    })  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("move")),
        ("Enter", later("open note")),
        ("P", later("present")),
        ("A", later("absent")),
        ("O", later("other reason")),
        ("R", later("reschedule, make up")),
        ("W", later("something changed")),
        ("L", later("leave, arrive")),
        ("T", later("back to today")),
        ("Ctrl+← Ctrl+→", later("day before, day after")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.day: date = bridge.today()
        self.read: today.Day | None = None
        self.acts = DayActs(self)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK)
        self._clock.timeout.connect(self._tick)
        self._minute_shown = -1
        self._note: NotePanel | None = None
        self._lay_out()
        self._clock.start()

    # --- building ---

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(10), look.px(16), look.px(8))
        column.setSpacing(look.px(6))
        column.addWidget(self._header())
        self._tabs = SegmentedControl([("day", _("Day")), ("side", _("Next and notes"))], _("Show"))
        self._tabs.set_value("day")
        self._tabs.chosen.connect(self._show_tab)
        column.addWidget(self._tabs)
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        self.timeline = DayTimeline()
        self.timeline.opened.connect(self._open_line)
        self._empty = EmptyState(_("Nothing planned"), icon="calendar-days")
        self._left = QStackedWidget()
        self._left.addWidget(self.timeline)
        self._left.addWidget(self._empty)
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        row.addWidget(self._left, 1)
        row.addWidget(self._side(), 0)
        column.addLayout(row, 1)
        self._hints = KeyHints([*self.told_keys()[:4], ("R", _("reschedule")), ("F1", _("all keys"))])
        column.addWidget(self._hints)

    def _header(self) -> HeaderBar:
        self._head = HeaderBar(_("Today"))
        self._head.find_wanted.connect(self._find)
        self.strip = DayStrip()
        self.strip.chosen.connect(self.show_date)
        self._sheet = DefaultButton(_("Day sheet"), icon="printer")
        self._sheet.clicked.connect(self.acts.print_sheet)
        self._new = PrimaryButton(_("New"), icon="plus")
        self._new.clicked.connect(self.acts.add_session)
        self._head.left.addWidget(self.strip)
        self._head.right.addWidget(self._sheet)
        self._head.right.addWidget(self._new)
        return self._head

    def _find(self) -> None:
        self.bridge.go("find")

    def _make_up(self, attendance_id: int) -> None:
        open_make_up(self, self.bridge, attendance_id)

    def _side(self) -> QWidget:
        self.leave_card, self.queue_card, self.due_card = LeaveCard(), QueueCard(), DueCard()
        self.leave_card.pressed.connect(self.acts.leave_or_arrive)
        self.queue_card.wanted.connect(self.open_waiting)
        self.queue_card.make_up_wanted.connect(self._make_up)
        cards = ScrollColumn()
        cards.column.setSpacing(theme.current().gap)
        self.due_card.all_wanted.connect(self._all_dates)
        for card in (self.leave_card, self.queue_card, self.due_card):
            cards.column.addWidget(card)
        cards.column.addStretch(1)
        self._right = QStackedWidget()
        self._right.addWidget(cards)
        self._right.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return self._right

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        back = Command("today.back", _("Day before"), "go", "Ctrl+Left", "chevron-left", 2, "today")
        on = Command("today.on", _("Day after"), "go", "Ctrl+Right", "chevron-right", 2, "today")
        return [*self.acts.commands(), (back, self.day_before), (on, self.day_after)]

    # --- reading ---

    def refresh(self) -> None:
        now = self.bridge.now()
        is_today = self.day == now.date()
        minute = now.hour * 60 + now.minute
        self._minute_shown = minute
        self.read = self.bridge.read(today.day, self.day, minute if is_today else None)
        self.strip.show_week(self.bridge.read(today.strip, self.day), self.day, now.date())
        self._head.set_title(_("Today") if is_today else words.day_date(self.day))
        self.timeline.show_day(self.read, now if is_today else None)
        current = self.timeline.current()
        self._show_empty()
        self.leave_card.show_day(self.read, minute if is_today else None)
        owed = tuple((row, student) for row in self.read.rows() for student in row.students if student.owed)
        self.queue_card.show_items(self.bridge.read(queue.to_document, now.date(), minute), now.date(), owed)
        self.due_card.show_items(self.bridge.read(due.due, now.date()))
        if (
            current is not None and self.timeline.current() is not current
        ):  # a button beside the day went with the focus
            self.timeline.focus_line(current.objectName())

    def _show_empty(self) -> None:
        day = self.read
        if day is None or self.timeline.has_rows():
            self._left.setCurrentWidget(self.timeline)
            return
        if not day.in_year:
            self._empty.say(_("Outside the school year"), _("Add the school year in Settings, or import its calendar."))
        elif day.closed:
            self._empty.say(_("No school: {why}").format(why=day.closed))
        else:
            self._empty.say(
                _("Nothing planned on {day}").format(day=words.day_date(self.day)),
                _("Lay out your typical week in Planner, or add a session here with Ctrl+N."),
            )
        self._left.setCurrentWidget(self._empty)

    def _tick(self) -> None:
        """The clock moves: leave-by counts down, the running row fills; a new day is shown as it begins."""
        now = self.bridge.now()
        minute = now.hour * 60 + now.minute
        if minute != self._minute_shown and self.isVisible():
            self.refresh_now()

    # --- addresses ---

    def visit(self, rest: str) -> None:
        """ "2026-10-20" or "2026-10-20/session:12/5" (session, student: opens the note); "" stays where it is."""
        parts = rest.split("/")
        if parts[0]:
            self.show_date(date.fromisoformat(parts[0]))
        if len(parts) > 1:
            self.timeline.focus_line(parts[1])

    def address(self) -> str:
        return self.day.isoformat()

    def first_focus(self) -> QWidget | None:
        """Where one writes; beside a signed note, which is only read, the day."""
        if self.is_writing() and self.note.writing:
            return self.note
        line = self.timeline.current()
        if line is None:
            self.timeline.focus_best(self.minute_now())
            line = self.timeline.current()
        return line or self._new

    def leave(self) -> None:
        if self._note is not None:
            self._note.flush()

    # --- days ---

    def show_date(self, day: object) -> None:
        if isinstance(day, date) and day != self.day:
            self.day = day
            self.refresh_now()
            self.timeline.focus_best(self.minute_now())

    def day_before(self) -> None:
        self.show_date(self.day - timedelta(days=3 if self.day.weekday() == 0 else 1))

    def day_after(self) -> None:
        self.show_date(self.day + timedelta(days=3 if self.day.weekday() == 4 else 1))

    def minute_now(self) -> int | None:
        now = self.bridge.now()
        return now.hour * 60 + now.minute if self.day == now.date() else None

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters act on the focused row; never inside the note, whose choices and buttons pass letters on to here."""
        act = self.acts.by_key().get(event.key())
        if act is None or event.modifiers():
            super().keyPressEvent(event)
            return
        act()

    def _all_dates(self) -> None:
        self.bridge.go("due")

    def back_to_today(self) -> None:
        self.show_date(self.bridge.today())
        self.timeline.focus_best(self.minute_now())

    # --- notes ---

    @property
    def note(self) -> NotePanel:
        """The note beside the day, built when it is first wanted: Today is on screen without it."""
        if self._note is None:
            self._note = NotePanel(self.bridge)
            self._note.closed.connect(self.close_note)
            self._note.group_wanted.connect(self.open_waiting)
            self._note.opened.connect(self.timeline.show_written)
            self._right.addWidget(self._note)
        return self._note

    def prepare(self) -> None:
        """The note panel, so that the first note opens as quickly as the others."""
        self.note.ensurePolished()

    def is_writing(self) -> bool:
        """Whether a note stands beside the day."""
        return self._right.currentIndex() > 0

    def open_current(self) -> None:
        line = self.acts.session_line()
        if line is not None:
            self._open_line(line)

    def _open_line(self, line: Line) -> None:
        if isinstance(line, StudentLine) and line.row.session_id is not None:
            self.open_note(line.row.session_id, line.student.student_id)
        elif isinstance(line, SessionLine) and line.row.session_id is not None and line.row.students:
            waiting = [student for student in line.row.students if not student.documented]
            chosen = (waiting or list(line.row.students))[0]
            self.open_waiting(line.row.session_id, chosen.student_id)

    def open_waiting(self, session_id: int, student_id: int) -> None:
        """A group to be written has its own page, there is no room for it beside the day; one student's note has."""
        if self.bridge.read(group_notes.is_open_group, session_id, student_id):
            self.bridge.go(f"notes/{session_id}/{student_id}")
        else:
            self.open_note(session_id, student_id)

    def open_note(self, session_id: int, student_id: int) -> None:
        """Open a student's note beside the day."""
        with self.bridge.telling():
            self.note.open_note(session_id, student_id)
            self._right.setCurrentWidget(self.note)
            self._fit()
            self._tabs.set_value("side")
            self._show_tab("side")
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_note(self) -> None:
        self.timeline.show_written(0, 0)
        line = self.timeline.current()  # before the note goes: Qt hands its focus on to the first row
        self._right.setCurrentIndex(0)
        self._fit()
        self._tabs.set_value("day")
        self._show_tab("day")
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- narrow windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Beside each other where there is room, else one at a time."""
        look = theme.current()
        writing = self.is_writing()
        narrow = self.width() < look.px(_NARROW)
        self._tabs.setVisible(narrow)
        if self._head.find_box is not None:
            self._head.find_box.setVisible(not narrow)
        if narrow:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(NO_WIDTH_LIMIT)
            self._show_tab(self._tabs.value())
        else:
            self._left.show()
            self._right.show()
            self._right.setFixedWidth(look.px(470 if writing else 344))
        self._hints.setVisible(not writing and not narrow)

    def _show_tab(self, which: object) -> None:
        if not self._tabs.isHidden():
            self._left.setVisible(which == "day")
            self._right.setVisible(which == "side")


def build(bridge: Bridge) -> Screen:
    return TodayScreen(bridge)
