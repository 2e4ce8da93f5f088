# SPDX-License-Identifier: MIT
"""Everything that can be looked at in a closed vault or in a backup; nothing is written in either.

Opening a vault looks at what it needs; this looks at every file, page, row and link.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from otdesk import system
from otdesk.faults import Trouble
from otdesk.vault import backup, backup_file, engine, keys, making, opening, pages, schema
from otdesk.words import _


@dataclass(frozen=True, slots=True)
class Facts:
    """What is in a vault or backup that proved whole; `made` is a backup's own."""

    students: int
    notes: int
    last_note: date | None
    links: int
    events: int
    made: datetime | None = None


def look_at_vault(folder: Path, unlocked: keys.Unlocked) -> Facts:
    """Look at all of a closed vault; Trouble with what is wrong, `anchor.Damage` where committed work is gone."""
    lock = system.OwnerLock(folder / "lock")
    data, log = folder / making.DATA, folder / f"{making.DATA}-wal"
    traces = [path for path in (log, folder / f"{making.DATA}-shm") if not path.exists()]
    try:
        keys.look_at_files(folder, unlocked)
        with _opened(data, unlocked.key("database"), wal=True) as raw:
            if not pages.are_whole(raw, log=log):
                raise engine.unreadable()
            return _look_at_rows(raw, unlocked, folder)
    except DatabaseError as fault:
        raise engine.unreadable() from fault
    finally:
        for path in traces:  # the engine's own: an empty log and its index
            path.unlink(missing_ok=True)
        lock.release()


def look_at_backup(path: Path, unlocked: keys.Unlocked) -> Facts:
    """Look at all of a backup where it lies; Trouble with what is wrong."""
    label = backup.verify(path, unlocked)
    try:
        with _opened(path, unlocked.key("backup"), wal=False) as raw:
            return _look_at_rows(raw, unlocked, None, label.made_at)
    except DatabaseError as fault:
        raise backup_file.damaged() from fault


@contextmanager
def _opened(path: Path, key: bytes, *, wal: bool) -> Iterator[Any]:
    raw = engine.open_file(path, key, read_only=True, wal=wal)
    try:
        if schema.version(raw) > schema.SCHEMA:
            raise schema.newer()
        yield raw
    finally:
        raw.close()


def _look_at_rows(raw: Any, unlocked: keys.Unlocked, folder: Path | None, made: datetime | None = None) -> Facts:
    """Anchors (of a vault), both chains, every closed note; then what there is."""
    made_engine = engine.plain_engine(raw)
    with made_engine.connect() as db:
        if folder is not None:
            opening.compare(folder, unlocked, db)
        findings = opening.verify(unlocked, db, full=True)
        if findings and folder is None:
            raise Trouble(_("The signed notes in this backup are not as they were signed."), _("Choose an older one."))
        if findings:
            raise opening.told(findings)
    found = backup.counts(raw)
    last = raw.execute("SELECT max(service_date) FROM notes").fetchone()[0]
    return Facts(
        found["students"],
        found["notes"],
        date.fromisoformat(last) if last else None,
        found["note_chain"],
        found["audit_events"],
        made,
    )
