# SPDX-License-Identifier: MIT
"""Imports carried out on a vault, as the command and the window do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from otdesk.exchange.parse import parse_file
from otdesk.rules.import_changes import Decisions, Preview, Verdict
from otdesk.rules.import_rows import FileKind
from tests.exchange.workbooks import HEADINGS, ROW, table

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

FILES = Path(__file__).resolve().parents[1] / "files"
SCHOOLS = (
    "school,code,grades,first_bell,last_bell,arrival_buffer_min\n"
    "Cedar Ridge Middle,CR,6-8,8:20,3:15,4\nElm Hollow High,EH,9-12,7:25,2:10,5\n"
)


@dataclass
class Desk:
    """A vault and a folder for the files of one test."""

    vault: "Vault"
    folder: Path
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone().date()

    def preview(self, path: Path, decisions: Decisions | None = None, kind: FileKind | None = None) -> Preview:
        from otdesk.queries.imports import preview

        with self.vault.read() as db:
            return preview(db, parse_file(path, self.today, kind=kind), self.today, decisions)

    def take(self, path: Path, decisions: Decisions | None = None) -> Preview:
        """Preview and apply one file."""
        from otdesk.actions.imports import apply

        shown = self.preview(path, decisions)
        with self.vault.write("import", self.now) as work:
            apply(work, shown)
        return shown

    def text(self, text: str) -> Path:
        path = self.folder / "file.csv"
        path.write_text(text, encoding="utf-8")
        return path

    def students(self, *rows: Mapping[str, str]) -> Path:
        """The sample row, once per mapping, with the cells the mapping names."""
        sample = dict(zip(HEADINGS, ROW, strict=True))
        return self.text(table([list(HEADINGS), *(list((sample | dict(row)).values()) for row in rows)]))

    def all(self, kind: type[Any], *columns: str) -> list[tuple[Any, ...]]:
        with self.vault.read() as db:
            records = db.scalars(select(kind).order_by(kind.id))
            return [tuple(getattr(record, column) for column in columns) for record in records]


def verdicts(shown: Preview) -> list[Verdict]:
    return [row.verdict for row in shown.rows]


def counts(shown: Preview) -> Sequence[int]:
    """(added, updated, unchanged, left out)."""
    return [shown.count(verdict) for verdict in Verdict]
