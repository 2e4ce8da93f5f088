# SPDX-License-Identifier: MIT
"""The place Travel & time: a month at a time. Addresses: "2026-10", "2026-10/timesheet"."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries import mileage
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.meetings import Meeting
from otdesk.records.mileage import MileageClaim, MileageTerms
from otdesk.records.packs import RulePack
from otdesk.records.places import Place
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot
from otdesk.records.travel import TravelTime
from otdesk.records.trips import LegNotDriven, Trip
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.forms.combo import Combo
from otdesk.ui.paper.travel import MileageDialog, export_claim
from otdesk.ui.parts.buttons import DefaultButton, IconButton
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.screen import Screen
from otdesk.ui.travel.mileage_page import MileagePage
from otdesk.words import _

PLACE = "travel"
MILEAGE = "mileage"


class TravelScreen(Screen):
    kinds: ClassVar[frozenset[type]] = frozenset({
        Trip, LegNotDriven, MileageTerms, MileageClaim, TherapySession, Attendance, Meeting, PatternSlot, Place, School,
        TravelTime, SchoolYear, CalendarDay, RulePack,
    })  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", _("move")),
        ("C", _("confirm this leg")),
        ("Ctrl+Enter", _("confirm all legs of the month")),
        ("Enter F2", _("edit the drive")),
        ("Del", _("not driven, remove")),
        ("Ctrl+N", _("add a trip")),
        ("Ctrl+PgUp Ctrl+PgDown", _("month before, month after")),
        ("Ctrl+P", _("print the claim")),
        ("Ctrl+E", _("save as a table")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.month = bridge.today().replace(day=1)
        self.tab = MILEAGE
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(8), look.px(16), look.px(10))
        column.setSpacing(look.px(10))
        column.addWidget(self._header())
        self._second = QHBoxLayout()
        self._second.addStretch(1)
        column.addLayout(self._second)
        self.mileage = MileagePage(bridge)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.mileage)
        column.addWidget(self.stack, 1)
        theme.look().changed.connect(self.invalidate)
        self._fit()

    def _header(self) -> HeaderBar:
        self.header = HeaderBar(_("Travel & time"))
        self.header.find_wanted.connect(self._find)
        self._steps = QWidget()
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(6))
        self.before_button = IconButton("chevron-left", _("Month before"))
        self.before_button.clicked.connect(self.before)
        self.choice = Combo([])
        self.choice.setAccessibleName(_("Month"))
        self.choice.activated.connect(self._chosen)
        self.after_button = IconButton("chevron-right", _("Month after"))
        self.after_button.clicked.connect(self.after)
        for widget in (self.before_button, self.choice, self.after_button):
            row.addWidget(widget)
        self._heads = QWidget()
        heads = QHBoxLayout(self._heads)
        heads.setContentsMargins(0, 0, 0, 0)
        self.export_button = DefaultButton(_("Export"), icon="file-spreadsheet")
        self.export_button.setToolTip(_("Save as CSV or XLSX"))
        self.export_button.clicked.connect(self.export)
        self.print_button = DefaultButton(_("Print month"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_shown)
        heads.addWidget(self.export_button)
        heads.addWidget(self.print_button)
        self.header.left.addWidget(self._steps)
        self.header.right.addWidget(self._heads)
        return self.header

    # --- the place ---

    def refresh(self) -> None:
        self._offer()
        self.mileage.show_month(self.month)

    def visit(self, rest: str) -> None:
        month, _slash, _tab = rest.partition("/")
        try:
            wanted = date.fromisoformat(f"{month[:7]}-01")
        except ValueError:
            return
        if wanted != self.month:
            self.month = wanted
            self.stale = True
        if self.isVisible() and self.stale:
            self.refresh_now()

    def address(self) -> str:
        return f"{self.month:%Y-%m}"

    def first_focus(self) -> QWidget | None:
        if self.stale:
            self.refresh_now()
        return self.mileage.table if self.mileage.model.rowCount() else self.mileage.add_button

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        page = self.mileage
        return [
            (_file("print", _("Print the mileage claim"), "Ctrl+P", "printer"), self.print_shown),
            (_file("export", _("Save as a table"), "Ctrl+E", "file-spreadsheet"), self.export),
            (Command("travel.add", _("Add a trip"), "tools", "Ctrl+N", "plus", 3, PLACE), page.add_trip),
            (Command("travel.confirm", _("Confirm all legs of the month"), "tools", "Ctrl+Enter Ctrl+Return",
                     "check-check", 3, PLACE), page.confirm_month),
            (Command("travel.terms", _("What is paid for driving"), "tools", "", "dollar-sign", 3, goes=PLACE),
             page.edit_terms),
            (Command("travel.place", _("Add a place to drive to"), "tools", "", "map-pin", 3, goes=PLACE),
             page.triangle.add_place),
            (Command("travel.before", _("Month before"), "go", "Ctrl+PgUp", "chevron-left", 2, PLACE), self.before),
            (Command("travel.after", _("Month after"), "go", "Ctrl+PgDown", "chevron-right", 2, PLACE), self.after),
        ]  # fmt: skip

    # --- months ---

    def before(self) -> None:
        self._go(mileage.next_month(self.month, -1))

    def after(self) -> None:
        self._go(mileage.next_month(self.month))

    def _go(self, month: date) -> None:
        focus = self.focusWidget()
        self.bridge.go(f"{PLACE}/{month:%Y-%m}")
        if focus is not None and focus.isVisible() and focus is not self.mileage.table:
            focus.setFocus()

    def _chosen(self) -> None:
        value = self.choice.value()
        if isinstance(value, date):
            self._go(value)

    def _offer(self) -> None:
        months = list(self.bridge.read(mileage.months, self.bridge.today()))
        if self.month not in months:
            months = sorted([*months, self.month], reverse=True)
        self.choice.offer([(month, words.month_year(month)) for month in months], self.month)
        self.choice.setMinimumWidth(self.choice.sizeHint().width())

    # --- paper and tables ---

    def print_shown(self) -> None:
        MileageDialog(self, self.bridge, self.month).open()

    def export(self) -> None:
        with self.bridge.telling():
            export_claim(self, self.bridge, self.month)

    def _find(self) -> None:
        self.bridge.go("find")

    # --- narrow windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The buttons go to a second line where the first has no room for them."""
        look = theme.current()
        wanted = look.px(150) + self._steps.sizeHint().width() + look.px(160) + self._heads.sizeHint().width()
        beside = wanted <= self.width() - look.px(36)
        line, other = (self.header.right, self._second) if beside else (self._second, self.header.right)
        if line.indexOf(self._heads) < 0:
            other.removeWidget(self._heads)
            line.addWidget(self._heads)


def _file(name: str, said: str, key: str, icon: str) -> Command:
    return Command(f"{PLACE}.{name}", said, "file", key, icon, 1, PLACE)


def build(bridge: Bridge) -> TravelScreen:
    return TravelScreen(bridge)
