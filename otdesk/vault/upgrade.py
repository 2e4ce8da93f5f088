# SPDX-License-Identifier: MIT
"""An older vault becomes one of today: a copy is migrated and looked at, then put in place; the old one stays 30 days.

Any failure leaves the old file untouched. A newer schema is refused and never written.
"""

import logging
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from otdesk import system
from otdesk.faults import Trouble
from otdesk.vault import anchor, backup, chain, engine, keys, making, opening, pages, schema, undo
from otdesk.words import _

logger = logging.getLogger(__name__)

KEEP_OLD = timedelta(days=30)
_OLD = "data-%Y%m%d-%H%M%S.old.db"
# Tables that a migration itself writes; all others must hold as many rows as before.
_OURS = frozenset({"audit_events", "undo_steps", "undo_rows", "note_seals", "alembic_version", "rule_packs"})


def bring_up(
    folder: Path,
    unlocked: keys.Unlocked,
    now: datetime,
    *,
    migrations: Path = schema.MIGRATIONS,
    number: int = schema.SCHEMA,
) -> bool:
    """Migrate the vault if its schema is older; whether it did. The caller holds the owner lock."""
    _forget_old(folder, now)
    data = folder / making.DATA
    raw = engine.open_file(data, unlocked.key("database"))
    try:
        found = schema.version(raw)
        if found > number:
            raise schema.newer()
        if found == number:
            return False
        if not engine.checkpoint(raw):
            raise Trouble(_("Another program holds the vault's data file."), _("Close that program, then try again."))
    finally:
        raw.close()
    if system.free_bytes(folder) < 3 * data.stat().st_size:
        raise Trouble(
            _("There is too little room on the disk to renew the vault."), _("Make room, then open OTDesk again.")
        )
    backup.make(folder, unlocked, folder / making.BACKUPS, now)
    copy = folder / "data.db.upgrade"
    try:
        after = _migrated(data, copy, unlocked, now, found, migrations, number)
        _swap(folder, data, copy, now)
    finally:
        for left in folder.glob("data.db.upgrade*"):
            left.unlink()
    anchor.write(folder, after, unlocked.key("anchor"))
    return True


def _migrated(
    data: Path, copy: Path, unlocked: keys.Unlocked, now: datetime, found: int, migrations: Path, number: int
) -> anchor.Anchor:
    """Make the copy and bring it to the new schema; the anchor that fits it."""
    copy.unlink(missing_ok=True)
    key = unlocked.key("database")
    raw = engine.open_file(copy, key, create=True)
    source = engine.open_file(data, key)
    try:
        source.backup(raw)
    finally:
        source.close()
    before = backup.counts(raw)
    # A rebuilt table would take the rows that hang on it along, so foreign keys rest until the whole is checked.
    raw.execute("PRAGMA foreign_keys=OFF")
    made = engine.plain_engine(raw)
    try:
        with Session(made) as db, db.begin():
            after = _steps(db, unlocked, now, (found, number), migrations)
        _look(raw, before)
        engine.checkpoint(raw)
    finally:
        made.dispose()
    system.sync_file(copy)
    return after


def _steps(
    db: Session, unlocked: keys.Unlocked, now: datetime, numbers: tuple[int, int], migrations: Path
) -> anchor.Anchor:
    connection, chain_keys = db.connection(), opening.chain_keys(unlocked)
    if chain.verify(connection, chain_keys):
        raise Trouble(_("The signed notes in this vault are not as they were signed."), _("Restore the last backup."))
    schema.to_head(connection, migrations, numbers[1])
    undo.clear(connection)
    _refuse_orphans(connection)
    chain.keep_seals(connection, chain_keys, chain.sealed_notes(connection))
    connection.exec_driver_sql("UPDATE vault_state SET commits = commits + 1")
    standing = opening.state(connection)
    detail = {"from": numbers[0], "to": numbers[1]}
    chain.append_audit(db, chain_keys, standing.commits, now, unlocked.person, "upgrade", "vault", None, detail)
    if chain.verify(connection, chain_keys):
        raise _failed("the chains do not hold")
    return anchor.Anchor(standing.vault, standing.commits, standing.epoch, *chain.heads(db))


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise _failed(f"rows of {sorted({row[0] for row in orphans})} point nowhere")


def _look(raw: Any, before: dict[str, int]) -> None:
    if not pages.are_whole(raw):
        raise _failed("the copy is not whole")
    after = backup.counts(raw)
    lost = [name for name, rows in before.items() if name not in _OURS and after.get(name) != rows]
    if lost:
        raise _failed(f"rows of {lost} are not as many as before")


def _failed(why: str) -> Trouble:
    logger.error("the migration was given up: %s", why)
    return Trouble(
        _("The vault could not be renewed for this version of OTDesk."),
        _("It is as it was. Go on with the version you had, and tell us."),
    )


def _swap(folder: Path, data: Path, copy: Path, now: datetime) -> None:
    """At every moment `data.db` is a whole file: the old one gets a second name, then the new one takes the first."""
    for name in (data, copy):
        log = name.with_name(name.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise _failed("a write-ahead log is left")
    old = folder / now.astimezone(UTC).strftime(_OLD)
    try:
        os.link(data, old)
    except OSError:
        shutil.copyfile(data, old)
        system.sync_file(old)
    copy.replace(data)
    system.sync_folder(folder)


def _forget_old(folder: Path, now: datetime) -> None:
    for path in folder.glob("data-*.old.db"):
        try:
            made = datetime.strptime(path.name, _OLD).replace(tzinfo=UTC)
        except ValueError:
            continue
        if now - made > KEEP_OLD:
            path.unlink()
