# SPDX-License-Identifier: MIT
"""A file as import rows: the one way in. Runs in a child process (`otdesk worker parse`)."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from otdesk.exchange.calendar_rows import read_calendar
from otdesk.exchange.caseload_rows import read_caseload
from otdesk.exchange.csv_files import read_csv
from otdesk.exchange.grids import Grid
from otdesk.exchange.heading_words import REQUIRED
from otdesk.exchange.headings import as_it_stands, guess, with_mapping
from otdesk.exchange.ics_files import read_ics
from otdesk.exchange.limits import FileForm, UnusableFile, read_checked
from otdesk.exchange.school_rows import read_bells, read_schools, read_travel
from otdesk.exchange.wire import encode
from otdesk.exchange.xlsx_files import read_xlsx
from otdesk.rules.import_rows import FileKind, FileProblem, ImportRow, ParsedFile, Table

_Reader = Callable[[Table, date], tuple[ImportRow, ...]]
_READERS: dict[FileKind, _Reader] = {
    FileKind.CASELOAD: read_caseload,
    FileKind.SCHOOLS: read_schools,
    FileKind.TRAVEL: read_travel,
    FileKind.BELLS: read_bells,
    FileKind.CALENDAR: read_calendar,
}


def parse_file(
    path: Path,
    today: date,
    *,
    kind: FileKind | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    sheet: str = "",
    unmatched: bool = False,
) -> ParsedFile:
    """Read a file. `mappings` are remembered column choices (heading -> field name) by the hash of the headings.

    With `unmatched` and a `kind` a table whose columns do not say what the kind needs comes back without rows, so that
    the person can match them. Raises UnusableFile.
    """
    form, content = read_checked(path)
    if form is FileForm.ICS:
        if kind not in {None, FileKind.CALENDAR}:
            raise UnusableFile(FileProblem.KIND_UNKNOWN)
        return ParsedFile(path.name, FileKind.CALENDAR, read_ics(content))
    grids = read_xlsx(content) if form is FileForm.XLSX else (read_csv(content),)
    found_kind, table = _best(grids, kind, sheet, unmatched=unmatched)
    known = (mappings or {}).get(table.key)
    if known is not None:
        table = with_mapping(table, dict(known))
    if unmatched and not _is_complete(found_kind, table):
        return ParsedFile(path.name, found_kind, (), table, _ignored(table))
    return read_table(path.name, found_kind, table, today)


def read_table(file: str, kind: FileKind, table: Table, today: date) -> ParsedFile:
    """The rows of a table whose columns are settled; also used after the person has corrected a column."""
    if not _is_complete(kind, table):
        raise UnusableFile(FileProblem.COLUMN_MISSING)
    if not table.rows:
        raise UnusableFile(FileProblem.NO_ROWS)
    return ParsedFile(file, kind, _READERS[kind](table, today), table, _ignored(table))


def _is_complete(kind: FileKind, table: Table) -> bool:
    fields = {column.field for column in table.columns}
    return all(any(field in fields for field in choice) for choice in REQUIRED[kind])


def _ignored(table: Table) -> tuple[str, ...]:
    return tuple(column.heading for column in table.columns if column.field is None and column.heading)


def _best(grids: tuple[Grid, ...], kind: FileKind | None, sheet: str, *, unmatched: bool) -> tuple[FileKind, Table]:
    if not any(grid.rows for grid in grids):
        raise UnusableFile(FileProblem.EMPTY)
    chosen = [grid for grid in grids if grid.sheet == sheet] if sheet else list(grids)
    found = [guessed for grid in chosen if (guessed := guess(grid, kind)) is not None]
    if not found and kind is not None and unmatched:
        return kind, as_it_stands(max(chosen, key=_size), kind)
    if not found:
        raise UnusableFile(FileProblem.COLUMN_MISSING if kind else FileProblem.KIND_UNKNOWN)
    best_kind, table, _score = max(found, key=lambda item: item[2])
    return best_kind, table


def warm() -> None:
    """Load the readers while the parent is still unlocking."""
    import openpyxl  # noqa: F401 - only to have it
    from rapidfuzz import fuzz  # noqa: F401 - only to have it


def _size(grid: Grid) -> int:
    return len(grid.rows)


def answer(request: Mapping[str, Any], _tell: object = None) -> dict[str, Any]:
    """What the child does with a request (reading.py): `{"parsed": ...}` or `{"problem": code}`."""
    try:
        parsed = parse_file(
            Path(request["path"]),
            date.fromisoformat(request["today"]),
            kind=FileKind(request["kind"]) if request.get("kind") else None,
            mappings=request.get("mappings"),
            sheet=request.get("sheet", ""),
            unmatched=request.get("unmatched", False),
        )
    except UnusableFile as unusable:
        return {"problem": unusable.problem.value}
    except MemoryError:
        return {"problem": FileProblem.TOO_MUCH_MEMORY.value}
    return {"parsed": encode(parsed)}
