# SPDX-License-Identifier: MIT
"""Item 9: files that come in, spoiled in many ways, and bombs: each is read or refused with a sentence, within the
limits of the child that reads it; an import that fails in its middle leaves nothing; a spoiled backup is not restored.
"""

import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from otdesk.actions.imports import apply
from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.reading import FileReader
from otdesk.faults import Trouble
from otdesk.queries.import_words import file_sentence
from otdesk.queries.imports import preview
from otdesk.records.every import metadata
from otdesk.rules.import_rows import ParsedFile
from otdesk.vault import keys, making, restore
from otdesk.vault.vault import Vault
from tests import vaults
from tests.clock import FixedClock
from tests.exchange.importing import FILES, Desk
from tests.faults.bombs import bombs
from tests.faults.foreign_files import TODAY, most_memory, spoil, spoiled
from tests.faults.outcome import Outcome

SHORT, FULL = 60, 10_000
BACKUPS = 10  # one in so many of the spoiled files is a backup
SLOWEST, BOMB_SECONDS, MOST_MEMORY = 20.0, 2.0, 600.0
POLICY = keys.KeyPolicy(**vaults.weak_keys())


class Broken(Exception):
    """The import fails here."""


@dataclass
class Seen:
    told: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    torn: int = 0
    partial: int = 0
    slowest_bomb: float = 0.0
    failures: list[str] = field(default_factory=list)


def prove(*, full: bool, scratch: Path) -> Outcome:
    return attack(FULL if full else SHORT, scratch, in_time=full)


def attack(count: int, scratch: Path, *, in_time: bool) -> Outcome:
    """So many spoiled files, and every bomb; `in_time` holds the bombs to their two seconds, and the children to their
    memory: in a test run the system counts the children of all tests."""
    seen = Seen()
    desk = _marlow(scratch)
    tables = count - count // BACKUPS
    _spoiled_tables(desk, scratch, tables, seen)
    desk.vault.close(backup_at=FixedClock()())
    _spoiled_backups(scratch, count - tables, seen)
    all_bombs = bombs()
    _bombs(all_bombs, scratch, seen, in_time=in_time)
    memory = most_memory()
    if in_time and memory >= MOST_MEMORY:
        seen.failures.append(f"a child took {memory:.0f} MB")
    if seen.slowest > SLOWEST + 1:
        seen.failures.append(f"a file took {seen.slowest:.1f} s")
    refused = sum(times for name, times in seen.told.items() if name.startswith(("refused", "bomb")))
    figures = (
        ", ".join(f"{name} {times}" for name, times in sorted(seen.told.items()) if times),
        f"{seen.torn} imports broken off in their middle, {seen.partial} left something behind",
        f"slowest file {seen.slowest:.2f} s, slowest bomb {seen.slowest_bomb:.2f} s of the processor",
        f"most memory of a child {memory:.0f} MB",
    )
    handled = sum(seen.told.values()) - seen.told["CRASHED"]
    return Outcome(
        count + len(all_bombs), handled, detected=refused, figures=figures,
        failures=tuple(seen.failures[:12]),
    )  # fmt: skip


def _marlow(scratch: Path) -> Desk:
    clock = FixedClock()
    vaults.make(scratch / "vault", clock())
    desk = Desk(vaults.unlocked(scratch / "vault", clock()), scratch, clock())
    for name in ("schools.csv", "travel.csv", "bells.csv", "district_calendar.ics", "caseload.xlsx"):
        desk.take(FILES / "marlow" / name)
    return desk


# --- tables and calendars --------------------------------------------------------------------------------------------


def _spoiled_tables(desk: Desk, scratch: Path, count: int, seen: Seen) -> None:
    before, dice = _rows(desk.vault), random.Random(9)  # noqa: S311 - where to break off
    with FileReader() as reader:
        for name, content in spoiled(count, seed=9):
            path = scratch / name
            path.write_bytes(content)
            parsed = _read(reader, path, seen)
            if parsed is not None:
                seen.torn += _break_off(desk, parsed, dice.choice((1, 1, 2, 3, 5, 8)))
    after = _rows(desk.vault)
    seen.partial = sum(before[name] != after[name] for name in before)
    if seen.partial:
        seen.failures.append(f"{seen.partial} tables are not as they were")
    if not seen.torn:
        seen.failures.append("no import was ever broken off")


