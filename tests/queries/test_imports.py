# SPDX-License-Identifier: MIT
"""What an import does: identity, what changes and what does not, what is only reported."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otdesk.actions.imports import apply, remember_columns
from otdesk.actions.therapists import introduce
from otdesk.exchange.headings import with_mapping
from otdesk.exchange.parse import parse_file
from otdesk.faults import Refusal
from otdesk.queries.imports import mappings
from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.goals import Goal
from otdesk.records.places import Place
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import SafetyAlert, Student
from otdesk.records.therapists import Therapist
from otdesk.records.travel import TravelTime
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.import_changes import NEW_SCHOOL, Decisions, Verdict
from otdesk.rules.import_rows import FileKind, RowCode
from otdesk.rules.kinds import DayType, GoalStatus, Mode, Period, PlaceKind, Setting
from tests.clock import FixedClock
from tests.exchange.importing import SCHOOLS, Desk, counts, verdicts

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

ADDED, UPDATED, UNCHANGED, LEFT_OUT = Verdict
LINE = ("minutes", "times", "start", "end")


@pytest.fixture
def desk(vault: "Vault", clock: FixedClock, tmp_path: Path) -> Desk:
    """A vault with two schools; today is Oct 20, 2026."""
    made = Desk(vault, tmp_path, clock())
    made.take(made.text(SCHOOLS))
    return made


# --- the same again, and what changed --------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    assert verdicts(desk.take(desk.students({}))) == [ADDED]
    before = [desk.all(kind, "id", "version") for kind in (Student, Plan, ServiceLine, Goal, SafetyAlert)]
    again = desk.take(desk.students({}))
    assert (verdicts(again), again.changes, again.absent) == ([UNCHANGED], (), ())
    assert [desk.all(kind, "id", "version") for kind in (Student, Plan, ServiceLine, Goal, SafetyAlert)] == before


def test_changed_minutes_close_the_line_yesterday(desk: Desk) -> None:
    desk.take(desk.students({}))
    assert verdicts(desk.take(desk.students({"Minutes": "45"}))) == [UPDATED]
    assert desk.all(ServiceLine, *LINE) == [
        (30, 2, date(2026, 5, 20), date(2026, 10, 19)),
        (45, 2, date(2026, 10, 20), None),
    ]
    assert verdicts(desk.take(desk.students({"Minutes": "45"}))) == [UNCHANGED]


def test_a_new_plan_closes_plan_and_line_the_day_before_it_starts(desk: Desk) -> None:
    desk.take(desk.students({}))
    newer = {"Plan Start": "10/5/2026", "Annual Review": "10/4/2027", "Minutes": "20"}
    assert verdicts(desk.take(desk.students(newer))) == [UPDATED]
    assert desk.all(Plan, "start", "annual_review", "closed_on") == [
        (date(2026, 5, 20), date(2027, 5, 19), date(2026, 10, 4)),
        (date(2026, 10, 5), date(2027, 10, 4), None),
    ]
    assert desk.all(ServiceLine, "plan_id", *LINE) == [
        (1, 30, 2, date(2026, 5, 20), date(2026, 10, 4)),
        (2, 20, 2, date(2026, 10, 5), None),
    ]
    assert desk.all(Goal, "plan_id", "status") == [(2, GoalStatus.CONTINUED)]
    assert verdicts(desk.take(desk.students(newer))) == [UNCHANGED]


def test_a_new_plan_with_the_same_minutes_goes_on(desk: Desk) -> None:
    desk.take(desk.students({}))
    desk.take(desk.students({"Plan Start": "10/5/2026", "Annual Review": "10/4/2027"}))
    assert desk.all(ServiceLine, "plan_id", *LINE) == [
        (1, 30, 2, date(2026, 5, 20), date(2026, 10, 4)),
        (2, 30, 2, date(2026, 10, 5), None),
    ]


def test_a_plan_to_come_waits_for_its_day(desk: Desk) -> None:
    desk.take(desk.students({}))
    later = {"Plan Start": "11/30/2026", "Annual Review": "11/29/2027", "Minutes": "20"}
    desk.take(desk.students(later))
    assert desk.all(ServiceLine, *LINE) == [
        (30, 2, date(2026, 5, 20), date(2026, 11, 29)),
        (20, 2, date(2026, 11, 30), None),
    ]
    again = desk.take(desk.students(later))
    assert (verdicts(again), again.absent) == ([UNCHANGED], ())


def test_a_line_not_in_the_new_plan_stays_in_force_and_is_reported(desk: Desk) -> None:
    consult = {"Minutes": "15", "Frequency": "1x/month", "Delivery": "Consult"}
    desk.take(desk.students({}, consult))
    shown = desk.take(desk.students({"Plan Start": "10/5/2026", "Annual Review": "10/4/2027"}))
    assert shown.absent == ("Theo Wynn: 15 min a month, consult is not in this file.",)
    running = [line for line in desk.all(ServiceLine, "mode", "plan_id", "end") if line[2] is None]
    assert running == [(Mode.DIRECT, 2, None), (Mode.CONSULT, 2, None)]


def test_an_older_plan_never_overwrites_a_newer_one(desk: Desk) -> None:
    desk.take(desk.students({}))
    shown = desk.take(desk.students({"Plan Start": "5/20/2025", "Minutes": "60"}))
    assert [row.why for row in shown.rows] == [
        "The plan in this row started May 20, 2025; a newer one, from May 20, 2026, is in force."
    ]
    assert desk.all(ServiceLine, *LINE) == [(30, 2, date(2026, 5, 20), None)]


def test_corrected_facts_are_updated_in_place(desk: Desk) -> None:
    desk.take(desk.students({}))
    shown = desk.take(desk.students({"Grade": "7", "Annual Review": "5/18/2027", "Setting": "push-in"}))
    assert verdicts(shown) == [UPDATED]
    assert desk.all(Student, "grade") == [(7,)]
    assert desk.all(Plan, "annual_review") == [(date(2027, 5, 18),)]
    assert desk.all(ServiceLine, "setting", "end") == [(Setting.PUSH_IN, None)]


def test_empty_cells_never_erase(desk: Desk) -> None:
    desk.take(desk.students({}))
    empty = {"DOB": "", "Annual Review": "", "Goal 1": "", "Alerts": "", "Plan Start": ""}
    shown = desk.take(desk.students(empty))
    assert (verdicts(shown), shown.changes) == ([UNCHANGED], ())


def test_new_goals_and_alerts_are_added_and_numbered_on(desk: Desk) -> None:
    desk.take(desk.students({}))
    more = desk.take(desk.students({"Goal 1": "Theo will cut.", "Alerts": "Seizure protocol"}))
    assert verdicts(more) == [UPDATED]
    assert desk.all(Goal, "number", "statement") == [(1, "Theo will button in 4 of 5 tries"), (2, "Theo will cut.")]
    assert [words for (words,) in desk.all(SafetyAlert, "words")] == ["Latex allergy", "Seizure protocol"]
    assert more.absent == ("Theo Wynn: goal 1 is not in this file.",)


# --- who is who ------------------------------------------------------------------------------------------------------


def test_the_id_is_the_student_even_under_a_new_name(desk: Desk) -> None:
    desk.take(desk.students({}))
    assert verdicts(desk.take(desk.students({"Last Name": "Wynn-Pike"}))) == [UPDATED]
    assert desk.all(Student, "last") == [("Wynn-Pike",)]


def test_without_an_id_name_and_birth_date_are_the_student(desk: Desk) -> None:
    desk.take(desk.students({"Student ID": ""}))
    assert verdicts(desk.take(desk.students({"Student ID": "", "Last Name": "WYNN", "First Name": "theo"}))) == [
        UPDATED
    ]
    other = desk.take(desk.students({"Student ID": "", "DOB": "6/10/2013"}))
    assert verdicts(other) == [ADDED]
    assert len(desk.all(Student, "id")) == 2


def test_an_id_that_comes_later_is_kept(desk: Desk) -> None:
    desk.take(desk.students({"Student ID": ""}))
    assert verdicts(desk.take(desk.students({}))) == [UPDATED]
    assert desk.all(Student, "student_no") == [("101",)]


def test_an_id_of_somebody_else_is_left_out(desk: Desk) -> None:
    desk.take(desk.students({}))
    shown = desk.take(desk.students({"Last Name": "Pike", "First Name": "Ari", "DOB": "2/21/2012"}))
    assert [row.why for row in shown.rows] == [
        "Student ID 101 belongs to Theo Wynn, who has another name and birth date."
    ]


def test_the_same_person_under_another_id_waits_for_a_word(desk: Desk) -> None:
    desk.take(desk.students({}))
    path = desk.students({"Student ID": "999"})
    shown = desk.preview(path)
    assert [(row.verdict, row.can_accept) for row in shown.rows] == [(LEFT_OUT, True)]
    assert verdicts(desk.take(path, Decisions(accepted=frozenset({2})))) == [ADDED]


def test_several_rows_are_several_lines_of_one_student(desk: Desk) -> None:
    consult = {"Minutes": "15", "Frequency": "1x/month", "Delivery": "Consult"}
    shown = desk.take(desk.students({}, consult))
    assert (verdicts(shown), shown.students, shown.lines) == ([ADDED, ADDED], 1, 2)
    assert desk.all(ServiceLine, "minutes", "mode", "period") == [
        (30, Mode.DIRECT, Period.WEEK),
        (15, Mode.CONSULT, Period.MONTH),
    ]


def test_one_line_with_two_amounts_cannot_be_right(desk: Desk) -> None:
    shown = desk.take(desk.students({}, {"Minutes": "45"}))
    assert [row.why for row in shown.rows] == ["", "Row 2 has the same service with another amount."]
    assert desk.all(ServiceLine, "minutes") == [(30,)]


def test_the_same_line_in_two_settings_is_two_lines(desk: Desk) -> None:
    rows: list[dict[str, str]] = [{}, {"Setting": "push-in", "Minutes": "15"}]
    assert verdicts(desk.take(desk.students(*rows))) == [ADDED, ADDED]
    assert verdicts(desk.take(desk.students(*rows))) == [UNCHANGED, UNCHANGED]


def test_exact_duplicates_are_merged(desk: Desk) -> None:
    shown = desk.take(desk.students({}, {}))
    assert [row.why for row in shown.rows] == ["", "The same as row 2, so the two were merged."]
    assert len(desk.all(Student, "id")) == 1


def test_a_student_missing_from_a_newer_file_is_reported_and_kept(desk: Desk) -> None:
    ari = {"Student ID": "102", "Last Name": "Pike", "First Name": "Ari"}
    desk.take(desk.students({}, ari))
    shown = desk.take(desk.students(ari))
    assert shown.absent == ("Theo Wynn is not in this file.",)
    assert len(desk.all(Student, "id")) == 2


def test_a_formula_for_a_name_is_taken_only_when_accepted_and_then_as_letters(desk: Desk) -> None:
    path = desk.students({"Last Name": "=1+1"})
    shown = desk.preview(path)
    assert [(row.verdict, row.can_accept) for row in shown.rows] == [(LEFT_OUT, True)]
    assert shown.changes == ()
    desk.take(path, Decisions(accepted=frozenset({2})))
    assert desk.all(Student, "last") == [("=1+1",)]


def test_a_row_the_person_drops_is_left_out(desk: Desk) -> None:
    shown = desk.take(desk.students({}), Decisions(dropped=frozenset({2})))
    assert [row.why for row in shown.rows] == ["Left out by you."]


# --- schools ---------------------------------------------------------------------------------------------------------


def test_a_near_miss_is_a_doubt_the_person_can_settle(desk: Desk) -> None:
    path = desk.students({"School": "Cedar Ridge MS"})
    shown = desk.preview(path)
    assert [row.doubts for row in shown.rows] == [("“Cedar Ridge MS” was taken for Cedar Ridge Middle.",)]
    assert [(school.text, school.rows, school.like) for school in shown.schools] == [("Cedar Ridge MS", (2,), (1,))]
    settled = desk.preview(path, Decisions(schools={"cedar ridge ms": 2}))
    assert settled.rows[0].doubts == ()
    apart = desk.take(path, Decisions(schools={"cedar ridge ms": NEW_SCHOOL}))
    assert verdicts(apart) == [ADDED]
    assert desk.all(School, "name")[-1] == ("Cedar Ridge MS",)


def test_an_unknown_school_is_left_out_until_it_is_added(desk: Desk) -> None:
    path = desk.students(
        {"School": "Hogan Elementary"}, {"School": "Hogan Elementary", "Student ID": "7", "Grade": "4"}
    )
    shown = desk.preview(path)
    assert [row.findings[0].code for row in shown.rows] == [RowCode.SCHOOL_UNKNOWN] * 2
    assert "Hogan Elementary" in shown.rows[0].why
    desk.take(path, Decisions(schools={"hogan elementary": NEW_SCHOOL}))
    assert desk.all(School, "name", "code", "grade_low", "grade_high")[-1] == ("Hogan Elementary", "HE", 4, 8)


def test_schools_are_updated_by_code_and_keep_what_a_file_does_not_say(desk: Desk) -> None:
    shown = desk.take(desk.text("school,code,office phone\nCedar Ridge,CR,507-555-0116\nElm Hollow High,EH,\n"))
    assert verdicts(shown) == [UPDATED, UNCHANGED]
    assert desk.all(School, "name", "first_bell", "office_phone")[0] == ("Cedar Ridge", 500, "507-555-0116")
    assert desk.all(Place, "name", "setup_minutes")[0] == ("Cedar Ridge", 4)


def test_home_in_drives_is_one_place(desk: Desk) -> None:
    text = "from,to,minutes,miles\nHOME,CR,9,3.8\nCR,HOME,10,3.8\nCR,Elm Hollow,19,8.5\nCR,Mars,1,1\n"
    shown = desk.take(desk.text(text))
    assert verdicts(shown) == [ADDED, ADDED, ADDED, LEFT_OUT]
    assert [name for kind, name in desk.all(Place, "kind", "name") if kind is PlaceKind.HOME] == ["Home"]
    assert desk.all(TravelTime, "minutes", "tenths") == [(9, 38), (10, 38), (19, 85)]
    again = desk.take(desk.text(text.replace("9,3.8", "11,3.8")))
    assert verdicts(again) == [UPDATED, UNCHANGED, UNCHANGED, LEFT_OUT]


def test_bells_are_updated_by_block_and_order_of_the_day(desk: Desk) -> None:
    head = "school,day_type,grades,block,start,end,may_pull\n"
    day = (
        "CR,regular,all,School day,8:20,3:15,yes\n"
        "CR,regular,6,Recess,10:00,10:15,no\nCR,regular,6,Recess,1:00,1:15,no\n"
    )
    assert verdicts(desk.take(desk.text(head + day))) == [ADDED] * 3
    assert verdicts(desk.take(desk.text(head + day))) == [UNCHANGED] * 3
    moved = desk.take(desk.text(head + day.replace("1:00,1:15", "1:05,1:20")))
    assert verdicts(moved) == [UNCHANGED, UNCHANGED, UPDATED]
    assert desk.all(BellBlock, "label", "start", "whole_day") == [
        ("School day", 500, True),
        ("Recess", 600, False),
        ("Recess", 785, False),
    ]


# --- calendar --------------------------------------------------------------------------------------------------------

CALENDAR = (
    "Date,End Date,Event\n8/31/2026,,First day of school\n6/4/2027,,Last day of school\n11/6/2026,,End of quarter 1\n"
    "1/22/2027,,End of quarter 2\n11/26/2026,11/27/2026,No school - Thanksgiving\n11/25/2026,,Early release\n"
    "11/27/2026,,Early release\n"
)


def test_a_calendar_makes_year_terms_and_days(desk: Desk) -> None:
    assert counts(desk.take(desk.text(CALENDAR)))[0] == 6
    assert desk.all(SchoolYear, "first_day", "last_day") == [(date(2026, 8, 31), date(2027, 6, 4))]
    assert desk.all(Term, "name", "first_day", "last_day") == [
        ("Quarter 1", date(2026, 8, 31), date(2026, 11, 6)),
        ("Quarter 2", date(2026, 11, 7), date(2027, 1, 22)),
    ]
    assert sorted(desk.all(CalendarDay, "day", "day_type", "name")) == [
        (date(2026, 11, 25), DayType.EARLY_RELEASE, "Early release"),
        (date(2026, 11, 26), DayType.CLOSED, "Thanksgiving"),
        (date(2026, 11, 27), DayType.CLOSED, "Thanksgiving"),  # the stricter of two entries
    ]
    assert desk.take(desk.text(CALENDAR)).changes == ()


def test_a_calendar_that_changed_is_updated(desk: Desk) -> None:
    desk.take(desk.text(CALENDAR))
    desk.take(desk.text(CALENDAR.replace("6/4/2027", "6/9/2027").replace("11/6/2026", "11/13/2026")))
    assert desk.all(SchoolYear, "last_day") == [(date(2027, 6, 9),)]
    assert desk.all(Term, "first_day", "last_day") == [
        (date(2026, 8, 31), date(2026, 11, 13)),
        (date(2026, 11, 14), date(2027, 1, 22)),
    ]


def test_terms_without_a_school_year_are_left_out(desk: Desk) -> None:
    shown = desk.take(desk.text("Date,Event\n11/6/2026,End of quarter 1\n11/26/2026,No school\n"))
    assert verdicts(shown) == [LEFT_OUT, ADDED]
    assert shown.rows[0].findings[0].code is RowCode.NO_SCHOOL_YEAR


# --- all or nothing, undo, columns -----------------------------------------------------------------------------------


def test_a_vault_changed_since_the_preview_is_refused_as_a_whole(desk: Desk) -> None:
    desk.take(desk.students({}))
    ari = {"Student ID": "102", "Last Name": "Pike", "First Name": "Ari"}
    stale = desk.preview(desk.students({"Grade": "7"}, ari))
    desk.take(desk.students({"Grade": "6"}))
    with pytest.raises(Refusal), desk.vault.write("import", desk.now) as work:
        apply(work, stale)
    assert desk.all(Student, "last", "grade") == [("Wynn", 6)]


def test_one_undo_takes_the_whole_import_back(desk: Desk) -> None:
    kinds = (Student, Plan, ServiceLine, Goal, SafetyAlert)
    desk.take(desk.students({}))
    before = [desk.all(kind, "id", "version") for kind in kinds]
    newer = {"Plan Start": "10/5/2026", "Annual Review": "10/4/2027", "Minutes": "20", "Goal 1": "Theo will cut."}
    desk.take(desk.students(newer, {"Student ID": "102", "Last Name": "Pike"}))
    assert [desk.all(kind, "id", "version") for kind in kinds] != before
    assert desk.vault.undo(desk.now).label == "Imported caseload: 2 rows"
    restored = [[row[0] for row in desk.all(kind, "id")] for kind in kinds]
    assert restored == [[row[0] for row in rows] for rows in before]
    assert desk.all(ServiceLine, *LINE) == [(30, 2, date(2026, 5, 20), None)]


def test_columns_are_remembered_per_set_of_headings(desk: Desk) -> None:
    path = desk.text("Name,School,DOB,Zzz\nWynn Theo,CR,6/9/2013,2x30/wk\n")
    parsed = parse_file(path, desk.today)
    assert parsed.table is not None
    chosen = with_mapping(parsed.table, {"Zzz": "amount"})
    with desk.vault.write("columns", desk.now) as work:
        remember_columns(work, FileKind.CASELOAD, chosen)
    with desk.vault.read() as db:
        known = mappings(db)
    again = parse_file(path, desk.today, mappings=known)
    assert again.table is not None
    assert [column.field for column in again.table.columns] == [column.field for column in chosen.columns]


def test_rows_that_disagree_about_one_student_are_doubts(desk: Desk) -> None:
    consult = {"Minutes": "15", "Frequency": "1x/month", "Delivery": "Consult"}
    for change in ({"Grade": "7"}, {"Plan Start": "5/21/2026"}):
        shown = desk.preview(desk.students({}, consult | change))
        assert [row.doubts for row in shown.rows] == [
            (),
            ("Row 2 says something else about this student; that row counts.",),
        ]


def test_a_home_imported_before_the_therapist_becomes_hers(desk: Desk) -> None:
    desk.take(desk.text("from,to,minutes,miles\nHOME,CR,9,3.8\n"))
    with desk.vault.write("introduce", desk.now) as work:
        introduce(work, desk.vault.person, TherapistEntry("Ana", "Ruiz"))
    (home,) = [number for number, kind in desk.all(Place, "id", "kind") if kind is PlaceKind.HOME]
    assert desk.all(Therapist, "home_id") == [(home,)]


def test_home_of_a_therapist_without_one_is_set_by_the_import(desk: Desk) -> None:
    with desk.vault.write("introduce", desk.now) as work:
        introduce(work, desk.vault.person, TherapistEntry("Ana", "Ruiz"))
    desk.take(desk.text("from,to,minutes,miles\nHOME,CR,9,3.8\n"))
    assert desk.all(Therapist, "home_id") != [(None,)]
