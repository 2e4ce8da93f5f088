# SPDX-License-Identifier: MIT
"""The planner: the typical week laid out by hand, and the dated weeks that follow from it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import QDate, QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from otdesk.queries import planner, tellings, week
from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.goals import Goal
from otdesk.records.groups import Group, GroupMember, KeepApart
from otdesk.records.meetings import Meeting
from otdesk.records.places import Place
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import RoomHours, School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import OwnTimeMove, PatternSlot, SlotMember
from otdesk.records.students import Commitment, SafetyAlert, Student, StudentHours
from otdesk.records.therapists import Therapist
from otdesk.records.travel import TravelTime
from otdesk.rules.calendar import monday_of
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.parts.buttons import DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.parts.keys import keys_within
from otdesk.ui.planner.dated import DatedTab
from otdesk.ui.planner.forms import WeekForm
from otdesk.ui.planner.meeting_import import MeetingImport
from otdesk.ui.planner.telling import TellDialog
from otdesk.ui.planner.typical import TypicalTab
from otdesk.ui.planner.wishes import KeepApartDialog, WishesForm
from otdesk.ui.planner.year import YearTab
from otdesk.ui.screen import Screen
from otdesk.words import _, short_date

TYPICAL, DATED, YEAR = "typical", "week", "year"
PLACE = "planner"

_TYPICAL_KINDS: frozenset[type] = frozenset(
    {
        PatternSlot, SlotMember, Group, GroupMember, KeepApart, Student, SafetyAlert, StudentHours, Commitment, Plan,
        ServiceLine, Goal, School, RoomHours, BellBlock, Place, TravelTime, Therapist, SchoolYear,
    }
)  # fmt: skip


def build(bridge: Bridge) -> "PlannerScreen":
    return PlannerScreen(bridge)


def unplaced(bridge: Bridge) -> int:
    """The figure beside Planner in the sidebar."""
    return bridge.read(planner.unplaced_count, bridge.today())


class PlannerScreen(Screen):
    kinds: ClassVar[frozenset[type]] = _TYPICAL_KINDS | {CalendarDay, TherapySession, Attendance, Meeting, OwnTimeMove}
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓ ← →", "from card to card; held: 5 minutes, a day"),
        ("Shift+↑ Shift+↓", "held: 1 minute"),
        ("Ctrl+↑ Ctrl+↓", "held: day before, next day"),
        ("Enter", "pick up, drop"),
        ("Esc", "put it back"),
        ("S", "next free slot"),
        ("X", "pin"),
        ("G", "group"),
        ("B", "build"),
        ("Ctrl+Enter", "keep the week built"),
        ("I", "class, teacher, alerts"),
        ("F2", "type times"),
        ("Del", "back to the tray"),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._monday = monday_of(bridge.today())
        self._stale_tabs = {TYPICAL, DATED, YEAR}
        self.header = HeaderBar(_("Planner"))
        self.header.find_wanted.connect(self._find)
        shown = [(TYPICAL, _("Typical week")), (DATED, _("This week")), (YEAR, _("Year"))]
        self.tabs = SegmentedControl(shown, _("What is shown"))
        self.tabs.set_value(TYPICAL)
        self.tabs.chosen.connect(self._chosen)
        self.before = IconButton("chevron-left", _("Week before"))
        self.date_button = DefaultButton("", icon="calendar-days")
        self.after = IconButton("chevron-right", _("Next week"))
        self.pick_up_button = DefaultButton(_("Alerts and teachers"), icon="shield-alert")
        self.add_button = DefaultButton(_("Add"), icon="plus")
        self.build_button = PrimaryButton(_("Build schedule"), icon="sparkles")
        self.typical = TypicalTab(bridge)
        self.dated = DatedTab()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.typical)
        self.year = YearTab(bridge)
        self.meeting_import = MeetingImport(self, bridge)
        self.stack.addWidget(self.dated)
        self.stack.addWidget(self.year)
        self._lay_out()
        self._join()
        self._show_tab()

    def _lay_out(self) -> None:
        self.header.left.addWidget(self.tabs)
        for widget in (self.before, self.date_button, self.after):
            self.header.left.addWidget(widget)
        self.header.right.addWidget(self.pick_up_button)
        self.header.right.addWidget(self.add_button)
        self.header.right.addWidget(self.build_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)

    def _join(self) -> None:
        self.before.clicked.connect(self.week_before)
        self.after.clicked.connect(self.week_after)
        self.date_button.clicked.connect(self.ask_week)
        self.add_button.clicked.connect(self._open_add)
        self.build_button.clicked.connect(self.build_week)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            keys_within(self, keys).activated.connect(self.typical.builds.keep)
        self.pick_up_button.clicked.connect(self.toggle_pick_up)
        self.dated.turned.connect(self._turn)
        self.dated.day_wanted.connect(self._open_day)
        self.typical.builds.kept.connect(self._after_keep)
        self.year.day_wanted.connect(self.show_week_of)
        self.year.student_wanted.connect(self._open_minutes)
        self.typical.empty.acted.connect(self._open_caseload)
        self.typical.no_year.acted.connect(self._open_year)

    # --- showing ---

    def build_week(self) -> None:
        """B: the planner places what is not pinned; nothing is saved before it is kept."""
        self.show_tab(TYPICAL)
        self.typical.build()

    def toggle_pick_up(self) -> None:
        """On the cards alerts and teachers, for the way to the classrooms; or what is worked on."""
        on = not self.typical.pick_up
        self.typical.show_pick_up(on=on)
        self.dated.show_pick_up(on=on)
        self.pick_up_button.say(_("Goals") if on else _("Alerts and teachers"), icon="goal" if on else "shield-alert")

    def refresh(self) -> None:
        self._stale_tabs = {TYPICAL, DATED, YEAR}
        self._show_tab_data()

    def _show_tab_data(self) -> None:
        tab = self.tab
        if tab not in self._stale_tabs:
            return
        self._stale_tabs.discard(tab)
        if tab == TYPICAL:
            self.typical.show_week(self.bridge.read(planner.typical_week, self.bridge.today()))
        elif tab == YEAR:
            self.year.show_year()
        else:
            self.dated.show_week(self.bridge.read(week.dated_week, self._monday), self.bridge.today())

    def elsewhere(self, changes: frozenset[tuple[type, int]]) -> None:
        self._stale_tabs |= {DATED, YEAR}
        if self.tab != TYPICAL or any(kind in _TYPICAL_KINDS for kind, _id in changes):
            self.invalidate()

    @property
    def tab(self) -> str:
        return str(self.tabs.value())

    @property
    def monday(self) -> date:
        return self._monday

    def show_tab(self, tab: str) -> None:
        if tab != self.tab:
            self.tabs.set_value(tab)
            self._show_tab()

    def _chosen(self, _value: object) -> None:
        self._show_tab()

    def _show_tab(self) -> None:
        dated = self.tab == DATED
        self.stack.setCurrentWidget(self._shown())
        for widget in (self.before, self.date_button, self.after):
            widget.setVisible(dated)
        self._tell_week()
        if self.isVisible():
            self._show_tab_data()

    def _shown(self) -> TypicalTab | DatedTab | YearTab:
        shown: dict[str, DatedTab | YearTab] = {DATED: self.dated, YEAR: self.year}
        return shown.get(self.tab, self.typical)

    def _tell_week(self) -> None:
        this = self._monday == monday_of(self.bridge.today())
        words = _("This week") if this else _("Week of {day}").format(day=short_date(self._monday))
        self.tabs.segment(DATED).setText(words)
        self.tabs.segment(DATED).setAccessibleName(words)
        last = self._monday + timedelta(days=4)
        self.date_button.say(f"{short_date(self._monday)} – {short_date(last)}")

    # --- weeks ---

    def show_week_of(self, day: date) -> None:
        self._monday = monday_of(day)
        self._stale_tabs.add(DATED)
        self.show_tab(DATED)
        self._tell_week()
        self._show_tab_data()

    def week_before(self) -> None:
        self._turn(-1)

    def week_after(self) -> None:
        self._turn(1)

    def _turn(self, step: int) -> None:
        self.show_week_of(self._monday + timedelta(days=7 * step))
        if not self.dated.focus_any():
            self.date_button.setFocus()

    def ask_week(self) -> None:
        day = WeekForm.ask_day(self, self.bridge.today(), self._monday)
        if day is not None:
            self.show_week_of(day)

    def import_meetings(self) -> None:
        self.meeting_import.begin()

    def ask_wishes(self) -> None:
        WishesForm(self, self.bridge).open()

    def show_kept_apart(self) -> None:
        KeepApartDialog(self, self.bridge).open()

    def tell(self) -> None:
        """Teachers whose students' times have changed."""
        if self.bridge.read(tellings.teachers, self.bridge.today()):
            TellDialog(self, self.bridge).open()
        else:
            self.bridge.say(_("No change of the week waits to be told."))

    def _after_keep(self) -> None:
        if self.bridge.read(tellings.waiting):
            TellDialog(self, self.bridge).open()

    def show_school_year(self) -> None:
        self.show_tab(YEAR)
        self.year.focus_any()

    def _open_minutes(self, student_id: int) -> None:
        self.bridge.go(f"reports/minutes/{student_id}")

    def _open_day(self, day: QDate) -> None:
        self.bridge.go(f"today/{day.year():04d}-{day.month():02d}-{day.day():02d}")

    # --- the place ---

    def visit(self, rest: str) -> None:
        """ "" the typical week, "week" this week, "week/2026-10-19" another one, "year" the months."""
        tab, _slash, day = rest.partition("/")
        if tab == DATED:
            self.show_week_of(date.fromisoformat(day) if day else self.bridge.today())
        elif tab in {TYPICAL, YEAR}:
            self.show_tab(tab)

    def address(self) -> str:
        return {DATED: f"{DATED}/{self._monday.isoformat()}", YEAR: YEAR}.get(self.tab, "")

    def leave(self) -> None:
        self.typical.hold.cancel()

    def first_focus(self) -> QWidget | None:
        return None if self._shown().focus_any() else self.tabs

    def commands(self) -> Iterable[tuple[Command, Callable[[], object]]]:
        edits = self.typical.edits
        return (
            (_command("build", _("Build the schedule"), "sparkles"), self.build_week),
            (_command("group", _("Make a group"), "users"), edits.new_group),
            (_command("lunch", _("Keep lunch free"), "utensils"), edits.keep_lunch),
            (_command("desk", _("Keep desk time free"), "notebook-pen"), edits.keep_desk),
            (_command("meeting", _("Add a meeting"), "messages-square"), edits.add_meeting),
            (_command("meetings", _("Meetings from a calendar file"), "file-input"), self.import_meetings),
            (_command("days", _("Closed and special days"), "calendar-off"), edits.mark_days),
            (_command("pick_up", _("Alerts and teachers on the cards"), "shield-alert"), self.toggle_pick_up),
            (_command("wishes", _("Wishes for the week"), "sliders-horizontal"), self.ask_wishes),
            (_command("apart", _("Students kept apart"), "git-compare"), self.show_kept_apart),
            (_command("tell", _("Who to tell"), "mail"), self.tell),
            (_command("year", _("The school year"), "calendar-range"), self.show_school_year),
            (_turning("before", _("Week before"), "Ctrl+PgUp", "chevron-left"), self.week_before),
            (_turning("after", _("Next week"), "Ctrl+PgDown", "chevron-right"), self.week_after),
        )

    def _open_add(self) -> None:
        edits = self.typical.edits
        menu = QMenu(self)
        for words, act in (
            (_("Group…"), edits.new_group),
            (_("Lunch…"), edits.keep_lunch),
            (_("Desk time…"), edits.keep_desk),
            (_("Meeting…"), edits.add_meeting),
            (_("Meetings from a calendar file…"), self.import_meetings),
            (_("Closed and special days…"), edits.mark_days),
            (_("Wishes for the week…"), self.ask_wishes),
            (_("Students kept apart…"), self.show_kept_apart),
            (_("Who to tell…"), self.tell),
        ):
            menu.addAction(words).triggered.connect(act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 4)))

    def _find(self) -> None:
        self.bridge.go("find")

    def _open_year(self) -> None:
        self.bridge.go("settings/year")

    def _open_caseload(self) -> None:
        self.bridge.go("caseload")


def _command(name: str, words: str, icon: str) -> Command:
    return Command(f"{PLACE}.{name}", words, "session", "", icon, section=4, goes=PLACE)


def _turning(name: str, words: str, key: str, icon: str) -> Command:
    return Command(f"{PLACE}.{name}", words, "go", key, icon, section=2, place=PLACE)
