# SPDX-License-Identifier: MIT
"""The columns of the table of due dates."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from otdesk import words
from otdesk.queries.due import Due
from otdesk.ui.due_dates import due_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.models import Column
from otdesk.ui.theme import Theme, Type
from otdesk.words import _


def columns() -> tuple[Column[Due], ...]:
    return (
        Column("day", _("Date"), _day, _by_day, width=110),
        Column("near", _("In"), _near, _by_day, _paint_near, width=130),
        Column("kind", _("What"), due_words.kind, due_words.kind, width=150, color="text2"),
        Column("who", _("Student"), due_words.title, _by_name, width=170, kind=Type.ROW),
        Column("school", _("School"), _school, _school, _paint_school, width=66, tip=_school_name),
        Column("detail", _("Detail"), due_words.detail, due_words.detail, width=0, color="text2", tip=due_words.detail),
    )


def _day(item: Due) -> str:
    return words.day_date(item.day) if item.dated else "–"


def _by_day(item: Due) -> int:
    return item.day.toordinal()


def _near(item: Due) -> str:
    return due_words.near(item).words


def _by_name(item: Due) -> str:
    return due_words.title(item).casefold()


def _school(item: Due) -> str:
    return item.school.code if item.school is not None else ""


def _school_name(item: Due) -> str:
    return item.school.name if item.school is not None else ""


def _paint_near(painter: QPainter, box: QRectF, look: Theme, item: Due) -> None:
    mark = due_words.near(item)
    size = drawing.pill_size(look, mark)
    place = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.pill(painter, place.intersected(box), look, mark)


def _paint_school(painter: QPainter, box: QRectF, look: Theme, item: Due) -> None:
    if item.school is not None:
        size = drawing.chip_size(look, item.school.code)
        place = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
        drawing.chip(painter, place, look, item.school.code, look.school(item.school.color))
