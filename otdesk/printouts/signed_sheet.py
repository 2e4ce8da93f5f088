# SPDX-License-Identifier: MIT
"""A sheet that is signed and handed in: title and district, facts, a table, sums, lines to sign, a quiet foot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from otdesk.printouts.flow import (
    RULE_GRAY,
    SMALL,
    TITLE,
    Fact,
    Mark,
    Rule,
    Strip,
    base,
    break_pages,
    draw_strips,
    facts,
    lines_of,
)
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.page import (
    BLACK,
    FOOT_SIZE,
    HEIGHT,
    MARGIN,
    SOFT,
    WIDTH,
    Paper,
    Printing,
    draw_running_head,
    printed_words,
)
from otdesk.printouts.tags import Element
from otdesk.words import _

INNER = WIDTH - 2 * MARGIN
TOP_FIRST = HEIGHT - 48
TOP_OTHERS = HEIGHT - 70
BOTTOM = 54.0


@dataclass(frozen=True, slots=True)
class SheetHead:
    """`right` lines stand at the right of the title."""

    title: str
    right: tuple[str, ...]
    facts: tuple[tuple[Fact, ...], ...]


def head(paper: Paper, sect: Element, said: SheetHead) -> list[Strip]:
    title = lines_of(paper, said.title, TITLE, 340)
    right = [line for text in said.right if text for line in lines_of(paper, text, SMALL, 150)]
    height = max(len(title) * TITLE.leading, len(right) * SMALL.leading) + 8
    top = height - 8
    heading, place = sect.add("H1"), sect.add("P")
    marks: list[Mark] = []
    for number, line in enumerate(title):
        marks.append(Text(0, top - (len(title) - 1 - number) * TITLE.leading - 4, line, TITLE.size, heading))
    for number, line in enumerate(right):
        y = top - (len(right) - 1 - number) * SMALL.leading - 4
        marks.append(Text(INNER - line.width, y, line, SMALL.size, place))
    marks.append(Rule(0, height - 3, INNER, 1.5, BLACK))
    strips = [Strip(height + 8, tuple(marks))]
    strips += facts(paper, sect, said.facts, INNER)
    strips.append(Strip(8, (Rule(0, 2, INNER, 0.5, RULE_GRAY),)))
    return strips


def signatures(paper: Paper, sect: Element, labels: Sequence[str]) -> list[Strip]:
    """A line to sign and one for the date, for each label; together on one page."""
    strips = []
    for number, label in enumerate(labels):
        wide, gap = 370.0, 28.0
        right = wide + gap
        marks: list[Mark] = [Rule(0, 0, wide, 0.8, BLACK), Rule(right, 0, INNER - right, 0.8, BLACK)]
        for x, text in ((0.0, label), (right, _("Date"))):
            line = lines_of(paper, text, SMALL, wide)[0]
            marks.append(Text(x, 4 + base(SMALL), line, SMALL.size, sect.add("P")))
        strips.append(Strip(18, tuple(marks), keep=number < len(labels) - 1, before=36 if number == 0 else 28))
    return strips


def draw(paper: Paper, strips: Sequence[Strip], printing: Printing, running: tuple[str, str], foot: str) -> None:
    """All pages; `running` is the head of later pages, `foot` what the foot says before who printed it."""
    pages = break_pages(strips, chain([TOP_FIRST - BOTTOM], repeat(TOP_OTHERS - BOTTOM)))
    for number, page in enumerate(pages, start=1):
        paper.begin_page()
        if number > 1:
            draw_running_head(paper, *running)
        draw_strips(paper, page, MARGIN, TOP_FIRST if number == 1 else TOP_OTHERS)
        _foot(paper, f"{foot} {printed_words(printing)}".strip(), number, len(pages))
        paper.end_page()


def together(strips: list[Strip]) -> list[Strip]:
    """Strips that stay on one page."""
    return [*(replace(strip, keep=True) for strip in strips[:-1]), *strips[-1:]]


def _foot(paper: Paper, said: str, number: int, count: int) -> None:
    paper.rule(MARGIN, 42, WIDTH - MARGIN, 0.5, 0.55)
    paper.plain(MARGIN, 30.5, said, FOOT_SIZE, gray=SOFT)
    page = _("Page {n} of {count}").format(n=number, count=count)
    paper.plain(WIDTH - MARGIN, 30.5, page, FOOT_SIZE, gray=SOFT, right=True)
