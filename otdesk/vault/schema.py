# SPDX-License-Identifier: MIT
"""The number of the schema, and how a new file gets it."""

from typing import Any

from sqlalchemy import Engine

from otdesk.records.every import metadata
from otdesk.vault import triggers

SCHEMA = 1


def build(engine: Engine) -> None:
    """All tables and triggers in an empty file."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        for statement in triggers.statements():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def version(raw: Any) -> int:
    return int(raw.execute("PRAGMA user_version").fetchone()[0])
