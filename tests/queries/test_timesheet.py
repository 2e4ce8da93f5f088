# SPDX-License-Identifier: MIT
"""Working time: the minutes of the session records, each once; what is counted, what waits, what is paid."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.actions import attendance, meetings, mileage, sessions, slots, trips, work_time
from otdesk.actions.attendance import Mark
from otdesk.actions.meetings import MeetingEntry
from otdesk.actions.sessions import SessionEntry
from otdesk.faults import Refusal
from otdesk.queries import timesheet, workload
from otdesk.queries.timesheet import Timesheet
from otdesk.records.meetings import MeetingKind
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.entries_time import MileageEntry, TimesheetEntry, TripEntry, WorkEntry
from otdesk.rules.kinds import Presence, Reason, SlotKind, WorkKind
from otdesk.rules.mileage import HomePolicy
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.travel_sample import MONTH, NOW, TODAY, Roadhouse, lay

MONDAY = date(2026, 10, 19)


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Roadhouse]:
    with house(tmp_path / "vault", clock) as opened:
        yield lay(opened)


def week(at: Roadhouse, now: int = NOW) -> Timesheet:
    return at.house.read(timesheet.sheet, MONDAY, MONDAY + timedelta(days=6), TODAY, now)


def kinds(at: Roadhouse, day: date = MONDAY) -> list[tuple[int, int, WorkKind]]:
    return [(row.start, row.end, row.kind) for row in week(at).rows if row.day == day]


def test_the_sums_are_the_minutes_of_the_records(at: Roadhouse) -> None:
    """The issue, to be shown 6: timesheet sums equal the ledger. Each held session's clock, and for a student alone in
    it the minutes credited to her line, are the minutes of the timesheet."""
    group = at.house.do(
        sessions.add, SessionEntry(MONDAY, at.ids.alder, 600, 630, ((at.ids.maya, None), (at.ids.hazel, None)))
    )
    at.house.do(sessions.set_times, group, 602, 631)
    for student in (at.ids.maya, at.ids.hazel):
        at.house.do(attendance.mark, group, student, Mark(Presence.PRESENT))
    shown = at.house.read(timesheet.sheet, MONTH, date(2026, 10, 31), TODAY, NOW)
    with at.house.vault.read() as db:
        held = {
            session.id: session
            for session in db.scalars(select(TherapySession))
            if db.scalars(select(Attendance.id).where(
                Attendance.session_id == session.id, Attendance.presence == Presence.PRESENT)).first()
        }  # fmt: skip
        clock = {f"session:{key}": (s.actual_end or 0) - (s.actual_start or 0) for key, s in held.items()}
        credited = {
            f"session:{row.session_id}": row.minutes
            for row in db.scalars(select(Attendance).where(Attendance.minutes.is_not(None)))
        }
        ledger = sum(row.minutes or 0 for row in db.scalars(select(Attendance)))
    found: dict[str, int] = {}
    for row in shown.rows:
        found[row.key.split(":", 1)[1].rsplit(":", 1)[0]] = row.exact
    assert found == clock
    alone = {key: n for key, n in found.items() if key != f"session:{group}"}
    assert alone == {key: credited[key] for key in alone}
    assert sum(found.values()) == ledger - 29, "a group's minutes are credited to each, the therapist's time is once"
    assert sum(shown.by_kind().values()) == sum(clock.values())


def test_one_student_is_individual_two_are_a_group(at: Roadhouse) -> None:
    both = at.house.do(
        sessions.add, SessionEntry(MONDAY, at.ids.alder, 600, 630, ((at.ids.maya, None), (at.ids.hazel, None)))
    )
    at.house.do(attendance.mark_all_present, both)
    assert (600, 630, WorkKind.DIRECT_GROUP) in kinds(at)
    at.house.do(attendance.mark, both, at.ids.hazel, Mark(Presence.ABSENT))
    assert (600, 630, WorkKind.DIRECT_INDIVIDUAL) in kinds(at)
    at.house.do(attendance.mark, both, at.ids.maya, Mark(Presence.ABSENT))
    assert all(start != 600 for start, _end, _kind in kinds(at)), "nobody came: no direct time"


def test_service_on_a_students_behalf_is_consultation(at: Roadhouse) -> None:
    made = at.house.do(
        sessions.add, SessionEntry(MONDAY, at.ids.alder, 600, 615, ((at.ids.maya, at.ids.maya_consult),))
    )
    at.house.do(attendance.mark, made, at.ids.maya, Mark(Presence.PRESENT))
    assert (600, 615, WorkKind.CONSULT) in kinds(at)


def test_what_nobody_documented_waits_and_is_not_counted(at: Roadhouse) -> None:
    assert (week(at).waiting, kinds(at, TODAY)) == (1, []), "today's first session is over, the second to come"
    made = at.session(MONDAY, at.ids.alder, 600, held=False)
    assert week(at).waiting == 2
    at.house.do(sessions.cancel, made, Reason.SCHOOL_CLOSED)
    assert week(at).waiting == 1


def test_meetings_desk_time_lunch_and_own_time_each_once(at: Roadhouse) -> None:
    at.house.do(slots.add_block, SlotKind.DESK, 0, 510, 60, at.ids.alder)
    at.house.do(slots.add_block, SlotKind.LUNCH, 0, 690, 30, at.ids.alder)
    at.house.do(meetings.add, MeetingEntry(MONDAY, 540, 600, "Test", MeetingKind.EVALUATION, at.ids.alder))
    at.house.do(work_time.add, WorkEntry(MONDAY, 700, 730, WorkKind.PLANNING, remark="Visuals"))
    assert kinds(at) == [
        (480, 510, WorkKind.DIRECT_INDIVIDUAL), (510, 540, WorkKind.DOCUMENTATION), (540, 600, WorkKind.EVALUATION),
        (690, 700, WorkKind.LUNCH), (700, 730, WorkKind.PLANNING), (780, 810, WorkKind.DIRECT_INDIVIDUAL),
    ]  # fmt: skip
    shown = week(at)
    assert shown.paid == 30 + 30 + 60 + 30 + 30, "lunch is not paid"
    assert shown.gap(MONDAY) == (600, 690)
    assert not any(row.clash for row in shown.rows), "a desk block gives way without a word"


def test_drives_are_travel_a_commute_is_not(at: Roadhouse) -> None:
    at.house.do(trips.add, TripEntry(MONDAY, at.ways.home, at.ways.alder, 440, 458, 80, "Therapy"))
    at.house.do(trips.add, TripEntry(MONDAY, at.ways.alder, at.ways.briar, 700, 714, 60, "Therapy"))
    travel = [(row.start, row.end) for row in week(at).rows if row.kind is WorkKind.TRAVEL]
    assert travel == [(700, 714)]
    at.house.do(mileage.set_terms, MileageEntry(HomePolicy.ALL))
    assert len([row for row in week(at).rows if row.kind is WorkKind.TRAVEL]) == 2


def test_two_things_logged_at_once_are_told(at: Roadhouse) -> None:
    at.house.do(work_time.add, WorkEntry(MONDAY, 500, 540, WorkKind.PLANNING))
    rows = {(row.start, row.end): row.clash for row in week(at).rows if row.day == MONDAY}
    assert rows[480, 510]
    assert rows[510, 540], "cut where the session was"
    with pytest.raises(Refusal, match="stands there already"):
        at.house.do(work_time.add, WorkEntry(MONDAY, 530, 550, WorkKind.PLANNING))
    with pytest.raises(Refusal, match="student’s name"):
        at.house.do(work_time.add, WorkEntry(MONDAY, 600, 650, WorkKind.PLANNING, remark="Call about Maya"))


@pytest.mark.parametrize(("step", "minutes"), [(1, 37), (5, 40), (6, 36), (15, 45)])
def test_start_and_end_are_rounded(at: Roadhouse, step: int, minutes: int) -> None:
    at.house.do(work_time.add, WorkEntry(MONDAY, 601, 638, WorkKind.PLANNING))
    at.house.do(work_time.set_terms, TimesheetEntry(round_to=step))
    (row,) = [row for row in week(at).rows if row.kind is WorkKind.PLANNING]
    assert (row.exact, row.minutes) == (37, minutes)


def test_what_the_contract_does_not_pay(at: Roadhouse) -> None:
    at.house.do(work_time.set_terms, TimesheetEntry(unpaid=frozenset({WorkKind.DIRECT_INDIVIDUAL})))
    assert week(at).paid == 0
    assert at.house.read(timesheet.terms).unpaid == frozenset({WorkKind.DIRECT_INDIVIDUAL})


def test_workload_of_a_month(at: Roadhouse) -> None:
    at.house.do(work_time.set_terms, TimesheetEntry(week_minutes=2400))
    at.house.do(work_time.add, WorkEntry(MONDAY, 900, 960, WorkKind.DOCUMENTATION))
    at.house.do(trips.add, TripEntry(MONDAY, at.ways.alder, at.ways.briar, 700, 714, 60, "Therapy"))
    shown = at.house.read(workload.workload, MONTH, date(2026, 10, 31), TODAY, NOW)
    assert shown.worked == 4 * 30 + 60 + 14
    assert (shown.travel, shown.tenths) == (14, 60)
    assert shown.days == 14, "school days from Oct 1 to Oct 20"
    assert shown.contract == 2400 * 14 // 5
    assert shown.over == shown.worked - 6720
    assert [(monday, sum(sums.values())) for monday, sums in shown.weeks] == [
        (date(2026, 10, 12), 60), (MONDAY, 60 + 60 + 14),
    ]  # fmt: skip
    assert shown.load.required == 60 + 30 + Fraction(15, 4), "Maya 2 x 30 and 15 a month, Hazel 30 a week"
    assert shown.load.placed == 0
    assert shown.need.rest == Fraction((60 + 14) * 5, 14)
    assert shown.need.full_time == (shown.load.missing + shown.need.rest) / 2400
    assert (shown.caseload.students, shown.caseload.direct, shown.caseload.consult) == (3, 2, 1)
    assert {name.code: n for name, n in shown.caseload.schools} == {"AC": 2, "BW": 1}


def test_what_comes_due_by_month(at: Roadhouse) -> None:
    """Maya's review is in Feb 2027, Hazel's on Nov 2, 2026."""
    found = {due.month: due.reviews for due in at.house.read(workload.due_months, TODAY)}
    assert found[date(2026, 11, 1)] == 1
    assert found[date(2027, 2, 1)] == 1
    assert sum(found.values()) == 2
