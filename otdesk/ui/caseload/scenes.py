# SPDX-License-Identifier: MIT
"""The caseload's pictures for `otdesk screens`: a student's page and the forms."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from otdesk.queries import caseload, queue, students
from otdesk.queries.students import StudentPage
from otdesk.ui.caseload.acts import StudentActs
from otdesk.ui.caseload.disclosures import DisclosuresCard
from otdesk.ui.caseload.goal_form import GoalForm
from otdesk.ui.caseload.screen import CaseloadScreen
from otdesk.ui.caseload.table_page import TablePage
from otdesk.ui.stage import Scene, Stage

PLACE = "caseload"


def _screen(stage: Stage, rest: str = "") -> CaseloadScreen:
    screen = stage.shell(f"{PLACE}/{rest}" if rest else PLACE).screens[PLACE]
    if not isinstance(screen, CaseloadScreen):
        raise TypeError("the caseload's place shows something else")
    stage.settle()
    return screen


def _student(stage: Stage) -> CaseloadScreen:
    """The student with the most to show: alerts apart, lines and goals."""
    bridge = stage.bridge()
    rows = bridge.read(caseload.caseload, bridge.now()).rows
    if not rows:
        return _screen(stage)
    best = max(rows, key=_wealth)
    return _screen(stage, f"student/{best.student_id}")


def _to_write(stage: Stage) -> QWidget:
    """A student whose note waits."""
    now = stage.bridge().now()
    waiting = stage.bridge().read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    return _screen(stage, f"student/{waiting[0].first_student_id}" if waiting else "").window()


def _wealth(row: caseload.CaseRow) -> tuple[bool, int, int]:
    return row.last_seen is not None, len(row.lines), len(row.goals)


def _page(stage: Stage) -> QWidget:
    return _student(stage).window()


def _intake(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.add_student()
    return screen.window()


def _columns(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.table_page.choose_columns()
    return screen.window()


def _new_year(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.begin_year()
    return screen.window()


class _Selected:
    """Three students of one school selected; then what is done with them."""

    def __init__(self, act: Callable[[TablePage], object] | None = None) -> None:
        self._act = act

    def __call__(self, stage: Stage) -> QWidget:
        table = _screen(stage).table_page
        rows = table.model.rows()
        first = [row for row in rows if rows and row.school == rows[0].school][:3]
        table.model.check([row.student_id for row in first])
        stage.settle()
        if self._act is not None:
            self._act(table)
        return table.window()


def _set_teacher(table: TablePage) -> None:
    table.bar.menu().actions()[0].trigger()


def _make_group(table: TablePage) -> None:
    table.bar.group_button.click()


def _print_logs(table: TablePage) -> None:
    table.bar.print_button.click()


def _exit_several(table: TablePage) -> None:
    table.bar.exit_button.click()


def _saved_view(stage: Stage) -> QWidget:
    """The form for a view's name over the table it was made of."""
    screen = _screen(stage)
    table = screen.table_page
    table.search.setText("gr2")
    table.table.hide_columns(frozenset({"seen", "number", "manager"}))
    table.views.save_view()
    return screen.window()


def _goal(stage: Stage) -> QWidget:
    """A pasted goal whose words can mean two things."""
    screen = _student(stage)
    form = GoalForm(screen, screen.bridge, screen.student.student_id)
    form.statement.set_text("Given a model, will cut out a circle within 1/4 inch with 80% accuracy in 4 of 5 trials.")
    form.statement.leave()
    form.open()
    return screen.window()


class _Form:
    """The student's page with one of its forms open."""

    def __init__(self, opener: Callable[[StudentActs], None]) -> None:
        self._open = opener

    def __call__(self, stage: Stage) -> QWidget:
        screen = _student(stage)
        self._open(screen.student.acts)
        return screen.window()


class _Act:
    """An act by its name, about the student's first row of that kind; without one the form for a new row."""

    def __init__(self, what: str, rows: Callable[[StudentPage], Sequence[int]] | None = None) -> None:
        self._what, self._rows = what, rows

    def __call__(self, acts: StudentActs) -> None:
        if self._rows is None or acts.page is None:
            acts.do(self._what, 0)
            return
        keys = self._rows(acts.page)
        acts.do(self._what if keys else f"{self._what}-add", keys[0] if keys else 0)


