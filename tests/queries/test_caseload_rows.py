# SPDX-License-Identifier: MIT
"""The caseload table and the student's page: what they say of a small caseload, and at what price."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, select

from otdesk.actions import attendance, calendar, plans, service_lines, sessions, students
from otdesk.queries import caseload, line_minutes, schools, student_days, timelines, workplace
from otdesk.queries import students as student_queries
from otdesk.queries.student_days import Part
from otdesk.queries.timelines import Happening
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.entries_plans import LineEntry, PlanEntry
from otdesk.rules.entries_students import StudentEntry
from otdesk.rules.kinds import DayType, Period, PlanType, Presence, Pull
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[House, Ids]]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def row(house: House, student: int) -> caseload.CaseRow:
    found = house.read(caseload.caseload, house.clock.local())
    return next(row for row in found.rows if row.student_id == student)


def first_session(house: House, line: int) -> tuple[int, int, date]:
    with house.vault.read() as db:
        found = db.execute(
            select(TherapySession.id, Attendance.id, TherapySession.day)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(Attendance.service_line_id == line)
            .order_by(TherapySession.day)
        ).first()
    assert found is not None
    return found[0], found[1], found[2]


def test_each_student_has_a_row_with_her_facts(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    maya = row(house, ids.maya)
    assert (maya.name, maya.grade, maya.school.code) == ("Maya Ortiz", 2, "AC")
    assert [(line.times, line.minutes, line.period) for line in maya.lines] == [
        (2, 30, Period.WEEK),
        (1, 15, Period.MONTH),
    ]
    assert maya.plan_due == date(2027, 2, 2)
    assert [goal.number for goal in maya.goals] == [1, 2, 3]
    assert maya.last_seen is None
    kofi = row(house, ids.kofi)
    assert (kofi.lines, kofi.month, kofi.plan_due) == ((), None, None)


def test_the_month_counts_the_weeks_that_begin_in_it(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    month = row(house, ids.maya).month
    assert month is not None
    # Mondays Oct 5, 12, 19 and 26: four weeks of 2 x 30.
    assert (month.required, month.given, month.decided) == (240, 0, True)
    assert (month.first, month.last) == (date(2026, 10, 5), date(2026, 11, 1))


def test_expected_counts_passed_sessions_and_behind_waits_a_day(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.clock.advance(days=2, minutes=300)  # Thu, Oct 22, 15:24: Tue 20 and Thu 22 have passed
    session_id, _attendance, day = first_session(house, ids.maya_line)
    month = row(house, ids.maya).month
    assert month is not None
    assert (month.expected, month.behind) == (60, 30)
    house.do(attendance.mark, session_id, ids.maya, attendance.Mark(Presence.PRESENT))
    house.do(sessions.confirm_as_planned, session_id)
    after = row(house, ids.maya).month
    assert after is not None
    assert (after.given, after.expected, after.behind) == (30, 60, 0)
    assert row(house, ids.maya).last_seen == day


def test_an_absence_is_excused_and_a_refusal_is_not(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.clock.advance(days=6)
    session_id, _attendance, _day = first_session(house, ids.maya_line)
    behind = row(house, ids.maya).month
    house.do(attendance.mark, session_id, ids.maya, attendance.Mark(Presence.REFUSED))
    refused = row(house, ids.maya).month
    house.do(attendance.mark, session_id, ids.maya, attendance.Mark(Presence.ABSENT))
    excused = row(house, ids.maya).month
    assert behind is not None
    assert refused is not None
    assert excused is not None
    assert refused.behind == behind.behind
    assert excused.behind == behind.behind - 30


def test_a_broken_month_without_a_policy_is_not_decided(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.do(calendar.mark_days, date(2026, 10, 15), date(2026, 10, 16), DayType.CLOSED, "Break")
    month = row(house, ids.maya).month
    assert month is not None
    assert not month.decided
    assert house.read(line_minutes.policy_of) is None


def test_a_plan_past_its_review_stays_in_force(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.clock.advance(days=40)
    hazel = row(house, ids.hazel)
    assert hazel.plan_due == date(2026, 11, 2)
    assert len(hazel.lines) == 1


def test_a_new_plan_closes_the_old_one_and_no_day_is_without_a_line(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.do(plans.start, ids.maya, PlanEntry(PlanType.IEP, date(2026, 11, 9), date(2027, 11, 8)))
    found = house.read(student_queries.page, ids.maya, house.clock.local())
    assert found is not None
    new, old = found.plans
    assert (new.entry.start, old.closed_on) == (date(2026, 11, 9), date(2026, 11, 8))
    for days in range(40):
        now = FixedClock(house.clock.local()).advance(days=days)
        in_force = house.read(caseload.lines_in_force, [ids.maya], now)[ids.maya]
        assert [line.minutes for line in in_force] == [30, 15], now


def test_a_changed_amount_keeps_the_old_promise_for_its_days(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.do(service_lines.change, ids.maya_line, LineEntry(45, 1, Period.WEEK), date(2026, 11, 2))
    before = house.read(caseload.lines_in_force, [ids.maya], house.clock.local())[ids.maya]
    after = house.read(caseload.lines_in_force, [ids.maya], house.clock.advance(days=20))[ids.maya]
    assert [(line.times, line.minutes) for line in before] == [(2, 30), (1, 15)]
    assert [(line.times, line.minutes) for line in after] == [(1, 45), (1, 15)]


def test_exited_students_are_kept_but_have_no_lines(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.do(students.exit_student, ids.maya, date(2026, 10, 16))
    gone = row(house, ids.maya)
    assert gone.exited_on == date(2026, 10, 16)
    assert gone.lines == ()
    with house.vault.read() as db:
        left = db.scalars(
            select(TherapySession.day)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(Attendance.student_id == ids.maya, TherapySession.day > date(2026, 10, 20))
        ).all()
    assert left == []


def test_next_session_and_timeline(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    page = house.read(student_queries.page, ids.maya, house.clock.local())
    assert page is not None
    assert page.lines[0].next is not None
    assert page.lines[0].next.day == date(2026, 10, 22)
    house.clock.advance(days=10)
    happened = house.read(timelines.timeline, ids.maya, house.clock.local())
    assert {item.kind for item in happened.rows} == {Happening.UNDOCUMENTED}
    assert [item.day for item in happened.rows] == sorted((item.day for item in happened.rows), reverse=True)


def test_her_day_comes_from_the_bells_and_covers_it(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    day = house.read(student_days.student_day, ids.maya, 1, house.clock.today())
    assert day is not None
    assert day.from_bells
    assert (day.parts[0].start, day.parts[-1].end) == (480, 875)
    assert all(one.end == other.start for one, other in zip(day.parts, day.parts[1:], strict=False))
    assert [part.label for part in day.parts if part.pull is Pull.NEVER] == ["Reading"]
    assert [(part.start, part.end) for part in day.parts if part.part is Part.THERAPY] == [(600, 630)]
    assert house.read(student_days.first_therapy_day, ids.maya, house.clock.today()) == 1


def test_settings_rows(filled: tuple[House, Ids]) -> None:
    house, _ids = filled
    alder, briar = house.read(schools.schools)
    assert (alder.entry.code, alder.students, briar.students) == ("AC", 2, 1)
    assert alder.color != briar.color
    table = house.read(workplace.drives)
    cell = table.cells[alder.place_id, briar.place_id]
    assert cell.estimated
    assert cell.minutes is not None
    closed = house.read(workplace.marked_days, date(2026, 9, 1), date(2027, 6, 30))
    assert [(row.first, row.last, len(row.ids)) for row in closed] == [(date(2026, 11, 26), date(2026, 11, 27), 2)]


def test_hundred_students_cost_as_many_statements_as_three(filled: tuple[House, Ids]) -> None:
    house, ids = filled

    def count() -> int:
        said: list[str] = []
        with house.vault.read() as db:
            engine = db.get_bind()

            def listen(_c: object, _cur: object, statement: str, *_rest: object) -> None:
                said.append(statement)

            event.listen(engine, "before_cursor_execute", listen)
            caseload.caseload(db, house.clock.local())
            event.remove(engine, "before_cursor_execute", listen)
        return len(said)

    few = count()
    for number in range(97):
        house.do(students.add, StudentEntry(f"Student{number}", "Sample", number % 6, ids.alder))
    assert count() == few <= 20
