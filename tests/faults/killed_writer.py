# SPDX-License-Identifier: MIT
"""The process that is killed: types and signs notes as fast as it can, and says what was acknowledged.

    python -m tests.faults.killed_writer VAULT ACKNOWLEDGED [SYNCHRONOUS]

Each line of ACKNOWLEDGED, on another file system, is written after the commit: "draft 12 words" or "signed 12 words".
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from otdesk.vault import engine
from tests import vault_rows, vaults
from tests.clock import FixedClock


@contextmanager
def careless(mode: str) -> Iterator[None]:
    """A database that tells of a commit before the disk has it, as OTDesk's never does: FULL is what it is."""
    pragmas = [pragma.replace("synchronous=FULL", f"synchronous={mode}") for pragma in engine._PRAGMAS]
    with patch.object(engine, "_PRAGMAS", tuple(pragmas)):
        yield


@contextmanager
def warmed() -> Iterator[None]:
    """Once through everything, so that a child that is forked after this one begins at once."""
    clock = FixedClock()
    with tempfile.TemporaryDirectory() as folder:
        vault = vaults.unlocked(vaults.make(Path(folder) / "vault", clock()), clock())
        vault_rows.people(vault, clock)
        vault_rows.signed(vault, clock)
        vault.undo_labels()
        vault.close()
    yield


def main() -> None:
    from otdesk.records.notes import Note

    folder, acknowledged = Path(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    clock = FixedClock()
    with careless(sys.argv[3]) if len(sys.argv) > 3 else nullcontext():
        vault = vaults.unlocked(folder, clock())
    number = 0
    while True:
        number += 1
        clock.advance(seconds=20)
        words = f"w{os.getpid()}-{number}"
        note_id = vault_rows.draft(vault, clock, words)
        os.write(acknowledged, f"draft {note_id} {words}\n".encode())
        for typed in range(3):
            with vault.write("save_draft", clock(), urgent=True) as work:
                work.db.get_one(Note, note_id).content = {"done": f"{words}.{typed}"}
                work.final()
            os.write(acknowledged, f"draft {note_id} {words}.{typed}\n".encode())
        vault_rows.sign(vault, clock, note_id)
        os.write(acknowledged, f"signed {note_id} {words}.2\n".encode())
        if number % 10 == 0:
            vault.undo_labels()


if __name__ == "__main__":
    main()
