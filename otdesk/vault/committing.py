# SPDX-License-Identifier: MIT
"""The first and last statements of every write."""

from datetime import datetime

from sqlalchemy import Connection

from otdesk.records.base import Base
from otdesk.vault import chain, images, undo
from otdesk.vault.work import Changes, Work

# Rows of the trail itself do not make a backup due.
_TRAIL = frozenset({"audit_events"})


def begin(db: Connection) -> int:
    """The number of the commit that begins."""
    images.forget(db)
    return int(
        db.exec_driver_sql("UPDATE vault_state SET commits = commits + 1 WHERE id = 1 RETURNING commits").scalar_one()
    )


def finish(
    db: Connection, work: Work, name: str, label: str, kinds: list[type[Base]], keys: chain.Keys, now: datetime
) -> Changes | None:
    """Seals, undo step and the list of what changed; None when nothing did and the write should leave no trace."""
    work.db.flush()
    if work.sealed:
        chain.keep_seals(db, keys, work.sealed)
    _tell_settings(db, work, kinds)
    touched = {(kinds[number], row_id) for number, row_id in images.touched(db)}
    if not touched and not work.sealed:
        return None
    if any(kind.__tablename__ not in _TRAIL for kind, _row_id in touched):
        db.exec_driver_sql("UPDATE vault_state SET changes = changes + 1")
    if work.undoable and any(kind.__undoable__ for kind, _row_id in touched):
        undo.keep_step(db, name, work.description or label or name, now)
    images.forget(db)
    return frozenset(touched | work.extra)


def _tell_settings(db: Connection, work: Work, kinds: list[type[Base]]) -> None:
    """One row of the trail for each setting that changed, by whatever way (an undo too): what it is and which of its
    columns, never their values."""
    for number, row_id in images.touched(db):
        kind = kinds[number]
        if kind.__audited__:
            change = images.change_of(db, number, kind, row_id)
            if change:
                work.audit("settings", kind.__tablename__, row_id, change)
