# SPDX-License-Identifier: MIT
"""Taking back: a step holds the images of its rows before and after; it is taken back only if they are still so."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from otdesk.faults import Refusal
from otdesk.records.base import Base
from otdesk.records.every import kinds
from otdesk.records.notes import Note
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.undo import UndoRow, UndoStep
from otdesk.rules.kinds import NoteStatus
from otdesk.vault import images
from otdesk.words import _

KEPT = 200


@dataclass(frozen=True, slots=True)
class UndoDone:
    """What was taken back or done again, in the words the action gave."""

    label: str


def keep_step(db: Connection, name: str, label: str, now: datetime) -> None:
    """Write the step of the transaction that is about to commit; nothing if no undoable row really changed."""
    step = db.execute(insert(UndoStep).values(name=name, label=label, at=now, undone=False)).inserted_primary_key
    step_id = step[0] if step else 0
    found = 0
    watched = images.watched()
    for number in sorted({number for number, _row_id in images.touched(db)}):
        kind = watched[number]
        if not kind.__undoable__:
            continue
        table = images.table_of(kind)
        after = images.image(table, "r")
        found += db.exec_driver_sql(
            "INSERT INTO undo_rows (step_id, table_name, row_id, before, after) "
            f"SELECT ?, '{table.name}', t.id, t.before, CASE WHEN r.id IS NULL THEN NULL ELSE {after} END AS now_so "
            f"FROM temp.touched t LEFT JOIN main.{table.name} r ON r.id = t.id "
            f"WHERE t.kind = {number} AND t.before IS NOT now_so ORDER BY t.id",
            (step_id,),
        ).rowcount
    if not found:
        db.exec_driver_sql("DELETE FROM undo_steps WHERE id = ?", (step_id,))
        return
    db.exec_driver_sql("DELETE FROM undo_steps WHERE undone AND id <> ?", (step_id,))
    db.exec_driver_sql(
        "DELETE FROM undo_steps WHERE id NOT IN (SELECT id FROM undo_steps ORDER BY id DESC LIMIT ?)", (KEPT,)
    )


def take_back(db: Connection) -> UndoDone:
    """Undo the last step that stands. Refusal when there is none, or when its rows have changed since."""
    row = _turn(db, back=True)
    if row is None:
        raise Refusal(_("There is nothing to undo."))
    _apply(db, row.id, row.label, back=True)
    return UndoDone(row.label)


def do_again(db: Connection) -> UndoDone:
    """Redo the last step that was taken back."""
    row = _turn(db, back=False)
    if row is None:
        raise Refusal(_("There is nothing to redo."))
    _apply(db, row.id, row.label, back=False)
    return UndoDone(row.label)


def pass_over(db: Connection, *, back: bool) -> None:
    """Forget the step whose turn it is: it was refused, and what lies behind it must not be out of reach."""
    row = _turn(db, back=back)
    if row is not None:
        db.execute(delete(UndoRow).where(UndoRow.step_id == row.id))
        db.execute(delete(UndoStep).where(UndoStep.id == row.id))


def refusal(fault: IntegrityError | Refusal) -> Refusal:
    """What a person is told when her step was refused, here or by the database."""
    if isinstance(fault, Refusal):
        return fault
    return Refusal(_("This cannot be taken back: something that was added since builds on it."))


def _turn(db: Connection, *, back: bool) -> "Row[int, str] | None":
    """The step that undo (`back`) or redo would take, with its label."""
    steps = select(UndoStep.id, UndoStep.label)
    last = steps.where(~UndoStep.undone).order_by(UndoStep.id.desc())
    return db.execute(last if back else steps.where(UndoStep.undone).order_by(UndoStep.id)).first()


def _apply(db: Connection, step_id: int, label: str, *, back: bool) -> None:
    db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    by_table = {images.table_of(kind).name: kind for kind in kinds()}
    changed = db.execute(
        select(UndoRow.table_name, UndoRow.row_id, UndoRow.before, UndoRow.after)
        .where(UndoRow.step_id == step_id)
        .order_by(UndoRow.id)
    ).all()
    plan = []
    for row in changed:
        kind = by_table[row.table_name]
        expected, wanted = (row.after, row.before) if back else (row.before, row.after)
        table = images.table_of(kind)
        now_so = _current(db, table, row.row_id)
        if _content(now_so) != _content(expected):
            raise _changed_since(kind, label, back=back)
        if _is_signed(db, table, row.row_id, now_so):
            raise _signed_since(label, back=back)
        plan.append((table, row.row_id, now_so, wanted))
    # Rows to remove go first, so that a unique rule never meets both the old and the new row.
    for table, row_id, now_so, wanted in sorted(plan, key=lambda step: step[3] is not None):
        _write(db, table, row_id, now_so, wanted)
    _refuse_others(db, {(table.name, row_id) for table, row_id, _now_so, _wanted in plan}, label, back=back)
    db.execute(update(UndoStep).where(UndoStep.id == step_id).values(undone=back))


def _is_signed(db: Connection, table: Table, row_id: int, now_so: str | None) -> bool:
    """Whether the row states facts of a signed note: its session, or its student's attendance."""
    if now_so is None:
        return False
    signed = select(Note.id).where(Note.status != NoteStatus.DRAFT).limit(1)
    if table.name == TherapySession.__tablename__:
        signed = signed.where(Note.session_id == row_id)
    elif table.name == Attendance.__tablename__:
        values = json.loads(now_so)
        signed = signed.where(Note.session_id == values["session_id"], Note.student_id == values["student_id"])
    else:
        return False
    return db.execute(signed).first() is not None


