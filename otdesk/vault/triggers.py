# SPDX-License-Identifier: MIT
"""The rules that live in the file itself: a chain is never rewritten, a signed note never changed.

Made from what the records say about themselves (`__append_only__`, `__locked__`). To close another table, give its
class a `__locked__`; every migration lays all triggers anew. The index of words hangs on triggers and comes and goes
with them.
"""

from sqlalchemy import Connection

from otdesk.records.base import Base, Locked
from otdesk.records.every import kinds
from otdesk.vault import images, word_index

FIXED = "otdesk: fixed"
SIGNED = "otdesk: signed"


def lay(connection: Connection) -> None:
    """Create all triggers in a file that has none, and the index of words."""
    for statement in statements():
        connection.exec_driver_sql(statement)
    word_index.lay(connection)


def lift(connection: Connection) -> None:
    """Remove all triggers and the index of words, for a migration or a purge."""
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    word_index.lift(connection)


def statements() -> list[str]:
    """CREATE TRIGGER for every table that has such a rule."""
    made: list[str] = []
    for kind in kinds():
        if kind.__append_only__:
            made += _append_only(kind.__tablename__)
        elif kind.__locked__ is not None:
            made += _locked(kind, kind.__locked__)
    return made


def _append_only(table: str) -> list[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, '{FIXED}'); END"
    return [
        f"CREATE TRIGGER {table}_fixed_{event.lower()} BEFORE {event} ON {table} {stop}"
        for event in ("UPDATE", "DELETE")
    ]


def _locked(kind: type[Base], lock: Locked) -> list[str]:
    table = images.table_of(kind)
    was, now = lock.when.format(row="OLD"), lock.when.format(row="NEW")
    movable = {"version", *lock.moves, *lock.free}
    fixed = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in movable)
    stop = f"BEGIN SELECT RAISE(ABORT, '{SIGNED}'); END"
    return [
        f"CREATE TRIGGER {table.name}_signed_update BEFORE UPDATE OF {fixed} ON {table.name} WHEN {was} {stop}",
        f"CREATE TRIGGER {table.name}_signed_open BEFORE UPDATE ON {table.name} WHEN ({was}) AND NOT ({now}) {stop}",
        f"CREATE TRIGGER {table.name}_signed_delete BEFORE DELETE ON {table.name} WHEN {was} {stop}",
    ]
