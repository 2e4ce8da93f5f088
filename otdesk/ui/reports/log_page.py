# SPDX-License-Identifier: MIT
"""The page "Service log" of Reports: what each student was given on which day, and whether its note is signed."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.printouts import service_log as paper
from otdesk.queries import ledger, service_log
from otdesk.queries.line_minutes import month_of
from otdesk.queries.service_log import LogEntry, StudentLog
from otdesk.records.notes import Amendment, Note
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.disclosure import Given
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Run
from otdesk.ui.paper.report_making import Wanted
from otdesk.ui.paper.reports import LogDialog
from otdesk.ui.paper.table_export import TableExport
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fields import SearchBox
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.reports import log_cells
from otdesk.ui.reports.page import ReportPage
from otdesk.ui.reports.school_chip import SchoolChip
from otdesk.ui.reports.span import SpanChooser
from otdesk.ui.theme import Type
from otdesk.words import _, later, plural

_NARROW = 860
"""Under this width at 100 % students and sessions take turns."""


class LogPage(ReportPage):
    kinds: ClassVar[frozenset[type]] = frozenset(
        {TherapySession, Attendance, Note, Amendment, ServiceLine, Student, School}
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("move")),
        ("Enter", later("the student’s sessions, then the note")),
        ("/", later("filter")),
        ("Esc", later("back to the students")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.logs: tuple[StudentLog, ...] = ()
        self.student_id: int | None = None
        self._in_entries = False
        self._add_buttons()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        column.addWidget(self._filters())
        sheets = QHBoxLayout()
        sheets.setSpacing(look.px(12))
        sheets.addWidget(self._students(), 3)
        sheets.addWidget(self._entries(), 8)
        column.addLayout(sheets, 1)

    # --- building ---

    def _add_buttons(self) -> None:
        self.table_button = DefaultButton(_("Save as table"), icon="file-spreadsheet")
        self.table_button.clicked.connect(self.save_table)
        self.all_button = DefaultButton(_("Print all"), icon="files")
        self.all_button.clicked.connect(self.print_all)
        self.print_button = PrimaryButton(_("Print log"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_shown)
        for button in (self.table_button, self.all_button, self.print_button):
            self.buttons.addWidget(button)

    def _filters(self) -> QWidget:
        self.span = SpanChooser(self.bridge.today())
        self.span.chosen.connect(self._span_taken)
        self.school = SchoolChip()
        self.school.taken.connect(self._show)
        self.unsigned = FilterChip(_("Notes to sign"), icon="pencil")
        self.unsigned.clicked.connect(self._show)
        self.search = SearchBox(_("Student"), key="/")
        widths.fixed(self.search, 170)
        self.search.textChanged.connect(self._show)
        self.search.returnPressed.connect(self._to_students)
        self.filters = Flow(spacing=8)
        for widget in (self.span, self.school, self.unsigned, self.search):
            self.filters.add(widget)
        return self.filters

    def _students(self) -> Card:
        self.model: KeyedTableModel[StudentLog] = KeyedTableModel(
            log_cells.student_columns(), _student_key, spoken=log_cells.student_spoken, parent=self
        )
        self.table = FittingTable(_("Students"), 120, log_cells.STUDENTS_FIRST_TO_GO)
        self.table.setModel(self.model)
        self.table.sort_first(0)
        self.table.kept_as = "log"
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._show_entries)
        self.nothing = EmptyState("", icon="clipboard-list", action=_("Show all"), key="Esc")
        self.nothing.acted.connect(self._beginning)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.foot = Words("", Type.META, "text2", wrap=True)
        self.sheet = Card(padding=1)
        self.sheet.column.setSpacing(0)
        self.sheet.add(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.current().px(12), 4, theme.current().px(12), 4)
        foot.addWidget(self.foot)
        self.sheet.column.addLayout(foot)
        return self.sheet

    def _entries(self) -> Card:
        look = theme.current()
        self.entries: KeyedTableModel[LogEntry] = KeyedTableModel(
            log_cells.entry_columns(), _entry_key, spoken=log_cells.entry_spoken, parent=self
        )
        self.entry_table = FittingTable(_("Sessions"), 100, log_cells.ENTRIES_FIRST_TO_GO)
        self.entry_table.setModel(self.entries)
        self.entry_table.sort_first(0)
        self.entry_table.kept_as = "log_entries"
        self.entry_table.opened.connect(self._open_note)
        self.back_button = DefaultButton(_("Students"), icon="arrow-left", key="Esc")
        self.back_button.clicked.connect(self._to_students)
        self.back_button.hide()
        self._title = ElidedWords("", Type.CARD)
        self._sum = Words("", Type.CONTROL, "text2")
        head = QHBoxLayout()
        head.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(6))
        head.setSpacing(look.px(10))
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1)
        head.addWidget(self._sum)
        self.entry_sheet = Card(padding=1)
        self.entry_sheet.setAccessibleName(_("Sessions"))
        self.entry_sheet.column.setSpacing(0)
        self.entry_sheet.column.addLayout(head)
        self.entry_sheet.add(self.entry_table, 1)
        return self.entry_sheet

    # --- the place ---

    def refresh(self) -> None:
        today = self.bridge.today()
        self.span.show_year(self.bridge.read(ledger.school_year, today), today)
        span = self.span.span
        self.logs = self.bridge.read(service_log.service_logs, span.first, span.last, self.bridge.now())
        self._show()

    def visit(self, rest: str) -> None:
        """ "12" shows the log of one student."""
        self.refresh_if_stale()
        if rest.isdecimal() and not self.table.select_key(int(rest)):
            self.reset()
            self.table.select_key(int(rest))

    def address(self) -> str:
        return str(self.student_id) if self.student_id is not None else ""

    def first_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else self.span.button

    def commands(self) -> list[tuple[Command, Run]]:
        at = "reports/log"
        batch = Command("reports.log_all", _("Print all service logs"), "reports", "", "files", 1, goes=at)
        table = Command("reports.log_table", _("Save service logs as a table"), "reports", "", "file-spreadsheet", 2,
                        goes=at)  # fmt: skip
        return [(batch, self.print_all), (table, self.save_table)]

    # --- showing ---

    def rows(self) -> list[StudentLog]:
        """The logs that pass the filters."""
        words = self.search.text().casefold().split()
        return [
            log
            for log in self.logs
            if self.school.holds(log.school)
            and (log.unsigned > 0 or not self.unsigned.isChecked())
            and all(word in f"{log.called} {log.first} {log.last}".casefold() for word in words)
        ]

    def _show(self) -> None:
        self.school.show_schools(log.school for log in self.logs)
        rows = self.rows()
        self.model.show_rows(rows)
        if rows and (self.student_id is None or not self.table.select_key(self.student_id)):
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._stack.setCurrentWidget(self.table if rows else self.nothing)
        self._show_entries(self.table.current_row() if rows else None)
        waiting = sum(log.unsigned > 0 for log in self.logs if self.school.holds(log.school))
        self.unsigned.show_count(waiting)
        self.unsigned.setVisible(waiting > 0 or self.unsigned.isChecked())
        minutes = plural("{n} minute given", "{n} minutes given", sum(log.given for log in rows))
        self.foot.setText(f"{plural('{n} student', '{n} students', len(rows))} · {minutes}")
        self._say_nothing()
        for button in (self.table_button, self.all_button, self.print_button):
            button.setEnabled(bool(rows))
        self._fit()

    def _say_nothing(self) -> None:
        if self.logs:
            self.nothing.say(_("Nobody matches"))
        else:
            self.nothing.say(_("No sessions in these days"), _("They appear here once they have passed."))
        if self.nothing.button is not None:
            self.nothing.button.say(_("Show all") if self.logs else _("This month"), key="Esc" if self.logs else "")

    def _show_entries(self, row: object) -> None:
        log = row if isinstance(row, StudentLog) else None
        self.student_id = log.student_id if log is not None else self.student_id
        keep = self.entry_table.current_row()
        self.entries.show_rows(log.entries if log is not None else ())
        kept = isinstance(keep, LogEntry) and self.entry_table.select_key(_entry_key(keep))
        if log is None:
            self._title.show_text("")
            self._sum.setText("")
            return
        self.bridge.viewed([log.student_id])
        if log.entries and not kept:
            self.entry_table.setCurrentIndex(self.entries.index(0, 0))
        self._title.show_text(log.name)
        self._sum.setText(plural("{n} minute given", "{n} minutes given", log.given))

    # --- what the person does ---

    def _beginning(self) -> None:
        """What the empty table offers."""
        if not self.logs:
            self.span.take(month_of(self.bridge.today()))
        self.reset()

    def reset(self) -> None:
        self.search.clear()
        self.school.choose(None)
        self.unsigned.setChecked(False)
        self._show()
        self.table.setFocus()

    def _span_taken(self, _span: object) -> None:
        self.refresh_now()

    def _open(self, _row: object) -> None:
        self._in_entries = True
        self._fit()
        self.entry_table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_students(self) -> None:
        self._in_entries = False
        self._fit()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_note(self, row: object) -> None:
        if isinstance(row, LogEntry) and self.student_id is not None:
            self.bridge.go(f"notes/{row.session_id}/{self.student_id}")

    # --- paper and tables ---

    def print_shown(self) -> None:
        """The log of the current student."""
        log = self.table.current_row()
        if isinstance(log, StudentLog):
            LogDialog(self, self.bridge, Wanted(self.span.span, log.name, log.student_id)).open()

    def print_all(self) -> None:
        """Everybody's, or those of the chosen school, each on pages of her own."""
        wanted = Wanted(self.span.span, self.school.scope, school_id=self.school.school_id)
        LogDialog(self, self.bridge, wanted).open()

    def save_table(self) -> TableExport:
        rows = self.rows()
        span = self.span.span
        notes = self.bridge.read(service_log.signed_notes, rows, self.bridge.now())
        dialog = TableExport(
            self, self.bridge, _("Service log {dates}").format(dates=f"{span.first} {span.last}"),
            paper.table_headings(), paper.table_rows(rows, notes), [log.student_id for log in rows],
            Given.SERVICE_LOG,
        )  # fmt: skip
        dialog.open()
        return dialog

    # --- narrow windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no student there are no sessions to be in."""
        narrow = self.width() < theme.current().px(_NARROW)
        self._in_entries = self._in_entries and self.model.rowCount() > 0
        self.sheet.setVisible(not (narrow and self._in_entries))
        self.entry_sheet.setVisible((not narrow or self._in_entries) and self.model.rowCount() > 0)
        self.back_button.setVisible(narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers()
        if plain and event.key() == Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif plain and event.key() == Qt.Key.Key_Escape and (self.entry_table.hasFocus() or self._in_entries):
            self._to_students()
        elif plain and event.key() == Qt.Key.Key_Escape and self._is_filtered():
            self.reset()
        else:
            super().keyPressEvent(event)

    def _is_filtered(self) -> bool:
        return bool(self.search.text()) or self.unsigned.isChecked() or self.school.school_id is not None


def build(bridge: Bridge) -> LogPage:
    return LogPage(bridge)


def _student_key(log: StudentLog) -> int:
    return log.student_id


def _entry_key(entry: LogEntry) -> int:
    return entry.attendance_id
