# SPDX-License-Identifier: MIT
"""The tables and rules of the first release, as they stand in 0001_first.sql beside this file."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in _statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        op.get_bind().exec_driver_sql(statement)


def _statements(text: str) -> Iterator[str]:
    """A trigger has semicolons inside, so SQLite itself says where a statement ends."""
    held = ""
    for line in text.splitlines():
        if line.startswith("--"):
            continue
        held += line + "\n"
        if sqlite3.complete_statement(held):
            yield held
            held = ""
