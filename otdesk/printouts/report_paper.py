# SPDX-License-Identifier: MIT
"""Reports of several chapters on Letter pages: each chapter begins a page and counts its own pages, with a running head
on its later ones and the foot of a record on all."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, repeat

from otdesk.printouts.flow import BODY, SMALL, TITLE, Rule, Strip, break_pages, draw_strips, lines_of, paragraph
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.page import (
    BLACK,
    HEIGHT,
    MARGIN,
    WIDTH,
    Paper,
    Printing,
    Printout,
    draw_foot,
    draw_running_head,
)
from otdesk.printouts.tags import Element
from otdesk.words import speaking

INNER = WIDTH - 2 * MARGIN
INNER_WIDE = HEIGHT - 2 * MARGIN
"""Between the margins of an upright page, and of one on its long side."""
_FIRST, _OTHERS, _BOTTOM = 48.0, 70.0, 54.0
_TITLE_WIDTH = 330.0


@dataclass(frozen=True, slots=True)
class Chapter:
    """`running` and `reference` stand at the head of its later pages, `bookmark` in the outline; of these the outline
    never holds a name. `language` none: that of the program."""

    strips: Callable[[Paper, Element], list[Strip]]
    running: str
    bookmark: str
    reference: str = ""
    language: str | None = None


def bound(
    title: str,
    chapters: Sequence[Chapter],
    printing: Printing,
    progress: Callable[[int], None] | None = None,
    *,
    wide: bool = False,
) -> Printout:
    """All chapters in one document. `progress` is told how many are drawn; what it raises stops the work."""
    paper = Paper(title, printing, wide=wide)
    for number, chapter in enumerate(chapters, start=1):
        with speaking(chapter.language) if chapter.language is not None else nullcontext():
            _draw(paper, chapter, printing)
        if progress is not None:
            progress(number)
    return paper.finish()


def _draw(paper: Paper, chapter: Chapter, printing: Printing) -> None:
    language = f"/Lang ({chapter.language})" if chapter.language is not None else ""
    strips = chapter.strips(paper, paper.tree.root.add("Sect", attributes=language))
    room = paper.height - _BOTTOM
    pages = break_pages(strips, chain([room - _FIRST], repeat(room - _OTHERS)))
    for number, page in enumerate(pages, start=1):
        paper.begin_page()
        if number == 1:
            paper.bookmark(chapter.bookmark)
        else:
            draw_running_head(paper, chapter.running, chapter.reference)
        draw_strips(paper, page, MARGIN, paper.height - (_FIRST if number == 1 else _OTHERS))
        draw_foot(paper, printing, number, len(pages))
        paper.end_page()


def heading(paper: Paper, sect: Element, title: str, place: Sequence[str], under: str = "") -> list[Strip]:
    """The title at the left, where and whose at the right, a strong rule under both, then what is reported."""
    inner = paper.width - 2 * MARGIN
    left = lines_of(paper, title, TITLE, _TITLE_WIDTH)
    right = [line for text in place if text for line in lines_of(paper, text, SMALL, inner - _TITLE_WIDTH - 12)]
    height = max(len(left) * TITLE.leading, len(right) * SMALL.leading) + 8
    top = height - 12
    head, owner = sect.add("H1"), sect.add("P")
    marks: list[Text | Rule] = []
    for number, line in enumerate(reversed(left)):
        marks.append(Text(0, top - number * TITLE.leading, line, TITLE.size, head))
    for number, line in enumerate(reversed(right)):
        marks.append(Text(inner - line.width, top - number * SMALL.leading, line, SMALL.size, owner))
    marks.append(Rule(0, height - 3, inner, 1.5, BLACK))
    strips = [Strip(height + 5, tuple(_in_order(marks)))]
    return strips + (paragraph(paper, sect.add("P"), under, inner, BODY) if under else [])


def _in_order(marks: list[Text | Rule]) -> list[Text | Rule]:
    """From the top down: a screen reader hears them as they are drawn."""
    texts = [mark for mark in marks if isinstance(mark, Text)]
    rules = [mark for mark in marks if isinstance(mark, Rule)]
    elements = list(dict.fromkeys(id(mark.element) for mark in texts))
    return [*sorted(texts, key=lambda mark: (elements.index(id(mark.element)), mark.y)), *rules]
