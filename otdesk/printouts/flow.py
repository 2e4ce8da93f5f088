# SPDX-License-Identifier: MIT
"""Words, lists and tables as strips, and strips as pages.

A strip is a piece of the page that is never cut: a line, a heading, a table row. Breaking pages is then only counting
heights; a paragraph or a long row goes on over as many pages as it needs, still one element of the structure tree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from otdesk.printouts.fonts import BOLD, REGULAR, SEMIBOLD, Line, Span
from otdesk.printouts.page import BLACK, SOFT, Paper
from otdesk.printouts.tags import COLUMN_HEAD, ROW_HEAD, Element

RULE_GRAY = 0.6
SIZE, LEADING = 10.0, 13.5
LABEL_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; x from the left of the strip, y the base line from its top."""

    x: float
    y: float
    line: Line
    size: float
    element: Element | None
    gray: float = BLACK

    def draw(self, paper: Paper, left: float, top: float) -> None:
        paper.text(left + self.x, top - self.y, self.line, self.size, self.element, self.gray)


@dataclass(frozen=True, slots=True)
class Rule:
    x: float
    y: float
    width: float
    weight: float = 0.5
    gray: float = RULE_GRAY

    def draw(self, paper: Paper, left: float, top: float) -> None:
        paper.rule(left + self.x, top - self.y, left + self.x + self.width, self.weight, self.gray)


@dataclass(frozen=True, slots=True)
class Shape:
    """Drawing operators around the point x, y, which becomes their origin."""

    x: float
    y: float
    operators: str
    element: Element | None = None

    def draw(self, paper: Paper, left: float, top: float) -> None:
        paper.shape(f"1 0 0 1 {left + self.x:.2f} {top - self.y:.2f} cm {self.operators}", self.element)


Mark = Words | Rule | Shape


@dataclass(frozen=True, slots=True)
class Strip:
    """`keep`: stays on one page with the next strip. `before`: space above, dropped at the top of a page.
    `head`: strips put on top again when this one begins a page (the head of a table)."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    before: float = 0.0
    head: tuple["Strip", ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    size: float = SIZE
    leading: float = LEADING
    face: str = REGULAR
    gray: float = BLACK


BODY = Style()
SMALL = Style(8.5, 11.5)
TITLE = Style(17, 21, BOLD)
HEADING = Style(11.5, 14.5, BOLD)
LABEL = Style(LABEL_SIZE, 10.5, SEMIBOLD, SOFT)


def base(style: Style) -> float:
    """Where the base line lies under the top of a line."""
    return (style.leading - style.size) / 2 + style.size * 0.82


def lines_of(paper: Paper, text: str | Iterable[Span], style: Style, width: float) -> list[Line]:
    spans = [Span(text, style.face)] if isinstance(text, str) else text
    return paper.faces.wrap([Span(paper.words(span.text), span.face) for span in spans], style.size, width)


def paragraph(
    paper: Paper,
    element: Element,
    text: str | Iterable[Span],
    width: float,
    style: Style = BODY,
    *,
    x: float = 0.0,
    before: float = 0.0,
    keep: bool = False,
    right: bool = False,
) -> list[Strip]:
    """Strips of one paragraph; its first two and last two lines stay together. `keep`: with what follows it."""
    lines = lines_of(paper, text, style, width)
    strips = []
    for number, line in enumerate(lines):
        together = (number == 0 and len(lines) > 1) or number == len(lines) - 2
        last = number == len(lines) - 1
        left = x + width - line.width if right else x
        mark = Words(left, base(style), line, style.size, element, style.gray)
        strips.append(Strip(style.leading, (mark,), keep if last else together, before if number == 0 else 0.0))
    return strips


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; `columns`: how many columns it takes."""

    label: str
    value: str
    columns: int = 1


def facts(paper: Paper, parent: Element, rows: Iterable[Sequence[Fact]], width: float, columns: int = 4) -> list[Strip]:
    """Labels with their values under them, in columns: a list for a screen reader."""
    holder = parent.add("L")
    column = width / columns
    return [_fact_row(paper, holder, row, column) for row in rows]


def _fact_row(paper: Paper, holder: Element, row: Sequence[Fact], column: float) -> Strip:
    marks: list[Mark] = []
    tallest = 0
    x = 0.0
    for fact in row:
        item = holder.add("LI")
        width = column * fact.columns - 10
        label = lines_of(paper, fact.label, LABEL, width)[0]
        marks.append(Words(x, base(LABEL), label, LABEL.size, item.add("Lbl"), LABEL.gray))
        body = item.add("LBody")
        lines = lines_of(paper, fact.value, BODY, width)
        tallest = max(tallest, len(lines))
        marks += column_marks(lines, BODY, body, x, LABEL.leading + 1)
        x += column * fact.columns
    return Strip(LABEL.leading + tallest * LEADING + 6, tuple(marks))


def column_marks(lines: Iterable[Line], style: Style, element: Element | None, x: float, y: float) -> list[Words]:
    """Lines under each other from y on."""
    return [
        Words(x, y + number * style.leading + base(style), line, style.size, element, style.gray)
        for number, line in enumerate(lines)
    ]


def section(paper: Paper, parent: Element, title: str, text: str, width: float) -> list[Strip]:
    """A heading of the second order and the words under it; a blank line starts a new paragraph."""
    strips = paragraph(paper, parent.add("H2"), title, width, HEADING, before=11, keep=True)
    strips[-1] = replace(strips[-1], height=strips[-1].height + 3)
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    for number, block in enumerate(blocks):
        strips += paragraph(paper, parent.add("P"), block.strip("\n"), width, before=5 if number else 0)
    return strips


