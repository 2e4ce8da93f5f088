# SPDX-License-Identifier: MIT
"""The caseload's pictures for `otdesk screens`: a student's page and the forms."""

from PySide6.QtWidgets import QWidget

from otdesk.queries import caseload
from otdesk.ui.caseload.goal_form import GoalForm
from otdesk.ui.caseload.screen import CaseloadScreen
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


def _wealth(row: caseload.CaseRow) -> tuple[bool, int, int]:
    return row.last_seen is not None, len(row.lines), len(row.goals)


def _page(stage: Stage) -> QWidget:
    return _student(stage).window()


def _intake(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.add_student()
    return screen.window()


def _line(stage: Stage) -> QWidget:
    screen = _student(stage)
    screen.student.acts.add_line()
    return screen.window()


def _goal(stage: Stage) -> QWidget:
    """A pasted goal whose words can mean two things."""
    screen = _student(stage)
    form = GoalForm(screen, screen.bridge, screen.student.student_id)
    form.statement.set_text("Given a model, will cut out a circle within 1/4 inch with 80% accuracy in 4 of 5 trials.")
    form.statement.leave()
    form.open()
    return screen.window()


class _Act:
    """A form as the student's page opens it; it stays empty where she has nothing of the kind."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __call__(self, stage: Stage) -> QWidget:
        screen = _student(stage)
        page = screen.student.acts.page
        rows = {
            "line-end": [line.line_id for line in page.lines] if page is not None else [],
            "alert": [alert.alert_id for alert in page.alerts] if page is not None else [],
            "contact": [contact.contact_id for contact in page.contacts] if page is not None else [],
        }.get(self._what, [0])
        name = self._what if rows else f"{self._what}-add"
        screen.student.acts.do(name, rows[0] if rows else 0)
        return screen.window()


def _edit_student(stage: Stage) -> QWidget:
    screen = _student(stage)
    screen.student.acts.edit_student()
    return screen.window()


def _works(stage: Stage) -> QWidget:
    screen = _student(stage)
    screen.student.acts.edit_works()
    return screen.window()


def _commitment(stage: Stage) -> QWidget:
    screen = _student(stage)
    screen.student.acts.add_commitment()
    return screen.window()


SCENES = (
    Scene("caseload_student", _page),
    Scene("caseload_intake", _intake),
    Scene("caseload_line", _line),
    Scene("caseload_goal", _goal),
    Scene("caseload_edit", _edit_student),
    Scene("caseload_works", _works),
    Scene("caseload_commitment", _commitment),
    *(
        Scene(f"caseload_{name}", _Act(act))
        for name, act in (
            ("plan", "plan"),
            ("plan_new", "new-plan"),
            ("plan_close", "close-plan"),
            ("line_end", "line-end"),
            ("alert", "alert"),
            ("contact", "contact"),
            ("hours", "hours"),
            ("exit", "exit"),
        )
    ),
)
