# SPDX-License-Identifier: MIT
"""The tables of a printed note."""

from collections.abc import Sequence
from dataclasses import replace

from otdesk import labels
from otdesk.printouts.flow import (
    BODY,
    HEADING,
    LEADING,
    Column,
    Row,
    Strip,
    Words,
    base,
    column_marks,
    lines_of,
    paragraph,
    table,
)
from otdesk.printouts.page import Paper
from otdesk.printouts.tags import Element
from otdesk.queries.note_rows import NotePage
from otdesk.rules.note_formats import IN_A_TABLE
from otdesk.words import _

_ITEM_COLUMNS = 3
_CHECK = 14.0


def goals_worked_on(paper: Paper, sect: Element, note: NotePage, width: float) -> list[Strip]:
    title = paragraph(paper, sect.add("H2"), _("Goals worked on"), width, HEADING, before=9, keep=True)
    columns, rows = _goal_grid(note, width) if note.layout in IN_A_TABLE else _goal_rows(note)
    return [*title, Strip(4, keep=True), *table(paper, sect, columns, rows)]


def _goal_grid(note: NotePage, width: float) -> tuple[list[Column], list[Row]]:
    """All that the note says of a goal in its row, because no sentence says it again."""
    columns = [
        Column(_("Goal"), 110),
        Column(_("Measure"), 62),
        Column(_("Today"), 80),
        Column(_("Supports"), 76),
        Column(_("Last time"), 50),
        Column(_("Target"), 46),
        Column(_("Against target"), width - 110 - 62 - 80 - 76 - 50 - 46),
    ]
    rows = [
        Row(
            (f"{g.number}. {g.area}", g.measure, g.result, g.prompts or "–", g.last_time or "–", g.target or "–",
             g.standing or "–"),
            under=g.statement,
        )
        for g in note.goals
    ]  # fmt: skip
    return columns, rows


def _goal_rows(note: NotePage) -> tuple[list[Column], list[Row]]:
    columns = [
        Column(_("Goal"), 176),
        Column(_("Today"), 72),
        Column(_("%"), 44),
        Column(_("Prompts"), 88),
        Column(_("Last time"), 62),
        Column(_("Target"), 62),
    ]
    rows = [
        Row((f"{g.number}. {g.area}", g.today, g.percent, g.prompts, g.last_time, g.target), under=g.statement)
        for g in note.goals
    ]
    return columns, rows


def screened(paper: Paper, sect: Element, note: NotePage, width: float) -> list[Strip]:
    """The areas that were looked at, each with what it showed."""
    title = paragraph(paper, sect.add("H2"), _("Areas screened"), width, HEADING, before=9, keep=True)
    columns = [Column(_("Area"), width * 0.6), Column(_("Result"), width * 0.4)]
    rows = [Row((area, labels.finding(found))) for area, found in note.screened]
    return [*title, Strip(4, keep=True), *table(paper, sect, columns, rows)]


def ticked(paper: Paper, sect: Element, note: NotePage, width: float) -> list[Strip]:
    """What was ticked, each list under its name: lists for a screen reader too."""
    strips: list[Strip] = []
    for number, (name, items) in enumerate(note.ticked):
        title = paragraph(paper, sect.add("H2"), labels.tick_list(name), width, HEADING, before=11 if number else 9)
        strips += [replace(strip, keep=True) for strip in title]
        strips += [Strip(3, keep=True), *_items(paper, sect.add("L"), items, width)]
    return strips


def _items(paper: Paper, holder: Element, items: Sequence[str], width: float) -> list[Strip]:
    """Three beside each other, each after its check mark."""
    column = width / _ITEM_COLUMNS
    strips = []
    for start in range(0, len(items), _ITEM_COLUMNS):
        marks: list[Words] = []
        lines = 1
        for place, item in enumerate(items[start : start + _ITEM_COLUMNS]):
            owner = holder.add("LI")
            check = lines_of(paper, "✓", BODY, _CHECK)[0]
            marks.append(Words(place * column, base(BODY), check, BODY.size, owner.add("Lbl")))
            said = lines_of(paper, item, BODY, column - _CHECK - 8)
            lines = max(lines, len(said))
            marks += column_marks(said, BODY, owner.add("LBody"), place * column + _CHECK, 0)
        strips.append(Strip(lines * LEADING + 1, tuple(marks), keep=start == 0))
    return strips
