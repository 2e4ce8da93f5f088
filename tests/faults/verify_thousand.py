# SPDX-License-Identifier: MIT
"""What `otdesk verify` says of 1,000 damaged vaults and backups, and of 1,000 healthy ones.

Every harm is proved: the files differ from those before. What is not found is looked at row by row: if all rows are
those of the healthy vault the harm was harmless (a page that the log replaces); if only rows differ that nobody signed
it is an old page put back, outside of what is promised. Both are counted apart and do not count among the thousand.
All else is missed.
"""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from otdesk.faults import Trouble
from otdesk.vault import checking, engine, keys, pages, restore, witness
from tests import vaults
from tests.clock import FixedClock
from tests.faults import damages
from tests.faults.children import KILLED, Nursery
from tests.faults.damages import POLICY, Case, Harm
from tests.faults.kills import size, wait_for_growth
from tests.faults.outcome import Outcome

PER_CASE = 60
_UNSIGNED = "an unsigned row is old"


@dataclass
class Figures:
    injected: int = 0
    fired: int = 0
    found: Counter[str] = field(default_factory=Counter)
    harmless: Counter[str] = field(default_factory=Counter)
    outside: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    without_advice: Counter[str] = field(default_factory=Counter)
    engine_passed: int = 0
    """Damages that the engine's own two integrity checks say "ok" to."""
    healthy: int = 0
    accused: Counter[str] = field(default_factory=Counter)
    sentences: set[str] = field(default_factory=set)

    def harmed(self) -> int:
        return self.found.total() + self.missed.total()

    def outcome(self) -> Outcome:
        failures = [f"missed: {name}, {count} times" for name, count in self.missed.items()]
        failures += [f"a healthy one was accused: {name}, {count} times" for name, count in self.accused.items()]
        failures += [f"no word on what to do: {name}" for name in self.without_advice]
        if not self.engine_passed:
            failures.append("the engine's own checks saw everything: the harms are too coarse to prove anything")
        return Outcome(
            self.injected,
            self.fired,
            detected=self.found.total(),
            false_alarms=self.accused.total(),
            figures=(
                f"{self.found.total()} damaged: all told in {len(self.sentences)} different sentences",
                f"{self.engine_passed} of them pass the engine's own checks",
                f"{self.harmless.total()} more were harmless: no row differs",
                f"{self.outside.total()} more were old pages without a signed row, which nobody promises to see",
                f"{self.healthy} healthy ones, {len(damages.HEALTHY) + 1} kinds: {self.accused.total()} accused",
            ),
            failures=tuple(failures),
        )


def prove(*, full: bool, scratch: Path) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTDESK_HOME", str(scratch / "home"))
        return run(scratch, *((1000, 1000) if full else (48, 13))).outcome()


def look(path: Path) -> None:
    """As `otdesk verify` does, with a passphrase that is cheap to check. Trouble for what is not whole."""
    if path.is_dir():
        checking.look_at_vault(path, keys.unlock(path, vaults.PASSPHRASE, policy=POLICY, mend=False))
    else:
        checking.look_at_backup(path, restore.unlock_backup(path, passphrase=vaults.PASSPHRASE, policy=POLICY))


def run(scratch: Path, damaged: int, healthy: int) -> Figures:
    figures, rng, clock = Figures(), random.Random(1), FixedClock()  # noqa: S311 - a fixed sample
    other = vaults.make(scratch / "other", clock())
    with Nursery("tests.faults.killed_writer") as nursery:
        ways: tuple[Harm, ...] = (Killed(nursery, scratch / "acknowledged"), *damages.HEALTHY)
        while figures.harmed() < damaged or figures.healthy < healthy:
            folder = scratch / "case"
            folder.mkdir()
            case = damages.make_case(folder, clock, other, rng)
            _damage(case, rng, min(PER_CASE, damaged - figures.harmed()), figures)
            _spare(case, rng, ways, min(PER_CASE, healthy - figures.healthy), figures)
            shutil.rmtree(folder)
    return figures


