# SPDX-License-Identifier: MIT
"""The audit trail on paper: numbers of students and notes, never a name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from otdesk import words
from otdesk.printouts import audit_words
from otdesk.printouts.flow import Column, Fact, Row, Style, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import SheetHead, draw, head
from otdesk.queries.audit import TrailRow
from otdesk.words import _

CELL = Style(8.5, 11)
MOST = 5000
"""Rows of one printout: about 200 pages."""


@dataclass(frozen=True, slots=True)
class TrailPaper:
    """`scope` says which rows these are; `newest` is the hash of the newest link of the trail."""

    rows: Sequence[TrailRow]
    scope: str
    district: str
    newest: str
    zone: tzinfo


def audit_trail(said: TrailPaper, printing: Printing, tell: Callable[[int], None]) -> Printout:
    """`tell(rows done)` is called now and then and may raise."""
    title = _("Audit trail")
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    facts = (
        (Fact(_("Shown"), said.scope, 2), Fact(_("Rows"), str(len(said.rows)))),
        (Fact(_("Newest link of the chain"), said.newest or "–", 4),),
    )
    strips = head(paper, sect, SheetHead(title, (said.district,), facts))
    rows = []
    for number, row in enumerate(said.rows):
        if number % 100 == 0:
            tell(number)
        rows.append(_row(row, said.zone))
    strips += table(paper, sect, _columns(), rows, CELL)
    draw(paper, strips, printing, (title, said.district), "")
    return paper.finish()


def _columns() -> list[Column]:
    return [
        Column(_("No."), 34), Column(_("When"), 104), Column(_("Who"), 72), Column(_("What"), 80),
        Column(_("Record"), 94), Column(_("Details"), 120),
    ]  # fmt: skip


def _row(row: TrailRow, zone: tzinfo) -> Row:
    return Row((
        str(row.seq), words.stamp(row.at.astimezone(zone)), row.person,
        audit_words.kind(row.kind), audit_words.record(row), audit_words.details(row.detail),
    ))  # fmt: skip
