# SPDX-License-Identifier: MIT
"""A vault made again from a backup: in a new folder, under its own keys, as a new epoch that the trail tells of."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from otdesk import system
from otdesk.faults import Trouble
from otdesk.vault import (
    anchor,
    backup,
    backup_file,
    chain,
    engine,
    keys,
    making,
    opening,
    passphrases,
    placing,
    recovery_code,
    schema,
    witness,
)
from otdesk.words import _


def unlock_backup(
    path: Path, *, passphrase: str = "", code: str = "", policy: keys.KeyPolicy = keys.DEFAULT_POLICY
) -> keys.Unlocked:
    """The keys of a backup, by the passphrase of its time or by the recovery code. Trouble when it does not fit."""
    header = backup_file.read(path).key_header
    kind = "recovery" if code else "passphrase"
    secret = recovery_code.secret_of(code) if code else passphrases.normalized(passphrase).encode()
    unlocked = keys.open_header(header, kind, secret, None, policy)
    if unlocked is None:
        raise keys.wrong(kind)
    return unlocked


def restore(path: Path, unlocked: keys.Unlocked, folder: Path, now: datetime, *, replace: bool = False) -> Path | None:
    """Make a vault in `folder` from a backup that `unlocked` opens.

    `replace` puts a vault that is already there aside (its new place is returned) instead of refusing. The old one is
    untouched until the new one is whole. Trouble when the backup or the disk does not allow it.
    """
    import sqlcipher3.dbapi2 as driver

    try:
        return _restore(path, unlocked, folder, now, replace=replace)
    except OSError as fault:
        raise _not_written(fault.strerror or "") from fault
    except (driver.DatabaseError, DatabaseError) as fault:
        raise _not_written("") from fault


def _not_written(why: str) -> Trouble:
    return Trouble(
        _("The vault could not be written: {why}.").format(why=why.lower() or _("the disk refused")),
        _("Make room on the disk, then restore again. Nothing was changed."),
    )


def _restore(path: Path, unlocked: keys.Unlocked, folder: Path, now: datetime, *, replace: bool) -> Path | None:
    label = backup.verify(path, unlocked)
    if label.schema > schema.SCHEMA:
        raise schema.newer()
    aside = None
    lock = None
    if replace and (keys.is_vault(folder) or (folder / making.DATA).is_file()):
        system.refuse_shared_folder(folder)
        lock = system.OwnerLock(folder / "lock")
        aside = folder.with_name(f"{folder.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    else:
        making.check_place(folder)

    def fill(half: Path) -> None:
        _fill(half, path, label, unlocked, now)

    def clear_place() -> None:
        if aside is not None and lock is not None:
            _bring_backups(folder / making.BACKUPS, placing.ready_of(folder) / making.BACKUPS)
            lock.release()
            folder.rename(aside)
        witness.forget(folder, unlocked.vault)

    try:
        making.build(folder, fill, clear_place)
    finally:
        if lock is not None:
            lock.release()
    return aside


def _bring_backups(source: Path, target: Path) -> None:
    """Those of the vault put aside stay at hand: whoever chose the wrong one wants to see the others."""
    for path in source.glob(f"*{backup_file.SUFFIX}"):
        try:
            os.link(path, target / path.name)
        except OSError:
            shutil.copyfile(path, target / path.name)
    system.sync_folder(target)


def _fill(half: Path, path: Path, label: backup_file.Label, unlocked: keys.Unlocked, now: datetime) -> None:
    keys.write_header(half, label.key_header)
    source = engine.open_file(path, unlocked.key("backup"), read_only=True, wal=False)
    try:
        with system.umask_private():
            target = engine.open_file(half / making.DATA, unlocked.key("database"), create=True)
        source.backup(target)
        target.execute("PRAGMA journal_mode=WAL").fetchone()
    finally:
        source.close()
    made = engine.plain_engine(target)
    with Session(made) as db, db.begin():
        connection = db.connection()
        connection.exec_driver_sql("UPDATE vault_state SET epoch = epoch + 1, commits = commits + 1")
        standing = opening.state(connection)
        detail = {"backup_made": label.made, "commits": label.commits, "epoch": standing.epoch}
        chain_keys = opening.chain_keys(unlocked)
        chain.append_audit(db, chain_keys, standing.commits, now, unlocked.person, "restore", "vault", None, detail)
        heads = chain.heads(db)
    with made.connect() as connection:
        findings = chain.verify(connection, chain_keys)
    making.finish(target, made)
    if findings:
        raise Trouble(_("The signed notes in this backup are not as they were signed."), _("Choose an older one."))
    anchor.write(half, anchor.Anchor(standing.vault, standing.commits, standing.epoch, *heads), unlocked.key("anchor"))
    system.sync_file(half / making.DATA)
