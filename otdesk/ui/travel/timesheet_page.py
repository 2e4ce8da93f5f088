# SPDX-License-Identifier: MIT
"""The tab Timesheet: each minute once, by day; what is typed here beside what the records say; the week as bars."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.actions import work_time
from otdesk.queries import timesheet
from otdesk.queries.timesheet import TimeRow, Timesheet
from otdesk.rules.calendar import monday_of
from otdesk.rules.workload import DIRECT, share, worked
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.bar_chart import ChartCard
from otdesk.ui.parts.buttons import DefaultButton, LinkButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.ui.travel import time_words
from otdesk.ui.travel.figure import FigureCard, FigureRow
from otdesk.ui.travel.sides import Sides
from otdesk.ui.travel.time_form import ContractForm, TimeForm
from otdesk.ui.travel.time_words import TimeLine
from otdesk.words import _, plural


class TimesheetPage(QWidget):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.shown: Timesheet | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.sides = Sides(right_width=400)
        outer.addWidget(self.sides)
        self.paid = FigureCard(_("Paid hours"))
        self.direct = FigureCard(_("With students"))
        self.other = FigureCard(_("Other work"))
        self.waiting = FigureCard(_("Not documented"))
        self.sides.left.addWidget(FigureRow((self.paid, self.direct, self.other, self.waiting)))
        self.sides.left.addWidget(self._sheet(), 1)
        self.chart = ChartCard(_("Week"))
        self.kinds = Card(_("By category"))
        self._kind_grid = QGridLayout()
        self.kinds.column.addLayout(self._kind_grid)
        self.sides.right.addWidget(self.chart, 1)
        self.sides.right.addWidget(self.kinds)

    # --- building ---

    def _sheet(self) -> Card:
        self.model: KeyedTableModel[TimeLine] = KeyedTableModel(
            time_words.columns(), time_words.key, spoken=time_words.spoken, parent=self
        )
        self.table = TableView(_("Working time"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme.current().px(130))
        self.table.opened.connect(self._open_row)
        self.none = EmptyState(
            _("No working time here"), _("Sessions, meetings and drives appear when they are over."),
            icon="clock", action=_("Add time"),
        )  # fmt: skip
        self.none.acted.connect(self.add_time)
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
        column.addWidget(self.facts)
        self.add_button = DefaultButton(_("Add time"), icon="plus", key="Ctrl+N")
        self.add_button.clicked.connect(self.add_time)
        self.terms_button = LinkButton(_("Terms of the contract"))
        self.terms_button.clicked.connect(self.edit_terms)
        flow = Flow(spacing=8)
        flow.add(self.add_button)
        flow.add(self.terms_button)
        column.addWidget(flow)
        return foot

    # --- showing ---

    def show_days(self, first: date, last: date) -> None:
        now = self.bridge.now()
        shown = self.bridge.read(timesheet.sheet, first, last, now.date(), now.hour * 60 + now.minute)
        self.shown = shown
        keep = self.current()
        self.model.show_rows(time_words.lines(shown))
        if shown.rows and (keep is None or not self.table.select_key(keep.key)):
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._stack.setCurrentWidget(self.table if shown.rows else self.none)
        self._tell_figures(shown)
        self._tell_week(shown)
        self._tell_kinds(shown)

    def _tell_figures(self, shown: Timesheet) -> None:
        sums = shown.by_kind()
        direct, whole = sum(sums.get(kind, 0) for kind in DIRECT), worked(sums)
        agreed = shown.terms.week_minutes
        week = (shown.last - shown.first).days == 6
        of = _("of {hours} agreed").format(hours=words.hours(agreed)) if agreed is not None and week else ""
        self.paid.say(words.hours(shown.paid), of or plural("{n} row", "{n} rows", len(shown.rows)))
        self.direct.say(words.hours(direct), _("{n} % of the work").format(n=share(direct, whole)))
        self.other.say(words.hours(whole - direct), _("{n} % of the work").format(n=share(whole - direct, whole)))
        said = _("sessions, not counted yet") if shown.waiting else _("every session is counted")
        self.waiting.say(str(shown.waiting), said)
        step = shown.terms.round_to
        rounding = _("To the minute.") if step == 1 else _("Start and end to the nearest {n} minutes.").format(n=step)
        clashes = sum(row.clash for row in shown.rows)
        cut = plural("{n} row overlaps another and was cut.", "{n} rows overlap others and were cut.", clashes)
        self.facts.setText(f"{rounding} {cut}" if clashes else rounding)
        self.facts.set_color("todo.ink" if clashes else "text2")

    def _tell_week(self, shown: Timesheet) -> None:
        """The week of the current row, else the last one worked; a week's own sheet shows that week."""
        days = shown.by_day()
        last = max(days, default=shown.first)
        monday = monday_of(shown.first if (shown.last - shown.first).days == 6 else last)
        title = _("Week of {day}").format(day=words.short_date(monday))
        self.chart.show_chart(time_words.week_bars(days, monday), title)

    def _tell_kinds(self, shown: Timesheet) -> None:
        empty(self._kind_grid)
        sums = shown.by_kind()
        whole = worked(sums)
        self._kind_grid.setHorizontalSpacing(theme.current().px(12))
        self._kind_grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for row, (kind, minutes) in enumerate(sums.items()):
            self._kind_grid.addWidget(Words(labels.work_kind(kind), Type.CONTROL), row, 0)
            self._kind_grid.addWidget(Words(words.hours_short(minutes), Type.CONTROL_STRONG), row, 1, right)
            unpaid = kind in shown.terms.unpaid
            said = _("not paid") if unpaid else _("{n} %").format(n=share(minutes, whole))
            self._kind_grid.addWidget(Words(said, Type.CONTROL, "text2"), row, 2, right)

    def current(self) -> TimeRow | None:
        line = self.table.current_row()
        return line.row if isinstance(line, TimeLine) else None

    # --- what the person does ---

    def add_time(self) -> None:
        """Into the first gap of the current row's day."""
        shown, row = self.shown, self.current()
        today = self.bridge.today()
        inside = shown is not None and shown.first <= today <= shown.last
        day = row.day if row is not None else today if inside or shown is None else shown.first
        TimeForm(self, self.bridge, day, gap=shown.gap(day) if shown is not None else None).open()

    def edit_current(self) -> None:
        row = self.current()
        if row is None:
            return
        if row.entry is None:
            self.bridge.say(_("This comes from the records. It is changed in Today or Planner."))
            return
        TimeForm(self, self.bridge, row.day, row).open()

    def remove_current(self) -> None:
        row = self.current()
        if row is None:
            return
        if row.entry_id is None:
            self.bridge.say(_("This comes from the records. It is changed in Today or Planner."))
            return
        with self.bridge.telling():
            self.bridge.do(work_time.remove, row.entry_id)

    def edit_terms(self) -> None:
        ContractForm(self, self.bridge).open()

    def _open_row(self, _row: object) -> None:
        self.edit_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = {Qt.Key.Key_F2: self.edit_current, Qt.Key.Key_Delete: self.remove_current}.get(Qt.Key(event.key()))
        if act is None or event.modifiers() or not self.table.hasFocus():
            super().keyPressEvent(event)
        else:
            act()
