# SPDX-License-Identifier: MIT
"""Write a migration from the difference between the records and the last revision.

    .venv/bin/python packaging/revision.py --first          writes 0001_first.sql again (until the first release only)
    .venv/bin/python packaging/revision.py "Add room keys"  writes the next revision; read it, then raise schema.SCHEMA

Explicit code comes out: the running program never derives a table from its classes.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Index, Table, TypeDecorator, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from otdesk.records.every import metadata
from otdesk.vault import schema, word_index

_HEAD = '''# SPDX-License-Identifier: MIT
"""{message}. Written by packaging/revision.py; read it before it is committed."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision: str | None = {down}
branch_labels = None
depends_on = None


def upgrade() -> None:
{body}
'''


def main() -> int:
    parser = argparse.ArgumentParser(description="Write a migration.")
    parser.add_argument("message", nargs="?", default="")
    parser.add_argument("--first", action="store_true", help="write the first revision again")
    asked = parser.parse_args()
    if bool(asked.message) == asked.first:
        parser.error("say either --first or what the migration does")
    versions = schema.MIGRATIONS / "versions"
    if asked.first:
        path = versions / "0001_first.sql"
        path.write_text(_first(), encoding="utf-8")
        print(path)
        return 0
    number = max(int(path.name[:4]) for path in versions.glob("[0-9]*.py"))
    slug = re.sub(r"\W+", "_", asked.message.lower()).strip("_")[:40]
    code = _difference()
    _write(versions / f"{number + 1:04d}_{slug}.py", asked.message, f"{number + 1:04d}", f"{number:04d}", code)
    return 0


def _first() -> str:
    lines = [
        "-- The first schema. Written by packaging/revision.py --first; never changed after the first release.",
        "",
    ]
    for table in sorted(metadata.tables.values(), key=_name):
        made: list[DDLElement] = [CreateTable(table)]
        made += [CreateIndex(index) for index in sorted(table.indexes, key=_name)]
        for statement in made:
            text = str(statement.compile(dialect=sqlite.dialect())).strip().replace("\t", "    ")
            lines += [re.sub(r" +$", "", text, flags=re.MULTILINE) + ";", ""]
    return "\n".join(lines)


def _name(item: Table | Index) -> str:
    return str(item.name)


def _difference() -> str:
    engine = create_engine("sqlite://")
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        schema.to_head(connection)
        word_index.lift(connection)  # no record: it is made from them
        return _render(connection)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _render(connection: Connection) -> str:
    context = MigrationContext.configure(connection)
    operations = produce_migrations(context, metadata).upgrade_ops
    if operations is None or operations.is_empty():
        raise SystemExit("the records and the last revision agree: nothing to write")
    code = render_python_code(operations, render_item=_plain_type, render_as_batch=True)
    return re.sub(r"^ *#.*\n", "", code, flags=re.MULTILINE)


def _plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own column types become what the file holds, so that a revision does not change with the code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


def _write(path: Path, message: str, revision: str, down: str | None, body: str) -> None:
    body = body if body.startswith("    ") else "    " + body
    path.write_text(
        _HEAD.format(message=message, revision=revision, down=f'"{down}"' if down else None, body=body),
        encoding="utf-8",
    )
    ruff = Path(sys.executable).with_name("ruff")
    subprocess.run([str(ruff), "check", "-q", "--fix-only", str(path)], check=False)
    subprocess.run([str(ruff), "format", "-q", str(path)], check=True)
    print(path)


if __name__ == "__main__":
    sys.exit(main())
