# SPDX-License-Identifier: MIT
"""What the caseload's actions refuse, in which words, and what they bring about beyond their own row."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.actions import (
    alerts,
    attendance,
    bells,
    goals,
    groups,
    plans,
    schools,
    service_lines,
    students,
    therapists,
    travel,
)
from otdesk.faults import Refusal
from otdesk.records.goals import Goal
from otdesk.records.groups import GroupMember
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import SlotMember
from otdesk.records.students import Student
from otdesk.records.travel import TravelTime
from otdesk.rules.entries_intake import IntakeEntry
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.entries_places import DriveEntry, SchoolEntry
from otdesk.rules.entries_plans import GoalEntry, LineEntry, PlanEntry
from otdesk.rules.entries_students import AlertEntry, StudentEntry
from otdesk.rules.kinds import AlertKind, DayType, GoalStatus, Period, PlanType, Presence
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

Filled = tuple[House, Ids]


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[Filled]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def line_days(house: House, line: int) -> list[date]:
    with house.vault.read() as db:
        query = (
            select(TherapySession.day)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(Attendance.service_line_id == line)
            .order_by(TherapySession.day)
        )
        return list(db.scalars(query))


def test_a_student_is_known_by_id_or_by_name_and_birth(filled: Filled) -> None:
    house, ids = filled
    with pytest.raises(Refusal, match="Student ID 1001 belongs to Maya Ortiz"):
        house.do(students.add, StudentEntry("Imani", "Brooks", 0, ids.briar, student_no=" 1001 "))
    with pytest.raises(Refusal, match="Hazel Dunmore, born Aug 30, 2017, is on the caseload already"):
        house.do(students.add, StudentEntry("hazel", "DUNMORE", 3, ids.alder, birth_date=date(2017, 8, 30)))
    house.do(students.add, StudentEntry("Hazel", "Dunmore", 3, ids.alder, birth_date=date(2016, 8, 30)))


def test_all_flaws_are_said_at_once(filled: Filled) -> None:
    house, ids = filled
    with pytest.raises(Refusal) as refusal:
        house.do(students.add, StudentEntry("", "", 14, ids.alder))
    assert refusal.value.message == "First name is missing. Grade must be from PK to 12."


def test_a_service_line_needs_a_plan(filled: Filled) -> None:
    house, ids = filled
    with pytest.raises(Refusal, match="needs a plan"):
        house.do(
            students.take_on,
            IntakeEntry(StudentEntry("Imani", "Brooks", 0, ids.briar), None, (LineEntry(30, 1, Period.WEEK),)),
        )


def test_a_new_plan_must_start_after_the_one_in_force(filled: Filled) -> None:
    house, ids = filled
    with pytest.raises(Refusal, match="started on Feb 3, 2026"):
        house.do(plans.start, ids.maya, PlanEntry(PlanType.IEP, date(2026, 2, 3)))
    with pytest.raises(Refusal, match="Say when the new plan starts"):
        house.do(plans.start, ids.maya, PlanEntry(PlanType.IEP))
    house.do(plans.start, ids.maya, PlanEntry(PlanType.ESY, date(2027, 6, 10)))
    with house.vault.read() as db:
        assert db.get_one(Plan, ids.maya_plan).closed_on is None


def test_a_new_plan_takes_the_times_with_it(filled: Filled) -> None:
    house, ids = filled
    before = line_days(house, ids.maya_line)
    first = date(2026, 11, 9)
    house.do(plans.start, ids.maya, PlanEntry(PlanType.IEP, first, date(2027, 11, 8)), carry_goals=True)
    with house.vault.read() as db:
        new = db.scalars(
            select(ServiceLine).where(ServiceLine.student_id == ids.maya, ServiceLine.start == first)
        ).all()
        assert sorted((line.minutes, line.times) for line in new) == [(15, 1), (30, 2)]
        follower = next(line.id for line in new if line.minutes == 30)
        assert {goal.status for goal in db.scalars(select(Goal).where(Goal.student_id == ids.maya))} == {
            GoalStatus.CONTINUED
        }
    old, after = line_days(house, ids.maya_line), line_days(house, follower)
    assert max(old) < first <= min(after)
    assert sorted(old + after) == before


def test_a_plan_typed_late_credits_what_was_not_signed(filled: Filled) -> None:
    house, ids = filled
    house.clock.advance(days=9)
    day = date(2026, 10, 22)
    with house.vault.read() as db:
        session = db.scalars(
            select(TherapySession.id)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(Attendance.service_line_id == ids.maya_line, TherapySession.day == day)
        ).one()
    house.do(attendance.mark, session, ids.maya, attendance.Mark(Presence.PRESENT))
    new = house.do(service_lines.change, ids.maya_line, LineEntry(45, 1, Period.WEEK), date(2026, 10, 21))
    assert day in line_days(house, new)
    assert max(line_days(house, ids.maya_line)) == date(2026, 10, 20)
    with house.vault.read() as db:
        assert {m.service_line_id for m in db.scalars(select(SlotMember).where(SlotMember.student_id == ids.maya))} == {
            new
        }


def test_a_used_line_cannot_be_removed_but_ended(filled: Filled) -> None:
    house, ids = filled
    house.clock.advance(days=3)
    with house.vault.read() as db:
        session = db.scalars(
            select(Attendance.session_id).where(Attendance.service_line_id == ids.maya_line).order_by(Attendance.id)
        ).first()
    assert session is not None
    house.do(attendance.mark, session, ids.maya, attendance.Mark(Presence.ABSENT))
    with pytest.raises(Refusal, match="End it instead"):
        house.do(service_lines.remove, ids.maya_line)
    house.do(service_lines.end, ids.maya_line, date(2026, 10, 30))
    assert max(line_days(house, ids.maya_line)) <= date(2026, 10, 30)
    house.do(service_lines.remove, ids.hazel_line)
    assert line_days(house, ids.hazel_line) == []


def test_exit_frees_seats_and_clears_what_was_planned(filled: Filled) -> None:
    house, ids = filled
    house.do(groups.make, ids.alder, "Scissors", [ids.hazel_line])
    house.do(students.exit_student, ids.hazel, date(2026, 10, 30))
    assert all(day <= date(2026, 10, 30) for day in line_days(house, ids.hazel_line))
    with house.vault.read() as db:
        seat = db.scalars(select(GroupMember).where(GroupMember.student_id == ids.hazel)).one()
        assert seat.left_on == date(2026, 10, 31)
    with pytest.raises(Refusal, match="already left on Oct 30, 2026"):
        house.do(students.exit_student, ids.hazel, date(2026, 10, 31))
    house.do(students.readmit, ids.hazel)
    with house.vault.read() as db:
        assert db.get_one(Student, ids.hazel).exited_on is None
        assert db.scalars(select(Plan.closed_on).where(Plan.student_id == ids.hazel)).one() == date(2026, 10, 30)


def test_goal_numbers_are_exchanged_not_doubled(filled: Filled) -> None:
    house, ids = filled
    with house.vault.read() as db:
        first = db.get_one(Goal, ids.maya_goal)
        entry = GoalEntry(first.statement, first.area, number=3)
    house.do(goals.edit, ids.maya_goal, entry)
    with house.vault.read() as db:
        numbers = {goal.id: goal.number for goal in db.scalars(select(Goal).where(Goal.student_id == ids.maya)).all()}
    assert sorted(numbers.values()) == [1, 2, 3]
    assert numbers[ids.maya_goal] == 3
    house.do(goals.set_status, ids.maya_goal, GoalStatus.MET, date(2026, 10, 19))
    added = house.do(goals.add, ids.maya, GoalEntry("Another", number=3))
    house.do(goals.set_status, ids.maya_goal, GoalStatus.ACTIVE, date(2026, 10, 20))
    with house.vault.read() as db:
        reopened = db.get_one(Goal, ids.maya_goal)
        assert (db.get_one(Goal, added).number, reopened.number, reopened.met_on) == (3, 4, None)


def test_an_alert_is_not_reviewed_in_the_future(filled: Filled) -> None:
    house, ids = filled
    alert = house.do(alerts.add, ids.maya, AlertEntry(AlertKind.ALLERGY, "Peanuts", date(2026, 9, 1)))
    with pytest.raises(Refusal, match="has not come yet"):
        house.do(alerts.reviewed, alert, date(2026, 10, 21))
    with pytest.raises(Refusal, match="reviewed later"):
        house.do(alerts.reviewed, alert, date(2026, 8, 1))
    house.do(alerts.reviewed, alert, date(2026, 10, 20))
    assert house.said == "Alert for Maya reviewed Oct 20: Allergy"


def test_schools_do_not_clash_and_colors_come_in_order(filled: Filled) -> None:
    house, ids = filled
    with pytest.raises(Refusal, match="Code AC is Alder Creek Elementary"):
        house.do(schools.add, SchoolEntry("Another", "AC", 0, 5, 480, 900))
    with pytest.raises(Refusal, match="There is a school named Alder Creek Elementary already"):
        house.do(schools.add, SchoolEntry("alder creek elementary", "AX", 0, 5, 480, 900))
    with pytest.raises(Refusal, match="2 students are at Alder Creek Elementary"):
        house.do(schools.archive, ids.alder)
    house.do(students.exit_student, ids.kofi, date(2026, 10, 16))
    house.do(schools.archive, ids.briar)
    house.do(schools.restore, ids.briar)


def test_a_drive_fills_the_way_back_only_while_it_is_empty(filled: Filled) -> None:
    house, _ids = filled
    house.do(travel.set_drive, DriveEntry(1, 2, 15, 58), both_ways=True)
    house.do(travel.set_drive, DriveEntry(2, 1, 14, 58), both_ways=True)
    house.do(travel.set_drive, DriveEntry(1, 2, 16, 58), both_ways=True)
    with house.vault.read() as db:
        rows = {(row.from_id, row.to_id): row.minutes for row in db.scalars(select(TravelTime))}
    assert rows == {(1, 2): 16, (2, 1): 14}
    house.do(travel.set_pair, DriveEntry(1, 2, 17, 60), DriveEntry(2, 1, 17, 60))
    with house.vault.read() as db:
        rows = {(row.from_id, row.to_id): row.minutes for row in db.scalars(select(TravelTime))}
    assert rows == {(1, 2): 17, (2, 1): 17}
    house.do(travel.clear_pair, 2, 1)
    with house.vault.read() as db:
        assert list(db.scalars(select(TravelTime))) == []


def test_bells_are_copied_over_what_was_there(filled: Filled) -> None:
    house, ids = filled
    assert house.do(bells.copy_band, ids.alder, DayType.REGULAR, (2, 3), (4, 5)) == 1
    assert house.do(bells.copy_band, ids.alder, DayType.REGULAR, (2, 3), (4, 5)) == 1
    with pytest.raises(Refusal, match="Grades 1 have no blocks to copy"):
        house.do(bells.copy_band, ids.alder, DayType.REGULAR, (1, 1), (4, 5))


def test_a_person_is_introduced_once(filled: Filled) -> None:
    house, _ids = filled
    with pytest.raises(Refusal, match="entered already"):
        house.do(therapists.introduce_self, TherapistEntry("Ana", "Ruiz"))


def test_what_is_gone_is_said(filled: Filled) -> None:
    house, _ids = filled
    with pytest.raises(Refusal, match="This student is no longer there"):
        house.do(students.edit, 999, StudentEntry("A", "B", 1, 1))
    with pytest.raises(Refusal, match="This service line is no longer there"):
        house.do(service_lines.end, 999, date(2026, 10, 20))