@dataclass(frozen=True, slots=True)
class Column:
    """`right`: figures, set at the right edge under their heading."""

    title: str
    width: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one table row. `under`: more words of the first cell, below it over the whole width. `strong`: a row of
    totals."""

    cells: tuple[str, ...]
    under: str = ""
    strong: bool = False


TALL_ROW = 160.0


def table(
    paper: Paper, parent: Element, columns: Sequence[Column], rows: Iterable[Row], body: Style = BODY
) -> list[Strip]:
    """A table whose first column heads its rows; its own head comes again on each page (as an artifact)."""
    holder = parent.add("Table")
    head = _table_head(paper, holder.add("TR"), columns)
    again = replace(head, marks=tuple(_artifact(mark) for mark in head.marks))
    strips = [head]
    for row in rows:
        strips += [replace(strip, head=(again,)) for strip in _table_row(paper, holder.add("TR"), columns, row, body)]
    return strips


def _set_right(mark: Words, column: Column) -> Words:
    return replace(mark, x=mark.x + column.width - 8 - mark.line.width) if column.right else mark


def _artifact(mark: Mark) -> Mark:
    return mark if isinstance(mark, Rule) else replace(mark, element=None)


def _table_head(paper: Paper, row: Element, columns: Sequence[Column]) -> Strip:
    marks: list[Mark] = []
    tallest = 1
    x = 0.0
    for column in columns:
        lines = lines_of(paper, column.title, LABEL, column.width - 6)
        tallest = max(tallest, len(lines))
        head = row.add("TH", attributes=COLUMN_HEAD)
        marks += [_set_right(mark, column) for mark in column_marks(lines, LABEL, head, x, 0)]
        x += column.width
    height = tallest * LABEL.leading + 5
    return Strip(height, (*marks, Rule(0, height, x, 0.9, BLACK)), keep=True)


def _table_row(paper: Paper, element: Element, columns: Sequence[Column], row: Row, body: Style) -> list[Strip]:
    """One strip, or line by line where the row is tall."""
    grid: list[tuple[Element, Column, float, Style, list[Line]]] = []
    x = 0.0
    for number, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        owner = element.add("TD") if number else element.add("TH", attributes=ROW_HEAD)
        style = replace(body, face=SEMIBOLD) if row.strong or not number else body
        grid.append((owner, column, x, style, lines_of(paper, cell, style, column.width - 8) if cell else []))
        x += column.width
    levels: list[list[Mark]] = [[] for _ in range(max(len(cell[4]) for cell in grid))]
    for owner, column, left, style, lines in grid:
        for level, line in zip(levels, lines, strict=False):
            level.append(_set_right(Words(left, base(style), line, style.size, owner, style.gray), column))
    if row.under:
        under = lines_of(paper, row.under, Style(9, 12.5), x - 12)
        levels += [[Words(12, base(Style(9, body.leading)), line, 9, grid[0][0])] for line in under]
    return _joined(levels, x, body.leading)


def _joined(levels: list[list[Mark]], width: float, leading: float) -> list[Strip]:
    height = len(levels) * leading + 9
    if height > TALL_ROW:
        last = len(levels) - 1
        lines = [
            Strip(leading, tuple(marks), keep=number < 2 or number >= last - 1, before=4 if number == 0 else 0)
            for number, marks in enumerate(levels)
        ]
        return [*lines, Strip(5, (Rule(0, 5, width),))]
    marks = [_lowered(mark, 4 + number * leading) for number, level in enumerate(levels) for mark in level]
    return [Strip(height, (*marks, Rule(0, height, width)))]


def _lowered(mark: Mark, by: float) -> Mark:
    return replace(mark, y=mark.y + by)


def break_pages(strips: Sequence[Strip], rooms: Iterable[float]) -> list[list[Strip]]:
    """The strips of each page; `rooms` gives the height of one page after another, without end.

    Strips that keep with the next go over together, unless they alone fill a page.
    """
    pages = _Pages(iter(rooms))
    for chunk in _chunks(strips):
        need = sum(strip.height + strip.before for strip in chunk)
        if pages.current and need > pages.room:
            pages.turn()
        for strip in chunk:
            pages.put(strip)
    return pages.done


class _Pages:
    def __init__(self, rooms: Iterator[float]) -> None:
        self._rooms = rooms
        self.done: list[list[Strip]] = []
        self.turn()

    def turn(self) -> None:
        self.room = next(self._rooms)
        self.current: list[Strip] = []
        self.done.append(self.current)

    def put(self, strip: Strip) -> None:
        if self.current and strip.height + strip.before > self.room:
            self.turn()
        if not self.current:
            strip = replace(strip, before=0.0)
            if len(self.done) > 1:
                self._add_all(strip.head)
        self._add_all((strip,))

    def _add_all(self, strips: Iterable[Strip]) -> None:
        for strip in strips:
            self.current.append(strip)
            self.room -= strip.height + strip.before


def _chunks(strips: Sequence[Strip]) -> Iterable[list[Strip]]:
    chunk: list[Strip] = []
    for strip in strips:
        chunk.append(strip)
        if not strip.keep:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def height_of(strips: Iterable[Strip]) -> float:
    return sum(strip.height + strip.before for strip in strips)


def draw_strips(paper: Paper, strips: Iterable[Strip], left: float, top: float) -> float:
    """Draws them under each other; the height at which the last one ends."""
    for strip in strips:
        top -= strip.before
        for mark in strip.marks:
            mark.draw(paper, left, top)
        top -= strip.height
    return top
