# SPDX-License-Identifier: MIT
"""Several students selected by keys: the bar, its forms, one undo; logs of these and of nobody else."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import system
from otdesk.actions import service_lines
from otdesk.records.groups import Group, GroupMember
from otdesk.records.students import Student
from otdesk.rules.entries_plans import LineEntry
from otdesk.rules.kinds import Grouping, Period
from otdesk.rules.minutes import Stretch
from otdesk.ui.caseload.bulk import BulkExitForm, FieldForm, ReviewForm
from otdesk.ui.paper.reports import LogDialog
from tests.caseload_sample import Ids
from tests.caseload_window import CTRL, K, Window, unnamed

Desk = tuple[Window, Ids]


def no_printers() -> list[str]:
    return []


def teachers(db: Session) -> list[str]:
    return list(db.scalars(select(Student.teacher).order_by(Student.id)))


def test_space_selects_and_escape_lets_go(desk: Desk) -> None:
    window, ids = desk
    page = window.caseload.table_page
    assert page.bar.isHidden()
    window.press(K.Key_Space, K.Key_Down, K.Key_Space)
    assert [row.student_id for row in page.selected()] == [ids.hazel, ids.maya]
    assert page.bar.isVisible()
    assert page.bar.count.text() == "2 selected"
    assert not unnamed(page.bar)
    window.press(K.Key_A, modifier=CTRL)
    assert len(page.selected()) == 3
    assert page.bar.all_button.isHidden()
    window.press(K.Key_Escape)
    assert page.selected() == ()
    assert page.bar.isHidden()
    assert QApplication.focusWidget() is page.table


def test_who_is_filtered_away_is_not_selected_any_more(desk: Desk) -> None:
    window, ids = desk
    page = window.caseload.table_page
    page.select_all()
    page.search.setText("bw")
    assert [row.student_id for row in page.selected()] == [ids.kofi]
    page.search.setText("")
    assert [row.student_id for row in page.selected()] == [ids.kofi]


def test_a_teacher_for_two_is_undone_at_once(desk: Desk) -> None:
    window, ids = desk
    page = window.caseload.table_page
    before = window.bridge.read(teachers)
    page.model.check([ids.hazel, ids.kofi])
    page.bar.menu().actions()[0].trigger()
    form = window.open_form()
    assert isinstance(form, FieldForm)
    window.fill(form, teacher="Mr. Bell")
    window.press(K.Key_Return)
    window.settled()
    assert window.said[-1] == "Teacher of 2 students: Mr. Bell"
    assert window.bridge.read(teachers) == [before[0], "Mr. Bell", "Mr. Bell"]
    assert len(page.selected()) == 2
    window.press(K.Key_Z, modifier=CTRL)
    assert window.bridge.read(teachers) == before


def test_a_refused_review_keeps_the_form(desk: Desk) -> None:
    window, _ids = desk
    window.press(K.Key_A, modifier=CTRL)
    page = window.caseload.table_page
    page.bar.menu().actions()[-1].trigger()
    form = window.open_form()
    assert isinstance(form, ReviewForm)
    window.fill(form, annual_review="Jan 15")
    window.press(K.Key_Return)
    assert "Kofi Mensah has no plan in force" in form.problem.text()
    form.reject()


def test_a_group_is_of_one_school_and_of_plans_that_allow_it(desk: Desk) -> None:
    window, ids = desk
    page = window.caseload.table_page
    page.model.check([ids.hazel])
    assert not page.bar.group_button.isEnabled()
    page.model.check([ids.hazel, ids.kofi])
    page.bar.group_button.click()
    window.fill(window.open_form(), name="Crew")
    window.press(K.Key_Return)
    assert "These students go to 2" in window.open_form().problem.text()
    window.open_form().reject()
    page.model.check([ids.hazel, ids.maya])
    page.bar.group_button.click()
    window.fill(window.open_form(), name="Crew")
    window.press(K.Key_Return)
    assert "The plan of Maya Ortiz has no service in a group" in window.open_form().problem.text()
    window.open_form().reject()


def test_a_group_is_made_of_those_selected(desk: Desk) -> None:
    window, ids = desk
    page = window.caseload.table_page
    with window.house.vault.read() as db:
        school = db.get_one(Student, ids.hazel).school_id
    entry = LineEntry(30, 2, Period.WEEK, grouping=Grouping.GROUP, group_max=4)
    window.bridge.do(service_lines.correct, ids.maya_line, entry)
    window.settled()
    page.model.check([ids.hazel, ids.maya])
    page.bar.group_button.click()
    window.fill(window.open_form(), name="Pencil Crew")
    window.press(K.Key_Return)
    window.settled()
    with window.house.vault.read() as db:
        group = db.scalars(select(Group)).one()
        assert (group.name, group.school_id) == ("Pencil Crew", school)
        assert set(db.scalars(select(GroupMember.student_id))) == {ids.hazel, ids.maya}


def test_several_exit_and_come_back_together(desk: Desk) -> None:
    window, ids = desk
    page = window.caseload.table_page
    page.model.check([ids.hazel, ids.kofi])
    page.bar.exit_button.click()
    form = window.open_form()
    assert isinstance(form, BulkExitForm)
    window.fill(form, last_day_of_service="Oct 16")
    window.press(K.Key_Return)
    window.settled()
    assert window.said[-1] == "2 students exited, last day Oct 16"
    assert [row.student_id for row in page.model.rows()] == [ids.maya]
    assert page.bar.isHidden()
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    assert len(page.model.rows()) == 3


def test_logs_are_asked_for_those_selected(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "printers", no_printers)
    window, ids = desk
    page = window.caseload.table_page
    page.model.check([ids.maya, ids.hazel])
    page.bar.print_button.click()
    dialog = page.bar.acts.form
    assert isinstance(dialog, LogDialog)
    assert dialog.wanted.students == frozenset({ids.maya, ids.hazel})
    assert dialog.wanted.span == Stretch(date(2026, 10, 1), date(2026, 10, 20))
    window.wait(lambda: dialog.made.held != "")
    dialog.reject()
    assert window.bridge.jobs.stop()
