# SPDX-License-Identifier: MIT
"""Columns: what is guessed, what is in doubt, corrected by keys and remembered for the next file like it."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from otdesk.records.imports import ImportMapping
from otdesk.records.plans import ServiceLine
from otdesk.records.students import Student
from otdesk.rules.import_rows import Field, FileKind
from tests.ui.importing.importing_desk import FILES, Desk, K, write

# "Homeroom" is a word for the teacher's column; here it holds the room.
HEADINGS = ("Last, First", "School", "Gr", "DOB", "Homeroom", "OT mins")
ROWS = (
    ("Wynn, Theo", "CR", "8", "6/9/2013", "Room 12", "2x30/wk"),
    ("Reyes, Mateo", "CR", "7", "3/3/2014", "Room 14", "15/mo cons"),
    ("Ash, Lena", "EH", "10", "1/27/2011", "Room 9", "eval"),
)


def listed(folder: Path, name: str = "list.csv") -> Path:
    return write(folder, name, [HEADINGS, *ROWS])


def test_what_is_sure_and_what_is_not(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.choose(schools, listed(tmp_path))
    found = {combo.column.heading: (combo.field(), combo.column.doubtful) for combo in desk.page.match.table.combos}
    assert found == {
        "Last, First": (Field.NAME, False), "School": (Field.SCHOOL, False), "Gr": (Field.GRADE, False),
        "DOB": (Field.BIRTH_DATE, False), "Homeroom": (Field.TEACHER, False), "OT mins": (Field.AMOUNT, True),
    }  # fmt: skip
    assert desk.page.head.lead.text().startswith("6 of 6 columns matched.")
    check = desk.check("OT mins: the column")
    assert check.spoken() == "OT mins: the column was taken for “Service line”."
    doubtful = desk.combo("OT mins")
    assert (doubtful.accessibleName(), doubtful.accessibleDescription()) == ("Column OT mins", "not sure, check it")
    assert desk.focus() is desk.button(check, "That is right")
    desk.enter()
    assert desk.combo("OT mins").accessibleDescription() == "matched"
    assert not any("the column was taken" in item.spoken() for item in desk.page.match.checks())


def test_a_column_is_corrected_by_keys(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.choose(schools, listed(tmp_path))
    combo = desk.tab_to("Column Homeroom")
    assert combo is desk.combo("Homeroom")
    assert combo.currentText() == "Teacher"
    desk.press(K.Key_R, K.Key_O)  # letters choose: "Room"
    desk.settled()
    assert desk.combo("Homeroom").field() is Field.ROOM
    assert QApplication.focusWidget() is combo  # the keyboard stays where it was
    desk.page.main_button.setFocus()
    desk.enter()
    assert {(last, room, teacher) for last, room, teacher in desk.all(Student, "last", "room", "teacher")} == {
        ("Wynn", "Room 12", ""), ("Reyes", "Room 14", ""), ("Ash", "Room 9", ""),
    }  # fmt: skip


def test_what_was_decided_is_remembered_for_the_same_headings(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.choose(schools, listed(tmp_path))
    desk.tab_to("Column Homeroom")
    desk.press(K.Key_R, K.Key_O)
    desk.settled()
    desk.page.main_button.setFocus()
    desk.enter()
    assert desk.rows(ImportMapping) == 1
    desk.again()
    more = [HEADINGS, ("Brand, Otis", "EH", "12", "4/30/2009", "Room 31", "1x30/wk")]
    desk.choose(write(tmp_path, "next month.csv", more))
    assert desk.combo("Homeroom").field() is Field.ROOM
    assert desk.combo("OT mins").field() is Field.AMOUNT
    assert not any("the column was taken" in item.spoken() for item in desk.page.match.checks())
    assert desk.page.main_button.text() == "Import 1 student"


def test_an_undone_import_remembers_nothing(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.choose(schools, listed(tmp_path))
    desk.enter()  # the column is right
    desk.page.main_button.setFocus()
    desk.enter()
    assert desk.rows(ImportMapping) == 1
    desk.undo()
    assert (desk.rows(ImportMapping), desk.rows(ServiceLine)) == (0, 0)


def test_a_needed_column_taken_away_is_said_and_can_be_given_back(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.choose(schools, listed(tmp_path))
    combo = desk.tab_to("Column School")
    desk.press(K.Key_Home)
    desk.settled()
    page = desk.page
    assert page.match.told.text() == "A column this list needs was not found, such as the name or the school."
    assert page.match.told.isVisible()
    assert page.main_button.text() == "Import 2 rows"  # the schools alone
    assert QApplication.focusWidget() is combo
    desk.press(K.Key_S, K.Key_C)
    desk.settled()
    assert not page.match.told.isVisible()
    assert page.main_button.text() == "Import 3 students"


def test_one_field_has_one_column(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.choose(schools, listed(tmp_path))
    desk.tab_to("Column Homeroom")
    desk.press(K.Key_G, K.Key_R)
    desk.settled()
    assert (desk.combo("Homeroom").field(), desk.combo("Gr").field()) == (Field.GRADE, None)


def test_another_kind_of_list_is_said(desk: Desk, tmp_path: Path) -> None:
    rows = [("school", "start", "end"), ("Cedar Ridge Middle", "8:20", "3:15")]
    desk.choose(write(tmp_path, "hours.csv", rows))
    assert desk.page.head.kind.value() is FileKind.SCHOOLS
    desk.tab_to("What this file lists")
    desk.press(K.Key_T)
    desk.settled()
    assert desk.page.match.told.text() == "A column this list needs was not found, such as the name or the school."
    assert not desk.page.main_button.isEnabled()


def test_cells_in_doubt_are_amber(desk: Desk, schools: Path, tmp_path: Path) -> None:
    desk.choose(schools, listed(tmp_path))
    lines = {line.number: line.amber for line in desk.page.match.table.lines()}
    assert lines[2] == frozenset()
    assert lines[4] == frozenset({5})  # "eval"


def test_a_calendar_shows_its_events(desk: Desk) -> None:
    desk.choose(FILES / "marlow" / "district_calendar.ics")
    table = desk.page.match.table
    assert table.combos == []
    assert table.lines()[0].cells == ("No school - Labor Day", "School closed, Mon, Sep 7, 2026")