class Killed:
    """A vault whose process was killed while it wrote and signed: this one really."""

    __name__ = "kill -9"

    def __init__(self, nursery: Nursery, log: Path) -> None:
        self._nursery, self._log = nursery, log

    def __call__(self, case: Case, rng: random.Random) -> Path:
        place = case.place.with_name("to kill")
        witness.forget(place, case.unlocked.vault)  # of the one killed there before
        folder = damages.put(case.closed, place)
        before = size(self._log)
        child = self._nursery.start(str(folder), str(self._log))
        wait_for_growth(self._log, before)
        time.sleep(rng.random() * 0.2)
        if child.kill() != KILLED:
            raise RuntimeError("the writer ended by itself")
        return folder


def _damage(case: Case, rng: random.Random, count: int, figures: Figures) -> None:
    harms = [*damages.VAULT_HARMS, *damages.BACKUP_HARMS]
    rng.shuffle(harms)
    for number in range(count):
        _harm_once(case, harms[number % len(harms)], rng, figures)


def _harm_once(case: Case, harm: Harm, rng: random.Random, figures: Figures) -> None:
    path = harm(case, rng)
    figures.injected += 1
    if all(_files(path) != _files(whole) for whole in (case.closed, case.killed, case.backup)):
        figures.fired += 1
    name = _name(harm)
    if _engine_passes(path, case):
        figures.engine_passed += 1
    try:
        look(path)
    except Trouble as trouble:
        figures.found[name] += 1
        figures.sentences.add(str(trouble))
        if not trouble.next_step or not trouble.message.endswith("."):
            figures.without_advice[name] += 1
        return
    kind = _differing(path, case)
    {"": figures.harmless, _UNSIGNED: figures.outside}.get(kind, figures.missed)[f"{name} {kind}".strip()] += 1


def _spare(case: Case, rng: random.Random, ways: tuple[Harm, ...], count: int, figures: Figures) -> None:
    for number in range(count):
        way = ways[number * len(ways) // count]
        path = way(case, rng)
        figures.healthy += 1
        try:
            look(path)
        except Trouble as trouble:
            figures.accused[f"{_name(way)}: {trouble.message}"] += 1


def _name(harm: Callable[..., object]) -> str:
    return str(getattr(harm, "__name__", harm))


def _files(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name if path.is_dir() else "": file.read_bytes() for file in files if file.is_file()}


def _engine_passes(path: Path, case: Case) -> bool:
    """The negative control: what one would know without anchor, chains and label."""
    data, label = (path / "data.db", "database") if path.is_dir() else (path, "backup")
    copy = case.place.with_name("control")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for file in data.parent.glob(f"{data.name}*"):
        shutil.copyfile(file, copy / file.name)
    try:
        raw = engine.open_file(copy / data.name, case.unlocked.key(label), read_only=True, wal=path.is_dir())
    except Trouble:
        return False
    try:
        return pages.are_whole(raw, behind=0 if path.is_dir() else 1024, log=copy / "data.db-wal")
    finally:
        raw.close()


def _differing(path: Path, case: Case) -> str:
    """ "" when all rows are those of the healthy state; else what is not."""
    if path.is_file():
        return "a backup"
    now = _rows(path, case)
    if now is None:
        return "what cannot be read"
    whole = [_rows(state, case) or {} for state in (case.closed, case.killed)]
    if now in whole:
        return ""
    kept = [{name: rows for name, rows in state.items() if name in _PROMISED} for state in (now, *whole)]
    return _UNSIGNED if kept[0] in kept[1:] else "a signed row or the trail"


_PROMISED = {"note_chain", "audit_events", "notes", "note_seals", "amendments"}
_CLOSED = {"signed", "void"}


def _rows(folder: Path, case: Case) -> dict[str, list[Any]] | None:
    """None when they cannot be read."""
    import sqlcipher3.dbapi2 as driver

    try:
        raw = engine.open_file(folder / "data.db", case.unlocked.key("database"), read_only=True)
    except Trouble:
        return None
    try:
        found = {
            name: raw.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()  # noqa: S608 - our own names
            for name in pages.tables(raw)
        }
        status = [row[1] for row in raw.execute("PRAGMA table_info(notes)")].index("status")
    except driver.DatabaseError:
        return None
    finally:
        raw.close()
    found["drafts"] = [row for row in found["notes"] if row[status] not in _CLOSED]
    found["notes"] = [row for row in found["notes"] if row[status] in _CLOSED]
    return found
