# SPDX-License-Identifier: MIT
"""Backups: made by the engine from one unchanging state, verified where they lie, then the old ones thinned out."""

import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from otdesk import system
from otdesk.faults import Trouble
from otdesk.rules.backups import Backup
from otdesk.vault import backup_file, engine, keys, making, opening, pages, rotation, schema
from otdesk.vault.backup_file import Label
from otdesk.words import _

_LABEL_PAGES = 1024  # the engine's check reads to the end of the file; the label there is checked by its own MAC
_AT_ONCE = 2048  # pages copied between two words on how far it is
_COPYING = 0.6  # of the time; the rest goes to looking at what was written

_READ_ONCE = "PRAGMA cache_size=-1024"
"""KiB: pages that are come to once, or in their order, are not worth keeping."""

_ABANDONED = timedelta(days=1)

logger = logging.getLogger(__name__)


Progress = Callable[[float], object]
"""Is told which part is done, 0 to 1."""


def unheard(_part: float) -> None:
    pass


def make(
    vault_folder: Path,
    unlocked: keys.Unlocked,
    folder: Path,
    now: datetime,
    progress: Progress = unheard,
    header: keys.Header | None = None,
) -> Path:
    """A verified backup of the vault in `folder` (any place a person chose, or the vault's own); its path. It opens as
    the vault does, or as another `header` of the same keys says.

    Uses its own connection: may run in another thread while the vault is in use. Trouble when it cannot be written or
    does not verify; then no file is left.
    """
    import sqlcipher3.dbapi2 as driver

    name = f"otdesk-{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    temp = folder / f"{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_halves(folder, now)
        final = _free_name(folder, name)
        _look_for_room(vault_folder, folder)
        with system.umask_private():
            label = _copy(vault_folder, unlocked, temp, now, progress, header or keys.read_header(vault_folder))
            _put_label(temp, label, unlocked.key("backup"))
        progress(1.0)
        temp.replace(final)
        system.sync_folder(folder)
    except OSError as fault:
        raise _not_written(fault.strerror or "") from fault
    except driver.DatabaseError as fault:
        raise _not_written(str(fault)) from fault
    finally:
        with contextlib.suppress(OSError):  # what stays is swept away at the next start
            temp.unlink(missing_ok=True)
    return final


def _forget_halves(folder: Path, now: datetime) -> None:
    """What a stopped backup left in a place that no vault sweeps. One that another computer writes there now is new."""
    for path in folder.glob("otdesk-*.part*"):
        with contextlib.suppress(OSError):
            if now.timestamp() - path.stat().st_mtime > _ABANDONED.total_seconds():
                path.unlink()


def _not_written(why: str) -> Trouble:
    return Trouble(
        _("The backup could not be written: {why}.").format(why=why.lower() or _("the disk refused")),
        _("Choose another place, or make room. The vault itself is as it was."),
    )


def _look_for_room(vault_folder: Path, folder: Path) -> None:
    data = vault_folder / making.DATA
    need = sum(path.stat().st_size for path in (data, data.with_name(f"{data.name}-wal")) if path.is_file())
    free = system.free_bytes(folder)
    if free < need:
        raise Trouble(
            _("There is too little room for a backup: it needs {need} MB, {free} MB are free.").format(
                need=round(need / 1e6 + 0.5), free=round(free / 1e6)
            ),
            _("Make room there, or choose another place. The vault itself is as it was."),
        )


def _free_name(folder: Path, name: str) -> Path:
    number = 1
    while (path := folder / f"{name}{f'-{number}' if number > 1 else ''}{backup_file.SUFFIX}").exists():
        number += 1
    return path


def _copy(
    vault_folder: Path, unlocked: keys.Unlocked, temp: Path, now: datetime, progress: Progress, header: keys.Header
) -> Label:
    """What the vault held at the moment whose pages now stand in `temp`."""

    def told(_status: int, left: int, pages: int) -> None:
        progress(_COPYING * (pages - left) / max(1, pages))

    source = engine.open_file(vault_folder / making.DATA, unlocked.key("database"))
    try:
        source.execute("BEGIN")
        label = _label(source, now, header.to_json())
        target = engine.open_file(temp, unlocked.key("backup"), create=True, wal=False)
        try:
            for pragma in (_READ_ONCE, "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF"):
                target.execute(pragma)  # what stops halfway is thrown away; the whole is made durable with its label
            source.backup(target, pages=_AT_ONCE, progress=told)
            target.execute("PRAGMA journal_mode=DELETE").fetchone()
        finally:
            target.close()
        source.execute("ROLLBACK")
    finally:
        source.close()
    return replace(label, size=temp.stat().st_size)


def _put_label(path: Path, label: Label, key: bytes) -> None:
    """Look at what was copied, and only then sign it; Trouble when it is not what the vault held."""
    label = replace(label, sha256=_looked_at(path, label, key))
    label = replace(label, mac=label.sealed(key))
    backup_file.append(path, label)
    if backup_file.read(path) != label:
        raise backup_file.damaged()


def _label(raw: Any, now: datetime, header: dict[str, Any]) -> Label:
    standing = opening.state_of(raw)
    heads = [
        (raw.execute(f"SELECT hash FROM {table} ORDER BY seq DESC LIMIT 1").fetchone() or ("",))[0]
        for table in ("note_chain", "audit_events")
    ]
    last = raw.execute("SELECT max(service_date) FROM notes").fetchone()[0]
    return Label(
        vault=standing.vault,
        made=now.astimezone(UTC).isoformat(timespec="seconds"),
        schema=schema.version(raw),
        commits=standing.commits,
        changes=standing.changes,
        epoch=standing.epoch,
        note_head=heads[0],
        audit_head=heads[1],
        counts=counts(raw),
        last_note=last,
        size=0,
        sha256="",
        header=header,
    )


def counts(raw: Any) -> dict[str, int]:
    """Rows per table."""
    return {name: int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in pages.tables(raw)}


def verify(path: Path, unlocked: keys.Unlocked) -> Label:
    """Open a backup from where it lies and look at every page and every figure; Trouble when anything is wrong."""
    label = backup_file.read(path)
    key = unlocked.key("backup")
    if label.vault != unlocked.vault:
        raise Trouble(_("This backup is of another vault."), _("Choose another file."))
    if label.mac != replace(label, mac="").sealed(key) or label.sha256 != _looked_at(path, label, key):
        raise backup_file.damaged()
    return label


def _looked_at(path: Path, label: Label, key: bytes) -> str:
    """SHA-256 of a database whose every page and figure holds; Trouble when one does not.

    Its bytes and its rows are looked at side by side: of a large vault each takes seconds.
    """
    with ThreadPoolExecutor(1) as beside:
        pages_hold = beside.submit(_pages_hold, path, key)
        rows_hold = _rows_hold(path, label, key)
        found = backup_file.digest(path, label.size)
        if not (pages_hold.result() and rows_hold):
            raise backup_file.damaged()
    return found


def _opened(path: Path, key: bytes) -> Any:
    """Trouble that speaks of the backup, not of the vault."""
    try:
        raw = engine.open_file(path, key, read_only=True, wal=False)
    except Trouble as fault:
        raise backup_file.damaged() from fault
    raw.execute(_READ_ONCE)
    return raw


def _pages_hold(path: Path, key: bytes) -> bool:
    with closing(_opened(path, key)) as raw:
        return pages.are_sealed(raw, behind=_LABEL_PAGES) and pages.are_joined(raw)


def _rows_hold(path: Path, label: Label, key: bytes) -> bool:
    """The engine's check, and the figures that the label gives."""
    with closing(_opened(path, key)) as raw:
        if not pages.are_sound(raw):
            return False
        seen = _label(raw, label.made_at, label.header)
        return replace(seen, size=label.size, sha256=label.sha256, mac=label.mac) == label


def listed(folder: Path) -> list[Backup]:
    """The readable backups in a folder, newest first, without a key."""
    found = []
    for path in folder.glob(f"*{backup_file.SUFFIX}"):
        try:
            label = backup_file.read(path)
        except Trouble:
            logger.info("passed over a file that is not a whole backup")
            continue
        found.append(
            Backup(
                path,
                label.vault,
                label.made_at,
                path.stat().st_size,
                label.changes,
                label.counts.get("students", 0),
                label.counts.get("notes", 0),
                label.last_note_on,
            )
        )
    return sorted(found, key=_made, reverse=True)


def _made(backup: Backup) -> tuple[datetime, str]:
    return backup.made, backup.path.name


def is_due(vault_folder: Path, changes: int) -> bool:
    """Whether something changed since the newest backup in the vault's own folder."""
    newest = listed(vault_folder / making.BACKUPS)
    return not newest or newest[0].changes != changes


def thin_out(folder: Path, verified: Path) -> list[Path]:
    """Remove what rotation no longer keeps, all of it older than `verified`, which has just proved whole.

    Backups of other vaults in the same folder are not ours to remove.
    """
    label = backup_file.read(verified)
    backups = [backup for backup in listed(folder) if backup.vault == label.vault]
    limit = label.made_at
    kept = rotation.keep(backup.made for backup in backups)
    gone = [backup.path for backup in backups if backup.made not in kept and backup.made < limit]
    for path in gone:
        path.unlink()
    if gone:
        system.sync_folder(folder)
    return gone
