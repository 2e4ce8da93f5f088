# SPDX-License-Identifier: MIT
"""The real window covered and locked: what a screen reader finds, and what is left in the memory of the process."""

import os
import re
import time
from pathlib import Path

import pytest

from otdesk.vault import keys
from tests import vaults
from tests.clock import FixedClock
from tests.desktop.real import Desktop
from tests.note_sample import desk

PHRASE = "velvet otter carries nine pencils"
CANARY = "Quillfeather"
LABELS = ("database", "backup", "anchor", "chain")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With real keys, and a student whose name stands nowhere else."""
    folder = tmp_path / "otdesk" / "vault"
    folder.parent.mkdir(mode=0o700)
    monkeypatch.setattr(vaults, "PASSPHRASE", PHRASE)
    monkeypatch.setattr(vaults, "weak_keys", dict)
    with desk(folder, FixedClock()) as made, made.house.vault.write("rename", FixedClock()()) as work:
        work.db.connection().exec_driver_sql("UPDATE students SET last = ?", (CANARY,))
    return folder


@pytest.mark.timeout(240)
def test_a_covered_window_tells_nothing_and_a_locked_one_remembers_nothing(screen: Desktop, vault: Path) -> None:
    unlocked = keys.unlock(vault, PHRASE)
    secrets = {label: unlocked.key(label) for label in LABELS} | {"data key": unlocked.data_key}
    before = set(processes(vault))
    screen.start("2026-10-20T10:24", "--vault", str(vault))
    screen.wait_for("Passphrase")
    screen.write(PHRASE)
    screen.press("Return")
    screen.wait_to_read(CANARY)
    opened = only(set(processes(vault)) - before)
    held = found_in(opened, secrets)
    assert CANARY in held, "the search finds what is there"
    assert set(LABELS) & set(held), "the keys of an open vault too"
    screen.press("F9")
    screen.wait_for("Passphrase")
    assert CANARY not in screen.look("all"), "not shown, and not to be found by walking what is not shown"
    screen.press("ctrl+l")
    assert screen.ended() == 0
    screen.program = None  # it started the one we wait for now
    screen.wait_for("Passphrase")
    locked = only(set(processes(vault)) - before)
    try:
        assert locked != opened
        assert found_in(locked, secrets) == []
    finally:
        os.kill(locked, 9)


def processes(vault: Path) -> list[int]:
    """Those that were started on this vault."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(vault).encode() in words and b"--vault" in words:
            found.append(int(line.parent.name))
    return found


def only(found: set[int]) -> int:
    limit = time.monotonic() + 20
    while len(found) != 1 and time.monotonic() < limit:
        time.sleep(0.1)
    assert len(found) == 1, found
    return found.pop()


def found_in(process: int, secrets: dict[str, bytes]) -> list[str]:
    """Which secrets, raw or as hex digits, and whether the canary's name, stand in the memory of a process."""
    wanted: dict[str, tuple[bytes, ...]] = {
        name: (raw, raw.hex().encode(), raw.hex().upper().encode()) for name, raw in secrets.items()
    }
    wanted[CANARY] = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-32-le"))
    wanted["passphrase"] = (PHRASE.encode(), PHRASE.encode("utf-16-le"))
    found: set[str] = set()
    with Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        for start, end in regions(process):
            try:
                memory.seek(start)
                block = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            found |= {name for name, forms in wanted.items() if any(form in block for form in forms)}
    return sorted(found)


def regions(process: int) -> list[tuple[int, int]]:
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8")
    lines = re.findall(r"^([0-9a-f]+)-([0-9a-f]+) r.*?(\S*)$", maps, re.MULTILINE)
    return [(int(start, 16), int(end, 16)) for start, end, name in lines if name not in ("[vvar]", "[vsyscall]")]
