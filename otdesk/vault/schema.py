# SPDX-License-Identifier: MIT
"""The number of the schema, and how a file gets there: one path for new files and old ones, the migrations."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from otdesk.faults import Trouble
from otdesk.vault import triggers
from otdesk.words import _

# Raised with every new revision in migrations/versions/; kept in the file as `PRAGMA user_version`.
SCHEMA = 1

MIGRATIONS = Path(__file__).with_name("migrations")


def version(raw: Any) -> int:
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def newer() -> Trouble:
    return Trouble(_("This was made by a newer OTDesk."), _("Install the newest OTDesk. Nothing was changed."))


def to_head(connection: Connection, migrations: Path = MIGRATIONS, number: int = SCHEMA) -> None:
    """Run the revisions that the file lacks, inside the caller's transaction.

    The rules that live in triggers are lifted meanwhile (a rebuilt table would lose its own) and laid again from the
    records of today.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    triggers.lift(connection)
    command.upgrade(config, "head")
    triggers.lay(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={number}")
