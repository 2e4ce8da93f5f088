# SPDX-License-Identifier: MIT
"""The phrase bank as a table that a colleague can take in: kind, what stands on the button, the words, her category."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from otdesk.exchange import csv_files, limits, tables_out
from otdesk.exchange.limits import FileForm, UnusableFile
from otdesk.rules.import_rows import FileProblem

_LARGEST = 1024 * 1024
"""Bytes: thousands of phrases. A larger file is another one, and would hold the window up."""


@dataclass(frozen=True, slots=True)
class PhraseLine:
    kind: str
    label: str
    text: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """`unread`: numbers of the rows that are no phrase."""

    lines: tuple[PhraseLine, ...]
    unread: tuple[int, ...]


def phrases_bytes(headings: Sequence[str], lines: Iterable[PhraseLine]) -> bytes:
    return tables_out.csv_bytes(headings, ((line.kind, line.label, line.text, line.category) for line in lines))


def read_phrases(path: Path, kinds: Iterable[str]) -> PhraseTable:
    """Rows of kind, label, words and perhaps a category; the first row may be a heading. Raises UnusableFile."""
    form, content = limits.read_checked(path)
    if form is not FileForm.TEXT:
        raise UnusableFile(FileProblem.NOT_A_SPREADSHEET)
    if len(content) > _LARGEST:
        raise UnusableFile(FileProblem.TOO_LARGE)
    known = frozenset(kinds)
    lines: list[PhraseLine] = []
    unread: list[int] = []
    for row in csv_files.read_csv(content).rows:
        cells = [_bare(cell) for cell in row.cells]
        line = PhraseLine(cells[0].casefold(), *cells[1:4]) if len(cells) >= 3 else None
        if line is not None and line.kind in known and line.label and line.text:
            lines.append(line)
        elif row.number > 1:
            unread.append(row.number)
    return PhraseTable(tuple(dict.fromkeys(lines)), tuple(unread))


def _bare(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and tables_out.neutral(text[1:]) == text else text
