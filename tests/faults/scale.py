# SPDX-License-Identifier: MIT
"""Item 18: ten years of 80 students with 200 sessions a year each: how long opening, saving, searching, a backup take.

The first sessions are written by the program's own actions; the others are copies of their rows, chained and sealed as
signing does it. The figures are taken in a process of its own, with everything as in use; where other work keeps the
machine busy, what is compared with the limits is the time that the processor spent on ours.

    python -m tests.faults.scale VAULT
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from otdesk.actions import notes, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import note_list
from otdesk.queries import notes as note_queries
from otdesk.rules.note_search import place_of
from otdesk.sample.build import Size, fill
from otdesk.vault import chain, engine, keys, making, opening
from otdesk.vault.vault import Vault
from tests import vaults
from tests.clock import SCHOOL_ZONE
from tests.faults.children import ROOT
from tests.faults.outcome import Outcome
from tests.note_sample import entry_of

# ruff: noqa: S608 - the names are those of our own tables

NOW = datetime(2026, 10, 20, 10, 24, tzinfo=SCHOOL_ZONE)
STUDENTS, EACH = 80, 2  # written by actions
SHORT, FULL = 3_200, 160_000  # notes in all
STRIDE = 10_000  # more than any table of the first rows holds
APART = 3
"""Days between two copies."""
SAVES = 300
LIMITS = {"open": 1.5, "save p99": 0.05, "search": 0.2, "backup": 10.0}  # seconds
SEARCHES = ("cut", "cutting on", "tired today", "slant board", "#cuts", "@alder pencil")
COPIED = {
    "therapy_sessions": {"id": "sessions"}, "attendances": {"id": "attendances", "session_id": "sessions"},
    "notes": {"id": "notes", "session_id": "sessions"}, "note_words": {"note_id": "notes"},
    "goal_points": {"id": "points", "note_id": "notes"},
}  # fmt: skip
DAYS = {"therapy_sessions": "day", "notes": "service_date", "goal_points": "day"}


def prove(*, full: bool, scratch: Path) -> Outcome:
    began = time.perf_counter()
    wanted = FULL if full else SHORT
    folder = made(scratch / "vault", wanted)
    took = time.perf_counter() - began
    command = [sys.executable, "-m", "tests.faults.scale", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return Outcome(0, 0, failures=(done.stderr[-600:],))
    found = json.loads(done.stdout.splitlines()[-1])
    busy = found["load"] > (os.cpu_count() or 1)
    judged = {name: min(found[name]) if busy else found[name][0] for name in LIMITS}
    over = [
        f"{name} took {judged[name]:.3f} s, more than {most} s" for name, most in LIMITS.items() if judged[name] > most
    ]
    size = (folder / making.DATA).stat().st_size / 1e6
    each = ", ".join(f"{name} {_told(*found[name])}" for name in found["each"])
    figures = (
        f"{found['notes']:,} signed notes, {size:.0f} MB, made in {took:.0f} s; by the clock (by the processor):",
        f"{each}; load of the machine {found['load']:.1f}",
    )
    failures = tuple(over) + (() if found["notes"] >= wanted else (f"only {found['notes']} notes",))
    return Outcome(1, 1, found["notes"], 0, 0, found["findings"], figures, failures)


def _told(clock: float, processor: float) -> str:
    return f"{clock:.3f} ({processor:.3f})"


# --- making ----------------------------------------------------------------------------------------------------------


def made(folder: Path, wanted: int) -> Path:
    vault, _code = Vault.create(folder, vaults.PASSPHRASE, vaults.PERSON, now=NOW)
    signed = fill(vault, Size(1, STUDENTS, EACH), 1, NOW).notes
    vault.close()
    raw = engine.open_file(folder / making.DATA, vault.unlocked.key("database"))
    raw.execute("PRAGMA foreign_keys=OFF")  # copies hang on copies of the same statement's making
    whole = engine.plain_engine(raw)
    with whole.begin() as connection:
        connection.exec_driver_sql("UPDATE vault_state SET commits = commits + 1, changes = changes + 1")
        for number in range(1, -(-wanted // signed)):
            _copy(connection, number)
        _seal(connection, opening.chain_keys(vault.unlocked))
    making.finish(raw, whole)
    return folder


def _copy(connection: Connection, number: int) -> None:
    """The first rows again, with other numbers and on earlier days."""
    for table, numbers in COPIED.items():
        columns = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        values = [_value(table, name, numbers, number) for name in columns]
        names = ", ".join(f'"{name}"' for name in columns)
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE id < {STRIDE}"
        )


def _value(table: str, name: str, numbers: dict[str, str], copy: int) -> str:
    if name in numbers:
        return f'"{name}" + {copy * STRIDE}'
    if name == DAYS.get(table):
        return f"date(\"{name}\", '-{copy * APART} days')"
    if (table, name) == ("note_words", "id"):  # where it comes in the order of days
        day = date(2026, 1, 1)
        return f'"id" + {place_of(day - timedelta(copy * APART), copy * STRIDE) - place_of(day, 0)}'
    return f'"{name}"'


def _seal(connection: Connection, chain_keys: chain.Keys) -> None:
    """The links of all copied notes, and what their rows look like."""
    rows = connection.exec_driver_sql(
        "SELECT n.id, c.kind, c.content_hash, c.signer_id, c.signer, c.credentials, c.license, c.reason, c.at, c.zone "
        "FROM notes n JOIN note_chain c ON c.note_id = n.id % ? WHERE n.id >= ? ORDER BY n.id",
        (STRIDE, STRIDE),
    ).fetchall()
    commit_no = opening.state(connection).commits
    seq, previous = connection.exec_driver_sql("SELECT seq, hash FROM note_chain ORDER BY seq DESC LIMIT 1").one()
    names = (*chain.NOTE_COLUMNS, "hash", "mac")
    insert = f"INSERT INTO note_chain ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    links = []
    for note_id, kind, content_hash, *signed in rows:
        seq += 1
        values = (seq, note_id, kind, content_hash, previous, *signed, commit_no)
        previous = chain.row_hash(dict(zip(chain.NOTE_COLUMNS, values, strict=True)))
        links.append((*values, previous, chain_keys.sign(previous)))
    connection.exec_driver_sql(insert, links)
    for part in _parts([row[0] for row in rows], 1_500):
        chain.keep_seals(connection, chain_keys, part)


def _parts(numbers: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


# --- measuring -------------------------------------------------------------------------------------------------------


Spent = tuple[float, float]
"""Seconds by the clock, and of this process on the processor."""


def spent(work: Callable[[], object]) -> Spent:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def median(times: Sequence[Spent]) -> Spent:
    return statistics.median(one[0] for one in times), statistics.median(one[1] for one in times)


def p99(times: Sequence[Spent]) -> Spent:
    place = int(len(times) * 0.99) - 1
    return sorted(one[0] for one in times)[place], sorted(one[1] for one in times)[place]


def most(times: Sequence[Spent]) -> Spent:
    return max(one[0] for one in times), max(one[1] for one in times)


class Measured:
    """One vault of many notes, and how long things take on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.open()

    def open(self) -> None:
        self._vault = Vault.open(self._folder, keys.unlock(self._folder, vaults.PASSPHRASE), now=NOW)

    def figures(self) -> dict[str, Any]:
        findings: list[chain.Finding] = []
        verify = spent(lambda: findings.extend(self._vault.verify(NOW)))  # once, after the first page of the first day
        openings = []
        for _turn in range(3):
            self._vault.close()
            openings.append(spent(self.open))
        saves, searches = self._saves(), [self._search(part) for words in SEARCHES for part in _typed(words)]
        with self._vault.read() as db:
            total = db.connection().exec_driver_sql("SELECT count(*) FROM notes WHERE status = 'signed'").scalar_one()
        times = {
            "open": median(openings), "save median": median(saves), "save p99": p99(saves),
            "search median": median(searches), "search": most(searches),
            "backup": spent(lambda: self._vault.back_up(NOW)), "verify": verify,
        }  # fmt: skip
        self._vault.close()
        return {**times, "each": list(times), "notes": total, "findings": len(findings), "load": _load()}

    def _saves(self) -> list[Spent]:
        """A draft saved as the editor saves it, again and again."""
        with self._vault.read() as db:
            student, school = db.connection().exec_driver_sql("SELECT id, school_id FROM students LIMIT 1").one()
        with self._vault.write("add", NOW) as work:
            session = sessions.add(work, SessionEntry(date(2026, 10, 20), school, 480, 510, ((student, None),)))
        with self._vault.read() as db:
            form = note_queries.form(db, session, student)
        if form is None:
            raise RuntimeError("there is no note to write")
        entries = [entry_of(form, (f"{number % 5}/5v",), (f"Warm-up {number}",)) for number in range(SAVES)]

        def save(number: int) -> None:
            with self._vault.write("save_draft", NOW + timedelta(seconds=number), urgent=True) as work:
                notes.save_draft(work, session, student, entries[number])

        return [spent(partial(save, number)) for number in range(SAVES)]

    def _search(self, words: str) -> Spent:
        def search() -> None:
            with self._vault.read() as db:
                note_list.note_list(db, NOW.date(), 624, words)

        return spent(search)


def _typed(words: str) -> list[str]:
    """Letter by letter."""
    return [words[:end] for end in range(1, len(words) + 1)]


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


if __name__ == "__main__":
    print(json.dumps(Measured(Path(sys.argv[1])).figures()))
