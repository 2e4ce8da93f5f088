# SPDX-License-Identifier: MIT
"""What is wrong with an entry is found, each flaw in its own field, and said in a sentence."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.actions.flaw_words import said
from otdesk.rules.entries import Flaw, Problem, Problems
from otdesk.rules.entries_people import (
    DistrictEntry,
    TherapistEntry,
    district_problems,
    is_npi,
    therapist_problems,
)
from otdesk.rules.entries_places import (
    BellEntry,
    DriveEntry,
    SchoolEntry,
    bell_problems,
    drive_problems,
    free_code,
    free_color,
    school_problems,
)
from otdesk.rules.entries_plans import (
    GoalEntry,
    LineEntry,
    PlanEntry,
    goal_problems,
    line_problems,
    monthly_minutes,
    plan_problems,
    replaces,
    usual_reevaluation,
    usual_review,
)
from otdesk.rules.entries_students import (
    AlertEntry,
    ContactEntry,
    HoursEntry,
    StudentEntry,
    alert_problems,
    contact_problems,
    hours_problems,
    student_problems,
    usual_age,
)
from otdesk.rules.kinds import AlertKind, DayType, Grouping, Period, PlanType, Pull

TODAY = date(2026, 10, 20)
MAYA = StudentEntry("Maya", "Ortiz", 2, 1)
ALDER = SchoolEntry("Alder Creek", "AC", 0, 5, 480, 875)
LINE = LineEntry(30, 2, Period.WEEK)
GOAL = GoalEntry("Will write")
ANA = TherapistEntry("Ana", "Ruiz")


def flaws(problems: Problems) -> set[tuple[str, Flaw]]:
    return {(problem.field, problem.flaw) for problem in problems}


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        (student_problems(MAYA, TODAY), set()),
        (student_problems(replace(MAYA, first=""), TODAY), set()),
        (student_problems(replace(MAYA, first=" ", last=""), TODAY), {("first", Flaw.MISSING)}),
        (student_problems(replace(MAYA, grade=13), TODAY), {("grade", Flaw.OUT_OF_RANGE)}),
        (
            student_problems(replace(MAYA, birth_date=date(2026, 10, 21)), TODAY),
            {("birth_date", Flaw.IN_THE_FUTURE)},
        ),
        (student_problems(replace(MAYA, birth_date=date(1918, 5, 4)), TODAY), {("birth_date", Flaw.TOO_EARLY)}),
        (contact_problems(ContactEntry("Rosa", email="rosa@home")), {("email", Flaw.NOT_AN_EMAIL)}),
        (contact_problems(ContactEntry("Rosa", email="rosa@home.org")), set()),
        (
            alert_problems(AlertEntry(AlertKind.OTHER, "x", date(2026, 12, 1)), TODAY),
            {("reviewed_on", Flaw.IN_THE_FUTURE)},
        ),
        (hours_problems((HoursEntry(1, 0, 480, 700), HoursEntry(1, 0, 690, 800))), {("start", Flaw.OVERLAPS)}),
        (hours_problems((HoursEntry(1, 0, 480, 700), HoursEntry(1, 0, 700, 800))), set()),
        (hours_problems((HoursEntry(1, 0, 0, 0), HoursEntry(1, 1, 700, 800))), set()),
        (hours_problems((HoursEntry(1, 0, 0, 0), HoursEntry(1, 0, 700, 800))), {("start", Flaw.OVERLAPS)}),
        (
            plan_problems(PlanEntry(PlanType.IEP, date(2026, 2, 3), date(2026, 2, 2))),
            {("annual_review", Flaw.ENDS_BEFORE_START)},
        ),
        (line_problems(LINE), set()),
        (line_problems(replace(LINE, minutes=0)), {("minutes", Flaw.OUT_OF_RANGE)}),
        (line_problems(replace(LINE, group_max=4)), {("group_max", Flaw.GROUP_SIZE_WITHOUT_GROUP)}),
        (line_problems(replace(LINE, group_max=4, grouping=Grouping.GROUP)), set()),
        (goal_problems(replace(GOAL, target=120.0)), {("target", Flaw.OUT_OF_RANGE)}),
        (goal_problems(replace(GOAL, statement="...")), {("statement", Flaw.MISSING)}),
        (school_problems(ALDER), set()),
        (school_problems(replace(ALDER, code="a")), {("code", Flaw.NOT_A_CODE)}),
        (school_problems(replace(ALDER, dismissal=480)), {("dismissal", Flaw.ENDS_BEFORE_START)}),
        (school_problems(replace(ALDER, latitude=44.9)), {("longitude", Flaw.ONE_COORDINATE)}),
        (
            bell_problems(BellEntry(1, DayType.REGULAR, 3, 2, "Math", 500, 540, Pull.OK)),
            {("grade_high", Flaw.ENDS_BEFORE_START)},
        ),
        (drive_problems(DriveEntry(1, 1, 5, 5)), {("to_id", Flaw.OUT_OF_RANGE)}),
        (therapist_problems(ANA), set()),
        (therapist_problems(replace(ANA, npi="1234567890")), {("npi", Flaw.NOT_AN_NPI)}),
        (therapist_problems(replace(ANA, license_state="ZZ")), {("license_state", Flaw.NOT_A_STATE)}),
        (therapist_problems(replace(ANA, lunch_to=600)), {("lunch_to", Flaw.ENDS_BEFORE_START)}),
        (district_problems(DistrictEntry("M", time_zone="Mars/Olympus")), {("time_zone", Flaw.NOT_A_ZONE)}),
    ],
)
def test_flaws(problems: Problems, expected: set[tuple[str, Flaw]]) -> None:
    assert flaws(problems) == expected
    for problem in problems:
        sentence = said(problem)
        assert sentence.endswith((".", "?"))
        assert "{" not in sentence


@pytest.mark.parametrize("flaw", list(Flaw))
def test_every_flaw_has_words(flaw: Flaw) -> None:
    sentence = said(Problem("weekday" if flaw is Flaw.OVERLAPS else "start", flaw, 2, 540))
    assert sentence
    assert "{" not in sentence


def test_npi_check_digit() -> None:
    assert is_npi("1234567893")
    assert not is_npi("1234567894")
    assert not is_npi("123456789")


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (PlanType.IEP, PlanType.IEP, True),
        (PlanType.IEP, PlanType.SECTION_504, True),
        (PlanType.ESY, PlanType.IEP, False),
        (PlanType.COMPENSATORY, PlanType.IEP, False),
        (PlanType.MTSS, PlanType.MTSS, True),
    ],
)
def test_which_plan_replaces_which(new: PlanType, old: PlanType, expected: bool) -> None:
    assert replaces(new, old) is expected


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_usual_review_is_before_the_anniversary(start: date) -> None:
    review = usual_review(start)
    assert 364 <= (review - start).days <= 365
    assert (usual_reevaluation(start) - start).days in range(1094, 1097)


def test_a_month_is_read_as_four_weeks() -> None:
    assert monthly_minutes(LINE) == 240
    assert monthly_minutes(replace(LINE, every=2, times=1)) == 60
    assert monthly_minutes(replace(LINE, period=Period.QUARTER)) is None


def test_codes_and_colors_are_given_without_a_clash() -> None:
    taken: set[str] = set()
    for name in ("Alder Creek", "Ash Court", "Acorn", "", "Cedar of the Ridge"):
        code = free_code(name, frozenset(taken))
        assert code not in taken
        assert school_problems(replace(ALDER, code=code)) == ()
        taken.add(code)
    assert [free_color(list(range(n))) for n in range(9)] == [0, 1, 2, 3, 4, 5, 6, 7, 0]


def test_usual_ages() -> None:
    assert usual_age(0) == (4, 7)
    assert usual_age(12) == (16, 22)
