# SPDX-License-Identifier: MIT
"""The import by keyboard: five files in, what is wrong with them said, one step that one undo takes back."""

import csv
import io
from pathlib import Path

import pytest

from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.records.travel import TravelTime
from otdesk.rules.import_changes import Verdict
from otdesk.ui.importing.dialogs import SchoolDialog
from otdesk.ui.importing.wording import Stage
from otdesk.ui.tokens import Tone
from tests.exchange.workbooks import HEADINGS, ROW
from tests.ui.importing.importing_desk import FILES, MARLOW, Desk, K, write

FORMULA = "A formula stands where the name belongs. It was not evaluated; the row is left out until you accept it."
KINDS = (Student, Plan, ServiceLine, School, BellBlock, CalendarDay, TravelTime)


def counts(desk: Desk) -> dict[str, int]:
    return {kind.__name__: desk.rows(kind) for kind in KINDS}


def test_five_files_any_order_enter_enter(desk: Desk) -> None:
    desk.choose(*MARLOW)
    assert desk.stage() is Stage.MATCH
    assert sum(counts(desk).values()) == 0  # nothing is written before the person agrees
    page = desk.page
    assert page.main_button.text() == "Import 46 students"
    assert page.summary.accessibleName() == "46 students, 5 schools, 48 service lines"
    assert [button.text() for button in page.match.card.counts] == ["490 to add", "5 left out"]
    assert desk.focus() is page.main_button
    desk.enter()
    assert desk.stage() is Stage.RESULT
    days = desk.rows(CalendarDay)
    assert counts(desk) == {
        "Student": 46, "Plan": 46, "ServiceLine": 48, "School": 5, "BellBlock": 373, "TravelTime": 30,
        "CalendarDay": days,
    }  # fmt: skip
    assert days > 0
    assert page.heading.text() == "Imported 46 students, 5 schools and 48 service lines."
    assert desk.said == ["Imported 46 students, 5 schools and 48 service lines"]
    assert page.main_button.text() == "Lay out the week"
    went: list[str] = []
    desk.bridge.opened.connect(went.append)
    desk.press(K.Key_Return)
    assert desk.finished == 1
    assert went == ["planner"]
    assert desk.said[-1] == "Next: lay out the week. The Planner shows what each student still needs."


def test_every_problem_row_is_listed_with_its_reason(desk: Desk) -> None:
    desk.choose(*MARLOW)
    said = [check.spoken() for check in desk.page.match.checks() if check.open]
    assert said == [
        "Schools: “Hogan Elementary” is not in the list of schools, so row 55 is left out.",
        "Row 53: Emre Öberg is left out. The same as row 5, so the two were merged.",
        "Row 54: Emre Blank is left out. The birth date 31/31/2015 cannot be read.",
        "Row 56: Emre Forever is left out. The minutes “a lot” are not a number.",
        f'Row 57: Emre =HYPERLINK("http://x","y") is left out. {FORMULA}',
    ]
    expected = csv.DictReader(io.StringIO((FILES / "marlow" / "expected_problems.csv").read_text(encoding="utf-8")))
    outcome = desk.page.desk.outcome
    assert outcome is not None
    rows = [row for preview in outcome.previews.values() for row in preview.rows if row.verdict is Verdict.LEFT_OUT]
    assert sorted(row.row for row in rows) == sorted(int(row["row"]) for row in expected)
    assert desk.page.match.card.title.text() == "5 things to check"
    assert desk.check("490 rows read").tone is Tone.DONE


def test_undo_takes_all_of_it_back_and_redo_brings_it(desk: Desk) -> None:
    before = counts(desk)
    desk.choose(*MARLOW)
    desk.enter()
    after = counts(desk)
    desk.undo()
    assert counts(desk) == before
    assert desk.stage() is Stage.MATCH
    assert desk.page.told() == "The import was taken back. Nothing of it is left in OTDesk."
    assert desk.page.main_button.text() == "Import 46 students"  # the files are still there, to be imported again
    desk.bridge.redo()
    assert counts(desk) == after


def test_the_same_files_again_change_nothing(desk: Desk) -> None:
    desk.choose(*MARLOW)
    desk.enter()
    before = counts(desk)
    desk.again()
    desk.choose(*reversed(MARLOW))
    page = desk.page
    assert [button.text() for button in page.match.card.counts if not button.isHidden()] == [
        "490 unchanged", "5 left out",
    ]  # fmt: skip
    assert page.main_button.text() == "Nothing to import"
    assert not page.main_button.isEnabled()
    assert page.summary.accessibleName() == "All 490 rows are in OTDesk already."
    assert counts(desk) == before


def test_a_formula_row_can_be_taken_as_plain_letters(desk: Desk) -> None:
    desk.choose(*MARLOW)
    check = desk.check("Row 57")
    button = desk.button(check, "Import it anyway")
    assert button.accessibleDescription() == check.spoken()
    assert desk.tab_to("Import it anyway") is button
    desk.enter()
    assert desk.page.main_button.text() == "Import 47 students"
    assert all("Row 57" not in item.spoken() for item in desk.page.match.checks())
    desk.page.main_button.setFocus()
    desk.enter()
    assert ('=HYPERLINK("http://x","y")',) in desk.all(Student, "last")


# --- schools ---


def test_a_near_miss_is_answered_by_enter(desk: Desk, schools: Path, tmp_path: Path) -> None:
    rows = [HEADINGS, (*ROW[:5], "Cedar Ridg Middle", *ROW[6:])]
    desk.choose(schools, write(tmp_path, "list.csv", rows))
    check = desk.check("looks like")
    assert check.spoken() == "Schools: “Cedar Ridg Middle” looks like Cedar Ridge Middle (row 2)."
    assert desk.focus() is desk.button(check, "Same school")  # the expected answer has the keyboard
    desk.enter()
    assert not any("looks like" in item.spoken() for item in desk.page.match.checks())
    assert desk.focus() is desk.page.main_button
    desk.enter()
    assert desk.rows(School) == 2


def test_both_schools_are_kept(desk: Desk, schools: Path, tmp_path: Path) -> None:
    rows = [HEADINGS, (*ROW[:5], "Cedar Ridg Middle", *ROW[6:])]
    desk.choose(schools, write(tmp_path, "list.csv", rows))
    desk.tab_to("Keep both")
    desk.enter()
    assert desk.page.summary.accessibleName() == "1 student, 3 schools, 1 service line"
    desk.page.main_button.setFocus()
    desk.enter()
    assert {name for (name,) in desk.all(School, "name")} == {
        "Cedar Ridge Middle", "Elm Hollow High", "Cedar Ridg Middle",
    }  # fmt: skip


def test_an_unknown_school_is_picked_from_the_list(
    desk: Desk, schools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [HEADINGS, (*ROW[:5], "Room at the old mill", *ROW[6:])]
    desk.choose(schools, write(tmp_path, "list.csv", rows))
    assert desk.page.main_button.text() == "Import 2 rows"
    asked: list[object] = []

    def pick(_kind: type[SchoolDialog], _host: object, text: str, names: object) -> str:
        asked.extend([text, names])
        return "Elm Hollow High"

    monkeypatch.setattr(SchoolDialog, "pick", classmethod(pick))
    desk.tab_to("It is …")
    desk.enter()
    assert asked == ["Room at the old mill", ("Cedar Ridge Middle", "Elm Hollow High")]
    assert desk.page.main_button.text() == "Import 1 student"
    desk.enter()
    names = dict(desk.all(School, "id", "name"))
    assert [names[school] for (school,) in desk.all(Student, "school_id")] == ["Elm Hollow High"]
