# SPDX-License-Identifier: MIT
"""Item 1: kill -9 while notes are typed and signed: nothing acknowledged is lost, and the vault opens as whole."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from otdesk.faults import Trouble
from otdesk.records.notes import Note
from otdesk.rules.kinds import NoteStatus
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.faults.children import KILLED, Nursery
from tests.faults.outcome import Outcome
from tests.faults.places import off_disk

SHORT, FULL = 8, 1000
A_NEW_VAULT_EVERY = 100  # kills: as long as one of a year


def prove(*, full: bool, scratch: Path) -> Outcome:
    kills = FULL if full else SHORT
    dice = random.Random(11)  # noqa: S311 - when to kill
    acknowledged, lost, fired, alarms, opened = 0, 0, 0, 0, list[float]()
    with off_disk("acknowledged") as log, Nursery("tests.faults.killed_writer") as nursery:
        for number in range(kills):
            if number % A_NEW_VAULT_EVERY == 0:
                folder, clock = _prepared(scratch / f"vault{number}"), FixedClock()
                log.unlink(missing_ok=True)
            before = size(log)
            child = nursery.start(str(folder), str(log))
            wait_for_growth(log, before)
            time.sleep(dice.random() * 0.5)
            fired += child.kill() == KILLED
            began = time.perf_counter()
            lines = log.read_text().splitlines()
            try:
                vault = vaults.unlocked(folder, clock.advance(days=1))
            except Trouble:
                alarms += 1
                break
            opened.append(time.perf_counter() - began)
            alarms += len(vault.findings)
            lost += len(missing(vault, lines))
            acknowledged += log.read_bytes()[before:].count(b"\n")
            vault.close()
    figures = (f"opening after a kill: median {statistics.median(opened):.2f} s, slowest {max(opened):.2f} s",)
    failures = () if acknowledged >= 3 * kills else (f"only {acknowledged} acknowledgements: the writer hardly ran",)
    return Outcome(kills, fired, acknowledged, lost, 0, alarms, figures, failures)


def _prepared(folder: Path) -> Path:
    clock = FixedClock()
    vault = vaults.unlocked(vaults.make(folder, clock()), clock())
    vault_rows.people(vault, clock)
    vault.close()
    return folder


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def wait_for_growth(path: Path, before: int) -> None:
    wait_until(lambda: size(path) > before)


def wait_until(holds: Callable[[], bool]) -> None:
    limit = time.monotonic() + 60
    while not holds():
        if time.monotonic() > limit:
            raise RuntimeError("the process that is to be killed never began its work")
        time.sleep(0.002)


def missing(vault: Vault, lines: list[str]) -> list[str]:
    """Acknowledged lines that are not in the vault, or were overtaken by nothing newer of the same note."""
    last: dict[int, tuple[str, str]] = {}
    for line in lines:
        kind, note_id, words = line.split()
        last[int(note_id)] = (kind, words)
    lost = []
    with vault.read() as db:
        for number, (kind, words) in last.items():
            note = db.get(Note, number)
            if note is None or not _stands(note, kind, words):
                lost.append(f"{kind} {number} {words}")
    return lost


def _stands(note: Note, kind: str, words: str) -> bool:
    held = str(note.content["done"])
    if kind == "signed":
        return note.status is NoteStatus.SIGNED and held == words
    # The write after the acknowledged one may have come through without its acknowledgement.
    return held.split(".", maxsplit=1)[0] == words.split(".", maxsplit=1)[0] and held >= words
