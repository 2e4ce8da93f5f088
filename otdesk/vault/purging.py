# SPDX-License-Identifier: MIT
"""What hangs on a student, found by the foreign keys, and its destruction.

Links of the chains stay; a closed note leaves a tombstone with the hash of its last link and a MAC, so that the chain
verifies and nobody without the vault's key can pass a removed note off as a purged one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, select

from otdesk.records.chain import ChainLink
from otdesk.records.columns import PackedJson, unpacked
from otdesk.records.every import metadata
from otdesk.records.retention import Tombstone
from otdesk.vault import chain, triggers, upkeep

_PART = 500
_STUDENTS = "students"
_KEPT = frozenset({"note_chain", "tombstones", "purges"})
_NOT_EXPORTED = frozenset({"note_seals", "note_versions", "note_words"})
# Rows that are nothing without others: (table, what must be left, its column).
_EMPTY = (
    ("therapy_sessions", "attendances", "session_id"),
    ("pattern_slots", "slot_members", "slot_id"),
    ("groups", "group_members", "group_id"),
)
Rows = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Dump:
    """The rows of one table that hang on the students, with the names of their columns."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def belongings(db: Connection, students: Iterable[int]) -> Rows:
    """Keys of all rows that go with these students, by table: theirs, those that refer to them, and sessions, slots and
    groups that are left without anybody."""
    found: Rows = defaultdict(set)
    found[_STUDENTS] = set(students)
    fresh: Rows = {_STUDENTS: set(found[_STUDENTS])}
    while fresh:
        after: Rows = defaultdict(set)
        for table, column, target in _references():
            if target in fresh and _goes(column, target):
                after[table.name] |= _keys(db, table, column, fresh[target]) - found[table.name]
        for name, kept, column_name in _EMPTY:
            after[name] |= _emptied(db, kept, column_name, found, fresh) - found[name]
        fresh = {name: keys for name, keys in after.items() if keys}
        for name, keys in fresh.items():
            found[name] |= keys
    return {name: keys for name, keys in sorted(found.items()) if keys}


def _references() -> Iterator[tuple[Table, Column[Any], str]]:
    for table in metadata.sorted_tables:
        if table.name not in _KEPT:
            for column in table.columns:
                for key in column.foreign_keys:
                    yield table, column, key.column.table.name


def _goes(column: Column[Any], target: str) -> bool:
    """Whether a row goes with what it refers to. A row that may stand alone only forgets it."""
    cascades = any(key.ondelete == "CASCADE" for key in column.foreign_keys)
    return target == _STUDENTS or not column.nullable or cascades


def _key(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name


def _keys(db: Connection, table: Table, column: Column[Any], targets: set[int]) -> set[int]:
    found: set[int] = set()
    for part in _parts(targets):
        sql = f'SELECT "{_key(table)}" FROM {table.name} WHERE "{column.name}" IN ({_listed(part)})'
        found |= {row[0] for row in db.exec_driver_sql(sql)}
    return found


def _emptied(db: Connection, kept: str, column: str, found: Rows, fresh: Rows) -> set[int]:
    """Of the rows that lose members now, those that keep none."""
    touched: set[int] = set()
    for part in _parts(fresh.get(kept, set())):
        sql = f"SELECT DISTINCT {column} FROM {kept} WHERE id IN ({_listed(part)})"
        touched |= {row[0] for row in db.exec_driver_sql(sql)}
    left: set[int] = set()
    for part in _parts(touched):
        rows = db.exec_driver_sql(f"SELECT {column}, id FROM {kept} WHERE {column} IN ({_listed(part)})")
        left |= {owner for owner, row_id in rows if row_id not in found[kept]}
    return touched - left


def _parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _PART):
        yield ordered[start : start + _PART]


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def dumps(db: Connection, rows: Rows) -> Iterator[Dump]:
    """These rows as they stand, for a copy that is handed over; bytes of files are not among them."""
    for name, keys in rows.items():
        if name in _NOT_EXPORTED:
            continue
        table = metadata.tables[name]
        columns = tuple(column.name for column in table.columns)
        values: list[tuple[Any, ...]] = []
        for part in _parts(keys):
            names = ", ".join(f'"{column}"' for column in columns)
            sql = f'SELECT {names} FROM {name} WHERE "{_key(table)}" IN ({_listed(part)}) ORDER BY "{_key(table)}"'
            values += [tuple(map(_plain, table.columns, row)) for row in db.exec_driver_sql(sql)]
        yield Dump(name, columns, tuple(values))


def _plain(column: Column[Any], value: Any) -> Any:
    """As text what is kept packed."""
    return unpacked(value) if isinstance(column.type, PackedJson) and value is not None else value


def destroy(db: Connection, keys: chain.Keys, rows: Rows, purge_id: int) -> str:
    """Remove these rows, the history of undo with them, and leave tombstones; returns the digest of the tombstones.

    What they leave behind points at nothing: checked before the transaction may end.
    """
    db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    triggers.lift(db)
    named = _bury(db, keys, rows.get("notes", set()), purge_id)
    for table, column, target in _references():
        if target in rows and not _goes(column, target):
            for part in _parts(rows[target]):
                sql = f'UPDATE {table.name} SET "{column.name}" = NULL WHERE "{column.name}" IN ({_listed(part)})'
                db.exec_driver_sql(sql)
    for name, row_keys in rows.items():
        for part in _parts(row_keys):
            db.exec_driver_sql(f'DELETE FROM {name} WHERE "{_key(metadata.tables[name])}" IN ({_listed(part)})')
    db.exec_driver_sql("DELETE FROM undo_steps")
    db.exec_driver_sql("DELETE FROM left_forms")  # whoever they were about
    upkeep.forget_files(db)
    triggers.lay(db)
    broken = db.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"rows of {broken[0][0]} would point at what was destroyed")
    return chain.sha256(chain.encoded(sorted(named)))


def _bury(db: Connection, keys: chain.Keys, note_ids: set[int], purge_id: int) -> list[list[object]]:
    """A tombstone for each note that has links."""
    named: list[list[object]] = []
    for part in _parts(note_ids):
        last = select(func.max(ChainLink.seq)).where(ChainLink.note_id.in_(part)).group_by(ChainLink.note_id)
        links = db.execute(select(ChainLink.note_id, ChainLink.hash).where(ChainLink.seq.in_(last)))
        named += [[row.note_id, row.hash] for row in links]
    for note_id, link in named:
        mac = keys.sign(chain.tombstone_text(int(str(note_id)), str(link), purge_id))
        db.execute(insert(Tombstone).values(note_id=note_id, last_link=link, purge_id=purge_id, mac=mac))
    return named


def sent_notes(db: Connection) -> Rows:
    """Notes of other vaults that were answered: nobody waits for them any more."""
    rows = db.exec_driver_sql("SELECT id FROM sent_notes WHERE state <> 'waiting'")
    found = {row[0] for row in rows}
    return {"sent_notes": found} if found else {}
