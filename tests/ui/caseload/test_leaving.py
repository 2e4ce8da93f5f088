# SPDX-License-Identifier: MIT
"""Transfer and exit on the student's page: by keys, with the reason in the timeline, taken back by undo."""

from PySide6.QtWidgets import QLabel

from otdesk.queries import students as student_queries
from otdesk.ui.caseload.leave_forms import ExitForm, TransferForm
from tests.caseload_sample import Ids
from tests.caseload_window import CTRL, K, Window

Desk = tuple[Window, Ids]


def school(window: Window, student: int) -> int:
    page = window.bridge.read(student_queries.page, student, window.bridge.now())
    assert page is not None
    return page.school.school_id


def timeline_words(window: Window) -> str:
    return " | ".join(label.text() for label in window.caseload.student.timeline.findChildren(QLabel))


def test_a_transfer_by_keys_stands_in_the_timeline(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    window.command("student.transfer")
    form = window.open_form()
    assert isinstance(form, TransferForm)
    window.fill(form, new_school="Birchwood Elementary", first_day_there="Oct 19", teacher="Ms. Poe", reason="Moved")
    window.press(K.Key_Return)
    window.settled()
    assert school(window, ids.maya) == ids.briar
    said = timeline_words(window)
    assert "Transferred from Alder Creek Elementary" in said
    assert "Grade 2 · Moved" in said
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    assert school(window, ids.maya) == ids.alder
    assert "Transferred" not in timeline_words(window)


def test_a_transfer_to_a_day_to_come_keeps_the_form(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    window.command("student.transfer")
    window.fill(window.open_form(), first_day_there="Nov 3")
    window.press(K.Key_Return)
    form = window.open_form()
    assert "has not come yet" in form.problem.text()
    assert school(window, ids.maya) == ids.alder
    form.reject()


def test_an_exit_says_why(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    window.command("student.exit")
    form = window.open_form()
    assert isinstance(form, ExitForm)
    window.fill(form, last_day_of_service="Oct 16", reason="No longer eligible")
    window.press(K.Key_Return)
    window.settled()
    said = timeline_words(window)
    assert "Exited from Alder Creek Elementary" in said
    assert "No longer eligible" in said
    actions = [str(action.data()) for action in window.caseload.student.more_menu().actions()]
    assert "transfer" not in actions
    assert "readmit" in actions
