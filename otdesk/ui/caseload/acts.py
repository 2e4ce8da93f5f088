# SPDX-License-Identifier: MIT
"""What can be done on a student's page: each opens a form or calls one action."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from otdesk.actions import alerts, commitments, contacts, goals, service_lines, students
from otdesk.queries.goal_progress import GoalRow
from otdesk.queries.students import LineRow, StudentPage
from otdesk.rules.kinds import GoalStatus
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.belonging_acts import BelongingActs
from otdesk.ui.caseload.goal_form import GoalForm
from otdesk.ui.caseload.leave_forms import ExitForm, TransferForm
from otdesk.ui.caseload.line_form import EndLineForm, LineForm
from otdesk.ui.caseload.people_forms import AlertForm, CommitmentForm, ContactForm, HoursForm, WorksForm
from otdesk.ui.caseload.plan_form import ClosePlanForm, PlanForm
from otdesk.ui.caseload.student_form import StudentForm
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.settings.keeping_forms import HoldForm, lift_hold
from otdesk.words import _


class StudentActs(QObject):
    """`page` is what is shown now; what she has lent and kept is done by `belongings`."""

    def __init__(self, view: QWidget, bridge: Bridge) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge
        self._page: StudentPage | None = None
        self.form: FormSheet | None = None
        self._by_name: dict[str, Callable[[int], None]] = {
            "line": self._edit_line,
            "line-end": self._end_line,
            "line-remove": self._remove_line,
            "goal": self._edit_goal,
            "goal-met": self._meet_goal,
            "goal-stop": self._stop_goal,
            "goal-active": self._resume_goal,
            "goal-remove": self._remove_goal,
            "alert": self._edit_alert,
            "alert-add": self._add_alert,
            "alert-reviewed": self._review_alert,
            "alert-remove": self._remove_alert,
            "contact": self._edit_contact,
            "contact-add": self._add_contact,
            "contact-remove": self._remove_contact,
            "commitment": self._edit_commitment,
            "commitment-remove": self._remove_commitment,
            "hours": self._edit_hours,
            "plan": self._edit_plan,
            "new-plan": self._new_plan,
            "close-plan": self._close_plan,
            "exit": self._exit,
            "transfer": self._transfer,
            "readmit": self._readmit,
            "hold": self._hold,
            "lift-hold": self._lift_hold,
        }
        self.belongings = BelongingActs(view, bridge)
        self._by_name.update(self.belongings.acts)

    @property
    def page(self) -> StudentPage | None:
        return self._page

    def show_page(self, page: StudentPage | None) -> None:
        self._page = self.belongings.page = page

    def do(self, what: str, key: int) -> None:
        """One act by its name; the key is the id of the row it is about."""
        if self.page is not None:
            with self._bridge.telling():
                self._by_name[what](key)

    def take_menu(self, action: QAction) -> None:
        self.do(str(action.data()), 0)

    # --- student and plan ---

    def edit_student(self) -> None:
        if self.page is not None:
            self._open(StudentForm(self._view, self._bridge, self.page))

    def edit_works(self) -> None:
        if self.page is not None:
            self._open(WorksForm(self._view, self._bridge, self.page))

    def new_plan(self) -> None:
        self.do("new-plan", 0)

    def exit_student(self) -> None:
        self.do("exit", 0)

    def _exit(self, _key: int) -> None:
        self._open(ExitForm(self._view, self._bridge, self._shown))

    def transfer_student(self) -> None:
        self.do("transfer", 0)

    def _transfer(self, _key: int) -> None:
        from otdesk.queries import schools

        self._open(TransferForm(self._view, self._bridge, self._shown, self._bridge.read(schools.schools)))

    def _readmit(self, _key: int) -> None:
        self._bridge.do(students.readmit, self._shown.student_id)

    def _hold(self, _key: int) -> None:
        self._open(HoldForm(self._view, self._bridge, self._shown.student_id, self._shown.name))

    def _lift_hold(self, _key: int) -> None:
        if self._shown.hold is not None:
            lift_hold(self._view, self._bridge, self._shown.hold, self._shown.name)

    def _new_plan(self, _key: int) -> None:
        self._open(PlanForm(self._view, self._bridge, self._shown))

    def _edit_plan(self, _key: int) -> None:
        plan = self._shown.plan
        if plan is not None:
            self._open(PlanForm(self._view, self._bridge, self._shown, plan))

    def _close_plan(self, _key: int) -> None:
        plan = self._shown.plan
        if plan is not None:
            self._open(ClosePlanForm(self._view, self._bridge, plan))

    # --- services ---

    def add_line(self) -> None:
        if self.page is None:
            return
        plan = self.page.plan
        if plan is None:
            self._bridge.say(_("Begin a plan first: a service line belongs to one."))
            self._open(PlanForm(self._view, self._bridge, self.page))
        else:
            start = plan.entry.start
            self._open(LineForm(self._view, self._bridge, plan.plan_id, start))

    def _edit_line(self, key: int) -> None:
        line = self._line(key)
        self._open(LineForm(self._view, self._bridge, line.plan_id, None, line))

    def _end_line(self, key: int) -> None:
        self._open(EndLineForm(self._view, self._bridge, self._line(key)))

    def _remove_line(self, key: int) -> None:
        self._bridge.do(service_lines.remove, key)

    # --- goals ---

    def add_goal(self) -> None:
        if self.page is not None:
            self._open(GoalForm(self._view, self._bridge, self.page.student_id))

    def _edit_goal(self, key: int) -> None:
        self._open(GoalForm(self._view, self._bridge, self._shown.student_id, self._goal(key)))

    def _meet_goal(self, key: int) -> None:
        self._bridge.do(goals.set_status, key, GoalStatus.MET, self._bridge.today())

    def _stop_goal(self, key: int) -> None:
        self._bridge.do(goals.set_status, key, GoalStatus.DISCONTINUED, self._bridge.today())

    def _resume_goal(self, key: int) -> None:
        self._bridge.do(goals.set_status, key, GoalStatus.ACTIVE, self._bridge.today())

    def _remove_goal(self, key: int) -> None:
        self._bridge.do(goals.remove, key)

    # --- alerts, contacts, times ---

    def _add_alert(self, _key: int) -> None:
        self._open(AlertForm(self._view, self._bridge, self._shown.student_id))

    def _edit_alert(self, key: int) -> None:
        alert = next(row for row in self._shown.alerts if row.alert_id == key)
        self._open(AlertForm(self._view, self._bridge, self._shown.student_id, alert))

    def _review_alert(self, key: int) -> None:
        self._bridge.do(alerts.reviewed, key, self._bridge.today())

    def _remove_alert(self, key: int) -> None:
        self._bridge.do(alerts.remove, key)

    def add_contact(self) -> None:
        self.do("contact-add", 0)

    def _add_contact(self, _key: int) -> None:
        self._open(ContactForm(self._view, self._bridge, self._shown.student_id))

    def _edit_contact(self, key: int) -> None:
        contact = next(row for row in self._shown.contacts if row.contact_id == key)
        self._open(ContactForm(self._view, self._bridge, self._shown.student_id, contact))

    def _remove_contact(self, key: int) -> None:
        self._bridge.do(contacts.remove, key)

    def add_commitment(self) -> None:
        if self.page is not None:
            self._open(CommitmentForm(self._view, self._bridge, self.page.student_id))

    def _edit_commitment(self, key: int) -> None:
        row = next(row for row in self._shown.commitments if row.commitment_id == key)
        self._open(CommitmentForm(self._view, self._bridge, self._shown.student_id, row))

    def _remove_commitment(self, key: int) -> None:
        self._bridge.do(commitments.remove, key)

    def _edit_hours(self, _key: int) -> None:
        from otdesk.queries import schools

        self._open(HoursForm(self._view, self._bridge, self._shown, self._bridge.read(schools.schools)))

    # ---

    @property
    def _shown(self) -> StudentPage:
        if self.page is None:
            raise RuntimeError("no student is shown")
        return self.page

    def _line(self, key: int) -> LineRow:
        return next(line for line in self._shown.lines if line.line_id == key)

    def _goal(self, key: int) -> GoalRow:
        return next(goal for goal in (*self._shown.goals, *self._shown.closed_goals) if goal.goal_id == key)

    def _open(self, form: FormSheet) -> None:
        self.form = form
        form.open()
