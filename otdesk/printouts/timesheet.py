# SPDX-License-Identifier: MIT
"""The timesheet for a contract: rows with start, end, site and activity, day totals, sums, two signatures.

It names no student. Rows of one kind at one site that follow each other stand as one.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from otdesk import labels, words
from otdesk.printouts.flow import BODY, HEADING, Column, Fact, Row, Strip, Style, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import INNER, SheetHead, draw, head, signatures, together
from otdesk.printouts.tags import Element
from otdesk.queries.timesheet import TimeRow, TimesheetPaper
from otdesk.rules.work_time import Source
from otdesk.words import _, plural

CELL = Style(9, 12)


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that stand as one line."""

    start: int
    end: int
    site: str
    activity: str
    minutes: int
    paid: bool


def timesheet_pages(said: TimesheetPaper, printing: Printing) -> Printout:
    sheet = said.sheet
    period = f"{words.short_date(sheet.first)} – {words.full_date(sheet.last)}"
    title = _("Timesheet, {period}").format(period=period)
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    place = sheet.terms.agency or said.district
    strips = head(paper, sect, SheetHead(title, (place, said.district if sheet.terms.agency else ""), _facts(said)))
    strips += table(paper, sect, _columns(), _rows(said), CELL)
    strips += _sums(paper, sect, said)
    lines = [_("Therapist signature"), _("Site supervisor signature")]
    strips += together(signatures(paper, sect, lines))
    draw(paper, strips, printing, (f"{title} · {said.employee}", place), "")
    return paper.finish()


def _facts(said: TimesheetPaper) -> tuple[tuple[Fact, ...], ...]:
    terms = said.sheet.terms
    step = terms.round_to
    rounding = _("to the minute") if step == 1 else _("start and end to {n} minutes").format(n=step)
    agreed = words.hours(terms.week_minutes) if terms.week_minutes is not None else "–"
    name = ", ".join(part for part in (said.employee, said.credentials) if part)
    return (
        (
            Fact(_("Therapist"), name or "–"),
            Fact(_("Site supervisor"), terms.site_supervisor or "–"),
            Fact(_("Contract hours a week"), agreed),
            Fact(_("Rounding"), rounding),
        ),
    )


def _columns() -> list[Column]:
    return [
        Column(_("Date"), 76), Column(_("Start"), 56), Column(_("End"), 56), Column(_("Site"), 122),
        Column(_("Activity"), 120), Column(_("Paid"), 34), Column(_("Hours"), 40, right=True),
    ]  # fmt: skip


def _rows(said: TimesheetPaper) -> list[Row]:
    rows: list[Row] = []
    for day, found in groupby(said.sheet.rows, key=_day):
        blocks = _blocks(list(found))
        for number, block in enumerate(blocks):
            when = words.day_date(day) if number == 0 else ""
            rows.append(
                Row((
                    when, words.clock_exact(block.start), words.clock_exact(block.end), block.site, block.activity,
                    _("yes") if block.paid else _("no"), words.hours_short(block.minutes),
                ))
            )  # fmt: skip
        paid = sum(block.minutes for block in blocks if block.paid)
        rows.append(Row(("", "", "", "", _("Paid this day"), "", words.hours_short(paid)), strong=True))
    return rows


def _day(row: TimeRow) -> date:
    return row.day


def _blocks(rows: list[TimeRow]) -> list[_Block]:
    found: list[_Block] = []
    for row in rows:
        if not row.minutes:
            continue
        remark = row.remark if row.source is Source.OWN else ""
        activity = words.listed_with_dots([labels.work_kind(row.kind), remark])
        site = row.school.name if row.school is not None else ""
        block = _Block(row.clock[0], row.clock[1], site, activity, row.minutes, row.paid)
        last = found[-1] if found else None
        if last is not None and (last.end, last.site, last.activity) == (block.start, site, activity):
            found[-1] = replace(last, end=block.end, minutes=last.minutes + block.minutes)
        else:
            found.append(block)
    return found


def _sums(paper: Paper, sect: Element, said: TimesheetPaper) -> list[Strip]:
    sheet = said.sheet
    strips = paragraph(paper, sect.add("H2"), _("Hours by activity"), INNER, HEADING, before=10, keep=True)
    columns = [Column(_("Activity"), 180), Column(_("Paid"), 60), Column(_("Hours"), 60, right=True)]
    rows = [
        Row((
            labels.work_kind(kind), _("no") if kind in sheet.terms.unpaid else _("yes"), words.hours_short(minutes),
        ))
        for kind, minutes in sheet.by_kind().items()
    ]  # fmt: skip
    rows.append(Row((_("Paid hours"), "", words.hours_short(sheet.paid)), strong=True))
    strips += together(table(paper, sect, columns, rows, CELL))
    if sheet.waiting:
        one = _("{n} session is not documented yet and not counted.")
        many = _("{n} sessions are not documented yet and not counted.")
        strips += paragraph(paper, sect.add("P"), plural(one, many, sheet.waiting), INNER, BODY, before=6)
    return strips
