# SPDX-License-Identifier: MIT
"""What Today is given: stops, drives, statuses, the queue, what is due, the strip."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from otdesk.actions import (
    attendance,
    bells,
    calendar,
    commitments,
    meetings,
    notes,
    sessions,
    therapists,
    travel,
    trips,
)
from otdesk.actions.attendance import Mark
from otdesk.actions.calendar import YearEntry
from otdesk.actions.meetings import MeetingEntry
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import due, note_pages, queue, roads, school_days, today, workplace
from otdesk.queries.day_rows import RowStatus
from otdesk.queries.misfits import Misfit, MisfitKind
from otdesk.rules.entries_places import BellEntry, DriveEntry, PlaceEntry
from otdesk.rules.entries_students import CommitmentEntry, HoursEntry
from otdesk.rules.kinds import DayType, PlaceKind, Presence, Pull, Reason
from otdesk.rules.note_entry import GoalTyped, NoteEntry, Piece, Section
from tests import vaults
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

TUE = date(2026, 10, 20)
NOW = 624


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    """Maya on Tuesdays and Thursdays at 10:00, Hazel on Wednesdays; home and two schools with drives."""
    folder = tmp_path_factory.mktemp("desk") / "vault"
    with house(folder, FixedClock()) as opened:
        ids = fill(opened)
        opened.do(therapists.set_home, ids.therapist, PlaceEntry(PlaceKind.HOME, "Home"))
        map_ = opened.read(roads.load)
        home, alder, briar = map_.home, map_.place_of_school[ids.alder], map_.place_of_school[ids.briar]
        assert home is not None
        opened.do(travel.set_drive, DriveEntry(home, alder, 8, 35), both_ways=True)
        opened.do(travel.set_drive, DriveEntry(alder, briar, 14, 58), both_ways=True)
        opened.do(travel.set_drive, DriveEntry(home, briar, 18, 72), both_ways=True)
    return folder, ids


@pytest.fixture
def desk(template: tuple[Path, Ids], tmp_path: Path, clock: FixedClock) -> Iterator[tuple[House, Ids]]:
    """A copy of the template for each test."""
    vault = vaults.unlocked(vaults.copy(template[0], tmp_path / "vault"), clock())
    try:
        yield House(vault, clock), template[1]
    finally:
        vault.close()


def _visit_briar(opened: House, ids: Ids, start: int = 690) -> int:
    return opened.do(sessions.add, SessionEntry(TUE, ids.briar, start, start + 30, ((ids.kofi, None),)))


def test_a_day_is_stops_joined_by_drives(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    _visit_briar(opened, ids)
    shown = opened.read(today.day, TUE, NOW)
    assert [stop.code for stop in shown.stops] == ["AC", "BW"]
    (drive,) = shown.drives
    assert (drive.minutes, drive.tenths, drive.leave_by) == (14, 58, 690 - 14)
    assert shown.from_home is not None
    assert shown.to_home is not None
    assert shown.next_drive == drive
    assert shown.leave_in == 690 - 14 - NOW


def test_a_late_arrival_is_marked_not_hidden(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    _visit_briar(opened, ids, start=635)
    shown = opened.read(today.day, TUE, NOW)
    assert shown.drives[0].late == 630 + 14 - 635
    assert shown.stops[1].late == shown.drives[0].late


def test_overlaps_are_marked(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    opened.do(sessions.add, SessionEntry(TUE, ids.alder, 615, 645, ((ids.hazel, ids.hazel_line),)))
    rows = opened.read(today.day, TUE, NOW).rows()
    assert [row.clash for row in rows] == [True, True]


def test_each_row_has_what_is_needed_at_pick_up(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    (row,) = opened.read(today.day, TUE, NOW).rows()
    (student,) = row.students
    assert (student.called, student.grade, student.teacher) == ("Maya", 2, "Fenimore")
    assert [goal.number for goal in student.goals] == [1, 2, 3]
    assert student.line_id == ids.maya_line


def _sign(opened: House, session: int, student: int, plan: str = "") -> None:
    entry = NoteEntry(sections=((Section.PLAN, (Piece(plan),)),) if plan else ())
    note = opened.do(notes.save_draft, session, student, entry)
    opened.do(notes.complete, session, student)
    opened.do(notes.sign, note, opened.read(note_pages.sealed, note, opened.clock()))


def test_status_goes_from_planned_to_signed(desk: tuple[House, Ids], clock: FixedClock) -> None:
    opened, ids = desk

    def status(now: int) -> RowStatus:
        return opened.read(today.day, TUE, now).rows()[0].status

    assert status(500) is RowStatus.NEXT
    assert status(640) is RowStatus.TO_DOCUMENT
    session = opened.read(today.day, TUE, NOW).rows()[0].session_id
    assert session is not None
    opened.do(notes.save_draft, session, ids.maya, NoteEntry(goals=(GoalTyped(ids.maya_goal, "4/5v"),)))
    assert status(640) is RowStatus.DRAFT
    _sign(opened, session, ids.maya)
    assert status(640) is RowStatus.SIGNED


def test_next_time_comes_from_the_last_signed_note(desk: tuple[House, Ids], clock: FixedClock) -> None:
    opened, ids = desk
    session = opened.read(today.day, TUE, NOW).rows()[0].session_id
    assert session is not None
    _sign(opened, session, ids.maya, plan="Buttons on her coat.")
    clock.advance(days=2)
    thursday = opened.read(today.day, date(2026, 10, 22), NOW).rows()[0]
    assert thursday.students[0].next_time == "Buttons on her coat."


def test_the_queue_holds_what_is_over_and_not_written(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    assert opened.read(queue.to_document, TUE, 620) == ()
    (item,) = opened.read(queue.to_document, TUE, 640)
    assert (item.title, item.first_student_id, item.goals) == ("Maya Ortiz", ids.maya, 3)
    opened.do(attendance.mark, item.session_id, ids.maya, Mark(Presence.ABSENT))
    assert opened.read(queue.to_document, TUE, 640) == ()


def test_older_sessions_follow_today_in_the_queue(desk: tuple[House, Ids], clock: FixedClock) -> None:
    opened, _ids = desk
    clock.advance(days=2)
    days = [item.day for item in opened.read(queue.to_document, date(2026, 10, 22), 640)]
    assert days == [date(2026, 10, 22), date(2026, 10, 21), TUE]


def test_a_logged_drive_shows_when_she_left_and_arrived(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    _visit_briar(opened, ids)
    drive = opened.read(today.day, TUE, NOW).drives[0]
    assert drive.tenths is not None
    trip = opened.do(trips.depart, TUE, drive.from_id, drive.to_id, 640, drive.tenths)
    under_way = opened.read(today.day, TUE, 645).drives[0]
    assert (under_way.departed, under_way.arrived, under_way.trip_id) == (640, None, trip)
    opened.do(trips.arrive, trip, 655)
    assert opened.read(today.day, TUE, 660).drives[0].arrived == 655


def test_a_canceled_session_stays_visible_and_needs_no_drive(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    session = _visit_briar(opened, ids)
    opened.do(sessions.cancel, session, Reason.SCHOOL_CLOSED_UNPLANNED)
    shown = opened.read(today.day, TUE, NOW)
    assert shown.drives == ()
    (row,) = [row for row in shown.rows() if row.session_id == session]
    assert row.status is RowStatus.CANCELLED


def test_meetings_stand_among_the_sessions(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    opened.do(meetings.add, MeetingEntry(TUE, 700, 730, "IEP Maya", school_id=ids.alder, bring="samples"))
    rows = opened.read(today.day, TUE, NOW).rows()
    assert [row.title for row in rows] == ["", "IEP Maya"]
    assert rows[1].detail == "samples"


def test_a_closed_day_says_why(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    thanksgiving = date(2026, 11, 26)
    assert opened.read(today.day, thanksgiving, None).closed == "Thanksgiving"
    assert opened.read(school_days.facts, thanksgiving).cycle_day is None
    opened.do(calendar.mark_days, TUE, TUE, DayType.EARLY_RELEASE, "Early release", ids.alder)
    facts = opened.read(school_days.facts, TUE)
    assert facts.types[ids.alder] is DayType.EARLY_RELEASE
    assert facts.types[ids.briar] is DayType.REGULAR
    assert facts.cycle_day == 1
    assert not opened.read(school_days.facts, date(2026, 7, 1)).in_year


def test_a_short_day_marks_what_its_bells_do_not_allow(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    opened.do(
        bells.add, BellEntry(ids.alder, DayType.EARLY_RELEASE, 0, 5, "School day", 480, 620, Pull.OK, whole_day=True)
    )
    opened.do(calendar.mark_days, TUE, TUE, DayType.EARLY_RELEASE, "Early release")
    shown = opened.read(today.day, TUE, NOW)
    (row,) = shown.rows()
    assert shown.misfits == {row.key: Misfit(MisfitKind.AFTER_DISMISSAL, 620)}
    regular = opened.read(today.day, date(2026, 10, 22), None)
    assert regular.misfits == {}


def test_a_lettered_day_marks_what_its_weekday_brings(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    (year,) = opened.read(workplace.years)
    entry = year.entry
    opened.do(commitments.add, ids.maya, CommitmentEntry("Speech", TUE.weekday(), 610, 640))
    assert opened.read(today.day, TUE, NOW).misfits == {}, "a plain week was laid out around it"
    opened.do(calendar.set_year, YearEntry("2026–27", entry.first_day, entry.last_day, 6), year.year_id)
    opened.do(sessions.add, SessionEntry(TUE, ids.alder, 600, 630, ((ids.maya, ids.maya_line),)))
    shown = opened.read(today.day, TUE, NOW)
    (row,) = [row for row in shown.rows() if row.students and row.start == 600]
    assert shown.misfits == {row.key: Misfit(MisfitKind.IN_BLOCK, 640, "Speech")}
    opened.do(commitments.set_hours, ids.maya, (HoursEntry(ids.alder, TUE.weekday(), 0, 0),))
    assert opened.read(today.day, TUE, NOW).misfits[row.key].kind is MisfitKind.NOT_THERE


def test_the_strip_names_the_schools_of_each_day(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    _visit_briar(opened, ids)
    strip = opened.read(today.strip, TUE)
    assert [day.day.weekday() for day in strip] == [0, 1, 2, 3, 4]
    assert [[code for code, _color in day.schools] for day in strip] == [[], ["AC", "BW"], ["AC"], ["AC"], []]


def test_due_dates_come_in_order_with_the_overdue_first(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    found = opened.read(due.due, TUE, 30)
    assert [(item.student_id, item.days) for item in found] == [(ids.hazel, 13)]
    later = opened.read(due.due, date(2026, 11, 10), 30)
    assert later[0].days == -8
