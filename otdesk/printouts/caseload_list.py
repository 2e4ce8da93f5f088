# SPDX-License-Identifier: MIT
"""The caseload list with chosen columns: on paper, on the screen and as a table from one set of columns."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from otdesk import labels, words
from otdesk.printouts.flow import SMALL, Column, Row, Strip, Style, paragraph, table
from otdesk.printouts.page import MARGIN, Paper, Printing, Printout
from otdesk.printouts.report_paper import INNER, INNER_WIDE, Chapter, bound, heading
from otdesk.printouts.tags import Element
from otdesk.queries.caseload import CaseLine
from otdesk.queries.caseload_list import ListRow
from otdesk.rules.kinds import Mode
from otdesk.words import _, plural

_BODY = Style(8.5, 11.5)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """`least`: the points its longest usual word needs; `width`: what it likes to have; `screen`: pixels in a window at
    100 %, 0 takes the rest."""

    key: str
    title: str
    least: float
    width: float
    screen: int
    text: Callable[[ListRow], str]


def columns() -> tuple[ListColumn, ...]:
    """All there are, in their order; the student's name always comes first."""
    return (
        ListColumn("name", _("Student"), 74, 100, 0, _name),
        ListColumn("number", _("Student ID"), 50, 56, 92, _number),
        ListColumn("born", _("Birth date"), 64, 72, 104, _born),
        ListColumn("school", _("School"), 40, 42, 66, _school),
        ListColumn("grade", _("Grade"), 38, 42, 64, _grade),
        ListColumn("teacher", _("Teacher"), 62, 84, 110, _teacher),
        ListColumn("room", _("Room"), 40, 48, 84, _room),
        ListColumn("manager", _("Case manager"), 68, 84, 118, _cared_for_by),
        ListColumn("services", _("Services"), 84, 140, 190, _services),
        ListColumn("minutes", _("Minutes"), 52, 60, 84, _minutes),
        ListColumn("review", _("Plan review"), 64, 72, 112, _review),
        ListColumn("reevaluation", _("Re-evaluation"), 70, 76, 118, _reevaluation),
        ListColumn("alerts", _("Alerts"), 84, 130, 170, _alerts),
        ListColumn("seen", _("Last seen"), 50, 56, 88, _seen),
    )


USUAL = frozenset({"name", "school", "grade", "teacher", "services", "minutes", "review", "alerts"})
"""What is chosen at first."""


def chosen(keys: Collection[str]) -> tuple[ListColumn, ...]:
    return tuple(column for column in columns() if column.key == "name" or column.key in keys)


def fits(keys: Collection[str]) -> bool:
    """Whether these columns find room on a page on its long side."""
    return sum(column.least for column in chosen(keys)) <= INNER_WIDE


def _widths(picked: Sequence[ListColumn], inner: float) -> list[float]:
    """What each needs, and of the rest in proportion to what it would like."""
    rest = inner - sum(column.least for column in picked)
    wishes = sum(column.width - column.least for column in picked)
    return [column.least + rest * (column.width - column.least) / wishes for column in picked]


@dataclass(frozen=True, slots=True)
class ListPaper:
    """`scope`: "All schools" or the name of one."""

    rows: Sequence[ListRow]
    keys: frozenset[str]
    scope: str
    district: str
    day: date


def caseload_list(paper: ListPaper, printing: Printing) -> Printout:
    title, day = _("Caseload list"), words.full_date(paper.day)
    chapter = Chapter(_Strips(paper), f"{title} · {day}", f"{title}, {day}", paper.scope)
    wide = sum(column.width for column in chosen(paper.keys)) > INNER
    return bound(f"{title}, {day}", [chapter], printing, wide=wide)


class _Strips:
    def __init__(self, paper: ListPaper) -> None:
        self._paper = paper

    def __call__(self, paper: Paper, sect: Element) -> list[Strip]:
        said = self._paper
        count = plural("{n} student", "{n} students", len(said.rows))
        under = words.listed_with_dots([words.day_full_date(said.day), count])
        strips = heading(paper, sect, _("Caseload list"), (said.district, said.scope), under)
        picked = chosen(said.keys)
        inner = paper.width - 2 * MARGIN
        widths = _widths(picked, inner)
        heads = [Column(column.title, width) for column, width in zip(picked, widths, strict=True)]
        rows = [Row(tuple(column.text(row) for column in picked)) for row in said.rows]
        strips += [Strip(6), *table(paper, sect, heads, rows, _BODY)]
        if "minutes" in said.keys:
            legend = _("Minutes: given of promised this month, direct service, in the weeks that begin in it.")
            strips += paragraph(paper, sect.add("P"), legend, inner, SMALL, before=6)
        return strips


def table_rows(rows: Sequence[ListRow], keys: Collection[str]) -> list[list[str]]:
    picked = chosen(keys)
    return [[column.text(row).replace("\n", "; ") for column in picked] for row in rows]


def spoken(row: ListRow, keys: Collection[str]) -> str:
    """A whole row for a screen reader, empty cells left out."""
    parts = [row.case.name]
    for column in chosen(keys)[1:]:
        text = column.text(row)
        if text:
            parts.append(f"{column.title.lower()} {text}".replace("\n", ", "))
    return ", ".join(parts)


def line_words(line: CaseLine) -> str:
    amount = labels.amount(line.times, line.minutes, line.period, line.every)
    kind = labels.mode(line.mode) if line.mode is Mode.CONSULT else labels.grouping(line.grouping, None)
    return f"{amount}, {kind}"


def _name(row: ListRow) -> str:
    return f"{row.case.last}, {row.case.called}".strip(", ")


def _number(row: ListRow) -> str:
    return row.case.student_no


def _born(row: ListRow) -> str:
    return words.full_date(row.birth_date) if row.birth_date is not None else ""


def _school(row: ListRow) -> str:
    return row.case.school.code


def _grade(row: ListRow) -> str:
    return words.grade(row.case.grade)


def _teacher(row: ListRow) -> str:
    return row.case.teacher


def _room(row: ListRow) -> str:
    return row.room


def _cared_for_by(row: ListRow) -> str:
    return row.case_manager


def _services(row: ListRow) -> str:
    return "\n".join(line_words(line) for line in row.case.lines) or _("none yet")


def _minutes(row: ListRow) -> str:
    month = row.case.month
    return f"{month.given} / {month.required}" if month is not None and month.required is not None else ""


def _review(row: ListRow) -> str:
    return words.full_date(row.case.plan_due) if row.case.plan_due is not None else ""


def _reevaluation(row: ListRow) -> str:
    return words.full_date(row.reevaluation_due) if row.reevaluation_due is not None else ""


def _alerts(row: ListRow) -> str:
    return "\n".join(
        f"{labels.alert(alert.kind)}: {alert.words}" if alert.words else labels.alert(alert.kind)
        for alert in row.alerts
    )


def _seen(row: ListRow) -> str:
    return words.short_date(row.case.last_seen) if row.case.last_seen is not None else ""
