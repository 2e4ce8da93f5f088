# SPDX-License-Identifier: MIT
"""Which rows a write changed, and what they were before: noted by temporary triggers of the writing connection.

Triggers see everything: what the ORM flushes, bulk statements, cascades of foreign keys. They live in the connection's
own temporary (memory) schema, so the file stays free of them, and roll back with the transaction.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Float, Table

from otdesk.records.base import Base
from otdesk.records.columns import holds_bytes
from otdesk.records.every import kinds

_LOG = "CREATE TEMP TABLE touched (kind INTEGER, id INTEGER, before TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID"
# The trail of the vault itself: nobody waits for news of these.
_SILENT = frozenset({"undo_steps", "undo_rows", "vault_state", "note_seals"})


def watched() -> list[type[Base]]:
    """The kinds whose changes are noted; a kind's place in this list is its number in the log."""
    return [kind for kind in kinds() if kind.__tablename__ not in _SILENT]


def watch(raw: Any) -> None:
    """Lay the triggers on a fresh writing connection."""
    raw.execute("BEGIN")
    raw.execute(_LOG)
    for number, kind in enumerate(watched()):
        for statement in _triggers(number, kind):
            raw.execute(statement)
    raw.execute("COMMIT")


def _triggers(number: int, kind: type[Base]) -> Iterable[str]:
    table = table_of(kind)
    before = image(table, "OLD") if kind.__undoable__ else "''"
    for event, row, value in (("INSERT", "NEW", "NULL"), ("UPDATE", "OLD", before), ("DELETE", "OLD", before)):
        unseen = f"NOT EXISTS (SELECT 1 FROM touched WHERE kind = {number} AND id = {row}.id)"
        note = f"INSERT INTO touched SELECT {number}, {row}.id, {value} WHERE {unseen}"
        yield f"CREATE TEMP TRIGGER watch_{event}_{number} AFTER {event} ON main.{table.name} BEGIN {note}; END"


def table_of(kind: type[Base]) -> Table:
    table = kind.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{kind.__name__} is not mapped to one table")
    return table


def image(table: Table, row: str) -> str:
    """SQL for a row as JSON text. Reals keep all their digits, bytes are hexadecimal."""
    parts = ", ".join(f"'{column.name}', {column_value(column, row)}" for column in table.columns)
    return f"json_object({parts})"


def column_value(column: Column[Any], row: str) -> str:
    kind = "BLOB" if holds_bytes(column) else "FLOAT" if isinstance(column.type, Float) else ""
    return value_sql(f'{row}."{column.name}"', kind)


def value_sql(name: str, kind: str) -> str:
    if kind == "BLOB":
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE hex({name}) END"
    if kind == "FLOAT":
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE format('%!.17g', {name}) END"
    return name


def restored(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """The column values of an image, as the driver takes them."""
    row: dict[str, Any] = {}
    for column in table.columns:
        value = values.get(column.name)
        if value is not None and holds_bytes(column):
            value = bytes.fromhex(value)
        elif value is not None and isinstance(column.type, Float):
            value = float(value)
        row[column.name] = value
    return row


def touched(db: Connection) -> list[tuple[int, int]]:
    """(kind number, id) of every row noted in this transaction."""
    return [(number, row_id) for number, row_id in db.exec_driver_sql("SELECT kind, id FROM touched")]


def change_of(db: Connection, number: int, kind: type[Base], row_id: int) -> dict[str, object]:
    """That a touched row is new or gone, or the names of the columns that are not as they were; empty for none."""
    table = table_of(kind)
    sql = (
        f"SELECT t.before, CASE WHEN r.id IS NULL THEN NULL ELSE {image(table, 'r')} END FROM temp.touched t "
        f"LEFT JOIN main.{table.name} r ON r.id = t.id WHERE t.kind = ? AND t.id = ?"
    )
    before, after = (json.loads(text) if text else None for text in db.exec_driver_sql(sql, (number, row_id)).one())
    if before is None or after is None:
        return {} if before == after else {"change": "added" if before is None else "removed"}
    names = sorted(name for name in after if name != "version" and before.get(name) != after[name])
    return {"changed": names} if names else {}


def forget(db: Connection) -> None:
    db.exec_driver_sql("DELETE FROM touched")


def rows(db: Connection) -> dict[tuple[str, int], str]:
    """Every undoable row's image without its version: what must be the same after an action and its undo."""
    found: dict[tuple[str, int], str] = {}
    for kind in watched():
        if not kind.__undoable__:
            continue
        table = table_of(kind)
        sql = f"SELECT r.id, json_remove({image(table, 'r')}, '$.version') FROM {table.name} r"
        found.update({(table.name, row_id): text for row_id, text in db.exec_driver_sql(sql)})
    return found
