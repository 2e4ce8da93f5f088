# SPDX-License-Identifier: MIT
"""A new vault's folder: made beside its place and renamed when it is whole, so that there is never half a vault."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from otdesk import system
from otdesk.faults import Refusal
from otdesk.records.chain import VaultState
from otdesk.vault import anchor, engine, keys, packs, placing, schema
from otdesk.words import _

DATA = "data.db"
BACKUPS = "backups"


def check_place(folder: Path) -> None:
    """Refusal when a new vault cannot lie in this folder."""
    system.refuse_shared_folder(folder)
    if keys.is_vault(folder):
        raise Refusal(_("There is a vault in this folder already."))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(_("This folder is not empty. Choose an empty one, or a new name."))


def build(folder: Path, fill: Callable[[Path], None], clear_place: Callable[[], None] | None = None) -> None:
    """Let `fill` make the vault's files in a folder beside, then put it in place in one step.

    `clear_place` is called when the new one is whole, to put aside what stands in its place.
    """
    if not folder.parent.exists():
        system.private_folder(folder.parent)
    half = placing.half_of(folder)
    shutil.rmtree(half, ignore_errors=True)
    system.private_folder(half)
    try:
        fill(half)
        (half / BACKUPS).mkdir(mode=0o700)
        system.sync_folder(half)
        placing.put(half, folder, clear_place)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def new_data(folder: Path, unlocked: keys.Unlocked) -> None:
    """An empty, encrypted database with its tables, rules and first anchor."""
    with system.umask_private():
        raw = engine.open_file(folder / DATA, unlocked.key("database"), create=True)
    made = engine.plain_engine(raw)
    with made.begin() as connection:
        schema.to_head(connection)
    with Session(made) as db, db.begin():
        db.execute(
            insert(VaultState).values(
                id=1, vault=unlocked.vault, commits=0, changes=0, epoch=1, notes_checked=0, audit_checked=0
            )
        )
        packs.load(db)
    finish(raw, made)
    first = anchor.Anchor(unlocked.vault, 0, 1, "", "")
    anchor.write(folder, first, unlocked.key("anchor"))
    system.sync_file(folder / DATA)


def finish(raw: Any, made: Any) -> None:
    """Everything into the one file, and close it."""
    engine.checkpoint(raw)
    made.dispose()
