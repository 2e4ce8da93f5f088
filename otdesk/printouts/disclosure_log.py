# SPDX-License-Identifier: MIT
"""A student's disclosure log on paper: kept with her record as long as the record is."""

from collections.abc import Sequence
from dataclasses import dataclass

from otdesk import words
from otdesk.printouts import audit_words
from otdesk.printouts.flow import BODY, Column, Fact, Row, Style, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import INNER, SheetHead, draw, head
from otdesk.queries.disclosures import DisclosureRow
from otdesk.words import _, plural

CELL = Style(9, 12)


@dataclass(frozen=True, slots=True)
class LogPaper:
    """`number`: the district's id of the student; empty when not known."""

    student: str
    number: str
    school: str
    district: str
    rows: Sequence[DisclosureRow]


def disclosure_log(said: LogPaper, printing: Printing) -> Printout:
    title = _("Disclosure log")
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    facts = ((Fact(_("Student"), said.student), Fact(_("Student ID"), said.number or "–"),
              Fact(_("School"), said.school), Fact(_("Entries"), str(len(said.rows)))),)  # fmt: skip
    strips = head(paper, sect, SheetHead(title, (said.district,), facts))
    if said.rows:
        strips += table(paper, sect, _columns(), [_row(row) for row in said.rows], CELL)
    else:
        strips += paragraph(paper, sect.add("P"), _("Nothing of this record was given out."), INNER, BODY, before=8)
    draw(paper, strips, printing, (title, said.district), _("Confidential student record."))
    return paper.finish()


def _columns() -> list[Column]:
    return [
        Column(_("Date"), 74), Column(_("Who got it"), 112), Column(_("What"), 96), Column(_("What for"), 106),
        Column(_("What allows it"), 116),
    ]  # fmt: skip


def _row(row: DisclosureRow) -> Row:
    return Row((
        words.full_date(row.day), row.recipient, what_words(row), row.purpose, row.authority or "–",
    ), under=standing(row))  # fmt: skip


def what_words(row: DisclosureRow) -> str:
    """ "session notes, 4 notes"."""
    return f"{audit_words.given(row.what)}, {plural('{n} note', '{n} notes', row.notes)}" if row.notes else (
        audit_words.given(row.what)
    )  # fmt: skip


def standing(row: DisclosureRow) -> str:
    """What is out of the ordinary: only asked for, an error, written by hand."""
    parts = []
    if row.error:
        parts.append(_("Entered in error."))
    if not row.given:
        parts.append(_("Asked for, not given."))
    if row.by_hand:
        parts.append(_("Written by hand by {who}.").format(who=row.person))
    return " ".join(parts)
