# SPDX-License-Identifier: MIT
"""Rows as CSV or XLSX for other programs. No cell of ours ever becomes a formula there."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

Cell = str | int | float | date | None

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8; dates as 2026-10-22; true numbers stay numbers."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in headings])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return neutral(cell) if isinstance(cell, str) else cell


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]], sheet: str = "Caseload") -> bytes:
    """A workbook of one sheet with real dates and numbers; a text is always a text."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    page.append([_text_cell(page, heading) for heading in headings])
    for row in rows:
        page.append([_text_cell(page, cell) if isinstance(cell, str) else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(page: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", neutral(text)))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def bytes_for(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]], sheet: str = "Caseload") -> bytes:
    """The form that the file's name asks for; ValueError for a name that is neither .csv nor .xlsx."""
    form = path.suffix.casefold()
    if form == ".csv":
        return csv_bytes(headings, rows)
    if form == ".xlsx":
        return xlsx_bytes(headings, rows, sheet)
    raise ValueError(form)
