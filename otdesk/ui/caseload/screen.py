# SPDX-License-Identifier: MIT
"""The place Caseload: the table, and a student's page behind each row. Addresses: "" and "student/12"."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries import caseload, new_year
from otdesk.queries.caseload import CaseRow
from otdesk.records.bells import BellBlock
from otdesk.records.belongings import Attachment, Loan, SchoolStay
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.completions import MakeupDecision
from otdesk.records.districts import District
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal, Objective
from otdesk.records.groups import Group, GroupMember
from otdesk.records.meetings import Meeting
from otdesk.records.notes import Note
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Commitment, Contact, SafetyAlert, Student, StudentHours
from otdesk.records.views import SavedView
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.new_year_form import NewYearForm
from otdesk.ui.caseload.student_form import IntakeForm
from otdesk.ui.caseload.student_page import StudentView
from otdesk.ui.caseload.table_page import TablePage
from otdesk.ui.commands import Command
from otdesk.ui.finding import match
from otdesk.ui.palette import Hit, Provider
from otdesk.ui.screen import Screen
from otdesk.words import _, later

_STUDENT = "student/"


class _Opener:
    """Opens one student's page; palette hits are called later."""

    def __init__(self, screen: "CaseloadScreen", student_id: int) -> None:
        self._screen, self._student_id = screen, student_id

    def __call__(self) -> None:
        self._screen.open_student(self._student_id)


class _Sorter:
    """Sorts by one column; asked again, the other way round."""

    def __init__(self, page: TablePage, column: int) -> None:
        self._page, self._column = page, column

    def __call__(self) -> None:
        self._page.sort_by(self._column)


