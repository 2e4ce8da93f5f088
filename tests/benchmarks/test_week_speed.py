# SPDX-License-Identifier: MIT
"""A whole typical week gets its dates in about a second, and a move is felt as immediate.

Processor time is measured, so that a busy machine does not fail the test; the bounds are twice what was measured.
"""

import statistics
import time
from pathlib import Path

from sqlalchemy import func, select

from otdesk.actions import schedule, slots
from otdesk.queries import planner
from otdesk.records.sessions import TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.rules.kinds import SlotKind
from tests.week_sample import FIRST, NOW, Sample, make

EARLY = NOW.replace(month=9, day=1)
SLOTS = 60


def _sixty_slots(sample: Sample) -> list[int]:
    lines, students = list(sample.lines.values()), list(sample.students.values())
    with sample.vault.write("slots", EARLY) as work:
        made = [
            PatternSlot(
                kind=SlotKind.SESSION, cycle_day=n % 5, school_id=sample.schools[0], start=480 + n // 5 * 30, minutes=30
            )
            for n in range(SLOTS)
        ]
        work.db.add_all(made)
        work.db.flush()
        work.db.add_all(
            SlotMember(slot_id=slot.id, service_line_id=lines[n % 12], student_id=students[n % 12])
            for n, slot in enumerate(made)
        )
        return [slot.id for slot in made]


def test_a_week_of_sixty_slots_and_single_moves_are_quick(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    made = _sixty_slots(sample)
    began = time.process_time()
    with sample.vault.write("first", EARLY) as work:
        schedule.reproject(work, made)
    first = time.process_time() - began
    moves = []
    for number in range(9):
        began = time.process_time()
        with sample.vault.write("move", EARLY) as work:
            slots.move(work, made[number], (number + 2) % 5, 800 + number)
        moves.append(time.process_time() - began)
    with sample.vault.read() as db:
        count = db.scalar(select(func.count(TherapySession.id))) or 0
        began = time.process_time()
        planner.typical_week(db, FIRST)
        read = time.process_time() - began
    assert count > 1300
    assert first / count < 0.0008, f"{first:.2f} s for {count} sessions"
    assert statistics.median(moves) < 0.15
    assert read < 0.1
    sample.vault.close()
