# SPDX-License-Identifier: MIT
"""Headings matched by meaning: known words first, then words that resemble them (a doubt)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from otdesk.exchange.grids import Grid
from otdesk.exchange.heading_words import REQUIRED, TELLING, WORDS, FieldWords
from otdesk.rules.frequency import read_amount
from otdesk.rules.import_rows import Column, Field, FileKind, Table, TableRow

_MANY = frozenset({Field.GOALS, Field.ALERTS, Field.NOTES})
_RESEMBLES = 86
_HEADING_SEARCH = 40
_LONG_HEADING = 80
_NUMBER_AT_END = re.compile(r"\s*#?\s*\d{1,2}$")


def plain_heading(heading: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^\w]+|_", " ", spaced).casefold().split())


def match(headings: list[str], kind: FileKind) -> tuple[Column, ...]:
    """Each heading with its field, best matches first; a field is given once, goals and notes may repeat."""
    words = WORDS[kind]
    found: list[tuple[int, int, int, Field]] = []
    for index, heading in enumerate(headings):
        found.extend((-score, rank, index, field) for score, rank, field in _scores(heading, words))
    columns = [Column(index, heading) for index, heading in enumerate(headings)]
    taken: set[Field] = set()
    for negative, _rank, index, field in sorted(found, key=lambda item: item[:3]):
        if columns[index].field is None and (field in _MANY or field not in taken):
            columns[index] = replace(columns[index], field=field, doubtful=negative != -100)
            taken.add(field)
    return _settled(columns, kind)


def _scores(heading: str, words: FieldWords) -> list[tuple[int, int, Field]]:
    from rapidfuzz import fuzz

    plain = plain_heading(heading)
    if not plain or len(plain) > _LONG_HEADING:
        return []
    bare = _NUMBER_AT_END.sub("", plain)
    scores: list[tuple[int, int, Field]] = []
    for field, known in words.items():
        exact = [rank for rank, word in enumerate(known) if word in {plain, bare if field in _MANY else plain}]
        if exact:
            scores.append((100, exact[0], field))
            continue
        best = max((fuzz.token_sort_ratio(plain, word), -rank) for rank, word in enumerate(known) if len(word) > 2)
        if best[0] >= _RESEMBLES and len(plain) > 2:
            scores.append((min(99, int(best[0])), -best[1], field))
    return scores


def _settled(columns: list[Column], kind: FileKind) -> tuple[Column, ...]:
    """ "Name" beside "First Name" is the last name; "ID" beside a name column is a number."""
    fields = {column.field for column in columns}
    if kind is FileKind.CASELOAD and Field.NAME in fields and Field.FIRST in fields and Field.LAST not in fields:
        return tuple(
            replace(column, field=Field.LAST, doubtful=True) if column.field is Field.NAME else column
            for column in columns
        )
    return tuple(columns)


@cache
def _exact_words(kind: FileKind) -> dict[str, frozenset[Field]]:
    found: dict[str, set[Field]] = {}
    for field, words in WORDS[kind].items():
        for word in words:
            found.setdefault(word, set()).add(field)
    return {word: frozenset(fields) for word, fields in found.items()}


def _likely_rows(grid: Grid, kinds: Sequence[FileKind]) -> list[tuple[int, FileKind]]:
    """Rows worth a close look: those with most known words; without any, every row (near words cost time)."""
    exact: list[tuple[int, int, FileKind]] = []
    for position, row in enumerate(grid.rows[:_HEADING_SEARCH]):
        plain = [_NUMBER_AT_END.sub("", plain_heading(cell)) for cell in row.cells if 0 < len(cell) <= _LONG_HEADING]
        for kind in kinds:
            known = _exact_words(kind)
            fields = {field for word in plain for field in known.get(word, ())}
            if len(fields) > 1:
                exact.append((len(fields), position, kind))
    most = max((count for count, _position, _kind in exact), default=0)
    if most:
        return [(position, kind) for count, position, kind in exact if count * 2 >= most]
    return [(position, kind) for position in range(min(len(grid.rows), _HEADING_SEARCH)) for kind in kinds]


def guess(grid: Grid, kind: FileKind | None = None) -> tuple[FileKind, Table, int] | None:
    """Kind, table and how sure (matched columns), from the row that reads most like headings; None when no row does."""
    best: tuple[int, int, FileKind, TableRow, tuple[Column, ...]] | None = None
    for position, candidate in _likely_rows(grid, [kind] if kind else list(FileKind)):
        row = grid.rows[position]
        headings = list(row.cells)
        while headings and not headings[-1]:
            headings.pop()
        if sum(bool(heading) for heading in headings) < 2 or row.formulas:
            continue
        columns = match(headings, candidate)
        score = _sureness(columns, candidate, given=kind is not None)
        if score and (best is None or score > best[0]):
            best = (score, position, candidate, row, columns)
    if best is None:
        return None
    score, position, candidate, row, columns = best
    table = Table(row.number, columns, grid.rows[position + 1 :], grid.sheet, grid.sheets)
    return candidate, replace(table, columns=_looked_into(table)), score


def as_it_stands(grid: Grid, kind: FileKind) -> Table:
    """A table whose headings say nothing we know: the first of its fullest rows is taken for them."""
    fullest = max((row for row in grid.rows[:_HEADING_SEARCH]), key=_filled)
    position = grid.rows.index(fullest)
    headings = list(fullest.cells)
    return Table(fullest.number, match(headings, kind), grid.rows[position + 1 :], grid.sheet, grid.sheets)


def _filled(row: TableRow) -> int:
    return sum(bool(cell) for cell in row.cells)


def _sureness(columns: tuple[Column, ...], kind: FileKind, *, given: bool) -> int:
    fields = {column.field for column in columns}
    if not all(any(field in fields for field in choice) for choice in REQUIRED[kind]):
        return 0
    if not given and not any(field in fields for field in TELLING[kind]):
        return 0
    exact = sum(column.field is not None and not column.doubtful for column in columns)
    near = sum(column.field is not None and column.doubtful for column in columns)
    unused = sum(column.field is None and bool(column.heading) for column in columns)
    return max(1, 10 * exact + 4 * near - 2 * unused)


def _looked_into(table: Table) -> tuple[Column, ...]:
    """A minutes column whose cells hold whole amounts ("2x30/wk") is a service line."""
    fields = {column.field for column in table.columns}
    changed = list(table.columns)
    for place, column in enumerate(table.columns):
        if column.field is Field.MINUTES and Field.AMOUNT not in fields:
            texts = [row.cells[column.index] for row in table.rows[:50] if len(row.cells) > column.index]
            spoken = [text for text in texts if text and not re.fullmatch(r"\d+(\.0)?", text.strip())]
            amounts = sum(read_amount(text).period is not None for text in spoken)
            if amounts and amounts * 2 >= len(spoken):
                changed[place] = replace(column, field=Field.AMOUNT, doubtful=True)
    return tuple(changed)


def with_mapping(table: Table, mapping: dict[str, str]) -> Table:
    """The table with its columns as the person decided: heading -> field name, empty for "not used"."""
    known = {field.value for field in Field}

    def decided(column: Column) -> Column:
        if column.heading not in mapping:
            return column
        chosen = mapping[column.heading]
        return replace(column, field=Field(chosen) if chosen in known else None, doubtful=False)

    return replace(table, columns=tuple(decided(column) for column in table.columns))
