# SPDX-License-Identifier: MIT
"""The page "Minutes" of Reports: who was given what was promised, who is behind, and why."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.printouts import minutes_report as paper
from otdesk.printouts import minutes_words
from otdesk.queries import ledger
from otdesk.queries.ledger import MinutesReport, MinutesRow
from otdesk.queries.line_minutes import month_of
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.completions import MakeupDecision
from otdesk.records.districts import District
from otdesk.records.packs import RulePack
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Student
from otdesk.rules.disclosure import Given
from otdesk.rules.minutes import Stretch
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Run
from otdesk.ui.forms.minutes_policy import MinutesPolicyDialog
from otdesk.ui.paper.report_making import Wanted
from otdesk.ui.paper.reports import MinutesDialog
from otdesk.ui.paper.table_export import TableExport
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.reports import minutes_cells
from otdesk.ui.reports.minutes_filters import MinutesFilters
from otdesk.ui.reports.minutes_parts import TotalsRows
from otdesk.ui.reports.minutes_reasons import ReasonsCard
from otdesk.ui.reports.page import ReportPage
from otdesk.ui.reports.span import SpanChooser
from otdesk.ui.theme import Type
from otdesk.words import _, later, plural

_OWED = 8
"""Number of the column that says who is behind; the table opens sorted by it."""
_LOW = 430
"""Under this height at 100 % the lines and the reasons of one of them take turns."""


class MinutesPage(ReportPage):
    kinds: ClassVar[frozenset[type]] = frozenset(
        {
            TherapySession, Attendance, MakeupDecision, ServiceLine, Plan, Student, School, SchoolYear, Term,
            CalendarDay, District, RulePack, PatternSlot, SlotMember,
        }
    )  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("move")),
        ("Enter", later("the reasons, then the session")),
        ("O X", later("a miss is owed, is not owed")),
        ("/", later("filter")),
        ("Esc", later("back to the lines")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.report = MinutesReport(Stretch(bridge.today(), bridge.today()), (), None, in_year=True, no_line=0)
        self.student_id: int | None = None
        self._in_reasons = False
        self.model: KeyedTableModel[MinutesRow] = KeyedTableModel(
            minutes_cells.columns(), _key, spoken=minutes_cells.spoken, parent=self
        )
        self._add_buttons()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        self.filters = MinutesFilters(bridge.today())
        self.filters.span.chosen.connect(self._span_taken)
        self.filters.changed.connect(self._show)
        self.filters.search.returnPressed.connect(self._to_table)
        column.addWidget(self.filters)
        column.addWidget(self._sheet(), 5)
        self.reasons = ReasonsCard(bridge)
        self.reasons.left.connect(self._to_lines)
        column.addWidget(self.reasons, 3)

    # --- building ---

    def _add_buttons(self) -> None:
        self.table_button = DefaultButton(_("Save as table"), icon="file-spreadsheet")
        self.table_button.clicked.connect(self.save_table)
        self.print_button = PrimaryButton(_("Print"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_shown)
        self.buttons.addWidget(self.table_button)
        self.buttons.addWidget(self.print_button)

    def _sheet(self) -> Card:
        self.table = FittingTable(_("Service minutes"), minutes_cells.NAME_LEAST, minutes_cells.FIRST_TO_GO)
        self.table.setModel(self.model)
        self.table.sort_first(_OWED)
        self.table.kept_as = "minutes"
        self.table.setMinimumHeight(theme.current().px(110))
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._show_reasons)
        self.nothing = EmptyState("", icon="scale", action=_("Show all"), key="Esc")
        self.nothing.acted.connect(self._beginning)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.totals = TotalsRows(self.table)
        self.sheet = Card(padding=1)
        self.sheet.column.setSpacing(0)
        self.sheet.add(self._stack, 1)
        self.sheet.add(self.totals)
        self.sheet.column.addLayout(self._foot())
        return self.sheet

    def _foot(self) -> QHBoxLayout:
        look = theme.current()
        self.policy_button = DefaultButton(_("Set the minutes policy"), icon="scale")
        self.policy_button.clicked.connect(self.set_policy)
        self.foot = Words("", Type.META, "text2", wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(look.px(12), 2, look.px(12), 3)
        row.addWidget(self.policy_button)
        row.addWidget(self.foot, 1)
        return row

    # --- the place ---

    def refresh(self) -> None:
        today = self.bridge.today()
        self.span.show_year(self.bridge.read(ledger.school_year, today), today)
        self.report = self.bridge.read(
            ledger.minutes_report, self.span.span, self.bridge.now(), student_id=self.student_id
        )
        self._show()

    def visit(self, rest: str) -> None:
        """ "12" shows the lines of one student."""
        student_id = int(rest) if rest.isdecimal() else None
        self.stale |= student_id != self.student_id
        self.student_id = student_id
        self.refresh_if_stale()

    def address(self) -> str:
        return str(self.student_id) if self.student_id is not None else ""

    def first_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else self.span.button

    def commands(self) -> list[tuple[Command, Run]]:
        at = "reports/minutes"
        table = Command("reports.minutes_table", _("Save service minutes as a table"), "reports", "",
                        "file-spreadsheet", 2, goes=at)  # fmt: skip
        policy = Command("reports.minutes_policy", _("Set the minutes policy"), "reports", "", "scale", 3, goes=at)
        return [(table, self.save_table), (policy, self.set_policy)]

    # --- showing ---

    @property
    def span(self) -> SpanChooser:
        return self.filters.span

    def rows(self) -> list[MinutesRow]:
        """The lines that pass the filters."""
        return self.filters.passing(self.report.rows)

    def _show(self) -> None:
        rows = self.rows() if self.report.in_year else []
        keep = self.table.current_row()
        self.model.show_rows(rows)
        kept = isinstance(keep, MinutesRow) and self.table.select_key(_key(keep))
        if rows and not kept:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._stack.setCurrentWidget(self.table if rows else self.nothing)
        self.totals.show_report(self._shown(rows))
        self._show_reasons(self.table.current_row() if rows else None)
        self._say(rows)
        self._fit()

    def _shown(self, rows: list[MinutesRow]) -> MinutesReport:
        report = self.report
        return MinutesReport(report.span, tuple(rows), report.policy, report.in_year, report.no_line)

    def _say(self, rows: list[MinutesRow]) -> None:
        self.filters.count(self.report.rows)
        waits = self.report.policy is None and self.report.undecided
        self.policy_button.setVisible(waits)
        parts = [plural("{n} service line", "{n} service lines", len(rows))]
        if waits:
            parts.append(_("some weeks are not judged: policy not set"))
        else:
            parts.append(minutes_words.policy(self.report.policy).rstrip("."))
        if self.report.no_line:
            parts.append(_("{n} minutes stand on no service line in force").format(n=self.report.no_line))
        self.foot.setText(" · ".join(parts))
        if not rows:
            self._say_nothing()

    def _say_nothing(self) -> None:
        if not self.report.in_year:
            title, text, button = (
                _("No school year in these days"), _("Enter it, and its terms, in Settings."), _("Enter the year"),
            )  # fmt: skip
        elif not self.report.rows:
            title, text, button = (
                _("No service in these days"), _("Lines appear here when a student has a plan with service."),
                _("This month"),
            )  # fmt: skip
        else:
            title, text, button = _("No line matches"), "", _("Show all")
        self.nothing.say(title, text)
        if self.nothing.button is not None:
            self.nothing.button.say(button, key="" if not self.report.rows else "Esc")

    def _show_reasons(self, row: object) -> None:
        self.reasons.show_row(row if isinstance(row, MinutesRow) else None)

    # --- what the person does ---

    def _beginning(self) -> None:
        """What the empty table offers."""
        if not self.report.in_year:
            self.bridge.go("settings/year")
        elif not self.report.rows:
            self.student_id = None
            self.span.take(month_of(self.bridge.today()))
            self.refresh_now()
        else:
            self.reset()

    def reset(self) -> None:
        self.student_id = None
        self.filters.clear_all()
        self.refresh_now()
        self.table.setFocus()

    def _span_taken(self, _span: object) -> None:
        self.refresh_now()

    def _to_table(self) -> None:
        self._show()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open(self, _row: object) -> None:
        """Enter: into the reasons of the line."""
        self._in_reasons = True
        self._fit()
        focus = self.reasons.table if self.reasons.row is not None and self.reasons.row.missed else None
        (focus or self.reasons.back_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_lines(self) -> None:
        self._in_reasons = False
        self._fit()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_policy(self) -> MinutesPolicyDialog:
        dialog = MinutesPolicyDialog(self, self.bridge)
        dialog.open()
        return dialog

    # --- paper and tables ---

    def wanted(self) -> Wanted:
        """What is printed: the days, and one school or one student."""
        school = self.filters.school
        name = next((row.name for row in self.report.rows if row.student_id == self.student_id), school.scope)
        return Wanted(self.span.span, name, self.student_id, school.school_id)

    def print_shown(self) -> None:
        MinutesDialog(self, self.bridge, self.wanted()).open()

    def save_table(self) -> TableExport:
        rows = self.rows()
        span = self.span.span
        dialog = TableExport(
            self, self.bridge, _("Service minutes {dates}").format(dates=f"{span.first} {span.last}"),
            paper.table_headings(), paper.table_rows(self._shown(rows)), [row.student_id for row in rows],
            Given.MINUTES,
        )  # fmt: skip
        dialog.open()
        return dialog

    # --- low windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no line there are no reasons to be in."""
        low = self.height() < theme.current().px(_LOW)
        self._in_reasons = self._in_reasons and self.model.rowCount() > 0
        self.sheet.setVisible(not (low and self._in_reasons))
        self.reasons.setVisible((not low or self._in_reasons) and self.model.rowCount() > 0)
        self.reasons.back_button.setVisible(low)
        self.filters.setVisible(not (low and self._in_reasons))
        self.foot.setVisible(not low)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Slash and not event.modifiers():
            self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filters.search.selectAll()
        elif event.key() == Qt.Key.Key_Escape and (self.filters.on or self.student_id is not None):
            self.reset()
        else:
            super().keyPressEvent(event)


def build(bridge: Bridge) -> MinutesPage:
    return MinutesPage(bridge)


def _key(row: MinutesRow) -> int:
    return row.line.line_id
