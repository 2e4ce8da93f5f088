# SPDX-License-Identifier: MIT
"""How long a disturbed day waits for its proposal, and a missed session for its make-up times.

    .venv/bin/python -m tests.benchmarks.day_speed DIR

100 disturbances of the days of the invented year (made in DIR if it is not there, as tests.benchmarks.places makes it),
then every missed session of eight weeks. Beside them Argon2id, which every unlock waits for, for the machine's speed.
"""

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import make_up, repair
from otdesk.queries.repair import Change
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.make_up import Way
from otdesk.vault import keys
from otdesk.vault.vault import Vault
from tests.benchmarks.places import NOW, made
from tests.vaults import PASSPHRASE

R = TypeVar("R")
DAYS = 100
LOCAL = NOW.replace(tzinfo=None)


def milliseconds(work: Callable[[], R]) -> tuple[float, R]:
    began = time.perf_counter()
    result = work()
    return (time.perf_counter() - began) * 1000, result


def disturbed(db: Session) -> list[tuple[date, int, Change]]:
    """100 days and what happens on them, drawn with a fixed seed: late, opens late, closed, absent in turn."""
    dice = random.Random(4)  # noqa: S311 - which day is disturbed
    found: list[tuple[date, int, Change]] = []
    day = LOCAL.date()
    while len(found) < DAYS:
        day = day + timedelta(days=1) if day < date(2027, 6, 1) else LOCAL.date()
        query = select(TherapySession.id, TherapySession.school_id, TherapySession.planned_start)
        rows = db.execute(query.where(TherapySession.day == day).order_by(TherapySession.planned_start)).all()
        if not rows:
            continue
        row = dice.choice(rows)
        kind = len(found) % 4
        if kind == 0:
            found.append((day, row.planned_start + 5, Change(late=dice.randrange(10, 61, 5))))
        elif kind == 3:
            student = db.scalars(select(Attendance.student_id).where(Attendance.session_id == row.id)).first()
            found.append((day, rows[0].planned_start - 10, Change(student_id=student)))
        else:
            opens = row.planned_start + 60 if kind == 1 else None
            found.append((day, rows[0].planned_start - 60, Change(row.school_id, opens)))
    return found


def missed(db: Session) -> list[int]:
    since = LOCAL.date() - timedelta(days=56)
    query = select(Attendance.id).join(TherapySession).where(
        TherapySession.day >= since, TherapySession.day <= LOCAL.date(), Attendance.reason.is_not(None),
        Attendance.minutes == 0, Attendance.service_line_id.is_not(None),
    )  # fmt: skip
    return list(db.scalars(query))


def finder(db: Session, attendance_id: int, now: datetime) -> tuple[float, float, set[Way]]:
    """(ms to the first two kinds, ms to all four offers, kinds offered)."""
    case = make_up.case(db, attendance_id, now)
    if case is None:
        raise LookupError(attendance_id)
    first, offered = milliseconds(lambda: list(islice(make_up.offers(db, case, now, 1), 1)))
    whole, offers = milliseconds(lambda: make_up.offers(db, case, now))
    early = bool(offered) and offered[0].way in {Way.FREE, Way.GROUP}
    return (first if early else 0.0), whole, {offer.way for offer in offers}


def main(folder: Path) -> None:
    place = made(folder, 1)
    argon, _key = milliseconds(lambda: keys.unlock(place, PASSPHRASE))
    vault = Vault.open(place, keys.unlock(place, PASSPHRASE), now=NOW)
    with vault.read() as db:
        repair.proposal(db, LOCAL.date(), None, Change(late=10))  # statements are compiled once, as in a window in use
        gc.collect()
        gc.freeze()  # as the window does when it has come to rest (ui/rest.py)
        times, moved, lost = [], 0, 0
        for day, minute, change in disturbed(db):
            took, found = milliseconds(lambda: repair.proposal(db, day, minute, change))  # noqa: B023 - asked at once
            times.append(took)
            lost += sum(row.start is None for row in found.changes)
            moved += sum(row.start is not None for row in found.changes)
        print(
            f"{DAYS} disturbed days: median {statistics.median(times):.0f} ms, most {max(times):.0f} (limit 500), "
            f"{max(times) / argon:.2f} x one unlock's Argon2id; {moved} sessions moved, {lost} fell out"
        )
        found_ways: dict[Way, int] = {}
        firsts, wholes = [], []
        for attendance_id in missed(db):
            first, whole, ways = finder(db, attendance_id, LOCAL)
            wholes.append(whole)
            firsts += [first] if first else []
            for way in ways:
                found_ways[way] = found_ways.get(way, 0) + 1
        print(
            f"{len(wholes)} missed sessions: first free or group time median {statistics.median(firsts):.0f} ms, most "
            f"{max(firsts):.0f} (limit 50); all four offers most {max(wholes):.0f}; "
            + ", ".join(f"{way.name.lower()} {found_ways.get(way, 0)}" for way in Way)
        )
    vault.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
