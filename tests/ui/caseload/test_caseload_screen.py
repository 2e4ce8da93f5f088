# SPDX-License-Identifier: MIT
"""Caseload by keyboard: find, open, add, edit, exit, undo; nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from otdesk.actions import attendance, groups, make_ups, sessions, students
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import caseload
from otdesk.queries import students as student_queries
from otdesk.queries.students import StudentPage
from otdesk.records.sessions import Attendance
from otdesk.rules.entries_students import StudentEntry
from otdesk.rules.kinds import DayType, Grouping, PlanType, Presence, Reason, Setting
from otdesk.ui.caseload.filters import Chip
from otdesk.ui.caseload.goal_form import GoalForm, guess_area
from otdesk.ui.caseload.leave_forms import ExitForm
from otdesk.ui.caseload.line_form import LineForm, reading
from otdesk.ui.caseload.student_form import IntakeForm, StudentForm
from tests.caseload_sample import Ids
from tests.caseload_window import ALT, CTRL, K, Window, unnamed

Desk = tuple[Window, Ids]


def page(window: Window, student: int) -> StudentPage:
    found = window.bridge.read(student_queries.page, student, window.bridge.now())
    assert found is not None
    return found


def names(window: Window) -> list[str]:
    return [row.name for row in window.caseload.table_page.model.rows()]


def test_the_table_is_sorted_by_what_is_due_first_and_opens_by_keys(desk: Desk) -> None:
    window, ids = desk
    assert names(window) == ["Hazel Dunmore", "Maya Ortiz", "Kofi Mensah"]
    assert QApplication.focusWidget() is window.caseload.table_page.table
    window.press(K.Key_Down, K.Key_Return)
    assert window.shell.here() == f"caseload/student/{ids.maya}"
    assert window.caseload.student.head.name.text() == "Maya Ortiz"
    window.press(K.Key_Left, modifier=ALT)
    assert window.shell.here() == "caseload"
    assert window.caseload.table_page.current_id() == ids.maya


def test_alt_down_goes_to_the_next_student(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.hazel}")
    window.press(K.Key_Down, modifier=ALT)
    assert window.caseload.student.student_id == ids.maya
    window.press(K.Key_Down, K.Key_Down, modifier=ALT)
    assert window.caseload.student.student_id == ids.kofi
    window.press(K.Key_Up, modifier=ALT)
    assert window.caseload.student.student_id == ids.maya


def test_slash_filters_and_escape_shows_all_again(desk: Desk) -> None:
    window, _ids = desk
    window.press(K.Key_Slash)
    window.type("bw gr1")
    assert names(window) == ["Kofi Mensah"]
    window.type("nobody")
    assert names(window) == []
    window.press(K.Key_Escape)
    assert len(names(window)) == 3


def test_every_column_sorts_by_a_command_and_back(desk: Desk) -> None:
    window, _ids = desk
    window.command("caseload.sort.name")
    assert names(window) == ["Hazel Dunmore", "Kofi Mensah", "Maya Ortiz"]
    window.command("caseload.sort.name")
    assert names(window) == ["Maya Ortiz", "Kofi Mensah", "Hazel Dunmore"]
    window.command("caseload.sort.grade")
    assert names(window) == ["Kofi Mensah", "Maya Ortiz", "Hazel Dunmore"]


def test_chips_count_and_narrow(desk: Desk) -> None:
    window, ids = desk
    chips = window.caseload.table_page.chips
    said = {chip.value: widget.accessibleName() for chip, widget in chips.items()}
    assert said["active"] == "Active 3"
    assert said["due"] == "Due in 30 days 1"
    assert said["behind"] == "Behind on minutes 0"
    assert said["no_service"] == "No service 1"
    chips_by = {chip.value: widget for chip, widget in chips.items()}
    chips_by["due"].setFocus()
    window.press(K.Key_Space)
    assert names(window) == ["Hazel Dunmore"]
    window.press(K.Key_Space)
    window.bridge.do(students.exit_student, ids.kofi, window.house.clock.today().replace(day=16))
    window.settled()
    assert names(window) == ["Hazel Dunmore", "Maya Ortiz"]
    chips_by["exited"].setFocus()
    window.press(K.Key_Space)
    assert names(window) == ["Kofi Mensah"]


def test_the_students_page_leads_to_her_progress_report(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    button = window.caseload.student.report_button
    button.setFocus()
    with window.qtbot.waitSignal(window.bridge.opened) as told:
        window.press(K.Key_Space)
    assert told.args == [f"reports/progress/{ids.maya}"]
    window.bridge.do(students.exit_student, ids.maya, window.house.clock.today().replace(day=16))
    window.shell.go(f"caseload/student/{ids.maya}")
    assert button.isHidden(), "who has left gets none"


def test_who_is_owed_a_make_up_is_counted_until_one_is_planned(desk: Desk) -> None:
    window, ids = desk
    chip = window.caseload.table_page.chips[Chip.OWED]
    assert chip.isHidden()
    today = window.house.clock.today()
    entry = SessionEntry(today, ids.alder, 480, 510, ((ids.maya, ids.maya_line),))
    session = window.bridge.do(sessions.add, entry)
    said = attendance.Mark(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE)
    window.bridge.do(attendance.mark, session, ids.maya, said)
    window.settled()
    assert chip.accessibleName() == "Make-ups owed 1"
    chip.setFocus()
    window.press(K.Key_Space)
    assert names(window) == ["Maya Ortiz"]
    with window.house.vault.read() as db:
        missed = db.scalars(select(Attendance.id).where(Attendance.session_id == session)).one()
    window.bridge.do(make_ups.schedule, missed, make_ups.MakeUpEntry(today, 700, 730))
    window.settled()
    assert names(window) == []


def test_who_is_in_a_group_is_counted_as_groups_come_and_go(desk: Desk) -> None:
    window, ids = desk
    chip = window.caseload.table_page.chips[Chip.IN_GROUP]
    assert chip.isHidden(), "nobody is, so there is nothing to ask for"
    made = window.bridge.do(groups.make, ids.alder, "Pencil Crew", [ids.hazel_line])
    window.settled()
    assert chip.accessibleName() == "In a group 1"
    chip.setFocus()
    window.press(K.Key_Space)
    assert names(window) == ["Hazel Dunmore"]
    window.bridge.do(groups.remove, made)
    window.settled()
    assert names(window) == []


def test_a_student_is_added_on_one_page_by_keys(desk: Desk) -> None:
    window, ids = desk
    window.press(K.Key_N, modifier=CTRL)
    form = window.open_form()
    assert isinstance(form, IntakeForm)
    _fill_intake(window, form)
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.said[-1] == "Imani Brooks added with 2 service lines, 2 goals"
    added = window.caseload.student.student_id
    assert added not in {ids.maya, ids.hazel, ids.kofi}
    shown = page(window, added)
    assert (shown.entry.grade, shown.school.code) == (0, "BW")
    assert shown.entry.birth_date is not None
    assert (shown.entry.birth_date.month, shown.entry.birth_date.day) == (11, 9)
    assert shown.lines[0].entry.grouping is Grouping.GROUP
    assert shown.plan is not None
    assert shown.plan.entry.annual_review is not None
    assert (shown.plan.entry.annual_review.month, shown.plan.entry.annual_review.day) == (9, 7)
    assert [goal.area for goal in shown.goals] == ["Scissor skills", "Self-care"]
    assert [goal.mastery is not None for goal in shown.goals] == [True, False]


def _fill_intake(window: Window, form: IntakeForm) -> None:
    window.fill(form, First_name="Imani", Last_name="Brooks", Grade="K", Birth_date="11/9/2020")
    window.fill(form, School="Birchwood Elementary", Starts="9/8/26")
    window.tab_to("One a line")
    window.type("2x30/wk grp\n15/mo consult")
    window.tab_to("Pasted from the plan, one a line or numbered")
    window.type("1. Will cut a line with 80% accuracy on 4 of 5 data days.\n2. Will button in 4 of 5 trials.")
    window.press(K.Key_Tab)
    assert form.services.line().startswith("Direct, 2 × 30 min a week = 240 min a month")


def test_a_wrong_date_is_said_on_leaving_and_nothing_is_lost(desk: Desk) -> None:
    window, _ids = desk
    window.press(K.Key_N, modifier=CTRL)
    form = window.open_form()
    assert isinstance(form, IntakeForm)
    window.fill(form, First_name="Imani", Birth_date="2/30/2020")
    window.press(K.Key_Tab)
    assert form.person.birth.faulty
    assert form.person.birth.line() == "That month has no such day. Feb 29, 2020?"
    window.press(K.Key_Return, modifier=CTRL)
    assert form.is_open
    window.press(K.Key_Escape)
    assert form.is_open
    assert form.person.first.text() == "Imani"
    form.reject()


def test_a_refused_entry_stays_in_the_form(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.kofi}")
    window.press(K.Key_F2)
    form = window.open_form()
    assert isinstance(form, StudentForm)
    window.fill(form, Student_ID="1001")
    window.press(K.Key_Return)
    assert form.is_open
    assert form.problem.text() == "Student ID 1001 belongs to Maya Ortiz."
    window.type("2002")
    window.press(K.Key_Return)
    window.settled()
    assert not form.is_open
    assert page(window, ids.kofi).entry.student_no == "2002"


def test_a_service_line_is_typed_with_its_reading(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    window.tab_to("Add a service line")
    window.press(K.Key_Return)
    form = window.open_form()
    assert isinstance(form, LineForm)
    window.type("1x45/wk push-in group")
    window.press(K.Key_Tab)
    assert form.amount.line() == "Direct, 45 min a week = 180 min a month"
    assert (form.grouping.value(), form.setting.value()) == (Grouping.GROUP, Setting.PUSH_IN)
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert (45, 1) in {(line.entry.minutes, line.entry.times) for line in page(window, ids.maya).lines}
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    assert (45, 1) not in {(line.entry.minutes, line.entry.times) for line in page(window, ids.maya).lines}


@pytest.mark.parametrize("text", ["as needed", "1-2x/wk", "thirty", "x"])
def test_what_is_no_amount_is_refused_in_words(text: str) -> None:
    from otdesk.faults import Refusal

    with pytest.raises(Refusal):
        reading(text)


def test_an_ambiguous_goal_must_be_decided(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.kofi}")
    window.press(K.Key_G, modifier=CTRL)
    form = window.open_form()
    assert isinstance(form, GoalForm)
    window.type("Will write 3 sentences with 80% accuracy in 4 of 5 trials.")
    window.press(K.Key_Tab)
    assert form.area.text() == "Handwriting"
    assert form.target.text() == "80"
    window.press(K.Key_Return, modifier=CTRL)
    assert form.is_open
    assert "two things" in form.problem.text()
    window.tab_to("80 % in one session")
    window.press(K.Key_Down, K.Key_Space)
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    goal = page(window, ids.kofi).goals[0]
    assert goal.mastery is not None
    assert (goal.mastery.k, goal.mastery.n, goal.target) == (4, 5, 80)


def test_a_goals_area_is_guessed() -> None:
    assert guess_area("Fine motor: will pick up beads") == "Fine motor"
    assert guess_area("Will cut a circle") == "Scissor skills"
    assert guess_area("Will hop") == ""


def test_exit_ends_service_and_undo_brings_it_back(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    window.command("student.exit")
    form = window.open_form()
    assert isinstance(form, ExitForm)
    window.fill(form, Last_day_of_service="10/16/2026")
    window.press(K.Key_Return)
    window.settled()
    gone = page(window, ids.maya)
    assert gone.exited_on is not None
    assert gone.plan is None
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    back = page(window, ids.maya)
    assert back.exited_on is None
    assert len(back.lines) == 2


def test_a_new_plan_says_which_one_closes(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.hazel}")
    window.command("student.plan")
    form = window.open_form()
    window.fill(form, Starts="11/2/2026")
    window.press(K.Key_Tab)
    assert "closes on Sun, Nov 1, 2026" in form.former.text()  # type: ignore[attr-defined]  # a PlanForm
    assert form.review.text() == "11/1/2027"  # type: ignore[attr-defined]  # a PlanForm
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    new, old = page(window, ids.hazel).plans
    assert (new.entry.plan_type, old.closed_on is not None) == (PlanType.IEP, True)
    assert [line.in_force for line in page(window, ids.hazel).lines] == [True, False]


def test_an_alert_is_shown_in_words_and_reviewed_by_one_key(desk: Desk) -> None:
    from otdesk.actions import alerts
    from otdesk.rules.entries_students import AlertEntry
    from otdesk.rules.kinds import AlertKind

    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    window.bridge.do(alerts.add, ids.maya, AlertEntry(AlertKind.SEIZURE, "Stay near, time it."))
    window.settled()
    window.tab_to("Reviewed today")
    window.press(K.Key_Return)
    window.settled()
    assert page(window, ids.maya).alerts[0].entry.reviewed_on == window.house.clock.today()


def test_everything_focusable_has_a_name(desk: Desk) -> None:
    window, ids = desk
    assert unnamed(window.caseload) == []
    window.shell.go(f"caseload/student/{ids.maya}")
    assert unnamed(window.caseload) == []
    acts = window.caseload.student.acts
    for act in (acts.edit_student, acts.add_line, acts.add_goal, acts.new_plan, acts.exit_student, acts.edit_works,
                acts.add_contact, acts.add_commitment):  # fmt: skip
        act()
        form = window.open_form()
        assert unnamed(form) == [], type(form).__name__
        form.reject()
    for what in ("hours", "alert-add", "close-plan", "plan"):
        acts.do(what, 0)
        form = window.open_form()
        assert unnamed(form) == [], what
        form.reject()


def test_the_model_is_sound_and_says_whole_rows(desk: Desk) -> None:
    window, _ids = desk
    model = window.caseload.table_page.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for column in range(model.columnCount()):
        model.sort(column, Qt.SortOrder.DescendingOrder)
        model.sort(column)
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "minutes given" in spoken or "No direct service" in spoken
    tester.deleteLater()


def test_a_closure_without_policy_is_said_and_leads_to_settings(desk: Desk) -> None:
    from datetime import date

    from otdesk.actions import calendar

    window, _ids = desk
    window.bridge.do(calendar.mark_days, date(2026, 10, 15), date(2026, 10, 16), DayType.CLOSED, "Break")
    window.settled()
    table = window.caseload.table_page
    assert "minutes policy not set" in table.foot.text()
    table.policy.setFocus()
    window.press(K.Key_Return)
    assert window.shell.here() == "settings/district"


def test_palette_finds_students(desk: Desk) -> None:
    window, ids = desk
    hits = window.caseload.find_students("kof")
    assert [hit.words for hit in hits] == ["Kofi Mensah"]
    hits[0].run()
    assert window.caseload.student.student_id == ids.kofi


def test_a_hundred_students_are_shown(desk: Desk) -> None:
    """How fast is asked by tests/benchmarks/places.py."""
    window, ids = desk
    for number in range(97):
        window.house.do(students.add, StudentEntry(f"Student{number}", f"Sample{number:02d}", number % 6, ids.alder))
    window.settled()
    table = window.caseload.table_page
    assert table.model.rowCount() == 100
    assert len(window.bridge.read(caseload.caseload, window.bridge.now()).rows) == 100