def _refuse_others(db: Connection, ours: set[tuple[str, int]], label: str, *, back: bool) -> None:
    """A row that is not of this step would go with it (a cascade): something was added since."""
    watched = images.watched()
    for number, row_id in images.touched(db):
        kind = watched[number]
        if (kind.__tablename__, row_id) not in ours:
            raise _changed_since(kind, label, back=back)


def _current(db: Connection, table: Table, row_id: int) -> str | None:
    sql = f"SELECT {images.image(table, 'r')} FROM {table.name} r WHERE r.id = ?"
    row = db.exec_driver_sql(sql, (row_id,)).first()
    return None if row is None else str(row[0])


def _content(image: str | None) -> dict[str, Any] | None:
    if image is None:
        return None
    values: dict[str, Any] = json.loads(image)
    values.pop("version", None)
    return values


def _write(db: Connection, table: Table, row_id: int, now_so: str | None, wanted: str | None) -> None:
    """Put one row into the wanted state; its version only ever rises, so that an open editor notices."""
    if wanted is None:
        db.exec_driver_sql(f"DELETE FROM {table.name} WHERE id = ?", (row_id,))
        return
    values = images.restored(table, json.loads(wanted))
    if "version" in values:
        standing = json.loads(now_so)["version"] if now_so else 0
        values["version"] = 1 + max(standing, values["version"])
    names = [column.name for column in table.columns]
    if now_so is not None:
        settings = ", ".join(f'"{name}" = ?' for name in names)
        sql = f"UPDATE {table.name} SET {settings} WHERE id = ?"
        if db.exec_driver_sql(sql, (*(values[name] for name in names), row_id)).rowcount:
            return  # else it went with a removed row it hung on before (a cascade), and comes back now
    marks = ", ".join("?" for _name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"
    db.exec_driver_sql(sql, tuple(values[name] for name in names))


def _changed_since(kind: type[Base], label: str, *, back: bool) -> Refusal:
    words = (
        _("“{label}” cannot be undone: a {noun} in it was changed since.")
        if back
        else _("“{label}” cannot be done again: a {noun} in it was changed since.")
    )
    return Refusal(words.format(label=label, noun=kind.__noun__))


def _signed_since(label: str, *, back: bool) -> Refusal:
    words = (
        _("“{label}” cannot be undone: a note about it is signed. Add an addendum to the note instead.")
        if back
        else _("“{label}” cannot be done again: a note about it is signed. Add an addendum to the note instead.")
    )
    return Refusal(words.format(label=label))


def last_labels(db: Connection) -> tuple[str, str]:
    """(what undo would take back, what redo would do again), empty where there is none."""
    undo, redo = _turn(db, back=True), _turn(db, back=False)
    return undo.label if undo else "", redo.label if redo else ""


def clear(db: Connection) -> None:
    """Forget all steps (a migration changes the columns that images name)."""
    db.exec_driver_sql("DELETE FROM undo_rows")
    db.exec_driver_sql("DELETE FROM undo_steps")
