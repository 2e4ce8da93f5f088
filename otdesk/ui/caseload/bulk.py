# SPDX-License-Identifier: MIT
"""What is done with several students at once: the bar under the table and its forms. Each is one step to undo."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from otdesk.actions import bulk_students, groups
from otdesk.actions.bulk_students import SharedField
from otdesk.faults import Refusal
from otdesk.queries.caseload import CaseRow
from otdesk.rules.kinds import Grouping, Mode
from otdesk.rules.minutes import Stretch
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload import case_words
from otdesk.ui.caseload.leave_forms import reason_field
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.paper.report_making import Wanted
from otdesk.ui.paper.reports import LogDialog
from otdesk.ui.parts.buttons import DefaultButton, IconButton, QuietButton
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_NAMED = 6


class FieldForm(FormSheet):
    """Teacher, room or case manager of all of them."""

    def __init__(self, host: QWidget, bridge: Bridge, rows: Sequence[CaseRow], shared: SharedField) -> None:
        self._rows, self._shared = rows, shared
        title = f"{field_words(shared)}: {case_words.students_count(len(rows))}"
        super().__init__(host, bridge, title, _("Save"), width=460, detail=who(rows))

    def build(self) -> None:
        kept = {_FIELD_OF[self._shared](row) for row in self._rows} if self._shared in _FIELD_OF else set()
        start = kept.pop() if len(kept) == 1 else ""
        self.text = self.field(field_words(self._shared), start, hint=_("Empty takes it away."))
        self.add(self.text)

    def save(self) -> None:
        self.bridge.do(bulk_students.set_field, _ids(self._rows), self._shared, self.text.text())


class ReviewForm(FormSheet):
    """The annual review of each one's plan in force."""

    def __init__(self, host: QWidget, bridge: Bridge, rows: Sequence[CaseRow]) -> None:
        self._rows = rows
        title = _("Plan review: {students}").format(students=case_words.students_count(len(rows)))
        super().__init__(host, bridge, title, _("Save"), width=460, detail=who(rows))

    def build(self) -> None:
        self.day = self.date_field(_("Annual review"), None)
        self.add(self.day)

    def save(self) -> None:
        day = self.date_of(self.day)
        if day is None:
            raise Refusal(_("Say which day the review is."))
        self.bridge.do(bulk_students.set_review, _ids(self._rows), day)


class BulkExitForm(FormSheet):
    def __init__(self, host: QWidget, bridge: Bridge, rows: Sequence[CaseRow]) -> None:
        self._rows = rows
        title = _("Exit {students}").format(students=case_words.students_count(len(rows)))
        detail = _("Plan and service lines close, later planned times go. Notes and minutes stay.")
        super().__init__(host, bridge, title, _("Exit"), width=460, detail=f"{who(rows)}. {detail}")

    def build(self) -> None:
        self.last = self.date_field(_("Last day of service"), self.bridge.today())
        self.reason = reason_field(self)
        self.add(self.last)
        self.add(self.reason)

    def save(self) -> None:
        last = self.date_of(self.last)
        if last is None:
            raise Refusal(_("Say which day is the last."))
        self.bridge.do(bulk_students.exit_students, _ids(self._rows), last, self.reason.text())


class NewGroupForm(FormSheet):
    """A group of those selected, each by the line that allows one; placed in the planner afterwards."""

    def __init__(self, host: QWidget, bridge: Bridge, rows: Sequence[CaseRow]) -> None:
        self._rows = rows
        detail = _("{students}. It waits in the planner to be placed.").format(students=who(rows))
        super().__init__(host, bridge, _("Make a group"), _("Make the group"), width=460, detail=detail)

    def build(self) -> None:
        self.name = self.field(_("Name"), check=NeededCheck(_("Name")), hint=_("Such as Pencil Crew"))
        self.add(self.name)

    def save(self) -> None:
        schools = {row.school.school_id for row in self._rows}
        if len(schools) != 1:
            raise Refusal(_("A group belongs to one school. These students go to {n}.").format(n=len(schools)))
        lines = tuple(_group_line(row) for row in self._rows)
        self.bridge.do(groups.make, schools.pop(), self.name.text(), lines)


