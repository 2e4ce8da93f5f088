# SPDX-License-Identifier: MIT
"""The keys on paper: a table for each menu. It names nobody."""

from collections.abc import Sequence

from otdesk import words
from otdesk.printouts.flow import HEADING, Column, Row, Strip, Style, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import INNER, SheetHead, draw, head
from otdesk.words import _

_CELL = Style(9, 11.5)
KeyGroup = tuple[str, Sequence[tuple[str, str]]]
"""A title with (keys, what they do)."""


def key_map(found: Sequence[KeyGroup], printing: Printing) -> Printout:
    title = _("OTDesk keys")
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    strips: list[Strip] = head(paper, sect, SheetHead(title, (words.full_date(printing.at.date()),), ()))[:1]
    columns = [Column(_("Keys"), 180), Column(_("What they do"), INNER - 180)]
    for name, lines in found:
        strips += paragraph(paper, sect.add("H2"), name, INNER, HEADING, before=6, keep=True)
        strips += table(paper, sect, columns, [Row(line) for line in lines], _CELL)
    draw(paper, strips, printing, (title, ""), "")
    return paper.finish()
