# SPDX-License-Identifier: MIT
"""What is disturbed at each of its steps: one operation on a prepared vault, done when it is told to begin.

    python -m tests.faults.operations OPERATION FOLDER SOCKET

It makes everything ready, says "ready" on the socket, waits for an answer, does the operation, and says what came of
it: "done", or what a person is told. The socket is not touched by what is injected into file operations.
"""

import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from otdesk.faults import Refusal, Trouble
from otdesk.records.notes import Note
from otdesk.vault import keys, restore, schema, upgrade
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.faults.children import local_line

POLICY = keys.KeyPolicy(**vaults.weak_keys())
NEW_PASSPHRASE = "nine loud geese over the road"
DRAFT = 4
BACKUP = "backup-for-restore.otdesk-backup"
SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("students", recreate="always") as batch:
        batch.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
    with op.batch_alter_table("notes", recreate="always") as batch:
        batch.add_column(sa.Column("seen", sa.Text(), nullable=False, server_default="no"))
"""  # tables that others hang on


def template(place: Path, clock: FixedClock) -> Path:
    """`place/vault`: three signed notes, one draft, a backup of its own; beside it a backup to restore."""
    vault = vaults.unlocked(vaults.make(place / "vault", clock()), clock())
    vault_rows.people(vault, clock)
    for number in range(3):
        vault_rows.signed(vault, clock, f"signed {number}")
    vault_rows.draft(vault, clock, "draft")
    made = vault.back_up(clock())
    shutil.copy(made, place / BACKUP)
    vault.close()
    (place / "vault" / "reserve").unlink()
    migrations(place)
    return place


def migrations(place: Path) -> Path:
    folder = place / "migrations"
    if not folder.is_dir():
        shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "0002_second.py").write_text(SECOND, encoding="utf-8")
    return folder


@contextmanager
def of_second_schema(place: Path) -> Iterator[None]:
    """OTDesk as it will be when there is a second schema."""
    defaults = upgrade.bring_up.__kwdefaults__
    if defaults is None:
        raise RuntimeError("bring_up lost its defaults")
    with patch.dict(defaults, migrations=migrations(place), number=2), patch.object(schema, "SCHEMA", 2):
        yield


def later(minutes: int = 60) -> FixedClock:
    clock = FixedClock()
    clock.advance(minutes=minutes)
    return clock


# --- the operations: each prepares, yields when ready, and then does it ----------------------------------------------


def save(place: Path) -> Iterator[None]:
    vault, clock = vaults.unlocked(place / "vault", later()()), later()
    yield
    with vault.write("save_draft", clock(), urgent=True) as work:
        work.db.get_one(Note, DRAFT).content = {"done": "draft, and more"}
        work.final()


def sign(place: Path) -> Iterator[None]:
    vault, clock = vaults.unlocked(place / "vault", later()()), later()
    yield
    vault_rows.sign(vault, clock, DRAFT)


def back_up(place: Path) -> Iterator[None]:
    vault, clock = vaults.unlocked(place / "vault", later()()), later()
    yield
    vault.back_up(clock())


def open_it(place: Path) -> Iterator[None]:
    unlocked = keys.unlock(place / "vault", vaults.PASSPHRASE, policy=POLICY)
    yield
    Vault.open(place / "vault", unlocked, now=later()())


def close_it(place: Path) -> Iterator[None]:
    vault, clock = vaults.unlocked(place / "vault", later()()), later()
    with vault.write("save_draft", clock(), urgent=True) as work:
        work.db.get_one(Note, DRAFT).content = {"done": "draft, and more"}
        work.final()
    yield
    vault.close(clock())


def change_passphrase(place: Path) -> Iterator[None]:
    yield
    keys.change_passphrase(place / "vault", vaults.PERSON, vaults.PASSPHRASE, NEW_PASSPHRASE, policy=POLICY)


def create(place: Path) -> Iterator[None]:
    yield
    Vault.create(place / "new", vaults.PASSPHRASE, vaults.PERSON, now=later()(), kdf=POLICY)[0].close()


def migrate(place: Path) -> Iterator[None]:
    unlocked = keys.unlock(place / "vault", vaults.PASSPHRASE, policy=POLICY)
    with of_second_schema(place):
        yield
        Vault.open(place / "vault", unlocked, now=later()())


def restore_new(place: Path) -> Iterator[None]:
    unlocked = restore.unlock_backup(place / BACKUP, passphrase=vaults.PASSPHRASE, policy=POLICY)
    yield
    restore.restore(place / BACKUP, unlocked, place / "new", later()())


def restore_over(place: Path) -> Iterator[None]:
    unlocked = restore.unlock_backup(place / BACKUP, passphrase=vaults.PASSPHRASE, policy=POLICY)
    yield
    restore.restore(place / BACKUP, unlocked, place / "vault", later()(), replace=True)


def careless(place: Path) -> Iterator[None]:
    """As nothing of OTDesk does it: a file written over where it lies. What looks for damage must see this one."""
    anchor = place / "vault" / "anchor"
    whole = anchor.read_bytes()
    yield
    anchor.write_bytes(whole)


OPERATIONS = {
    "save": save, "sign": sign, "backup": back_up, "passphrase": change_passphrase, "migration": migrate,
    "restore": restore_new, "restore over": restore_over, "open": open_it, "close": close_it, "create": create,
}  # fmt: skip
CONTROL = "careless"
EVERY = {**OPERATIONS, CONTROL: careless}


# --- looking at what is left -----------------------------------------------------------------------------------------


def standing(vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    """All a person could miss: notes with their words and signatures, and how many rows of everything else."""
    questions = {
        "notes": "SELECT id, status, content, sealed, signed_at FROM notes ORDER BY id",
        "links": "SELECT seq, note_id, kind, content_hash FROM note_chain ORDER BY seq",
        "others": "SELECT (SELECT count(*) FROM students), (SELECT count(*) FROM schools), "
        "(SELECT count(*) FROM therapists), (SELECT count(*) FROM therapy_sessions)",
    }
    with vault.read() as db:
        connection = db.connection()
        return {name: [tuple(row) for row in connection.exec_driver_sql(sql)] for name, sql in questions.items()}


@contextmanager
def warmed() -> Iterator[None]:
    logging.disable()
    with vaults.quick_memory():
        with tempfile.TemporaryDirectory() as folder:
            place = template(Path(folder), FixedClock())
            for name in ("migration", "restore"):
                for _step in OPERATIONS[name](place):
                    pass
        yield


def main() -> None:
    operation, place, address = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    with local_line() as line:
        line.connect(address)
        steps = EVERY[operation](place)
        next(steps)
        line.send(b"ready")
        line.recv(100)
        line.send(_done(steps).encode())


def _done(steps: Iterator[None]) -> str:
    try:
        next(steps, None)
    except Trouble as told:
        return f"trouble {told.message} | {told.next_step}"
    except Refusal as told:
        return f"refusal {told.message}"
    except Exception as bug:  # noqa: BLE001 - the border of a process: the bench is told, whatever it is
        return f"bug {type(bug).__name__} {bug}"[:500]
    return "done"


if __name__ == "__main__":
    main()
