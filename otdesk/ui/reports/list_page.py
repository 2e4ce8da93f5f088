# SPDX-License-Identifier: MIT
"""The page "Caseload list" of Reports: everybody who is seen, with the columns one wants on paper."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from otdesk.printouts import caseload_list as paper
from otdesk.printouts.caseload_list import ListColumn
from otdesk.queries import caseload_list
from otdesk.queries.caseload_list import ListRow
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.districts import District
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import SafetyAlert, Student
from otdesk.rules.disclosure import Given
from otdesk.rules.minutes import Stretch
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Run
from otdesk.ui.paper.report_making import Wanted
from otdesk.ui.paper.reports import ListDialog
from otdesk.ui.paper.table_export import TableExport
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.reports.page import ReportPage
from otdesk.ui.reports.school_chip import SchoolChip
from otdesk.ui.theme import Type
from otdesk.words import _, later, plural

_FIRST_TO_GO = (
    "seen", "room", "manager", "born", "number", "alerts", "reevaluation", "minutes", "teacher", "review", "grade",
    "services",
)  # fmt: skip
"""On a narrow screen; the page on paper keeps what was chosen."""


class ListPage(ReportPage):
    kinds: ClassVar[frozenset[type]] = frozenset(
        {
            Student, School, Plan, ServiceLine, SafetyAlert, TherapySession, Attendance, SchoolYear, Term, CalendarDay,
            District,
        }
    )  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("↑ ↓", later("move")), ("Enter", later("open the student")))

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.found: tuple[ListRow, ...] = ()
        self.chosen = paper.USUAL
        self._add_buttons()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        column.addWidget(self._filters())
        column.addWidget(self._sheet(), 1)

    # --- building ---

    def _add_buttons(self) -> None:
        self.table_button = DefaultButton(_("Save as table"), icon="file-spreadsheet")
        self.table_button.clicked.connect(self.save_table)
        self.print_button = PrimaryButton(_("Print list"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_shown)
        self.buttons.addWidget(self.table_button)
        self.buttons.addWidget(self.print_button)

    def _filters(self) -> Flow:
        self.school = SchoolChip()
        self.school.taken.connect(self._show)
        self.columns_button = DefaultButton(_("Columns"), icon="columns-3")
        self.columns_button.clicked.connect(self._choose_columns)
        flow = Flow(spacing=8)
        flow.add(self.school)
        flow.add(self.columns_button)
        return flow

    def _sheet(self) -> Card:
        self.model: KeyedTableModel[ListRow] = KeyedTableModel(
            [_screen_column(column) for column in paper.columns()], _key, spoken=self._spoken, parent=self
        )
        self.foot = Words("", Type.META, "text2", wrap=True)
        self.table = ChosenTable(_("Caseload list"), 150, _FIRST_TO_GO)
        self.table.setModel(self.model)
        self.table.choose(self.chosen)
        self.table.sort_first(0)
        self.table.kept_as = "list"
        self.table.opened.connect(self._open)
        self.table.fitted.connect(self._say)
        self.nobody = EmptyState(_("No students yet"), _("Those on your caseload appear here."), icon="users")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nobody)
        card = Card(padding=1)
        card.column.setSpacing(0)
        card.add(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.current().px(12), 4, theme.current().px(12), 4)
        foot.addWidget(self.foot)
        card.column.addLayout(foot)
        return card

    # --- the place ---

    def refresh(self) -> None:
        self.found = self.bridge.read(caseload_list.caseload_list, self.bridge.now())
        self._show()

    def first_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else self.columns_button

    def commands(self) -> list[tuple[Command, Run]]:
        table = Command("reports.list_table", _("Save the caseload list as a table"), "reports", "",
                        "file-spreadsheet", 2, goes="reports/list")  # fmt: skip
        return [(table, self.save_table)]

    # --- showing ---

    def rows(self) -> list[ListRow]:
        return [row for row in self.found if self.school.holds(row.case.school)]

    def _show(self) -> None:
        self.school.show_schools(row.case.school for row in self.found)
        rows = self.rows()
        keep = self.table.current_row()
        self.model.show_rows(rows)
        kept = isinstance(keep, ListRow) and self.table.select_key(_key(keep))
        if rows and not kept:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._stack.setCurrentWidget(self.table if rows else self.nobody)
        for button in (self.table_button, self.print_button):
            button.setEnabled(bool(rows))
        self._say()

    def _say(self) -> None:
        """How many, and which chosen columns only the page has room for."""
        parts = [plural("{n} student", "{n} students", self.model.rowCount())]
        gone = [
            column.title
            for number, column in enumerate(self.model.columns)
            if column.id in self.chosen and self.table.isColumnHidden(number)
        ]
        if gone:
            parts.append(_("on paper also: {columns}").format(columns=", ".join(gone)))
        self.foot.setText(" · ".join(parts))

    def _spoken(self, row: ListRow) -> str:
        return paper.spoken(row, self.chosen)

    # --- what the person does ---

    def _choose_columns(self) -> None:
        menu = self.columns_menu()
        menu.exec(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))
        menu.deleteLater()

    def columns_menu(self) -> QMenu:
        """A column that would not fit on the page any more cannot be added."""
        menu = QMenu(self)
        for column in paper.columns()[1:]:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.key in self.chosen)
            action.setData(column.key)
            room = column.key in self.chosen or paper.fits(self.chosen | {column.key})
            action.setEnabled(room)
            if not room:
                action.setText(_("{column} (no room on the page)").format(column=column.title))
        menu.triggered.connect(self._toggle)
        return menu

    def _toggle(self, action: QAction) -> None:
        self.chosen = self.chosen ^ {str(action.data())}
        self.table.choose(self.chosen)

    def _open(self, row: object) -> None:
        if isinstance(row, ListRow):
            self.bridge.go(f"caseload/student/{row.case.student_id}")

    # --- paper and tables ---

    def print_shown(self) -> None:
        if self.found:
            ListDialog(self, self.bridge, self._wanted(), self.chosen).open()

    def _wanted(self) -> Wanted:
        today = self.bridge.today()
        return Wanted(Stretch(today, today), self.school.scope, school_id=self.school.school_id)

    def save_table(self) -> TableExport:
        rows = self.rows()
        dialog = TableExport(
            self, self.bridge, _("Caseload list {day}").format(day=self.bridge.today()),
            [column.title for column in paper.chosen(self.chosen)], paper.table_rows(rows, self.chosen),
            [row.case.student_id for row in rows], Given.CASELOAD,
        )  # fmt: skip
        dialog.open()
        return dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.school.school_id is not None:
            self.school.choose(None)
            self._show()
        else:
            super().keyPressEvent(event)


class ChosenTable(FittingTable):
    """Shows the columns that were chosen, of these as many as there is room for."""

    def __init__(self, name: str, least: int, first_to_go: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(name, least, first_to_go, parent)
        self._chosen: frozenset[str] = frozenset()

    def choose(self, keys: frozenset[str]) -> None:
        self._chosen = keys | {"name"}
        self.fit()

    def is_wanted(self, column_id: str) -> bool:
        return column_id in self._chosen


def _screen_column(column: ListColumn) -> Column[ListRow]:
    kind = Type.ROW if column.key == "name" else Type.CONTROL
    return Column(
        column.key, column.title, _OneLine(column), _sort_of(column), width=column.screen, kind=kind, tip=column.text
    )


class _OneLine:
    """A cell's text on one line."""

    def __init__(self, column: ListColumn) -> None:
        self._text = column.text

    def __call__(self, row: ListRow) -> str:
        return self._text(row).replace("\n", " · ")


def _sort_of(column: ListColumn) -> "_ByValue | None":
    return (
        _ByValue(column.key) if column.key in {"grade", "born", "minutes", "review", "reevaluation", "seen"} else None
    )


class _ByValue:
    """Grades and dates by themselves, not by their words; those without come last."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, row: ListRow) -> tuple[bool, int]:
        case = row.case
        day = {
            "born": row.birth_date, "review": case.plan_due, "reevaluation": row.reevaluation_due,
            "seen": case.last_seen,
        }.get(self._key)  # fmt: skip
        if self._key == "grade":
            return False, case.grade
        if self._key == "minutes":
            return case.month is None, case.month.given if case.month is not None else 0
        return day is None, day.toordinal() if day is not None else 0


def build(bridge: Bridge) -> ListPage:
    return ListPage(bridge)


def _key(row: ListRow) -> int:
    return row.case.student_id
