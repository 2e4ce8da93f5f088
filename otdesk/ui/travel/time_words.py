# SPDX-License-Identifier: MIT
"""How working time is said and drawn: the columns of the timesheet, the bars of a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from otdesk import labels, words
from otdesk.queries.timesheet import TimeRow, Timesheet
from otdesk.rules.charts import StackedBars
from otdesk.rules.kinds import WorkKind
from otdesk.rules.work_time import Source
from otdesk.rules.workload import WorkGroup, stacked
from otdesk.ui import icons
from otdesk.ui.parts import drawing
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.models import Column
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A row of the table; the date stands only on the first row of a day."""

    row: TimeRow
    first: bool


def lines(shown: Timesheet) -> list[TimeLine]:
    days = [None, *(row.day for row in shown.rows)]
    return [TimeLine(row, row.day != before) for row, before in zip(shown.rows, days, strict=False)]


def week_bars(shown: Mapping[date, Mapping[WorkKind, int]], monday: date) -> StackedBars:
    """Monday to Friday, and a weekend day that was worked."""
    days = [monday + timedelta(days=n) for n in range(7)]
    wanted = [day for day in days if day.weekday() < 5 or shown.get(day)]
    return stacked([(words.weekday(day), shown.get(day, {})) for day in wanted], group_names())


def group_names() -> dict[WorkGroup, str]:
    return {group: labels.work_group(group) for group in WorkGroup}


def mark(row: TimeRow) -> Mark:
    """What a row is for the contract."""
    if row.clash:
        return Mark(_("Overlap, cut"), "triangle-alert", Tone.TODO)
    if not row.paid:
        return Mark(_("Not paid"), "", Tone.NEUTRAL)
    if row.source is Source.OWN:
        return Mark(_("Added by you"), "pencil", Tone.INFO)
    if row.source is Source.DESK:
        return Mark(_("Typical week"), "calendar-days", Tone.PLAIN)
    return Mark(_("From records"), "check", Tone.DONE)


def columns() -> tuple[Column[TimeLine], ...]:
    return (
        Column("day", _("Date"), _date, width=98),
        Column("time", _("Time"), _time, width=104, color="text2"),
        Column("kind", _("What"), _what, paint=_paint_what, width=0, tip=_what),
        Column("school", _("School"), _school, paint=_paint_school, width=64, tip=_school_name),
        Column("minutes", _("Hours"), _minutes, width=58, right=True, kind=Type.CONTROL_STRONG),
        Column("state", _("Status"), _state, paint=_paint_state, width=148),
    )


def spoken(line: TimeLine) -> str:
    row = line.row
    said = (words.day_date(row.day), words.span(*row.clock), labels.work_kind(row.kind), _school_name(line),
            words.hours_short(row.minutes), mark(row).words)  # fmt: skip
    return ", ".join(part for part in said if part)


def key(line: TimeLine) -> str:
    return line.row.key


def _date(line: TimeLine) -> str:
    return words.day_date(line.row.day) if line.first else ""


def _time(line: TimeLine) -> str:
    return words.span(*line.row.clock)


def _what(line: TimeLine) -> str:
    return words.listed_with_dots([labels.work_kind(line.row.kind), line.row.remark])


def _school(line: TimeLine) -> str:
    return line.row.school.code if line.row.school is not None else ""


def _school_name(line: TimeLine) -> str:
    return line.row.school.name if line.row.school is not None else ""


def _minutes(line: TimeLine) -> str:
    return words.hours_short(line.row.minutes)


def _state(line: TimeLine) -> str:
    return mark(line.row).words


def _paint_what(painter: QPainter, box: QRectF, look: Theme, line: TimeLine) -> None:
    said = labels.work_kind(line.row.kind)
    x = drawing.words(painter, box, said, look, Type.CONTROL_STRONG, look.color("text" if line.row.paid else "text2"))
    if line.row.remark:
        rest = QRectF(box.left() + x + look.px(8), box.top(), box.width() - x - look.px(8), box.height())
        if rest.width() > look.px(24):
            drawing.words(painter, rest, line.row.remark, look, Type.CONTROL, look.color("text2"))


def _paint_school(painter: QPainter, box: QRectF, look: Theme, line: TimeLine) -> None:
    school = line.row.school
    if school is None or school.color is None:
        return
    size = drawing.chip_size(look, school.code)
    at = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.chip(painter, at, look, school.code, look.school(school.color))


def _paint_state(painter: QPainter, box: QRectF, look: Theme, line: TimeLine) -> None:
    shown = mark(line.row)
    if shown.tone is Tone.DONE:  # what is usual stays quiet
        side = look.px(14)
        icons.paint(painter, "check", look.color("done.ink"), box.left(), round(box.center().y() - side / 2), side)
        rest = box.adjusted(side + look.px(6), 0, 0, 0)
        drawing.words(painter, rest, shown.words, look, Type.META, look.color("text2"))
        return
    size = drawing.pill_size(look, shown)
    at = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.pill(painter, at.intersected(box), look, shown)
