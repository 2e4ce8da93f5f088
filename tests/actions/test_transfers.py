# SPDX-License-Identifier: MIT
"""A change of school and an exit leave their history; what was done stays where it was done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.actions import students, transfers
from otdesk.faults import Refusal
from otdesk.queries import timelines
from otdesk.queries.timelines import Happening
from otdesk.records.belongings import SchoolStay
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Student
from otdesk.rules.entries_belongings import TransferEntry
from otdesk.rules.kinds import SessionStatus, StayEnd
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

Filled = tuple[House, Ids]


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[Filled]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def stays(opened: House, student_id: int) -> list[tuple[int, date | None, date, StayEnd, str]]:
    with opened.vault.read() as db:
        rows = db.scalars(select(SchoolStay).where(SchoolStay.student_id == student_id).order_by(SchoolStay.id))
        return [(row.school_id, row.first_day, row.last_day, row.ended_by, row.why) for row in rows]


def blocks(opened: House, student_id: int) -> list[tuple[int, int, int, int]]:
    """(school, day, start, minutes) of the typical week as it is from now on."""
    with opened.vault.read() as db:
        rows = db.scalars(
            select(PatternSlot)
            .join(SlotMember, SlotMember.slot_id == PatternSlot.id)
            .where(SlotMember.student_id == student_id, PatternSlot.valid_to.is_(None))
            .order_by(PatternSlot.cycle_day)
        )
        return [(row.school_id or 0, row.cycle_day, row.start, row.minutes) for row in rows]


def planned_schools(opened: House, student_id: int, after: date) -> set[int]:
    with opened.vault.read() as db:
        rows = db.scalars(
            select(TherapySession.school_id)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(
                Attendance.student_id == student_id,
                TherapySession.day > after,
                TherapySession.status == SessionStatus.PLANNED,
            )
        )
        return {school for school in rows if school is not None}


def test_a_transfer_ends_the_times_and_keeps_the_history(filled: Filled) -> None:
    opened, ids = filled
    entry = TransferEntry(ids.briar, date(2026, 10, 19), teacher=" Ms. Poe ", room="4", reason="Moved")
    opened.do(transfers.transfer, ids.maya, entry)
    assert opened.said == "Maya Ortiz is at Birchwood Elementary from Oct 19"
    with opened.vault.read() as db:
        maya = db.get_one(Student, ids.maya)
        assert (maya.school_id, maya.teacher, maya.room) == (ids.briar, "Ms. Poe", "4")
    assert stays(opened, ids.maya) == [(ids.alder, None, date(2026, 10, 18), StayEnd.TRANSFER, "Moved")]
    assert blocks(opened, ids.maya) == []
    assert planned_schools(opened, ids.maya, date(2026, 10, 20)) == set()


def test_blocks_held_alone_keep_their_times_at_the_new_school(filled: Filled) -> None:
    opened, ids = filled
    before = blocks(opened, ids.maya)
    assert [(day, start) for _school, day, start, _minutes in before] == [(1, 600), (3, 600)]
    opened.do(transfers.transfer, ids.maya, TransferEntry(ids.briar, date(2026, 10, 19), keep_times=True))
    assert opened.said.endswith("2 times kept")
    assert blocks(opened, ids.maya) == [(ids.briar, *block[1:]) for block in before]
    assert planned_schools(opened, ids.maya, date(2026, 10, 20)) == {ids.briar}


def test_the_second_stay_begins_where_the_first_ended(filled: Filled) -> None:
    opened, ids = filled
    opened.do(transfers.transfer, ids.maya, TransferEntry(ids.briar, date(2026, 10, 5)))
    opened.do(students.exit_student, ids.maya, date(2026, 10, 16), "Moved out of the district")
    assert stays(opened, ids.maya) == [
        (ids.alder, None, date(2026, 10, 4), StayEnd.TRANSFER, ""),
        (ids.briar, date(2026, 10, 5), date(2026, 10, 16), StayEnd.EXIT, "Moved out of the district"),
    ]
    rows = opened.read(timelines.timeline, ids.maya, opened.clock.local(), 1000).rows
    told = [(row.kind, row.day, row.school, row.words) for row in rows if row.key.startswith("stay")]
    assert told == [
        (Happening.EXIT, date(2026, 10, 16), "Birchwood Elementary", "Moved out of the district"),
        (Happening.TRANSFER, date(2026, 10, 4), "Alder Creek Elementary", ""),
    ]


def test_a_transfer_that_cannot_be_is_refused_and_changes_nothing(filled: Filled) -> None:
    opened, ids = filled
    good = TransferEntry(ids.briar, date(2026, 10, 19))
    opened.do(students.exit_student, ids.kofi, date(2026, 10, 16))
    before = opened.dump()
    for who, entry, words in (
        (ids.maya, replace(good, school_id=ids.alder), "Maya is at Alder Creek Elementary already"),
        (ids.maya, replace(good, school_id=99), "Choose a school"),
        (ids.maya, replace(good, first_day=date(2026, 10, 21)), "has not come yet"),
        (ids.kofi, replace(good, school_id=ids.alder), "left the caseload"),
        (ids.maya, replace(good, reason="x" * 1000), ""),
    ):
        with pytest.raises(Refusal) as told:
            opened.do(transfers.transfer, who, entry)
        assert words in told.value.message
    assert opened.dump() == before


def test_a_transfer_before_the_last_one_is_refused(filled: Filled) -> None:
    opened, ids = filled
    opened.do(transfers.transfer, ids.maya, TransferEntry(ids.briar, date(2026, 10, 12)))
    with pytest.raises(Refusal, match="changed on Oct 11, 2026 already"):
        opened.do(transfers.transfer, ids.maya, TransferEntry(ids.alder, date(2026, 10, 11)))
