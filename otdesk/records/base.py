# SPDX-License-Identifier: MIT
"""What every record is: a numbered, versioned row in a table whose rules have names.

`Record`     an ordinary noun; each change raises `version` and can be undone.
`FixedRow`   written once, never changed or removed (chains, audit): the table itself aborts UPDATE and DELETE.

Rules of the table that each record file adds go into `__table_args__`: `CheckConstraint("end > start", name="order")`
becomes `ck_<table>_order`. Rules of the column types (known words, minutes of a day, valid JSON) come by themselves as
`ck_<table>_<column>_known`.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from otdesk.records.columns import Instant, YesNo

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


@dataclass(frozen=True, slots=True)
class Locked:
    """Rows that a signature closes. The table aborts changes of them, the chain check compares their content.

    `when`  SQL that is true for a closed row, where `{row}` stands for it: "{row}.status IN ('signed', 'void')"; for a
            row that hangs on a note: "(SELECT status FROM notes WHERE id = {row}.note_id) IN ('signed', 'void')".
    `note`  the column that holds the note's id ("id" in the notes table itself).
    `moves` columns that still change, but only with a new link of the chain (a status that goes from signed to void;
            a closed row stays closed in any case).
    `free`  columns that may change at any time and are not part of what was signed.
    """

    when: str
    note: str
    moves: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), datetime: Instant(), bool: YesNo()}

    __undoable__: ClassVar[bool] = True
    __append_only__: ClassVar[bool] = False
    __locked__: ClassVar[Locked | None] = None
    # Whether each change of a row is written to the audit trail, with the names of the columns.
    __audited__: ClassVar[bool] = False
    # What a person calls it ("therapy session"); by default read off the class name.
    __noun__: ClassVar[str] = ""

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        if not cls.__noun__ or "__noun__" not in cls.__dict__:
            cls.__noun__ = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            _finish(table)


def _finish(table: Table) -> None:
    """Numbers are never given twice (undo and links rely on it), and the rules of the column types get names."""
    if "id" in table.columns:
        table.dialect_options["sqlite"]["autoincrement"] = True
    for column in table.columns:
        rule = getattr(column.type, "rule", None)
        if rule is not None:
            table.append_constraint(CheckConstraint(rule(f'"{column.name}"'), name=f"{column.name}_known"))


class Record(Base):
    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    version: Mapped[int] = mapped_column(sort_order=-1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a declarative directive is given the class
        return {"version_id_col": cls.version}


class FixedRow(Base):
    __abstract__ = True
    __undoable__ = False
    __append_only__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
