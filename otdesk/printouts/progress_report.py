# SPDX-License-Identifier: MIT
"""The progress report that goes home: one page where it fits, goal by goal with chart, rating and plain sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from otdesk import labels, words
from otdesk.printouts import progress_words
from otdesk.printouts.caseload_list import line_words
from otdesk.printouts.flow import RULE_GRAY, SMALL, Fact, Rule, Strip, Style, facts, lines_of, paragraph
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.fonts import BOLD
from otdesk.printouts.line_chart import chart_strip
from otdesk.printouts.page import BLACK, Paper, Printing, Printout
from otdesk.printouts.report_paper import INNER, Chapter, bound, heading
from otdesk.printouts.tags import Element
from otdesk.queries.goal_progress import GoalRow
from otdesk.queries.progress_reports import ReportPage
from otdesk.rules.goals import Help
from otdesk.rules.report_entry import ReportEntry
from otdesk.words import _

_GOAL = Style(10.5, 14)
_BODY = Style(9.5, 12.5)
_SIGN = 300.0


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """One report as written; `language` is the one it is printed in."""

    page: ReportPage
    entry: ReportEntry
    language: str


def progress_reports(
    papers: Sequence[ReportPaper], printing: Printing, progress: Callable[[int], None] | None = None
) -> Printout:
    """Each student's report on pages of its own. The outline names students by initials only."""
    title = _("Progress reports") if len(papers) != 1 else _("Progress report")
    chapters = []
    for paper in papers:
        page = paper.page
        with words.speaking(paper.language):
            running = f"{_('Occupational therapy progress report')}, {page.name}"
        bookmark = f"{title}, {words.initials(page.first, page.last)}"
        chapters.append(Chapter(_Strips(paper), running, bookmark, page.term.name, paper.language))
    return bound(title, chapters, printing, progress)


class _Strips:
    def __init__(self, paper: ReportPaper) -> None:
        self._paper = paper

    def __call__(self, paper: Paper, sect: Element) -> list[Strip]:
        return _strips(self._paper, paper, sect)


def _strips(report: ReportPaper, paper: Paper, sect: Element) -> list[Strip]:
    page = report.page
    entry = progress_words.filled(page, report.entry, report.language)
    title = _("Occupational therapy progress report")
    days = _("{term}: {first} – {last}").format(
        term=page.term.name, first=words.short_date(page.term.first), last=words.full_date(page.term.last)
    )
    strips = heading(paper, sect, title, (page.district, page.school.name), days)
    strips += [Strip(5), *facts(paper, sect, _facts(page), INNER, 3)]
    strips.append(Strip(5, (Rule(0, 2, INNER, 0.5, RULE_GRAY),)))
    for goal in page.goals:
        strips += _goal(report, entry, goal, paper, sect)
    if not page.goals:
        strips += paragraph(paper, sect.add("P"), _("There are no goals to report on."), INNER, _BODY)
    return strips + _signature(page, paper, sect)


def _facts(page: ReportPage) -> list[list[Fact]]:
    lines = "; ".join(line_words(line) for line in page.lines) or "–"
    plan = "–"
    if page.plan is not None:
        start = words.full_date(page.plan.start) if page.plan.start else ""
        review = words.full_date(page.plan.review) if page.plan.review else ""
        plan = f"{labels.plan(page.plan.kind)} {start} – {review}".strip(" –")
    given = _("{held} of {planned} sessions").format(held=page.held, planned=page.planned)
    return [
        [
            Fact(_("Student"), words.full_name(page.first, page.last)),
            Fact(_("Grade, teacher"), ", ".join(part for part in (words.grade(page.grade), page.teacher) if part)),
            Fact(_("Plan"), plan),
        ],
        [
            Fact(_("Services"), lines),
            Fact(_("Given in this term"), given),
            Fact(_("Therapist"), ", ".join(part for part in (page.signer.name, page.signer.credentials) if part)),
        ],
    ]


def _goal(report: ReportPaper, entry: ReportEntry, goal: GoalRow, paper: Paper, sect: Element) -> list[Strip]:
    page, part = report.page, entry.of(goal.goal_id)
    head = _("Goal {n}: {area}").format(n=goal.number, area=progress_words.short(goal))
    rating = progress_words.rating_words(page.ratings.rating(part.rating))
    strips = _head(paper, sect, head, rating)
    strips += paragraph(paper, sect.add("P"), goal.statement, INNER, SMALL)
    if goal.points:
        chart = progress_words.chart(page, goal)
        target = (
            _("Goal {target}").format(target=progress_words.bare_figure(goal, goal.target).removesuffix(" %"))
            if goal.target is not None
            else ""
        )
        strips.append(
            chart_strip(paper, sect, chart, progress_words.chart_sentence(goal), target, _("Aim line"), INNER)
        )
        strips += paragraph(paper, sect.add("P"), _legend(goal), INNER, SMALL)
    strips += paragraph(paper, sect.add("P"), part.text, INNER, _BODY, before=2)
    strips += paragraph(paper, sect.add("P"), progress_words.enough_words(goal, part), INNER, _BODY)
    return [replace(strip, keep=True) for strip in strips[:-1]] + strips[-1:]


def _head(paper: Paper, sect: Element, head: str, rating: str) -> list[Strip]:
    """Goal at the left, rating at the right of the same line, in bold: no color says what words do not."""
    left = lines_of(paper, head, _strong(_GOAL), INNER - 160)
    right = lines_of(paper, rating, _strong(_GOAL), 150)[:1] if rating else []
    element, owner = sect.add("H2"), sect.add("P")
    marks = [Text(0, 16 + n * _GOAL.leading, line, _GOAL.size, element) for n, line in enumerate(left)]
    marks += [Text(INNER - line.width, 16, line, _GOAL.size, owner) for line in right]
    return [Strip(6 + len(left) * _GOAL.leading + 2, tuple(marks), keep=True)]


def _strong(style: Style) -> Style:
    return replace(style, face=BOLD)


def _legend(goal: GoalRow) -> str:
    """What filled and open dots mean; only those that occur."""
    signs = {Help.OWN: "●", Help.PROMPTED: "○", Help.NOT_SAID: "◐"}
    return "   ".join(f"{signs[code]} {progress_words.help_words(code)}" for code in progress_words.helps(goal))


def _signature(page: ReportPage, paper: Paper, sect: Element) -> list[Strip]:
    name = ", ".join(part for part in (page.signer.name, page.signer.credentials) if part)
    line = Strip(
        34, (Rule(0, 32, _SIGN, 0.7, BLACK), Rule(_SIGN + 24, 32, INNER - _SIGN - 24, 0.7, BLACK)), keep=True
    )  # fmt: skip
    left = lines_of(paper, name, SMALL, _SIGN)
    right = lines_of(paper, _("Date"), SMALL, 120)
    element = sect.add("P")
    marks = [Text(0, 9, shown, SMALL.size, element) for shown in left[:1]]
    marks += [Text(_SIGN + 24, 9, shown, SMALL.size, element) for shown in right]
    strips = [line, Strip(14, tuple(marks))]
    if page.term.following is not None:
        said = _("The next report comes by {day}.").format(day=words.full_date(page.term.following))
        strips += paragraph(paper, sect.add("P"), said, INNER, SMALL)
    return strips