class SelectionBar(Flow):
    """How many are selected and what can be done with them. `all_wanted`, `none_wanted`: change the selection."""

    all_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, acts: "BulkActs") -> None:
        super().__init__(spacing=8)
        self.acts = acts
        self.count = Words("", Type.CONTROL_STRONG)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, theme.current().px(6), 0)
        line.addWidget(self.count)
        holder.setMinimumHeight(theme.current().control)
        self.add(holder)
        self.set_button = self._button(_("Set"), "pencil", self.open_set)
        self.group_button = self._button(_("Make a group"), "users", acts.make_group)
        self.print_button = self._button(_("Service logs"), "printer", acts.print_logs)
        self.print_button.setAccessibleName(_("Print service logs"))
        self.exit_button = self._button(_("Exit"), "log-out", acts.exit_students)
        self.all_button = QuietButton("")
        self.all_button.clicked.connect(self.all_wanted)
        self.none_button = IconButton("x", _("Clear the selection"))
        self.none_button.clicked.connect(self.none_wanted)
        self.add(self.all_button)
        self.add(self.none_button)

    def show_selection(self, rows: Sequence[CaseRow], shown: int) -> None:
        self.count.setText(_("{n} selected").format(n=len(rows)))
        active = all(row.exited_on is None for row in rows)
        for button in (self.set_button, self.group_button, self.exit_button):
            button.setEnabled(active)
        self.group_button.setEnabled(active and len(rows) > 1)
        self.all_button.say(_("All {n}").format(n=shown))
        self.all_button.setAccessibleName(_("Select all {n} shown").format(n=shown))
        self.all_button.setVisible(len(rows) < shown)
        self.acts.rows = tuple(rows)

    def menu(self) -> QMenu:
        menu = QMenu(self)
        for shared in SharedField:
            menu.addAction(f"{field_words(shared)}…").setData(shared.value)
        menu.addAction(_("Plan review…")).setData("review")
        menu.triggered.connect(self.acts.take_set)
        return menu

    def open_set(self) -> None:
        menu = self.menu()
        menu.exec(self.set_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.deleteLater()

    def _button(self, words: str, icon: str, act: Callable[[], None]) -> DefaultButton:
        button = DefaultButton(words, icon=icon)
        button.clicked.connect(act)
        self.add(button)
        return button


class BulkActs(QObject):
    """`rows`: the selected students, in the order of the table."""

    def __init__(self, view: QWidget, bridge: Bridge) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge
        self.rows: tuple[CaseRow, ...] = ()
        self.form: FormSheet | LogDialog | None = None

    def take_set(self, action: QAction) -> None:
        what = str(action.data())
        if what == "review":
            self._open(ReviewForm(self._view, self._bridge, self.rows))
        else:
            self._open(FieldForm(self._view, self._bridge, self.rows, SharedField(what)))

    def make_group(self) -> None:
        self._open(NewGroupForm(self._view, self._bridge, self.rows))

    def exit_students(self) -> None:
        self._open(BulkExitForm(self._view, self._bridge, self.rows))

    def print_logs(self) -> None:
        """The month so far, each student on pages of her own."""
        today = self._bridge.today()
        span = Stretch(date(today.year, today.month, 1), today)
        scope = case_words.students_count(len(self.rows))
        self._open(LogDialog(self._view, self._bridge, Wanted(span, scope, students=frozenset(_ids(self.rows)))))

    def _open(self, form: FormSheet | LogDialog) -> None:
        self.form = form
        form.open()


def field_words(shared: SharedField) -> str:
    return {
        SharedField.TEACHER: _("Teacher"),
        SharedField.ROOM: _("Room"),
        SharedField.CASE_MANAGER: _("Case manager"),
    }[shared]


def who(rows: Sequence[CaseRow]) -> str:
    """The first few by name, then how many more."""
    named = [row.name for row in rows[:_NAMED]]
    rest = len(rows) - len(named)
    if rest:
        named.append(plural("{n} more", "{n} more", rest))
    return ", ".join(named)


def _teacher(row: CaseRow) -> str:
    return row.teacher


def _case_holder(row: CaseRow) -> str:
    return row.case_manager


_FIELD_OF: dict[SharedField, Callable[[CaseRow], str]] = {
    SharedField.TEACHER: _teacher,
    SharedField.CASE_MANAGER: _case_holder,
}


def _group_line(row: CaseRow) -> int:
    """The direct line by which she may be seen in a group."""
    for line in row.lines:
        if line.mode is Mode.DIRECT and line.grouping is not Grouping.INDIVIDUAL:
            return line.line_id
    raise Refusal(_("The plan of {who} has no service in a group.").format(who=row.name))


def _ids(rows: Sequence[CaseRow]) -> tuple[int, ...]:
    return tuple(row.student_id for row in rows)
