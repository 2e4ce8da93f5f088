# SPDX-License-Identifier: MIT
"""The workload page: hours by category against the contract, weeks as bars, need, what comes due, the caseload."""

from otdesk import labels, words
from otdesk.printouts.bar_chart import bar_chart
from otdesk.printouts.flow import HEADING, Column, Fact, Row, Strip, Style, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import INNER, SheetHead, draw, head, together
from otdesk.printouts.tags import Element
from otdesk.queries.workload import Workload, WorkloadPaper
from otdesk.rules.workload import NOT_WORK, WorkGroup, cluster_of, share, stacked
from otdesk.words import _

CELL = Style(9, 12)


def workload_pages(said: WorkloadPaper, printing: Printing) -> Printout:
    title = _("Workload, {month}").format(month=words.month_year(said.shown.first))
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    strips = head(paper, sect, SheetHead(title, (said.district, _("Occupational therapy")), _facts(said)))
    strips += _categories(paper, sect, said.shown)
    strips += _weeks(paper, sect, said.shown)
    strips += _due(paper, sect, said.shown)
    strips += _caseload(paper, sect, said.shown)
    draw(paper, strips, printing, (f"{title} · {said.employee}", said.district), "")
    return paper.finish()


def _facts(said: WorkloadPaper) -> tuple[tuple[Fact, ...], ...]:
    shown = said.shown
    name = ", ".join(part for part in (said.employee, said.credentials) if part)
    agreed = words.hours(shown.week_contract) if shown.week_contract is not None else "–"
    return (
        (
            Fact(_("Therapist"), name or "–"),
            Fact(_("Contract hours a week"), agreed),
            Fact(_("School days so far"), str(shown.days)),
            Fact(_("Full-time equivalents needed"), full_time(shown)),
        ),
        (
            Fact(_("Worked"), words.hours(shown.worked)),
            Fact(_("Beyond the contract"), beyond(shown)),
            Fact(_("Travel"), f"{words.hours(shown.travel)}, {words.miles(shown.tenths)}"),
            Fact(_("Students, sites"), f"{shown.caseload.students}, {len(shown.caseload.schools)}"),
        ),
        (
            Fact(_("Direct minutes a week: promised, each student"), str(round(shown.load.required)), 2),
            Fact(_("placed, still to place (groups once)"), placed(shown), 2),
        ),
    )


def full_time(shown: Workload) -> str:
    """ "1.12"; a dash without a contract."""
    found = shown.need.full_time
    return f"{float(found):.2f}" if found is not None else "–"


def beyond(shown: Workload) -> str:
    over = shown.over
    if over is None:
        return "–"
    return words.hours(over) if over >= 0 else _("none, {time} left").format(time=words.hours(-over))


def placed(shown: Workload) -> str:
    return f"{round(shown.load.placed)}, {round(shown.load.missing)}"


def _categories(paper: Paper, sect: Element, shown: Workload) -> list[Strip]:
    title = paragraph(paper, sect.add("H2"), _("Hours by category"), INNER, HEADING, before=4, keep=True)
    columns = [
        Column(_("Category"), 150), Column(_("Cluster"), 174), Column(_("Hours"), 60, right=True),
        Column(_("Of the work"), 60, right=True), Column(_("Of the contract"), 60, right=True),
    ]  # fmt: skip
    rows = []
    for kind, minutes in shown.minutes.items():
        work = kind not in NOT_WORK
        contract = f"{share(minutes, shown.contract)} %" if shown.contract and work else ""
        rows.append(
            Row((
                labels.work_kind(kind), labels.cluster(cluster_of(kind)), words.hours_short(minutes),
                f"{share(minutes, shown.worked)} %" if work else "", contract,
            ))
        )  # fmt: skip
    whole = f"{share(shown.worked, shown.contract)} %" if shown.contract else ""
    rows.append(Row((_("Worked"), "", words.hours_short(shown.worked), "100 %", whole), strong=True))
    return [*title, Strip(3, keep=True), *table(paper, sect, columns, rows, CELL)]


def _weeks(paper: Paper, sect: Element, shown: Workload) -> list[Strip]:
    names = {group: labels.work_group(group) for group in WorkGroup}
    chart = stacked([(words.short_date(monday), sums) for monday, sums in shown.weeks], names)
    title = paragraph(paper, sect.add("H2"), _("By week"), INNER, HEADING, before=12, keep=True)
    columns = [Column(_("Week of"), 84)]
    columns += [Column(name, 70, right=True) for name in (*chart.series, _("Total"))]
    rows = [Row((bar.words, *(words.hours_short(part) for part in (*bar.parts, bar.total)))) for bar in chart.bars]
    twin = table(paper, sect, columns, rows, CELL)
    return together([*title, bar_chart(paper, sect, chart, INNER, 170), *twin])


def _due(paper: Paper, sect: Element, shown: Workload) -> list[Strip]:
    title = paragraph(paper, sect.add("H2"), _("Evaluations and reviews to come"), INNER, HEADING, before=12, keep=True)
    columns = [
        Column(_("Month"), 120), Column(_("Evaluations"), 90, right=True), Column(_("Re-evaluations"), 90, right=True),
        Column(_("Annual reviews"), 90, right=True),
    ]  # fmt: skip
    rows = [
        Row((words.month_year(due.month), str(due.evaluations), str(due.reevaluations), str(due.reviews)))
        for due in shown.due
    ]
    return together([*title, Strip(3), *table(paper, sect, columns, rows, CELL)])


def _caseload(paper: Paper, sect: Element, shown: Workload) -> list[Strip]:
    """Counts only: no student is named."""
    counted = shown.caseload
    title = paragraph(paper, sect.add("H2"), _("Caseload"), INNER, HEADING, before=12, keep=True)
    rows = [Row((_("By school"), _counts([(name.name, n) for name, n in counted.schools])))]
    rows.append(Row((_("By plan"), _counts([(labels.plan(kind), n) for kind, n in counted.plans]))))
    rows.append(Row((_("By service"), _counts([(_("direct"), counted.direct), (_("consultation"), counted.consult)]))))
    rows.append(Row((_("By grade"), _counts([(words.grade(grade), n) for grade, n in counted.grades]))))
    if counted.disabilities:
        rows.append(Row((_("By disability"), _counts(list(counted.disabilities)))))
    columns = [Column(_("Counted"), 100), Column(_("Students"), 404)]
    return together([*title, Strip(3), *table(paper, sect, columns, rows, CELL)])


def _counts(found: list[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {n}" for name, n in found) or "–"
