# SPDX-License-Identifier: MIT
"""From the vault's day to its sheet on paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.actions import alerts, calendar, meetings, notes, slots, travel
from otdesk.actions import sessions as session_actions
from otdesk.printouts.day_sheet import Names, SheetOptions, day_sheets
from otdesk.printouts.page import Printing
from otdesk.queries import note_pages
from otdesk.queries.day_sheets import DaySheet, SheetItem, SheetKind, SheetName, day_sheet
from otdesk.records.schools import School
from otdesk.rules.entries_places import DriveEntry
from otdesk.rules.entries_students import AlertEntry
from otdesk.rules.kinds import AlertKind, DayType, Grouping, Reason, SlotKind
from otdesk.rules.note_entry import NoteEntry, Piece, Section
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock
from tests.printouts import pdf_tools

TUESDAY = date(2026, 10, 20)
THURSDAY = date(2026, 10, 22)


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[House, Ids]]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def full_day(house: House, ids: Ids) -> tuple[DaySheet, int]:
    """Tuesday: Maya and Hazel at Alder Creek, lunch, then Kofi and a meeting at Birchwood; the id of the group."""
    with house.vault.read() as db:
        places = {row.id: row.place_id for row in db.execute(select(School.id, School.place_id))}
    house.do(travel.set_drive, DriveEntry(places[ids.alder], places[ids.briar], 14, 58))
    house.do(alerts.add, ids.maya, AlertEntry(AlertKind.SEIZURE, "Plan in the office."))
    both = ((ids.maya, ids.maya_line), (ids.hazel, ids.hazel_line))
    group = house.do(session_actions.add, session_actions.SessionEntry(TUESDAY, ids.alder, 640, 670, both))
    house.do(slots.add_block, SlotKind.LUNCH, 1, 680, 30, ids.alder)
    kofi = session_actions.SessionEntry(TUESDAY, ids.briar, 760, 790, ((ids.kofi, None),), room="Library")
    house.do(session_actions.add, kofi)
    meeting = meetings.MeetingEntry(
        TUESDAY,
        780,
        810,
        "Review of Maya’s plan",
        school_id=ids.briar,
        student_id=ids.maya,
        room="Room 118",
        bring="report",
    )
    house.do(meetings.add, meeting)
    gone = house.do(
        session_actions.add, session_actions.SessionEntry(TUESDAY, ids.alder, 840, 870, ((ids.kofi, None),))
    )
    house.do(session_actions.cancel, gone, Reason.THERAPIST_MEETING)
    return house.read(day_sheet, TUESDAY), group


def items(sheet: DaySheet) -> list[SheetItem]:
    return [item for stop in sheet.stops for item in stop.items]


def test_the_day_in_order_with_the_drive_between(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    sheet, _group = full_day(house, ids)
    assert [(stop.code, [item.start for item in stop.items]) for stop in sheet.stops] == [
        ("AC", [600, 640, 680]),
        ("BW", [760, 780]),
    ]
    leave = sheet.stops[0].leave
    assert leave is not None
    assert (leave.minutes, leave.tenths, leave.to_code, leave.estimate) == (14, 58, "BW", False)
    assert leave.at is not None
    assert 710 <= leave.at <= 760 - 14
    assert sheet.stops[0].end >= leave.at
    assert sheet.stops[1].leave is None
    assert (sheet.schools, sheet.sessions, sheet.driving_minutes, sheet.driving_tenths) == (2, 3, 14, 58)


def test_what_each_block_says(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    sheet, _group = full_day(house, ids)
    maya, group, lunch, kofi, meeting = items(sheet)
    assert maya.students[0].name == SheetName("Maya", "Ortiz")
    assert maya.students[0].alerts == (AlertKind.SEIZURE,)
    assert [(goal.number, goal.cue) for goal in maya.students[0].goals] == [
        (1, "Form Letters"), (2, "Cut A Circle"), (3, "Pick A Tool"),
    ]  # fmt: skip
    assert [student.name.first for student in group.students] == ["Maya", "Hazel"]
    assert lunch.kind is SheetKind.LUNCH
    assert kofi.detail == "Library"
    assert (meeting.kind, meeting.title, meeting.bring) == (SheetKind.MEETING, "Review of Maya’s plan", "report")
    assert meeting.students[0].name.first == "Maya"
    assert meeting.overlap
    assert not maya.overlap
    assert sheet.bring == ("report (BW)",)
    assert [line.words for line in sheet.due if line.name == SheetName("Hazel", "Dunmore")] == [
        "annual review, Mon, Nov 2"
    ]


def test_paper_shows_it_all_and_no_name(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    sheet, _group = full_day(house, ids)
    printing = Printing(house.clock.local(), "A. Ruiz")
    said = pdf_tools.flat(day_sheets([sheet], SheetOptions(), printing).pdf)
    for words in (
        "M. O.",
        "H. D.",
        "K. M.",
        "Seizure",
        "Lunch",
        "Library",
        "Review of M.’s plan, Room 118",
        "Overlaps",
        "5.8 mi → BW",
    ):
        assert words in said, words
    for name in ("Maya", "Ortiz", "Hazel", "Kofi", "Mensah", "Dunmore"):
        assert name not in said
    named = pdf_tools.flat(day_sheets([sheet], SheetOptions(names=Names.FULL), printing).pdf)
    assert "Review of Maya’s plan" in named
    assert "Fenimore" in named


def test_next_time_comes_from_the_last_signed_note(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.clock.advance(minutes=60)
    with house.vault.read() as db:
        from otdesk.records.sessions import TherapySession

        session = db.scalars(select(TherapySession.id).where(TherapySession.day == TUESDAY)).one()
    said = NoteEntry(sections=((Section.PLAN, (Piece("Keep ½-inch lines."),)),))
    note = house.do(notes.save_draft, session, ids.maya, said)
    house.do(notes.complete, session, ids.maya)
    house.do(notes.sign, note, house.read(note_pages.sealed, note, house.clock.local()))
    assert items(house.read(day_sheet, THURSDAY))[0].students[0].next_time == "Keep ½-inch lines."
    assert items(house.read(day_sheet, TUESDAY))[0].students[0].next_time == ""


def test_a_closed_day_says_why(filled: tuple[House, Ids]) -> None:
    house, _ids = filled
    holiday = house.read(day_sheet, date(2026, 11, 26))
    assert (holiday.closed, holiday.stops, holiday.sessions) == ("Thanksgiving", (), 0)
    house.do(calendar.mark_days, THURSDAY, THURSDAY, DayType.CLOSED, "Snow")
    assert house.read(day_sheet, THURSDAY).closed == "Snow"


def test_a_note_of_a_group_counts_the_group_and_names_nobody_else(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    _sheet, group = full_day(house, ids)
    note = house.do(notes.save_draft, group, ids.hazel, NoteEntry())
    page = house.read(note_pages.note_page, note, house.clock.local())
    assert page is not None
    assert (page.grouping, page.group_size) == (Grouping.GROUP, 2)
    assert "Maya" not in repr(page)
