# SPDX-License-Identifier: MIT
"""The place Travel & time: a month, or a week of the timesheet, at a time.

Addresses: "2026-10", "2026-10/timesheet" (the month), "2026-10-19/timesheet" (its week), "2026-10/workload".
"""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.districts import District
from otdesk.records.evaluations import Evaluation
from otdesk.records.meetings import Meeting
from otdesk.records.mileage import MileageClaim, MileageTerms
from otdesk.records.packs import RulePack
from otdesk.records.places import Place
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot
from otdesk.records.students import Student
from otdesk.records.time_entries import TimeEntry, TimesheetTerms
from otdesk.records.travel import TravelTime
from otdesk.records.trips import LegNotDriven, Trip
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.paper.travel import (
    MileageDialog,
    TimesheetDialog,
    WorkloadDialog,
    export_claim,
    export_timesheet,
    export_workload,
)
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.screen import Screen
from otdesk.ui.travel.mileage_page import MileagePage
from otdesk.ui.travel.steps import Steps
from otdesk.ui.travel.timesheet_page import TimesheetPage
from otdesk.ui.travel.workload_page import WorkloadPage
from otdesk.words import _, later

PLACE = "travel"
MILEAGE, TIMESHEET, WORKLOAD = "mileage", "timesheet", "workload"


