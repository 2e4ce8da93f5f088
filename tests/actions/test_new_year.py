# SPDX-License-Identifier: MIT
"""A new school year: grades and schools go on, where everybody was is kept, and it happens once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.actions import calendar, new_year, schools, students
from otdesk.actions.calendar import TermEntry, YearEntry
from otdesk.faults import Refusal
from otdesk.queries import new_year as query
from otdesk.queries import workplace
from otdesk.records.belongings import SchoolStay
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Student
from otdesk.rules.entries_places import SchoolEntry
from otdesk.rules.kinds import StayEnd
from otdesk.rules.new_year import Rise
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

Filled = tuple[House, Ids]
FIRST = date(2027, 8, 31)
YEAR = YearEntry("2027-28", FIRST, date(2028, 6, 2))


@pytest.fixture
def summer(tmp_path: Path, clock: FixedClock) -> Iterator[Filled]:
    """Sat, Jul 17 2027."""
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        clock.advance(days=270)
        yield opened, ids


def test_grades_schools_exits_and_what_was(summer: Filled) -> None:
    opened, ids = summer
    rises = (Rise(ids.maya, 3, ids.briar), Rise(ids.hazel, 4, ids.alder), Rise(ids.kofi, 1, ids.briar, exits=True))
    opened.do(new_year.begin, FIRST, rises, YEAR, (TermEntry("Q1", FIRST, date(2027, 11, 5)),))
    with opened.vault.read() as db:
        people = {row.id: (row.grade, row.school_id, row.teacher, row.exited_on) for row in db.scalars(select(Student))}
        stays = {
            row.student_id: (row.school_id, row.grade, row.last_day, row.ended_by)
            for row in db.scalars(select(SchoolStay))
        }
        held = set(
            db.scalars(
                select(SlotMember.student_id)
                .join(PatternSlot, PatternSlot.id == SlotMember.slot_id)
                .where(PatternSlot.valid_to.is_(None))
            )
        )
    assert people[ids.maya] == (3, ids.briar, "", None)
    assert people[ids.hazel] == (4, ids.alder, "", None)
    assert people[ids.kofi] == (1, ids.briar, "", date(2027, 6, 4))
    assert stays == {
        ids.maya: (ids.alder, 2, date(2027, 8, 30), StayEnd.YEAR),
        ids.hazel: (ids.alder, 3, date(2027, 8, 30), StayEnd.YEAR),
        ids.kofi: (ids.briar, 1, date(2027, 6, 4), StayEnd.EXIT),
    }
    assert held == {ids.hazel}
    newest = opened.read(workplace.years)[0]
    assert newest.entry.name == "2027-28"
    assert [term.name for term in opened.read(workplace.terms, newest.year_id)] == ["Q1"]


def test_teachers_stay_when_asked(summer: Filled) -> None:
    opened, ids = summer
    opened.do(new_year.begin, FIRST, (Rise(ids.maya, 3, ids.alder),), YEAR, clear_rooms=False)
    with opened.vault.read() as db:
        assert db.get_one(Student, ids.maya).teacher == "Fenimore"


def test_it_is_refused_twice_and_while_a_year_runs(summer: Filled, clock: FixedClock) -> None:
    opened, ids = summer
    clock.advance(days=-60)  # Tue, May 18
    with pytest.raises(Refusal, match="The school year ends on Jun 4, 2027"):
        opened.do(new_year.begin, FIRST, (Rise(ids.maya, 3, ids.alder),), YEAR)
    clock.advance(days=60)
    opened.do(new_year.begin, FIRST, (Rise(ids.maya, 3, ids.alder),), YEAR)
    before = opened.dump()
    with pytest.raises(Refusal, match="was begun already"):
        opened.do(new_year.begin, FIRST, (Rise(ids.maya, 4, ids.alder),), None)
    assert opened.dump() == before


def test_all_or_nobody(summer: Filled) -> None:
    opened, ids = summer
    opened.do(students.exit_student, ids.kofi, date(2027, 6, 4))
    before = opened.dump()
    for wrong, words in ((Rise(ids.hazel, 4, 99), "Choose a school for Hazel"), (Rise(ids.kofi, 2, ids.briar), "left")):
        with pytest.raises(Refusal, match=words):
            opened.do(new_year.begin, FIRST, (Rise(ids.maya, 3, ids.alder), wrong), YEAR)
    assert opened.dump() == before


def test_the_proposal_asks_where_it_cannot_know(summer: Filled, clock: FixedClock) -> None:
    opened, ids = summer
    opened.do(schools.add, SchoolEntry("Lakeview", "LV", 3, 8, 480, 900))
    with opened.vault.write("grades", clock()) as work:
        work.db.get_one(Student, ids.kofi).grade = 5
        work.db.get_one(Student, ids.hazel).grade = 12
        work.final()
    plan = opened.read(query.new_year_of, clock.today())
    assert plan.entered is None
    assert (plan.rows[0].name, plan.rows[0].proposed) == ("Hazel Dunmore", None)
    proposed = {row.student_id: row.proposed for row in plan.rows}
    lake = next(number for number, name in plan.schools.items() if name == "Lakeview")
    assert proposed[ids.kofi] == Rise(ids.kofi, 6, lake)
    assert proposed[ids.maya] == Rise(ids.maya, 3, ids.alder)


def test_the_first_weeks_of_a_year_are_not_too_late(summer: Filled, clock: FixedClock) -> None:
    opened, ids = summer
    opened.do(calendar.set_year, YEAR)
    plan = opened.read(query.new_year_of, clock.today())
    assert plan.entered is not None
    assert plan.entered.entry.first_day == FIRST
    clock.advance(days=60)  # Wed, Sep 15
    plan = opened.read(query.new_year_of, clock.today())
    assert plan.entered is not None
    assert plan.entered.entry.first_day == FIRST
    opened.do(new_year.begin, FIRST, (Rise(ids.maya, 3, ids.alder),), None)
    plan = opened.read(query.new_year_of, clock.today())
    assert plan.entered is None
    assert plan.last is not None
    assert plan.last.entry.first_day == FIRST
