# SPDX-License-Identifier: MIT
"""The tables of a printed note."""

from otdesk.printouts.flow import HEADING, Column, Row, Strip, paragraph, table
from otdesk.printouts.page import Paper
from otdesk.printouts.tags import Element
from otdesk.queries.note_rows import NotePage
from otdesk.rules.note_formats import IN_A_TABLE
from otdesk.words import _


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
