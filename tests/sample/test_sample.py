# SPDX-License-Identifier: MIT
"""Invented years: the same seed gives the same people, facts agree with each other, the demo stands where it should."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from otdesk.queries import queue, today
from otdesk.queries.day_rows import RowStatus
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.records.notes import Note
from otdesk.records.plans import Plan
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.records.trips import Trip
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.rules.shorthand import NotUnderstood, Scale, read
from otdesk.sample.build import Size, demo_now, fill, zone
from otdesk.sample.years import school_days, school_year
from tests import vaults

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

SMALL = Size(students=9)
AT = datetime(2026, 9, 22, 10, 24, tzinfo=zone())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Vault]":
    folder = vaults.make(tmp_path_factory.mktemp("sample") / "vault", AT)
    vault = vaults.unlocked(folder, AT)
    fill(vault, SMALL, 7, AT)
    yield vault
    vault.close()


def test_everything_before_now_is_documented(filled: "Vault") -> None:
    with filled.read() as db:
        waiting = queue.to_document(db, AT.date(), 24 * 60)
        assert all(item.day == AT.date() for item in waiting)
        signed = db.scalar(select(func.count()).select_from(Note).where(Note.status == NoteStatus.SIGNED))
        assert signed
        assert signed > 20


def test_nothing_is_signed_in_the_future_and_the_year_is_planned(filled: "Vault") -> None:
    with filled.read() as db:
        signed, planned, driven = (
            db.execute(select(func.max(day))).scalar_one() for day in (Note.service_date, TherapySession.day, Trip.day)
        )
    assert signed <= AT.date()
    assert planned > date(2027, 5, 1)
    assert driven <= AT.date()


def test_data_are_in_the_measure_of_their_goal(filled: "Vault") -> None:
    with filled.read() as db:
        rows = db.execute(
            select(GoalPoint.typed, Goal.measure, Goal.usual_total).join(Goal, Goal.id == GoalPoint.goal_id)
        )
        unread = [
            row.typed
            for row in rows
            if isinstance(read(row.typed, Scale(row.measure, usual_total=row.usual_total)), NotUnderstood)
        ]
        assert unread == []


def test_absent_students_have_no_minutes_and_no_signed_note(filled: "Vault") -> None:
    with filled.read() as db:
        absent = db.execute(
            select(Attendance.minutes, Note.id)
            .outerjoin(Note, (Note.session_id == Attendance.session_id) & (Note.student_id == Attendance.student_id))
            .where(Attendance.presence == Presence.ABSENT)
        ).all()
        assert all(row.minutes == 0 and row.id is None for row in absent)


def test_the_day_shows_several_states(filled: "Vault") -> None:
    with filled.read() as db:
        found = today.day(db, AT.date(), 24 * 60 - 1)
        assert {row.status for row in found.rows()} & {RowStatus.SIGNED, RowStatus.TO_DOCUMENT, RowStatus.NOT_SEEN}


def test_the_same_seed_gives_the_same_people(tmp_path: Path) -> None:
    names = []
    for number in (1, 2):
        vault = vaults.unlocked(vaults.make(tmp_path / f"v{number}", AT), AT)
        fill(vault, Size(students=4, sessions=2), 11, AT)
        with vault.read() as db:
            names.append(db.execute(select(Student.first, Student.last, Student.student_no)).all())
            assert db.scalar(select(func.count()).select_from(Note)) == 8
        vault.close()
    assert names[0] == names[1]


def test_invented_years_have_school_days_and_closures() -> None:
    year = school_year(2026)
    days = school_days(year)
    assert 165 <= len(days) <= 185
    assert date(2026, 11, 26) not in days
    assert demo_now().date() in days


def test_several_years_hold_notes_in_each_and_the_plans_stand_where_this_year_is(tmp_path: Path) -> None:
    vault = vaults.unlocked(vaults.make(tmp_path / "vault", AT), AT)
    fill(vault, Size(years=2, students=3), 3, AT)
    with vault.read() as db:
        days = list(db.scalars(select(Note.service_date)))
        reviews = list(db.scalars(select(Plan.annual_review)))
    vault.close()
    assert {day.year for day in days} == {2025, 2026}
    assert all(review is not None and review > date(2026, 1, 1) for review in reviews)
