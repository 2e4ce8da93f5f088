# SPDX-License-Identifier: MIT
import pytest

from otdesk.exchange.csv_files import read_csv
from otdesk.exchange.headings import guess, match, with_mapping
from otdesk.rules.import_rows import Field, FileKind, headings_hash


def fields_of(headings: str, kind: FileKind = FileKind.CASELOAD) -> list[Field | None]:
    return [column.field for column in match(headings.split("|"), kind)]


def test_the_same_meaning_in_many_words() -> None:
    wanted = [Field.NAME, Field.SCHOOL, Field.GRADE, Field.BIRTH_DATE, Field.ANNUAL_REVIEW, Field.CASE_MANAGER]
    for headings in (
        "Student Name|School of Attendance|Grade Level|Date of Birth|Next Annual|Case Manager",
        "Last, First|School|Gr|DOB|IEP end|CM",
        "student_name|school|grade|birth_date|annual_review|case_manager",
        "STUDENT|SITE|GRD|D.O.B.|Annual Review Due|Case Carrier",
    ):
        assert fields_of(headings) == wanted, headings


def test_name_beside_first_name_is_the_last_name() -> None:
    columns = match(["Name", "First Name"], FileKind.CASELOAD)
    assert [(column.field, column.doubtful) for column in columns] == [(Field.LAST, True), (Field.FIRST, False)]


def test_goals_may_stand_in_several_columns() -> None:
    assert fields_of("Goal 1|Goal 2|Goal 3|Goals") == [Field.GOALS] * 4


def test_a_misspelled_heading_is_a_doubt() -> None:
    column = match(["Brith Date"], FileKind.CASELOAD)[0]
    assert (column.field, column.doubtful) == (Field.BIRTH_DATE, True)


def test_a_heading_that_means_nothing_is_not_used() -> None:
    assert fields_of("Shoe size|Favorite color") == [None, None]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("school,code,grades,address,first_bell,last_bell", FileKind.SCHOOLS),
        ("from,to,minutes,miles", FileKind.TRAVEL),
        ("school,day_type,grades,block,start,end,may_pull", FileKind.BELLS),
        ("Date,End Date,Event", FileKind.CALENDAR),
        ("Name,School,DOB,Minutes", FileKind.CASELOAD),
    ],
)
def test_the_kind_of_a_file_shows_in_its_headings(headings: str, kind: FileKind) -> None:
    width = headings.count(",")
    found = guess(read_csv(f"{headings}\n{'x,' * width}y\n".encode()))
    assert found is not None
    assert found[0] is kind


def test_title_rows_are_skipped() -> None:
    text = "Marlow County Schools\nExported 2026-09-08\n\nName,School,DOB\nWynn Theo,Elm,6/9/2013\n"
    found = guess(read_csv(text.encode()))
    assert found is not None
    assert (found[1].heading_row, [row.number for row in found[1].rows]) == (4, [5])


def test_a_minutes_column_that_holds_whole_amounts_is_a_service_line() -> None:
    found = guess(read_csv(b"Name,School,OT mins\nWynn,Elm,2x30/wk\nPike,Elm,15/mo cons\n"))
    assert found is not None
    column = found[1].columns[2]
    assert (column.field, column.doubtful) == (Field.AMOUNT, True)


def test_a_correction_of_the_person_counts() -> None:
    found = guess(read_csv(b"Name,School,Zzz\nWynn,Elm,2x30/wk\n"))
    assert found is not None
    corrected = with_mapping(found[1], {"Zzz": "amount", "Name": ""})
    assert [column.field for column in corrected.columns] == [None, Field.SCHOOL, Field.AMOUNT]


def test_the_hash_of_headings_ignores_capitals_and_spaces() -> None:
    assert headings_hash(["Name", "School "]) == headings_hash(["name", " SCHOOL"])
    assert headings_hash(["Name", "School"]) != headings_hash(["School", "Name"])