class CaseloadScreen(Screen):
    kinds: ClassVar[frozenset[type]] = frozenset(
        {
            Student, Contact, SafetyAlert, StudentHours, Commitment, Plan, ServiceLine, Goal, Objective, GoalPoint,
            School, BellBlock, District, SchoolYear, Term, CalendarDay, TherapySession, Attendance, Note, Meeting,
            PatternSlot, SlotMember, SavedView, Loan,
            Attachment, SchoolStay, Group, GroupMember, MakeupDecision,
        }
    )  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("move")),
        ("Enter", later("open the student")),
        ("Space", later("select")),
        ("Ctrl+A", later("select all shown")),
        ("/", later("filter the table")),
        ("V", later("saved views")),
        ("C", later("choose columns")),
        ("Ctrl+N", later("add a student")),
        ("F2", later("edit the student")),
        ("N", later("write the note")),
        ("Alt+↑ Alt+↓", later("student before, student after")),
        ("Esc", later("show all active")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(2), look.px(10), look.px(4))
        self.table_page = TablePage(bridge)
        self.student = StudentView(bridge)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table_page)
        self.stack.addWidget(self.student)
        column.addWidget(self.stack)
        self.table_page.opened.connect(self.open_student)
        self.table_page.add_wanted.connect(self.add_student)
        self.table_page.import_wanted.connect(self._import)
        self.student.back_wanted.connect(self._to_table)
        self.student.step.connect(self.step)
        self.student.gone.connect(self._to_table)
        self.form: IntakeForm | None = None
        theme.look().changed.connect(self.invalidate)

    # --- the place ---

    def refresh(self) -> None:
        self.table_page.show_now()
        if self.shows_student:
            self.student.show_now()
            self._tell_place()

    @property
    def shows_student(self) -> bool:
        return self.stack.currentWidget() is self.student

    def visit(self, rest: str) -> None:
        number = rest.removeprefix(_STUDENT)
        if rest.startswith(_STUDENT) and number.isdecimal():
            self.stack.setCurrentWidget(self.student)
            self.student.show_student(int(number))
            self._tell_place()
        else:
            self.stack.setCurrentWidget(self.table_page)
            if self.student.student_id:
                self.table_page.select(self.student.student_id)

    def address(self) -> str:
        return f"{_STUDENT}{self.student.student_id}" if self.shows_student else ""

    def first_focus(self) -> QWidget | None:
        if self.shows_student:
            return self.student.edit_button
        return self.table_page.table if self.table_page.model.rowCount() else self.table_page.add_button

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        add = Command("student.add", _("Add student"), "student", "Ctrl+N", "user-plus", place="caseload")
        edit = Command("student.edit", _("Edit student"), "student", "F2", "pencil", place="caseload")
        plan = Command("student.plan", _("New plan"), "student", "", "file-plus", 1, place="caseload")
        line = Command("student.line", _("Add service line"), "student", "", "clock", 1, place="caseload")
        goal = Command("student.goal", _("Add goal"), "student", "Ctrl+G", "goal", 1, place="caseload")
        loan = Command("student.loan", _("Lend equipment"), "student", "", "package", 1, place="caseload")
        file = Command("student.file", _("Add files"), "student", "", "file-plus", 1, place="caseload")
        move = Command(
            "student.transfer", _("Transfer to another school"), "student", "", "school", 2, place="caseload"
        )
        leave = Command("student.exit", _("Exit from the caseload"), "student", "", "log-out", 2, place="caseload")
        up = Command("student.before", _("Student before"), "student", "Alt+Up", "chevron-up", 3, place="caseload")
        down = Command("student.after", _("Student after"), "student", "Alt+Down", "chevron-down", 3, place="caseload")
        year = Command("student.new_year", _("New school year"), "student", "", "graduation-cap", 2, "caseload")
        views = Command("caseload.views", _("Views of the caseload"), "view", "", "bookmark", 5, "caseload")
        save = Command("caseload.view", _("Save this view…"), "view", "", "save", 5, "caseload")
        columns = Command("caseload.columns", _("Choose columns"), "view", "", "columns-3", 5, "caseload")
        acts, table = self.student.acts, self.table_page
        return [
            (views, self._in_table(table.views.open_menu)), (save, self._in_table(table.views.save_view)),
            (columns, self._in_table(table.choose_columns)), *self._sorts(),
            (add, self.add_student), (edit, self.edit_student), (plan, self._on_student(acts.new_plan)),
            (line, self._on_student(acts.add_line)), (goal, self._on_student(acts.add_goal)),
            (loan, self._on_student(acts.belongings.lend)), (file, self._on_student(acts.belongings.add_files)),
            (move, self._on_student(acts.transfer_student)),
            (year, self.begin_year),
            (leave, self._on_student(acts.exit_student)), (up, self.before), (down, self.after),
        ]  # fmt: skip

    def _sorts(self) -> list[tuple[Command, Callable[[], object]]]:
        """Sorting without the mouse: one command for each column."""
        return [
            (
                Command(f"caseload.sort.{column.id}", _("Sort by {column}").format(column=column.title.lower()), "view",
                        "", "arrow-up-down", 5, "caseload"),
                _Sorter(self.table_page, number),
            )
            for number, column in enumerate(self.table_page.model.columns)
        ]  # fmt: skip

    # --- what the person does ---

    def add_student(self) -> None:
        self.form = IntakeForm.open_new(self, self.bridge, self.table_page.filter.school_id)
        self.form.finished.connect(self._added)

    def _added(self, taken: bool) -> None:
        if taken and self.form is not None and self.form.added is not None:
            self.bridge.go(f"caseload/{_STUDENT}{self.form.added}")
        self.form = None

    def begin_year(self) -> None:
        plan = self.bridge.read(new_year.new_year_of, self.bridge.today())
        if not plan.rows:
            self.bridge.say(_("There is no student on the caseload."))
            return
        self.year_form = NewYearForm(self, self.bridge, plan)
        self.year_form.open()

    def edit_student(self) -> None:
        """F2 in the table opens the page of the current student and its form."""
        if not self.shows_student:
            current = self.table_page.current_id()
            if current is None:
                return
            self.bridge.go(f"caseload/{_STUDENT}{current}")
        self.student.acts.edit_student()

    def step(self, direction: int) -> None:
        order = self.table_page.order()
        if not self.shows_student or self.student.student_id not in order:
            return
        place = order.index(self.student.student_id) + direction
        if 0 <= place < len(order):
            self.student.show_student(order[place])
            self._tell_place()

    def before(self) -> None:
        self.step(-1)

    def after(self) -> None:
        self.step(1)

    def _on_student(self, act: Callable[[], None]) -> Callable[[], None]:
        """The act, once a student's page is shown."""

        def run() -> None:
            if not self.shows_student:
                current = self.table_page.current_id()
                if current is None:
                    return
                self.visit(f"{_STUDENT}{current}")
            act()

        return run

    def _in_table(self, act: Callable[[], None]) -> Callable[[], None]:
        """The act, once the table is shown."""

        def run() -> None:
            if self.shows_student:
                self._to_table()
            act()

        return run

    def open_student(self, student_id: int) -> None:
        self.bridge.go(f"caseload/{_STUDENT}{student_id}")

    def _to_table(self) -> None:
        self.bridge.go("caseload")

    def _import(self) -> None:
        self.bridge.go("import")

    def providers(self) -> list[tuple[str, Provider]]:
        return [(_("Students"), self.find_students)]

    def find_students(self, query: str) -> list[Hit]:
        """Students whose name, school or teacher begins like the words; those exited last."""
        if not self.table_page.names():
            self.table_page.show_now()
        found = [row for row in self.table_page.names() if match(query, f"{row.name} {row.first} {row.student_no}")]
        if not query.strip():
            return []
        found.sort(key=_active_first)
        return [
            Hit(row.name, _Opener(self, row.student_id), "user-round", _hit_detail(row), preview=_("Opens the student"))
            for row in found
        ]

    def _tell_place(self) -> None:
        order = self.table_page.order()
        here = self.student.student_id
        self.student.show_place(order.index(here) + 1 if here in order else 0, len(order))


def build(bridge: Bridge) -> CaseloadScreen:
    return CaseloadScreen(bridge)


def active(bridge: Bridge) -> int:
    """The figure beside the place's name."""
    return bridge.read(caseload.active_count, bridge.today())


def _active_first(row: CaseRow) -> tuple[bool, str, str]:
    return row.exited_on is not None, row.last.casefold(), row.called.casefold()


def _hit_detail(row: CaseRow) -> str:
    return f"{row.school.code} · {words.grade_long(row.grade)}"
