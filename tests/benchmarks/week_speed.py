# SPDX-License-Identifier: MIT
"""What a whole typical week, a move and a look at the week cost beside plain SQLite writing as many rows.

    .venv/bin/python -m tests.benchmarks.week_speed

Processor time. 60 slots become some 1,300 dated sessions of a year; SQLite writes that many rows of a line of text and
six numbers, one transaction, no encryption, no history.
"""

import sqlite3
import statistics
import sys
import tempfile
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


def _bare(folder: Path, rows: int) -> float:
    """Seconds for SQLite alone to write the rows."""
    began = time.process_time()
    database = sqlite3.connect(folder / "bare.db")
    with database:
        database.execute(
            "create table row (id integer primary key, a int, b int, c int, d int, e int, f int, words text)"
        )
        values = [(n, n % 5, n % 7, n % 60, 30, 0, "scheduled") for n in range(rows)]
        database.executemany("insert into row (a, b, c, d, e, f, words) values (?, ?, ?, ?, ?, ?, ?)", values)
    database.close()
    return time.process_time() - began


def measure(folder: Path) -> None:
    sample = make(folder / "vault")
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
    sample.vault.close()
    bare = _bare(folder, count)
    for what, took in (
        (f"{count} sessions dated", first),
        ("one move", statistics.median(moves)),
        ("the week read", read),
    ):
        print(
            f"{what:24} {took * 1000:8.1f} ms  {took / bare:6.1f} x SQLite writing {count} rows ({bare * 1000:.1f} ms)"
        )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
