# SPDX-License-Identifier: MIT
"""Many rows in one statement: with the cipher's memory protection each statement has its price, not each row."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Dialect, Table
from sqlalchemy.orm import Session

from otdesk.records.base import Base

Value = Callable[[Any], Any]


def insert_rows(db: Session, kind: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows given by column name; what is not given gets the column's default, `version` 1."""
    db.flush()
    table = kind.__table__
    if not rows or not isinstance(table, Table):
        return
    connection = db.connection()
    columns = [column for column in table.columns if column.name != "id"]
    plain = [_plain(column, connection.dialect) for column in columns]
    values = [[turn(row) for turn in plain] for row in rows]
    names = ", ".join(f'"{column.name}"' for column in columns)
    picked = ", ".join(f"json_extract(value, '$[{number}]')" for number in range(len(columns)))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT {picked} FROM json_each(?)",  # noqa: S608 - names of our own table
        (json.dumps(values),),
    )


def _plain(column: Column[Any], dialect: Dialect) -> Value:
    """From a row to what the driver would be given for this column."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    default = 1 if column.name == "version" else getattr(column.default, "arg", None)

    def value(row: Mapping[str, Any]) -> Any:
        given = row.get(column.name, default)
        return process(given) if process is not None else given

    return value