def _read(reader: FileReader, path: Path, seen: Seen) -> ParsedFile | None:
    began = time.perf_counter()
    try:
        parsed = reader.read(path, TODAY)
        seen.told["read"] += 1
    except UnusableFile as unusable:
        parsed = None
        seen.told["CRASHED" if reader.died else "refused"] += 1
        if reader.died or not file_sentence(unusable.problem).endswith("."):
            seen.failures.append(f"{path.name}: {unusable.problem}")
    seen.slowest = max(seen.slowest, time.perf_counter() - began)
    return parsed


def _break_off(desk: Desk, parsed: ParsedFile, flushes: int) -> bool:
    """Import it, and fail after so many flushes, or at the very end; whether it came that far."""
    broken = False
    try:
        with desk.vault.write("import", desk.now) as work, _failing(work.db, flushes):
            apply(work, preview(work.db, parsed, TODAY))
            _at_the_end()
    except Broken:
        broken = True
    return broken


def _at_the_end() -> None:
    raise Broken


@contextmanager
def _failing(db: Session, flushes: int) -> Iterator[None]:
    left = [flushes]

    def flushed(_session: Session, _context: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Broken

    event.listen(db, "after_flush", flushed)
    try:
        yield
    finally:
        event.remove(db, "after_flush", flushed)


def _rows(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    with vault.read() as db:
        return {table.name: sorted((tuple(row) for row in db.execute(table.select())), key=repr)
                for table in metadata.sorted_tables}  # fmt: skip


# --- backups ---------------------------------------------------------------------------------------------------------


def _spoiled_backups(scratch: Path, count: int, seen: Seen) -> None:
    (whole, *_older) = sorted((scratch / "vault" / making.BACKUPS).iterdir(), reverse=True)
    content, dice = whole.read_bytes(), random.Random(10)  # noqa: S311 - how to spoil
    path, place = scratch / whole.name, scratch / "restored"
    for _number in range(count):
        path.write_bytes(spoil(content, dice, dice.choice((1, 1, 2, 5))))
        try:
            unlocked = restore.unlock_backup(path, passphrase=vaults.PASSPHRASE, policy=POLICY)
            restore.restore(path, unlocked, place, FixedClock()())
        except Trouble as trouble:
            seen.told["refused backups"] += 1
            if not trouble.next_step:
                seen.failures.append(f"nothing says what to do: {trouble.message}")
            if place.exists() and any(place.iterdir()):
                seen.failures.append("a refused backup left files in the folder of the vault")
        else:
            seen.told["backups restored, harmless"] += 1
            vaults.unlocked(place, FixedClock()()).close()
        shutil.rmtree(place, ignore_errors=True)


# --- bombs -----------------------------------------------------------------------------------------------------------


def _bombs(made: dict[str, tuple[str, bytes]], scratch: Path, seen: Seen, *, in_time: bool) -> None:
    """Each comes to a child that is there already. What a busy machine does meanwhile is not held against it."""
    with FileReader() as reader:
        reader.read(FILES / "marlow" / "schools.csv", TODAY)
        for name, (file, content) in made.items():
            path = scratch / file
            path.write_bytes(content)
            began = _used(reader)
            try:
                reader.read(path, TODAY)
                seen.failures.append(f"{name}: read as if it were none")
            except UnusableFile:
                seen.told["CRASHED" if reader.died else "bombs refused"] += 1
            took = _used(reader) - began
            seen.slowest_bomb = max(seen.slowest_bomb, took)
            if in_time and took > BOMB_SECONDS:
                seen.failures.append(f"{name}: {took:.1f} s")


def _used(reader: FileReader) -> float:
    """Seconds of the processor that the child has used; of the clock where the system does not say."""
    child = reader._child
    stat = Path(f"/proc/{child._process.pid}/stat") if child is not None else None
    if sys.platform == "win32" or stat is None or not stat.exists():
        return time.perf_counter()
    user, system = stat.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
