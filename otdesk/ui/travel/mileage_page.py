# SPDX-License-Identifier: MIT
"""The tab Mileage: four figures, the legs of the month, what to do with them; distances at the right."""

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import trips
from otdesk.queries import mileage, timesheet
from otdesk.queries.mileage import LegRow, MileageMonth
from otdesk.rules.calendar import monday_of
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.bar_chart import ChartCard
from otdesk.ui.parts.buttons import DefaultButton, LinkButton, PrimaryButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.ui.travel import leg_words, time_words
from otdesk.ui.travel.figure import FigureCard, FigureRow
from otdesk.ui.travel.leg_words import Line
from otdesk.ui.travel.mileage_form import MileageForm
from otdesk.ui.travel.sides import Sides
from otdesk.ui.travel.triangle import Triangle
from otdesk.ui.travel.trip_form import TripForm
from otdesk.words import _, plural


class _LegTable(TableView):
    """A right click, or the menu key, asks for the row's menu."""

    menu_wanted = Signal(QPoint)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


class MileagePage(QWidget):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.month = bridge.today().replace(day=1)
        self.shown: MileageMonth | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.sides = Sides()
        outer.addWidget(self.sides)
        self.miles = FigureCard(_("Paid miles"))
        self.pay = FigureCard(_("Mileage pay"))
        self.time = FigureCard(_("Drive time"))
        self.open = FigureCard(_("To confirm"))
        self.sides.left.addWidget(FigureRow((self.miles, self.pay, self.time, self.open)))
        self.sides.left.addWidget(self._sheet(), 1)
        self.triangle = Triangle(bridge)
        self.chart = ChartCard(_("Week"))
        self.sides.right.addWidget(self.triangle)
        self.sides.right.addWidget(self.chart, 1)

    # --- building ---

    def _sheet(self) -> Card:
        self.model: KeyedTableModel[Line] = KeyedTableModel(
            leg_words.columns(), leg_words.key, spoken=leg_words.spoken, parent=self
        )
        self.table = _LegTable(_("Drives of the month"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme.current().px(130))
        self.table.opened.connect(self._open_row)
        self.table.current_changed.connect(self._tell_current)
        self.table.clicked.connect(self._clicked)
        self.table.menu_wanted.connect(self._open_menu)
        self.none = EmptyState(
            _("No drives in this month"),
            _("Drives come from the schedule, or from Left and Arrived in Today. Others are added here."),
            icon="route", action=_("Add trip"),
        )  # fmt: skip
        self.none.acted.connect(self.add_trip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.none)
        card = Card(padding=1)
        card.column.setSpacing(0)
        card.add(self._stack, 1)
        card.add(Divider())
        card.add(self._foot())
        return card

    def _foot(self) -> QWidget:
        look = theme.current()
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(8))
        column.setSpacing(look.px(6))
        self.facts = Words("", Type.META, "text2", wrap=True)
        self.facts.setMinimumHeight(look.px(18))
        self.claim = Words("", Type.META, "text2", wrap=True)
        column.addWidget(self.facts)
        column.addWidget(self.claim)
        self.confirm_button = PrimaryButton(leg_words.to_confirm(0), icon="check-check", key="Ctrl+Enter")
        self.confirm_button.clicked.connect(self.confirm_month)
        self.add_button = DefaultButton(_("Add trip"), icon="plus", key="Ctrl+N")
        self.add_button.clicked.connect(self.add_trip)
        self.terms_button = LinkButton(_("What is paid"))
        self.terms_button.clicked.connect(self.edit_terms)
        flow = Flow(spacing=8)
        for button in (self.confirm_button, self.add_button, self.terms_button):
            flow.add(button)
        column.addWidget(flow)
        return foot

    # --- showing ---

    def show_month(self, month: date) -> None:
        self.month = month
        now = self.bridge.now()
        shown = self.bridge.read(mileage.month, month, now.date(), now.hour * 60 + now.minute)
        self.shown = shown
        keep = self.current()
        self.model.show_rows(leg_words.lines(shown))
        if shown.legs and (keep is None or not self.table.select_key(keep.key)):
            first = next((n for n, leg in enumerate(shown.legs) if leg.proposal is not None), 0)
            self.table.setCurrentIndex(self.model.index(first, 0))
        self._stack.setCurrentWidget(self.table if shown.legs else self.none)
        self._tell_figures(shown)
        self._tell_claim(shown)
        self._tell_current(None)
        self.triangle.refill()
        self._tell_week(shown)

    def _tell_week(self, shown: MileageMonth) -> None:
        """This week's working time; of another month its last week with a drive."""
        now = self.bridge.now()
        today = now.date()
        this = shown.month == today.replace(day=1)
        last = today if this else max((leg.day for leg in shown.legs), default=shown.month)
        monday = monday_of(last)
        minute = now.hour * 60 + now.minute
        week = self.bridge.read(timesheet.sheet, monday, monday + timedelta(days=6), today, minute)
        title = _("Week of {day}").format(day=words.short_date(monday))
        self.chart.show_chart(time_words.week_bars(week.by_day(), monday), title)

    def _tell_figures(self, shown: MileageMonth) -> None:
        self.miles.say(words.figure_miles(shown.tenths), plural("{n} trip", "{n} trips", len(shown.claimed)))
        extra = _("and {sum} tolls").format(sum=words.money(shown.tolls)) if shown.tolls else ""
        self.pay.say(words.money(shown.cents), words.listed_with_dots([leg_words.rates(shown), extra]))
        weeks = len({leg.day.isocalendar()[:2] for leg in shown.claimed})
        weekly = _("{time} a week").format(time=words.hours(shown.minutes // weeks)) if weeks else ""
        self.time.say(words.hours(shown.minutes), weekly)
        count = len(shown.proposals)
        due = words.short_date(mileage.next_month(shown.month))
        self.open.say(str(count), _("before {day}").format(day=due) if count else _("nothing open"))
        self.confirm_button.say(leg_words.to_confirm(count))
        self.confirm_button.setEnabled(count > 0)

    def _tell_claim(self, shown: MileageMonth) -> None:
        claim = shown.claim
        self.claim.setVisible(claim is not None)
        if claim is None:
            return
        said = _("Claimed {day}: {miles}, {sum}.").format(
            day=words.full_date(claim.claimed_on), miles=words.miles(claim.tenths),
            sum=words.money(claim.cents + claim.tolls),
        )  # fmt: skip
        changed = shown.changed_since_claim
        self.claim.setText(said + (" " + _("The drives have changed since then.") if changed else ""))
        self.claim.set_color("todo.ink" if changed else "text2")

    def _tell_current(self, _row: object) -> None:
        leg = self.current()
        said = leg_words.facts(leg) if leg is not None else ""
        self.facts.setText(said or _("Odometer is optional."))
        self.facts.set_color("todo.ink" if leg is not None and leg.doubts else "text2")

    def current(self) -> LegRow | None:
        row = self.table.current_row()
        return row.leg if isinstance(row, Line) else None

    # --- what the person does ---

    def confirm_month(self) -> None:
        """All proposed legs of the month in one step."""
        if self.shown is not None and self.shown.proposals:
            with self.bridge.telling():
                self.bridge.do(trips.confirm, self.shown.proposals)

    def confirm_current(self) -> None:
        leg = self.current()
        entry = leg.proposal if leg is not None else None
        if entry is not None:
            with self.bridge.telling():
                self.bridge.do(trips.confirm, (entry,))

    def add_trip(self) -> None:
        """After the current leg's day; in another month than this one on its first day."""
        leg = self.current()
        today = self.bridge.today()
        day = leg.day if leg is not None else today if self.month == today.replace(day=1) else self.month
        last = next((row for row in self.shown.legs if row.day == day and row.driven), None) if self.shown else None
        TripForm(self, self.bridge, day, after=last).open()

    def edit_current(self) -> None:
        leg = self.current()
        if leg is not None:
            TripForm(self, self.bridge, leg.day, leg).open()

    def remove_current(self) -> None:
        """A leg of the schedule is marked as not driven, another drive is removed."""
        leg = self.current()
        if leg is None:
            return
        with self.bridge.telling():
            if leg.planned:
                self.bridge.do(trips.not_driven, leg.day, leg.start.place_id, leg.end.place_id, leg.trip_id)
            elif leg.trip_id is not None:
                self.bridge.do(trips.remove, leg.trip_id)

    def edit_terms(self) -> None:
        MileageForm(self, self.bridge).open()

    def _open_row(self, _row: object) -> None:
        self.edit_current()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == leg_words.MENU:
            corner = self.table.visualRect(index).bottomLeft()
            self._open_menu(self.table.viewport().mapToGlobal(corner))

    def menu(self) -> QMenu:
        leg = self.current()
        menu = QMenu(self)
        if leg is None:
            return menu
        if leg.proposal is not None:
            menu.addAction(_("Confirm this leg")).triggered.connect(self.confirm_current)
        menu.addAction(_("Edit…")).triggered.connect(self.edit_current)
        removed = _("Not driven") if leg.planned else _("Remove")
        menu.addAction(removed).triggered.connect(self.remove_current)
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.table.hasFocus() or event.modifiers():
            super().keyPressEvent(event)
            return
        act = {
            Qt.Key.Key_C: self.confirm_current,
            Qt.Key.Key_F2: self.edit_current,
            Qt.Key.Key_Delete: self.remove_current,
        }.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()
