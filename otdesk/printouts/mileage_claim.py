# SPDX-License-Identifier: MIT
"""The mileage claim (p4): legs with purpose and running total, the rate, the rule on commuting, two signatures."""

from datetime import date
from itertools import groupby

from otdesk import words
from otdesk.printouts.flow import (
    Column,
    Fact,
    Mark,
    Row,
    Strip,
    Style,
    base,
    lines_of,
    paragraph,
    table,
)
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.fonts import BOLD
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import INNER, SheetHead, draw, head, signatures, together
from otdesk.printouts.tags import Element
from otdesk.queries.mileage import ClaimLine, MileagePaper
from otdesk.rules.mileage import HomePolicy, Rounding
from otdesk.words import _, plural

CELL = Style(9.5, 13)
STRONG = Style(10.5, 15, BOLD)
SUM_RIGHT = 450.0
"""Where figures of the column Miles end, so that the sums stand under it."""


def mileage_claim(said: MileagePaper, printing: Printing) -> Printout:
    title = claim_title(said)
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    strips = head(paper, sect, SheetHead(title, (said.district, _("Mileage claim")), _facts(said)))
    strips += table(paper, sect, _columns(said), _rows(said), CELL)
    lines = [_("Employee signature"), _("Supervisor signature")]
    strips += together(_sums(paper, sect, said) + signatures(paper, sect, lines))
    foot = _("Distances from the school matrix in OTDesk.")
    draw(paper, strips, printing, (f"{title} · {said.employee}", said.district), foot)
    return paper.finish()


def claim_title(said: MileagePaper) -> str:
    return _("Mileage log, {month} 1 – {last}, {year}").format(
        month=words.month(said.month.month), last=said.last_day.day, year=said.month.year
    )


def _facts(said: MileagePaper) -> tuple[tuple[Fact, ...], ...]:
    rate = ", ".join(words.rate(rate) for rate in said.rates)
    own = said.terms.own_rate is not None
    label = _("District rate") if own else _("IRS rate")
    return (
        (
            Fact(_("Employee"), said.employee or "–"),
            Fact(_("Base"), said.base or "–"),
            Fact(_("Vehicle"), said.vehicle or "–"),
            Fact(label, _("{rate} a mile").format(rate=rate) if rate else "–"),
        ),
    )


def _columns(said: MileagePaper) -> list[Column]:
    tolls = any(line.tolls for line in said.lines)
    found = [
        Column(_("Date"), 44), Column(_("Day"), 30), Column(_("From"), 112 if tolls else 118),
        Column(_("To"), 112 if tolls else 118), Column(_("Purpose"), 76 if tolls else 104),
    ]  # fmt: skip
    if tolls:
        found.append(Column(_("Tolls"), 40, right=True))
    return [*found, Column(_("Miles"), 42, right=True), Column(_("Total"), 48, right=True)]


def _rows(said: MileagePaper) -> list[Row]:
    tolls = any(line.tolls for line in said.lines)
    rows = []
    for day, lines in groupby(said.lines, key=_day):
        for number, line in enumerate(lines):
            first = (words.short_date(day), words.weekday(day)) if number == 0 else ("", "")
            toll = ((words.money(line.tolls) if line.tolls else ""),) if tolls else ()
            rows.append(
                Row(
                    (
                        *first, line.start, line.end, _purpose(line), *toll, words.figure_miles(line.tenths),
                        words.figure_miles(line.total),
                    )
                )
            )  # fmt: skip
    return rows


def _day(line: ClaimLine) -> date:
    return line.day


def _purpose(line: ClaimLine) -> str:
    parts = [line.purpose]
    if line.driven is not None:
        parts.append(_("{paid} of {driven} counted").format(
            paid=words.figure_miles(line.tenths), driven=words.miles(line.driven)))  # fmt: skip
    if line.odometer is not None:
        parts.append(_("odometer {a} – {b}").format(a=line.odometer[0], b=line.odometer[1]))
    return "; ".join(parts)


def _sums(paper: Paper, sect: Element, said: MileagePaper) -> list[Strip]:
    trips = plural("{n} trip.", "{n} trips.", len(said.lines))
    strips = [_sum(paper, sect, f"{trips} {commute_rule(said)}", words.figure_miles(said.tenths), wide=True)]
    rate = ", ".join(words.rate(rate) for rate in said.rates)
    label = _("Amount at {rate}").format(rate=rate) if rate else _("Amount")
    strips.append(_sum(paper, sect, label, words.money(said.cents)))
    if said.tolls:
        strips.append(_sum(paper, sect, _("Tolls and parking"), words.money(said.tolls)))
        strips.append(_sum(paper, sect, _("To be paid"), words.money(said.cents + said.tolls)))
    notes = [_("Rounded to the cent for each leg.")] if said.terms.rounding is Rounding.TRIP else []
    if said.open_legs:
        one = _("{n} leg of the schedule is not confirmed and not claimed.")
        many = _("{n} legs of the schedule are not confirmed and not claimed.")
        notes.append(plural(one, many, said.open_legs))
    if notes:
        strips += paragraph(paper, sect.add("P"), " ".join(notes), INNER, Style(8.5, 11.5), before=6)
    return strips


def commute_rule(said: MileagePaper) -> str:
    """How legs from and to home were counted, as it must be stated on the claim."""
    commute = words.miles(said.commute) if said.commute is not None else "–"
    return {
        HomePolicy.NONE: _("Home to first school and last school to home are not counted."),
        HomePolicy.ALL: _("Legs from and to home are counted in full."),
        HomePolicy.EXCESS: _("Of legs from and to home only miles beyond the commute to {base} ({miles}) are counted."),
        HomePolicy.LESSER: _("Of legs from and to home the lesser of the leg and the way from {base} is counted."),
    }[said.terms.home_policy].format(base=said.base or "–", miles=commute)


def _sum(paper: Paper, sect: Element, label: str, figure: str, *, wide: bool = False) -> Strip:
    """A sum under the column Miles: its words at the left edge, or right before it."""
    element = sect.add("P")
    plain = Style(10, 14)
    value = lines_of(paper, figure, STRONG, 120)[0]
    style = STRONG if wide else plain
    left = lines_of(paper, label, style, SUM_RIGHT - value.width - 14)
    marks: list[Mark] = []
    for number, line in enumerate(left):
        x = 0.0 if wide else SUM_RIGHT - value.width - 10 - line.width
        marks.append(Text(x, 6 + number * style.leading + base(style), line, style.size, element))
    marks.append(Text(SUM_RIGHT - value.width, 6 + base(STRONG), value, STRONG.size, element))
    return Strip(6 + len(left) * style.leading, tuple(marks))
