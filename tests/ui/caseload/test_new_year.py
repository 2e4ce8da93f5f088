# SPDX-License-Identifier: MIT
"""The new school year as a form: looked at while a year runs, begun after it, taken back by one undo."""

from datetime import date

from otdesk.actions import calendar
from otdesk.actions.calendar import TermEntry
from otdesk.queries import students as student_queries
from otdesk.queries import workplace
from otdesk.records.students import Student
from otdesk.ui.caseload.new_year_form import NewYearForm
from tests.caseload_sample import Ids
from tests.caseload_window import CTRL, K, Window, unnamed

Desk = tuple[Window, Ids]


def grade(window: Window, student: int) -> int:
    page = window.bridge.read(student_queries.page, student, window.bridge.now())
    assert page is not None
    return page.entry.grade


def open_form(window: Window) -> NewYearForm:
    window.command("student.new_year")
    form = window.open_form()
    assert isinstance(form, NewYearForm)
    return form


def test_while_a_year_runs_it_can_be_looked_at(desk: Desk) -> None:
    window, _ids = desk
    form = open_form(window)
    assert not form.main_button.isEnabled()
    assert "The school year ends on Jun 4, 2027" in form._detail.text()
    assert not unnamed(form)
    form.reject()


def test_everybody_goes_up_in_one_step(desk: Desk) -> None:
    window, ids = desk
    window.house.clock.advance(days=270)
    form = open_form(window)
    assert form.main_button.isEnabled()
    assert form.year_fields is not None
    assert [field.text() for field in form.year_fields] == ["2027-28", "8/31/2027", "6/2/2028"]
    stay = next(combo for row, combo in form.choices if row.student_id == ids.kofi)
    stay.setCurrentText("Stays in Grade 1")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.said[-1] == "New school year from Aug 31, 2027: 3 students"
    assert (grade(window, ids.maya), grade(window, ids.hazel), grade(window, ids.kofi)) == (3, 4, 1)
    assert window.bridge.read(workplace.years)[0].entry.name == "2027-28"
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    assert (grade(window, ids.maya), grade(window, ids.hazel), grade(window, ids.kofi)) == (2, 3, 1)
    assert window.bridge.read(workplace.years)[0].entry.name == "2026-27"


def test_who_is_undecided_must_be_decided(desk: Desk) -> None:
    window, ids = desk
    with window.house.vault.write("grade", window.house.clock()) as work:
        work.db.get_one(Student, ids.kofi).grade = 5
        work.final()
    window.house.clock.advance(days=270)
    form = open_form(window)
    row, combo = form.choices[0]
    assert (row.student_id, combo.currentText()) == (ids.kofi, "Choose")
    window.press(K.Key_Return, modifier=CTRL)
    assert "Choose what becomes of Kofi Mensah" in form.problem.text()
    combo.setCurrentText("Exits with the old year")
    window.press(K.Key_Return, modifier=CTRL)
    assert not form.is_open
    page = window.bridge.read(student_queries.page, ids.kofi, window.bridge.now())
    assert page is not None
    assert page.exited_on is not None


def test_terms_follow_a_year_that_begins_later_and_ends_sooner(desk: Desk) -> None:
    window, _ids = desk
    year = window.bridge.read(workplace.years)[0]
    quarters = (
        TermEntry("Fall", date(2026, 9, 1), date(2026, 12, 18)),
        TermEntry("Spring", date(2027, 1, 4), date(2027, 6, 4), date(2027, 6, 1)),
    )
    window.bridge.do(calendar.set_terms, year.year_id, quarters)
    window.house.clock.advance(days=270)
    form = open_form(window)
    window.fill(form, first_day="Sep 7, 2027", last_day="May 31, 2028")
    window.press(K.Key_Return, modifier=CTRL)
    assert not form.is_open
    newest = window.bridge.read(workplace.years)[0]
    assert [(term.first_day, term.last_day) for term in window.bridge.read(workplace.terms, newest.year_id)] == [
        (date(2027, 9, 7), date(2027, 12, 17)),
        (date(2028, 1, 3), date(2028, 5, 31)),
    ]