class TravelScreen(Screen):
    kinds: ClassVar[frozenset[type]] = frozenset({
        Trip, LegNotDriven, MileageTerms, MileageClaim, TherapySession, Attendance, Meeting, PatternSlot, Place, School,
        TravelTime, SchoolYear, CalendarDay, RulePack, TimeEntry, TimesheetTerms, Student, Plan, ServiceLine,
        Evaluation, District,
    })  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("move")),
        ("C", later("confirm this leg")),
        ("Ctrl+Enter", later("confirm all legs of the month")),
        ("Enter F2", later("edit the drive or the time")),
        ("Del", later("not driven, remove")),
        ("Ctrl+N", later("add a trip, add time")),
        ("Ctrl+PgUp Ctrl+PgDown", later("month or week before, after")),
        ("Ctrl+P", later("print")),
        ("Ctrl+E", later("save as a table")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.tab = MILEAGE
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(8), look.px(16), look.px(10))
        column.setSpacing(look.px(10))
        self.steps = Steps(bridge)
        self.steps.wanted.connect(self._go)
        self.header = HeaderBar(_("Travel & time"))
        self.header.find_wanted.connect(self._find)
        self.tabs = SegmentedControl(
            [(MILEAGE, _("Mileage")), (TIMESHEET, _("Timesheet")), (WORKLOAD, _("Workload"))], _("What is shown")
        )
        self.tabs.set_value(MILEAGE)
        self.tabs.chosen.connect(self._tab_chosen)
        self._heads = self._buttons()
        self.header.left.addWidget(self.steps)
        self.header.left.addWidget(self.tabs)
        self.header.right.addWidget(self._heads)
        self._second = QHBoxLayout()
        self._second.addStretch(1)
        column.addWidget(self.header)
        column.addLayout(self._second)
        self.mileage, self.timesheet, self.workload = MileagePage(bridge), TimesheetPage(bridge), WorkloadPage(bridge)
        self.stack = QStackedWidget()
        for page in (self.mileage, self.timesheet, self.workload):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        theme.look().changed.connect(self.invalidate)
        self._fit()

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        self.export_button = DefaultButton(_("Export"), icon="file-spreadsheet")
        self.export_button.setToolTip(_("Save as CSV or XLSX"))
        self.export_button.clicked.connect(self.export)
        self.print_button = DefaultButton(_("Print"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_shown)
        row.addWidget(self.export_button)
        row.addWidget(self.print_button)
        return holder

    # --- the place ---

    @property
    def month(self) -> date:
        return self.steps.month

    def refresh(self) -> None:
        self.steps.offer()
        self._fit()
        if self.tab == MILEAGE:
            self.mileage.show_month(self.month)
        elif self.tab == TIMESHEET:
            self.timesheet.show_days(*self.steps.days())
        else:
            self.workload.show_month(self.month)

    def visit(self, rest: str) -> None:
        when, _slash, tab = rest.partition("/")
        if not when:
            return
        if tab in {"", TIMESHEET, WORKLOAD}:
            self.tab = tab or MILEAGE
            self.tabs.set_value(self.tab)
            self.stack.setCurrentIndex((MILEAGE, TIMESHEET, WORKLOAD).index(self.tab))
        self.steps.read(when, weekly=self.tab == TIMESHEET)
        self.stale = True
        if self.isVisible():
            self.refresh_now()

    def address(self) -> str:
        if self.tab == MILEAGE:
            return f"{self.month:%Y-%m}"
        return f"{self.steps.written(weekly=self.tab == TIMESHEET)}/{self.tab}"

    def first_focus(self) -> QWidget | None:
        self.refresh_if_stale()
        if self.tab == MILEAGE:
            return self.mileage.table if self.mileage.model.rowCount() else self.mileage.add_button
        if self.tab == TIMESHEET:
            return self.timesheet.table if self.timesheet.model.rowCount() else self.timesheet.add_button
        return self.tabs

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        page = self.mileage
        return [
            (_command("print", _("Print this page of travel and time"), "file", "Ctrl+P", "printer"), self.print_shown),
            (_command("export", _("Save as a table"), "file", "Ctrl+E", "file-spreadsheet"), self.export),
            (_command("add", _("Add a trip or time"), "tools", "Ctrl+N", "plus"), self.add),
            (_command("confirm", _("Confirm all legs of the month"), "tools", "Ctrl+Enter Ctrl+Return", "check-check"),
             self.confirm_month),
            (_led("terms", _("What is paid for driving"), "dollar-sign"), page.edit_terms),
            (_led("contract", _("Terms of the timesheet"), "clipboard-list"), self.timesheet.edit_terms),
            (_led("place", _("Add a place to drive to"), "map-pin"), page.triangle.add_place),
            (_command("before", _("Month or week before"), "go", "Ctrl+PgUp", "chevron-left"), self.steps.before),
            (_command("after", _("Month or week after"), "go", "Ctrl+PgDown", "chevron-right"), self.steps.after),
        ]  # fmt: skip

    # --- what the person does ---

    def _go(self, when: str) -> None:
        """Another month or week, by its address; the keyboard stays where it was."""
        focus = self.focusWidget()
        self.bridge.go(f"{PLACE}/{when}" if self.tab == MILEAGE else f"{PLACE}/{when}/{self.tab}")
        if focus is not None and focus.isVisible() and self.steps.isAncestorOf(focus):
            focus.setFocus()

    def _tab_chosen(self, tab: object) -> None:
        when = self.steps.written(weekly=tab == TIMESHEET)
        self.bridge.go(f"{PLACE}/{when}" if tab == MILEAGE else f"{PLACE}/{when}/{tab}")
        self.tabs.segment(tab).setFocus()

    def add(self) -> None:
        if self.tab == TIMESHEET:
            self.timesheet.add_time()
        else:
            self.mileage.add_trip()

    def confirm_month(self) -> None:
        if self.tab == MILEAGE:
            self.mileage.confirm_month()

    def print_shown(self) -> None:
        if self.tab == MILEAGE:
            MileageDialog(self, self.bridge, self.month).open()
        elif self.tab == TIMESHEET:
            TimesheetDialog(self, self.bridge, *self.steps.days()).open()
        else:
            WorkloadDialog(self, self.bridge, self.month).open()

    def export(self) -> None:
        with self.bridge.telling():
            if self.tab == MILEAGE:
                export_claim(self, self.bridge, self.month)
            elif self.tab == TIMESHEET:
                export_timesheet(self, self.bridge, *self.steps.days())
            else:
                export_workload(self, self.bridge, self.month)

    def _find(self) -> None:
        self.bridge.go("find")

    # --- narrow windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The tabs get a line of their own where they do not stand beside the month even in the head's second line."""
        look = theme.current()
        wide = self.steps.sizeHint().width() + self.tabs.sizeHint().width() + look.px(12)
        beside = wide <= self.width() - look.px(36)
        if beside == (self.header.left.indexOf(self.tabs) >= 0):
            return
        line, other = (self.header.left, self._second) if beside else (self._second, self.header.left)
        other.removeWidget(self.tabs)
        line.insertWidget(line.count() if beside else 0, self.tabs)


def _command(name: str, said: str, menu: str, key: str, icon: str) -> Command:
    return Command(f"{PLACE}.{name}", said, menu, key, icon, {"file": 1, "go": 2}.get(menu, 3), PLACE)


def _led(name: str, said: str, icon: str) -> Command:
    """Works anywhere: the place is shown first."""
    return Command(f"{PLACE}.{name}", said, "tools", "", icon, 3, goes=PLACE)


def build(bridge: Bridge) -> TravelScreen:
    return TravelScreen(bridge)
