# SPDX-License-Identifier: MIT
"""What the keys of Today do to the focused row and to the next drive."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from otdesk.actions import attendance, trips
from otdesk.actions.attendance import Mark
from otdesk.queries.day_rows import NOT_SEEN
from otdesk.queries.today import Drive
from otdesk.rules.kinds import Presence, RecordKind
from otdesk.ui.commands import Command
from otdesk.ui.paper.day_sheets import DaySheetDialog
from otdesk.ui.today.changed import ChangedDialog
from otdesk.ui.today.dialogs import DriveDialog, MeetingDialog, MoveDialog, SessionDialog
from otdesk.ui.today.make_up import open_make_up
from otdesk.ui.today.reasons import ReasonsDialog
from otdesk.ui.today.rows import SessionLine, StudentLine
from otdesk.ui.today.side import under_way
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.ui.today.screen import TodayScreen


def missed_of(line: SessionLine | StudentLine) -> list[int]:
    """Attendances of a line that were missed and for which no make-up is planned."""
    students = [line.student] if isinstance(line, StudentLine) else line.row.students
    missed = [one for one in students if one.presence in NOT_SEEN or line.row.cancelled]
    return [one.attendance_id for one in missed if one.made_up_on is None]


class DayActs(QObject):
    """Acts on what `screen` shows: its focused line, its day, its clock."""

    def __init__(self, screen: "TodayScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._bridge = screen.bridge

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        place = "today"
        drive = Command("today.drive", _("I’ve left, I’ve arrived"), "session", "", "car", 3, place)
        meeting = Command("today.meeting", _("New meeting"), "session", "Ctrl+Shift+N", "messages-square", 2, place)
        return [
            (Command("today.present", _("Present"), "session", "", "user-check", 0, place), self.mark_present),
            (Command("today.absent", _("Absent"), "session", "", "user-x", 0, place), self.mark_absent),
            (Command("today.reason", _("Other reason"), "session", "", "list", 0, place), self.other_reason),
            (Command("today.clear", _("Take the mark back"), "session", "", "eraser", 0, place), self.clear_mark),
            (Command("today.move", _("Reschedule"), "session", "", "calendar-clock", 1, place), self.reschedule),
            (Command("today.changed", _("Something changed"), "session", "", "calendar-range", 1, place), self.changed),
            (Command("today.contact", _("New contact"), "session", "", "phone", 2, place), self.add_contact),
            (Command("today.add", _("New session"), "session", "Ctrl+N", "plus", 2, place), self.add_session),
            (meeting, self.add_meeting),
            (drive, self.leave_or_arrive),
            (Command("today.trip", _("Change the last drive"), "session", "", "route", 3, place), self.change_drive),
            (Command("today.print", _("Print day sheet"), "file", "Ctrl+P", "printer", 1, place), self.print_sheet),
        ]

    def by_key(self) -> dict[int, Callable[[], object]]:
        """What each letter does where the keyboard is now: on a line only in the day itself, and nothing in a note, or
        a slip while writing would mark the student of another line."""
        focus = self._screen.focusWidget()
        in_day = focus is not None and self._screen.timeline.isAncestorOf(focus)
        if not in_day and self._screen.is_writing():
            return {}
        of_day: dict[int, Callable[[], object]] = {
            Qt.Key.Key_W: self.changed,
            Qt.Key.Key_L: self.leave_or_arrive,
            Qt.Key.Key_T: self._screen.back_to_today,
        }
        return {**of_day, **self._of_line()} if in_day else of_day

    def _of_line(self) -> dict[int, Callable[[], object]]:
        return {
            Qt.Key.Key_P: self.mark_present,
            Qt.Key.Key_A: self.mark_absent,
            Qt.Key.Key_O: self.other_reason,
            Qt.Key.Key_R: self.reschedule,
            Qt.Key.Key_N: self._screen.open_current,
            Qt.Key.Key_Backspace: self.clear_mark,
        }

    # --- attendance ---

    def mark_present(self) -> None:
        self._mark(Presence.PRESENT)

    def mark_absent(self) -> None:
        self._mark(Presence.ABSENT)

    def _mark(self, presence: Presence) -> None:
        line = self.session_line()
        if line is None or line.row.session_id is None:
            return
        students = [line.student] if isinstance(line, StudentLine) else line.row.students
        with self._bridge.telling():
            if len(students) == 1:
                self._bridge.do(attendance.mark, line.row.session_id, students[0].student_id, Mark(presence))
            elif presence is Presence.PRESENT:
                self._bridge.do(attendance.mark_all_present, line.row.session_id)
            else:
                self._bridge.say(_("Choose who is absent: arrow down to the student, then A."))

    def other_reason(self) -> None:
        line = self.session_line()
        if line is not None:
            student = line.student if isinstance(line, StudentLine) else None
            ReasonsDialog(self._screen, self._bridge, line.row, student).open()

    def clear_mark(self) -> None:
        line = self.session_line()
        if line is None or line.row.session_id is None:
            return
        marked = [line.student] if isinstance(line, StudentLine) else list(line.row.students)
        with self._bridge.telling():
            for student in marked:
                if student.presence is not None:
                    self._bridge.do(attendance.clear, line.row.session_id, student.student_id)

    # --- sessions ---

    def reschedule(self) -> None:
        """R: another time for what is to come, the make-up finder for what was missed."""
        line = self.session_line()
        if line is None:
            return
        missed = missed_of(line)
        if len(missed) == 1:
            open_make_up(self._screen, self._bridge, missed[0])
        elif missed:
            self._bridge.say(_("Choose who makes it up: arrow down to the student, then R."))
        else:
            MoveDialog(self._screen, self._bridge, line.row, self._screen.day).open()

    def changed(self) -> None:
        """W: a school opens late, she is late, somebody is absent: the rest of the day anew."""
        day = self._screen.read
        if day is None or not any(row.session_id is not None for row in day.rows()):
            self._bridge.say(_("There is nothing planned on this day."))
            return
        ChangedDialog(self._screen, self._bridge, day, self._school_now(), self._screen.minute_now()).open()

    def add_session(self) -> None:
        self._open_new(RecordKind.THERAPY)

    def add_contact(self) -> None:
        """A call or a talk about a student, to be written down."""
        self._open_new(RecordKind.CONTACT)

    def _open_new(self, kind: RecordKind) -> None:
        dialog = SessionDialog(self._screen, self._bridge, self._screen.day, self._school_now(), kind)
        dialog.added.connect(self._show_added)
        dialog.open()

    def _show_added(self, session_id: int) -> None:
        """What was added is what she goes on with; only out of a note the keyboard is not taken."""
        self._screen.refresh_now()
        name = f"session:{session_id}"
        focus = self._screen.focusWidget()
        if self._screen.is_writing() and focus is not None and self._screen.note.isAncestorOf(focus):
            self._screen.timeline.make_current(name)
        else:
            self._screen.timeline.focus_line(name)

    def add_meeting(self) -> None:
        MeetingDialog(self._screen, self._bridge, self._screen.day, self._school_now()).open()

    def _school_now(self) -> int | None:
        """The school of the focused row, to begin a form with."""
        line = self._screen.timeline.current()
        if self._screen.read is None or not isinstance(line, SessionLine | StudentLine):
            return None
        return next((stop.school_id for stop in self._screen.read.stops if line.row in stop.rows), None)

    def session_line(self) -> SessionLine | StudentLine | None:
        line = self._screen.timeline.current()
        if isinstance(line, SessionLine | StudentLine) and line.row.session_id is not None:
            return line
        self._bridge.say(_("Choose a session first."))
        return None

    # --- driving ---

    def leave_or_arrive(self) -> None:
        """L: log the departure of the next drive, or confirm the arrival of the one under way."""
        day, minute = self._screen.read, self._screen.minute_now()
        if day is None or minute is None:
            self._bridge.say(_("Drives are logged on their day. Press T for today."))
            return
        moving = under_way(day)
        with self._bridge.telling():
            if moving is not None and moving.trip_id is not None:
                self._bridge.do(trips.arrive, moving.trip_id, minute)
            else:
                self._depart(day.next_drive, minute)

    def _depart(self, drive: Drive | None, minute: int) -> None:
        if drive is None:
            self._bridge.say(_("No drive is left today."))
        elif drive.tenths is None:
            DriveDialog(self._screen, self._bridge, self._screen.day, drive, minute).open()
        else:
            self._bridge.do(trips.depart, self._screen.day, drive.from_id, drive.to_id, minute, drive.tenths)

    def change_drive(self) -> None:
        """Correct times or miles of the drive logged last."""
        day = self._screen.read
        every = () if day is None else (day.from_home, *day.drives, day.to_home)
        logged = [drive for drive in every if drive is not None and drive.trip_id is not None]
        if not logged:
            self._bridge.say(_("No drive is logged on this day."))
            return
        DriveDialog(self._screen, self._bridge, self._screen.day, logged[-1]).open()

    # --- paper ---

    def print_sheet(self) -> None:
        DaySheetDialog(self._screen, self._bridge, self._screen.day).open()
