# SPDX-License-Identifier: MIT
"""What is wrong with a drive, its terms and a stretch of work."""

from dataclasses import replace
from datetime import date

import pytest

from otdesk.rules.entries import Flaw
from otdesk.rules.entries_time import (
    MileageEntry,
    TimesheetEntry,
    TripEntry,
    WorkEntry,
    mileage_problems,
    named_in,
    timesheet_problems,
    trip_problems,
    work_problems,
)
from otdesk.rules.kinds import WorkKind
from otdesk.rules.mileage import HomePolicy

TRIP = TripEntry(date(2026, 10, 20), 1, 2, 600, 614, 58, "Team meeting")


def test_a_whole_drive_has_no_flaw() -> None:
    assert trip_problems(TRIP) == ()
    assert trip_problems(replace(TRIP, odometer_start=100, odometer_end=106, tolls=450)) == ()


@pytest.mark.parametrize(
    ("changes", "field", "flaw"),
    [
        ({"to_id": 1}, "to_id", Flaw.OUT_OF_RANGE),
        ({"arrived": 590}, "arrived", Flaw.ENDS_BEFORE_START),
        ({"tenths": -1}, "tenths", Flaw.OUT_OF_RANGE),
        ({"purpose": "  "}, "purpose", Flaw.MISSING),
        ({"odometer_start": 100}, "odometer_end", Flaw.MISSING),
        ({"odometer_start": 100, "odometer_end": 99}, "odometer_end", Flaw.ENDS_BEFORE_START),
        ({"odometer_start": 100, "odometer_end": 120}, "odometer_end", Flaw.DISAGREES),
        ({"tolls": -5}, "tolls", Flaw.OUT_OF_RANGE),
    ],
)
def test_flaws_of_a_drive(changes: dict[str, int], field: str, flaw: Flaw) -> None:
    found = trip_problems(replace(TRIP, **changes))  # type: ignore[arg-type]  # values of several types
    assert [(problem.field, problem.flaw) for problem in found] == [(field, flaw)]


@pytest.mark.parametrize("policy", list(HomePolicy))
def test_rules_that_count_from_the_base_need_one(policy: HomePolicy) -> None:
    wrong = [problem.field for problem in mileage_problems(MileageEntry(policy))]
    assert wrong == (["base_id"] if policy in {HomePolicy.EXCESS, HomePolicy.LESSER} else [])
    assert mileage_problems(MileageEntry(policy, base_id=3)) == ()


def test_flaws_of_working_time_and_its_terms() -> None:
    day = date(2026, 10, 20)
    assert work_problems(WorkEntry(day, 480, 510, WorkKind.PLANNING)) == ()
    assert [p.field for p in work_problems(WorkEntry(day, 480, 480, WorkKind.PLANNING))] == ["end"]
    assert timesheet_problems(TimesheetEntry(round_to=15, week_minutes=2400)) == ()
    assert [p.field for p in timesheet_problems(TimesheetEntry(round_to=7, week_minutes=10))] == [
        "week_minutes", "round_to",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Take Maya's chair to Birchwood", "Maya"),
        ("chair for ORTIZ", "Ortiz"),
        ("IEP of Ana-Lucia", "Lucia"),
        ("Mayan history meeting", ""),
        ("Meeting J", ""),
        ("Van Dyke file", "Van Dyke"),
        ("Rent a van", ""),
        ("", ""),
    ],
)
def test_a_students_name_in_a_purpose_is_seen(text: str, found: str) -> None:
    """domain.md 8: never put a student's name in the purpose field of an exported claim."""
    assert named_in(text, ("Maya", "Ortiz", "Lucia", "J", "Van Dyke")) == found
