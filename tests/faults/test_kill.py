# SPDX-License-Identifier: MIT
"""kill -9 while notes are typed and signed: nothing acknowledged is lost, and the vault opens as whole.

A short run by default; OTDESK_KILLS=200 (or 1000) for the full one. The figures are printed with -s.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from otdesk.faults import Trouble
from otdesk.records.notes import Note
from otdesk.rules.kinds import NoteStatus
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

KILLS = int(os.environ.get("OTDESK_KILLS", "20"))
ROOT = Path(__file__).resolve().parent.parent.parent
KILL = 9  # SIGKILL, a name Windows does not have


@pytest.fixture
def acknowledged(tmp_path: Path) -> Iterator[Path]:
    """A file on another file system than the vault, where there is one."""
    shared = Path("/dev/shm")  # noqa: S108 - memory: not the disk under test
    path = (shared if shared.is_dir() else tmp_path) / f"otdesk-acknowledged-{os.getpid()}"
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _kill_once(folder: Path, acknowledged: Path, after: float) -> None:
    """Start the writer, let it acknowledge something, kill it at a random moment."""
    before = _size(acknowledged)
    command = [sys.executable, "-m", "tests.faults.killed_writer", str(folder), str(acknowledged)]
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    limit = time.monotonic() + 60
    while _size(acknowledged) == before:
        assert child.poll() is None, child.stderr.read() if child.stderr else ""
        assert time.monotonic() < limit
        time.sleep(0.005)
    time.sleep(after)
    assert child.poll() is None
    child.send_signal(KILL)
    child.communicate()
    assert child.returncode == -KILL


def _missing(vault: Vault, lines: list[str]) -> list[str]:
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


@pytest.mark.timeout(60 + 5 * KILLS)
def test_nothing_acknowledged_is_lost(vault_folder: Path, acknowledged: Path, clock: FixedClock) -> None:
    vault = vaults.unlocked(vault_folder, clock())
    vault_rows.people(vault, clock)
    vault.close()
    rng = random.Random(11)  # noqa: S311 - when to kill
    opened: list[float] = []
    for _ in range(KILLS):
        _kill_once(vault_folder, acknowledged, rng.random() * 0.5)
        began = time.monotonic()
        vault = vaults.unlocked(vault_folder, clock.advance(days=1))
        opened.append(time.monotonic() - began)
        lines = acknowledged.read_text().splitlines()
        assert vault.findings == []
        assert _missing(vault, lines) == []
        vault.close()
    assert len(lines) >= 5 * KILLS
    print(f"{KILLS} kills, {len(lines)} acknowledged, 0 lost, slowest opening {max(opened):.2f} s")


def test_the_check_itself_sees_a_loss(vault_folder: Path, clock: FixedClock) -> None:
    vault = vaults.unlocked(vault_folder, clock())
    vault_rows.people(vault, clock)
    note_id = vault_rows.signed(vault, clock, "w1.2")
    assert _missing(vault, [f"signed {note_id} w1.2"]) == []
    assert _missing(vault, [f"signed {note_id} w1.3"]) == [f"signed {note_id} w1.3"]
    assert _missing(vault, ["draft 99 w2"]) == ["draft 99 w2"]
    vault.close()


def test_a_killed_owner_leaves_no_stale_lock(vault_folder: Path, acknowledged: Path, clock: FixedClock) -> None:
    vault = vaults.unlocked(vault_folder, clock())
    vault_rows.people(vault, clock)
    vault.close()
    for _ in range(2):
        _kill_once(vault_folder, acknowledged, 0.01)
    vaults.unlocked(vault_folder, clock.advance(days=1)).close()


def test_of_two_started_together_one_owns(vault_folder: Path, clock: FixedClock) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from otdesk import system\n"
        "from otdesk.faults import Trouble\n"
        "sys.stdin.readline()\n"
        "try:\n"
        "    lock = system.OwnerLock(Path(sys.argv[1]))\n"
        "except Trouble as told:\n"
        "    print(told.message, flush=True)\n"
        "else:\n"
        "    print('owner', flush=True)\n"
        "sys.stdin.readline()\n"
    )
    for _ in range(5):
        pair = [
            subprocess.Popen(
                [sys.executable, "-c", code, str(vault_folder / "lock")],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for _ in range(2)
        ]  # fmt: skip
        for child in pair:
            assert child.stdin is not None
            child.stdin.write("\n")
            child.stdin.flush()
        said = sorted(child.stdout.readline().strip() for child in pair if child.stdout)
        with pytest.raises(Trouble, match="OTDesk is open"):
            vaults.unlocked(vault_folder, clock())
        for child in pair:
            child.kill()
            child.communicate()
        assert said == ["OTDesk is open.", "owner"]
    vaults.unlocked(vault_folder, clock()).close()
