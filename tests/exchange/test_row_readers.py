# SPDX-License-Identifier: MIT
"""Tables as rows of meaning: caseload, schools, drives, bells, calendar."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.parse import parse_file
from otdesk.exchange.wire import decode, encode
from otdesk.rules.grades import GradeBand
from otdesk.rules.import_rows import (
    BellRow,
    CalendarMark,
    CalendarRow,
    CaseloadRow,
    Field,
    FileKind,
    FileProblem,
    ParsedFile,
    RowCode,
    SchoolRow,
    TravelRow,
)
from otdesk.rules.kinds import DayType, Grouping, Mode, Period, PlanType, Pull, Setting
from tests.exchange.workbooks import HEADINGS, ROW, table, workbook

TODAY = date(2026, 9, 8)
FILES = Path(__file__).resolve().parents[1] / "files"


def read(tmp_path: Path, text: str, **kw: Any) -> ParsedFile:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return parse_file(path, TODAY, **kw)


def student(tmp_path: Path, **changed: str) -> CaseloadRow:
    """The sample row with some of its cells changed."""
    cells = dict(zip(HEADINGS, ROW, strict=True)) | {name.replace("_", " "): text for name, text in changed.items()}
    row = read(tmp_path, table([list(cells), list(cells.values())])).rows[0]
    assert isinstance(row, CaseloadRow)
    return row


def codes(row: CaseloadRow) -> tuple[list[RowCode], list[RowCode]]:
    return [finding.code for finding in row.problems], [finding.code for finding in row.doubts]


def test_a_row_with_everything(tmp_path: Path) -> None:
    row = student(tmp_path)
    assert codes(row) == ([], [])
    assert (row.first, row.last, row.student_no, row.birth_date, row.grade) == (
        "Theo",
        "Wynn",
        "101",
        date(2013, 6, 9),
        8,
    )
    assert (row.plan_type, row.plan_start, row.annual_review) == (PlanType.IEP, date(2026, 5, 20), date(2027, 5, 19))
    line = row.lines[0]
    assert (line.amount.minutes, line.amount.times, line.amount.period) == (30, 2, Period.WEEK)
    assert (line.mode, line.grouping, line.setting) == (Mode.DIRECT, Grouping.GROUP, Setting.PULL_OUT)
    assert [goal.area for goal in row.goals] == ["Fine motor"]
    assert [alert.words for alert in row.alerts] == ["Latex allergy"]


def test_a_workbook_reads_the_same_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    dated = [date(2013, 6, 9) if heading == "DOB" else cell for heading, cell in zip(HEADINGS, ROW, strict=True)]
    path.write_bytes(workbook([HEADINGS, dated]))
    assert parse_file(path, TODAY).rows == (student(tmp_path),)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"Last_Name": "", "First_Name": ""}, RowCode.NAME_MISSING),
        ({"Last_Name": "=1+1"}, RowCode.FORMULA_IN_NAME),
        ({"DOB": "31/31/2015"}, RowCode.BIRTH_DATE_UNREADABLE),
        ({"School": ""}, RowCode.SCHOOL_MISSING),
        ({"Minutes": "a lot"}, RowCode.MINUTES_NOT_A_NUMBER),
        ({"Minutes": "=15*2"}, RowCode.FORMULA_IN_CELL),
        ({"Minutes": ""}, RowCode.MINUTES_MISSING),
        ({"Frequency": "1-2x/week"}, RowCode.AMOUNT_RANGE),
        ({"Frequency": "as needed"}, RowCode.AMOUNT_AS_NEEDED),
        ({"Frequency": "purple"}, RowCode.AMOUNT_UNREADABLE),
        ({"Frequency": ""}, RowCode.PERIOD_UNREADABLE),
        ({"Grade": "", "DOB": ""}, RowCode.GRADE_MISSING),
        ({"School": "x" * 300}, RowCode.TEXT_TOO_LONG),
    ],
)
def test_what_leaves_a_row_out(tmp_path: Path, changed: dict[str, str], problem: RowCode) -> None:
    assert problem in codes(student(tmp_path, **changed))[0]


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        ({"Frequency": "eval", "Minutes": ""}, RowCode.EVALUATION),
        ({"Frequency": "", "Minutes": ""}, RowCode.AMOUNT_MISSING),
        ({"Frequency": "50 min Weekly; 3 session(s)", "Minutes": ""}, RowCode.AMOUNT_REMAINDER),
        ({"Frequency": "15/mo cons", "Minutes": ""}, RowCode.AMOUNT_GUESSED),
        ({"Grade": "13"}, RowCode.GRADE_UNREADABLE),
        ({"Grade": ""}, RowCode.GRADE_MISSING),
        ({"Annual_Review": "2/30/2027"}, RowCode.DATE_UNREADABLE),
        ({"Annual_Review": "5/19/2025"}, RowCode.DATES_OUT_OF_ORDER),
        ({"DOB": "6/9/1950"}, RowCode.BIRTH_DATE_UNLIKELY),
        ({"DOB": "41434"}, RowCode.SERIAL_DATE),
        ({"Delivery": "purple"}, RowCode.DELIVERY_UNREADABLE),
        ({"Delivery": ""}, RowCode.DELIVERY_ASSUMED),
        ({"Plan": "blue"}, RowCode.PLAN_UNREADABLE),
        ({"Alerts": "=1+1"}, RowCode.FORMULA_IN_CELL),
    ],
)
def test_what_is_taken_with_a_doubt(tmp_path: Path, changed: dict[str, str], doubt: RowCode) -> None:
    problems, doubts = codes(student(tmp_path, **changed))
    assert problems == []
    assert doubt in doubts


def test_a_grade_worked_out_from_the_birth_date(tmp_path: Path) -> None:
    assert student(tmp_path, Grade="", DOB="9/1/2020").grade == 1
    assert student(tmp_path, Grade="", DOB="9/2/2020").grade == 0


def test_one_name_column_in_either_order(tmp_path: Path) -> None:
    for heading, name in (
        ("Student Name", "van Dijk, Isla"),
        ("Student Name", "Isla van Dijk"),
        ("Last First", "Dijk Isla"),
    ):
        row = read(tmp_path, table([[heading, "School", "DOB"], [name, "Elm", "6/9/2013"]])).rows[0]
        assert isinstance(row, CaseloadRow)
        assert (row.first, row.last.removeprefix("van ")) == ("Isla", "Dijk")


def test_another_service_is_left_out_and_ot_codes_are_known(tmp_path: Path) -> None:
    head = ["Name", "School", "DOB", "Service", "Frequency"]
    rows = [["Wynn, Theo", "Elm", "6/9/2013", text, "2x30/wk"] for text in ("450 Occupational Therapy", "OT", "Speech")]
    ot, short, speech = read(tmp_path, table([head, *rows])).rows
    assert isinstance(ot, CaseloadRow)
    assert isinstance(short, CaseloadRow)
    assert isinstance(speech, CaseloadRow)
    assert ot.service == short.service == "Occupational therapy"
    assert codes(speech)[0] == [RowCode.OTHER_SERVICE]


def test_separate_columns_for_sessions_period_and_minutes(tmp_path: Path) -> None:
    head = ["Name", "School", "DOB", "Sessions", "Per", "Minutes", "Ratio"]
    row = read(tmp_path, table([head, ["Wynn, Theo", "Elm", "6/9/2013", "2", "Month", "30", "1:4"]])).rows[0]
    assert isinstance(row, CaseloadRow)
    line = row.lines[0]
    assert (line.amount.minutes, line.amount.times, line.amount.period) == (30, 2, Period.MONTH)
    assert (line.grouping, line.group_max) == (Grouping.GROUP, 4)


def test_two_lines_in_one_cell(tmp_path: Path) -> None:
    head = ["Name", "School", "DOB", "Service line"]
    row = read(tmp_path, table([head, ["Wynn, Theo", "Elm", "6/9/2013", "2x30/wk direct; 1x15/mo consult"]])).rows[0]
    assert isinstance(row, CaseloadRow)
    assert [(line.amount.minutes, line.mode) for line in row.lines] == [(30, Mode.DIRECT), (15, Mode.CONSULT)]


def test_schools(tmp_path: Path) -> None:
    text = (
        "school,code,grades,first_bell,last_bell,arrival_buffer_min,park\nElm Hollow High,EH,9-12,7:25 AM,2:10 PM,7,3\n"
    )
    row = read(tmp_path, text).rows[0]
    assert isinstance(row, SchoolRow)
    assert (row.name, row.code, row.grades, row.first_bell, row.dismissal) == (
        "Elm Hollow High", "EH", GradeBand(9, 12), 445, 850,
    )  # fmt: skip
    assert (row.park, row.setup) == (3, 4)  # the buffer is parking and set-up together


def test_bells_and_specials_of_a_homeroom(tmp_path: Path) -> None:
    text = (
        "school,day_type,grades,homeroom,weekday,block,start,end,may_pull\n"
        "EH,regular,all,,,School day,7:25,2:10,yes\n"
        "EH,2-hour delay,K-1,Ms. Abel,Mon/Wed,Music,9:00,9:40,avoid\n"
        "EH,early release,2,,M-F,Lunch,11:00,11:30,no\n"
        "EH,regular,2,,,Lunch,11:30,11:00,no\n"
    )
    day, music, lunch, wrong = read(tmp_path, text).rows
    assert isinstance(day, BellRow)
    assert isinstance(music, BellRow)
    assert isinstance(lunch, BellRow)
    assert isinstance(wrong, BellRow)
    assert (day.whole_day, day.pull, day.start, day.end) == (True, Pull.OK, 445, 850)
    assert (music.day_type, music.homeroom, music.weekdays, music.pull) == (
        DayType.TWO_HOUR_DELAY, "Ms. Abel", (0, 2), Pull.AVOID,
    )  # fmt: skip
    assert (lunch.day_type, lunch.weekdays, lunch.pull, lunch.whole_day) == (
        DayType.EARLY_RELEASE,
        (),
        Pull.NEVER,
        False,
    )
    assert [finding.code for finding in wrong.problems] == [RowCode.TIMES_OUT_OF_ORDER]


def test_drives(tmp_path: Path) -> None:
    first, second = read(tmp_path, "from,to,minutes,miles\nHOME,AC,8,3.5\nAC,AC,0,0\n").rows
    assert isinstance(first, TravelRow)
    assert isinstance(second, TravelRow)
    assert (first.origin, first.destination, first.minutes, first.tenths) == ("HOME", "AC", 8, 35)
    assert [finding.code for finding in second.problems] == [RowCode.SAME_PLACE]


def test_a_calendar_as_a_table(tmp_path: Path) -> None:
    text = (
        "Date,End Date,Event\n9/7/2026,,Labor Day - no school\n12/23/2026,1/1/2027,Winter break\n"
        "9/23/2026,,Early dismissal\n"
        "8/31/2026,,First day of school\n11/6/2026,,End of quarter 1\n10/1/2026,,Board meeting\n2/30/2027,,No school\n"
    )
    rows = [row for row in read(tmp_path, text).rows if isinstance(row, CalendarRow)]
    assert [(row.mark, row.day_type, row.term) for row in rows[:5]] == [
        (CalendarMark.DAY_TYPE, DayType.CLOSED, ""),
        (CalendarMark.DAY_TYPE, DayType.CLOSED, ""),
        (CalendarMark.DAY_TYPE, DayType.EARLY_RELEASE, ""),
        (CalendarMark.FIRST_DAY, None, ""),
        (CalendarMark.TERM_END, None, "Quarter 1"),
    ]
    assert (rows[1].first, rows[1].last) == (date(2026, 12, 23), date(2027, 1, 1))
    assert [row.problems[0].code for row in rows[5:]] == [RowCode.EVENT_UNKNOWN, RowCode.DATE_UNREADABLE]


def test_columns_the_person_chose_before_are_used_again(tmp_path: Path) -> None:
    text = "Name,School,Zzz\nWynn Theo,Elm,2x30/wk\n"
    plain = read(tmp_path, text, kind=FileKind.CASELOAD)
    assert plain.table is not None
    assert plain.ignored == ("Zzz",)
    chosen = read(tmp_path, text, kind=FileKind.CASELOAD, mappings={plain.table.key: {"Zzz": "amount"}})
    assert isinstance(chosen.rows[0], CaseloadRow)
    assert chosen.rows[0].lines[0].amount.minutes == 30
    assert chosen.ignored == ()


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("apples,pears\n1,2\n", None, FileProblem.KIND_UNKNOWN),
        ("from,to,minutes\nA,B,3\n", FileKind.CASELOAD, FileProblem.COLUMN_MISSING),
        ("Name,School,DOB\n", None, FileProblem.NO_ROWS),
    ],
)
def test_files_without_what_is_needed(tmp_path: Path, text: str, kind: FileKind | None, problem: FileProblem) -> None:
    with pytest.raises(UnusableFile) as told:
        read(tmp_path, text, kind=kind)
    assert told.value.problem is problem


@pytest.mark.parametrize(
    "file", sorted(FILES.glob("marlow*/[!e]*")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_rows_survive_the_pipe(file: Path) -> None:
    import json

    parsed = parse_file(file, TODAY)
    assert decode(ParsedFile, json.loads(json.dumps(encode(parsed)))) == parsed


def test_what_does_not_fit_its_types_is_refused() -> None:
    body = encode(parse_file(FILES / "marlow" / "travel.csv", TODAY))
    for key, value in (("kind", "people"), ("rows", 7), ("file", None), ("$", "TravelRow")):
        with pytest.raises(ValueError, match=r".+"):
            decode(ParsedFile, {**body, key: value})


def test_every_field_has_a_column_word() -> None:
    from otdesk.exchange.heading_words import WORDS

    assert {field for words in WORDS.values() for field in words} == set(Field)
