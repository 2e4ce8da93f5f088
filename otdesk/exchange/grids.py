# SPDX-License-Identifier: MIT
"""A sheet as rows of cell texts, before anybody has said what they mean."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from otdesk.exchange.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, UnusableFile
from otdesk.rules.import_rows import FileProblem, TableRow

_EMPTY_RUN = 1000  # a sheet formatted to its last row ends here


@dataclass(frozen=True, slots=True)
class Grid:
    rows: tuple[TableRow, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = field(default=())


def build(rows: Iterable[Iterable[tuple[object, bool]]], sheet: str = "", sheets: tuple[str, ...] = ()) -> Grid:
    """Rows of (value, is a formula) as a grid; rows without any text are left out, their numbers are kept."""
    return Grid(tuple(_kept(rows)), sheet, sheets)


def _kept(rows: Iterable[Iterable[tuple[object, bool]]]) -> Iterator[TableRow]:
    empty = kept = 0
    for number, row in enumerate(rows, 1):
        values = list(row)
        texts = [cell_text(value) for value, _formula in values[:MAX_COLUMNS]]
        if not any(texts):
            empty += 1
            if empty > _EMPTY_RUN:
                return
            continue
        empty = 0
        kept += 1
        if kept > MAX_ROWS:
            raise UnusableFile(FileProblem.TOO_MANY_ROWS)
        formulas = tuple(index for index, (_value, formula) in enumerate(values[:MAX_COLUMNS]) if formula)
        yield TableRow(number, tuple(texts), formulas)


def cell_text(value: object) -> str:
    """A cell as text: real dates as ISO, times as HH:MM, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _clean(str(value))[:MAX_CELL].strip()


def _clean(text: str) -> str:
    """Without control characters (tab and line ends stay) and with plain spaces; lone surrogates become a mark."""
    for sign, plain in (("_x000D_", ""), ("\r\n", "\n"), ("\r", "\n"), ("\xa0", " "), ("\u200b", "")):
        text = text.replace(sign, plain)
    text = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
