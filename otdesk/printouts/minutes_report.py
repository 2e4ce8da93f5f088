# SPDX-License-Identifier: MIT
"""The report of minutes on paper: every line with its buckets, the totals, and below the reasons, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass

from otdesk import words
from otdesk.printouts import minutes_words
from otdesk.printouts.flow import HEADING, SMALL, Column, Row, Strip, Style, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.report_paper import INNER, Chapter, bound, heading
from otdesk.printouts.tags import Element
from otdesk.queries.ledger import Follows, MinutesReport, MinutesRow, Missed
from otdesk.rules.kinds import Mode
from otdesk.rules.minutes import Ledger
from otdesk.words import _, plural

_BODY = Style(9, 12)


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """`scope`: whose lines they are, "All schools"; `reasons`: each miss with its reason as well."""

    report: MinutesReport
    scope: str
    district: str
    reasons: bool = True


def minutes_report(paper: MinutesPaper, printing: Printing) -> Printout:
    """One chapter; its title and outline hold no name."""
    title = _("Service minutes")
    days = minutes_words.span(paper.report.span)
    chapter = Chapter(_Strips(paper), f"{title} · {days}", f"{title}, {days}", paper.scope)
    return bound(f"{title}, {days}", [chapter], printing)


class _Strips:
    def __init__(self, paper: MinutesPaper) -> None:
        self._paper = paper

    def __call__(self, paper: Paper, sect: Element) -> list[Strip]:
        report, days = self._paper.report, minutes_words.span(self._paper.report.span)
        strips = heading(paper, sect, _("Service minutes"), (self._paper.district, self._paper.scope), days)
        strips += paragraph(paper, sect.add("P"), minutes_words.policy(report.policy), INNER, SMALL)
        strips += [Strip(6), *_lines(paper, sect, report)]
        strips += paragraph(paper, sect.add("P"), _legend(), INNER, SMALL, before=8)
        if report.no_line:
            said = _("{n} minutes were given without a service line in force and stand in no row.").format(
                n=report.no_line
            )
            strips += paragraph(paper, sect.add("P"), said, INNER, SMALL, before=4)
        if self._paper.reasons:
            strips += _reasons(paper, sect, report.rows)
        return strips


def _lines(paper: Paper, sect: Element, report: MinutesReport) -> list[Strip]:
    titles = [minutes_words.bucket_title(name) for name in minutes_words.BUCKETS]
    widths = (44.0, 36.0, 40.0, 44.0, 36.0, 60.0, 38.0)
    figures = [Column(title, width, right=True) for title, width in zip(titles, widths, strict=True)]
    wide = INNER - sum(widths) - 88
    columns = [Column(_("Student"), 88), Column(_("Service"), wide), *figures]
    return table(paper, sect, columns, [*_rows(report.rows), *_totals(report)], _BODY)


def _rows(rows: Iterable[MinutesRow]) -> Iterable[Row]:
    before = None
    for row in rows:
        name = row.name if row.student_id != before else ""
        before = row.student_id
        service = f"{minutes_words.service(row)}\n{row.school.code} · {minutes_words.standing(row)}"
        yield Row((name, service, *_figures(row.total if row.known else None)))


def _totals(report: MinutesReport) -> Iterable[Row]:
    """Direct and consult service apart; other obligations stand in their rows alone."""
    for mode, title in ((Mode.DIRECT, _("All direct service")), (Mode.CONSULT, _("All consultation"))):
        counted = [row for row in report.rows if row.line.mode is mode and not row.apart]
        if counted:
            lines = plural("{n} line", "{n} lines", len(counted))
            yield Row((title, lines, *_figures(report.together(mode))), strong=True)


def _figures(book: Ledger | None) -> tuple[str, ...]:
    if book is None:
        return ("–",) * len(minutes_words.BUCKETS)
    found = minutes_words.figures(book)
    return tuple(str(found[name]) if found[name] or name == "required" else "–" for name in minutes_words.BUCKETS)


def _legend() -> str:
    return _(
        "Each promised minute stands in one column. Owed: not given for a reason that was recorded and not excused."
        " Not documented: nothing is recorded. To come: planned later in a week or period that is not over."
    )


def _reasons(paper: Paper, sect: Element, rows: Iterable[MinutesRow]) -> list[Strip]:
    """A few minutes less in a session need no explanation on paper."""
    told = [(row, missed) for row in rows for missed in row.missed if missed.follows is not Follows.FEW_MINUTES]
    if not told:
        return []
    strips = paragraph(paper, sect.add("H2"), _("What was not given, and why"), INNER, HEADING, before=16, keep=True)
    columns = [
        Column(_("Student"), 100),
        Column(_("Date"), 108),
        Column(_("Minutes"), 46, right=True),
        Column(_("Why"), 98),
        Column(_("What follows"), 96),
        Column(_("Open for"), INNER - 100 - 108 - 46 - 98 - 96),
    ]
    return [*strips, Strip(4, keep=True), *table(paper, sect, columns, list(_reason_rows(told)), _BODY)]


def _reason_rows(told: Iterable[tuple[MinutesRow, Missed]]) -> Iterable[Row]:
    before: tuple[int, Mode] | None = None
    for row, missed in told:
        key = (row.student_id, row.line.mode)
        name = row.name if row.line.mode is Mode.DIRECT else _("{name}, consultation").format(name=row.name)
        cells = (
            name if key != before else "",
            minutes_words.when(missed),
            str(missed.minutes),
            minutes_words.why(missed),
            minutes_words.follows(missed),
            minutes_words.age(missed),
        )
        before = key
        yield Row(cells)


def table_headings() -> list[str]:
    """The columns of the same report as a table for a spreadsheet."""
    return [
        "student_id", "last", "first", "school", "grade", "plan", "service", "first_day", "last_day", "required",
        "given", "made_up", "made_up_later", "excused", "owed", "not_documented", "to_come", "extra", "standing",
    ]  # fmt: skip


def table_rows(report: MinutesReport) -> list[list[str | int | None]]:
    """One row per service line; names of places and services as the screen has them, codes for the standing."""
    found: list[list[str | int | None]] = []
    for row in report.rows:
        figures = minutes_words.figures(row.total) if row.known else dict.fromkeys((*minutes_words.BUCKETS, "over"))
        first = row.periods[0].stretch.first.isoformat() if row.known else None
        last = row.periods[-1].stretch.last.isoformat() if row.known else None
        found.append(
            [
                str(row.student_id), row.last, row.first, row.school.code, words.grade(row.grade),
                row.plan_type.value, minutes_words.service(row), first, last, figures["required"], figures["given"],
                figures["made_up"], row.made_up_later if row.known else None, figures["excused"], figures["owed"],
                figures["undocumented"], figures["to_come"], figures["over"],
                row.standing.value if row.known else "not_known",
            ]
        )  # fmt: skip
    return found