def _lines(page: StudentPage) -> list[int]:
    return [line.line_id for line in page.lines]


def _alerts(page: StudentPage) -> list[int]:
    return [alert.alert_id for alert in page.alerts]


def _contacts(page: StudentPage) -> list[int]:
    return [contact.contact_id for contact in page.contacts]


def _holder(stage: Stage) -> CaseloadScreen:
    """A student with equipment on loan and a kept file."""
    bridge = stage.bridge()
    for row in bridge.read(caseload.caseload, bridge.now()).rows:
        page = bridge.read(students.page, row.student_id, bridge.now())
        if page is not None and len(page.loans) > 1 and page.files:
            return _screen(stage, f"student/{row.student_id}")
    return _student(stage)


class _Held:
    """The cards of what she has, or one of their forms."""

    def __init__(self, what: str = "") -> None:
        self._what = what

    def __call__(self, stage: Stage) -> QWidget:
        screen = _holder(stage)
        page, view = screen.student.page, screen.student
        if page is None:
            return screen.window()
        if not self._what:
            view.area.ensureWidgetVisible(view.files)
            stage.settle()
        elif self._what == "loan" and page.loans:
            view.acts.do("loan", page.loans[0].loan_id)
        elif page.files:
            view.acts.do(self._what, page.files[0].file_id)
        return screen.window()


class _GivenOut:
    """What was given out of a student's record, with the form or the pages open where asked for."""

    def __init__(self, act: Callable[[DisclosuresCard], None] | None = None) -> None:
        self._act = act

    def __call__(self, stage: Stage) -> QWidget:
        screen = _holder(stage)
        card = screen.student.given
        screen.student.area.ensureWidgetVisible(card)
        stage.settle()
        if self._act is not None:
            self._act(card)
        return screen.window()


SCENES = (
    Scene("caseload_student", _page),
    Scene("caseload_to_write", _to_write),
    Scene("caseload_columns", _columns),
    Scene("caseload_view_save", _saved_view),
    Scene("caseload_selected", _Selected()),
    Scene("caseload_set", _Selected(_set_teacher)),
    Scene("caseload_group", _Selected(_make_group)),
    Scene("caseload_logs", _Selected(_print_logs)),
    Scene("caseload_exit_several", _Selected(_exit_several)),
    Scene("caseload_intake", _intake),
    Scene("caseload_line", _Form(StudentActs.add_line)),
    Scene("caseload_goal", _goal),
    Scene("caseload_edit", _Form(StudentActs.edit_student)),
    Scene("caseload_works", _Form(StudentActs.edit_works)),
    Scene("caseload_commitment", _Form(StudentActs.add_commitment)),
    Scene("caseload_plan", _Form(_Act("plan"))),
    Scene("caseload_plan_new", _Form(StudentActs.new_plan)),
    Scene("caseload_plan_close", _Form(_Act("close-plan"))),
    Scene("caseload_line_end", _Form(_Act("line-end", _lines))),
    Scene("caseload_alert", _Form(_Act("alert", _alerts))),
    Scene("caseload_contact", _Form(_Act("contact", _contacts))),
    Scene("caseload_loans_files", _Held()),
    Scene("caseload_loan", _Held("loan")),
    Scene("caseload_lend", _Form(_Act("loan-add"))),
    Scene("caseload_file", _Held("file")),
    Scene("caseload_file_copy", _Held("file-copy")),
    Scene("caseload_given", _GivenOut()),
    Scene("caseload_given_add", _GivenOut(DisclosuresCard.write)),
    Scene("caseload_given_log", _GivenOut(DisclosuresCard.print_log)),
    Scene("caseload_hours", _Form(_Act("hours"))),
    Scene("caseload_new_year", _new_year),
    Scene("caseload_transfer", _Form(StudentActs.transfer_student)),
    Scene("caseload_exit", _Form(StudentActs.exit_student)),
)
