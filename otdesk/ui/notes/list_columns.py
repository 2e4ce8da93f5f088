# SPDX-License-Identifier: MIT
"""The columns of the list of notes: what each says, how it sorts, how it is drawn."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from otdesk import labels, words
from otdesk.queries.note_list import NoteLine, NoteState
from otdesk.rules.kinds import RecordKind
from otdesk.ui import statuses
from otdesk.ui.parts import drawing
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.models import Column
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

EXCERPT = 5
"""Number of the column that is hidden while a note is open beside the list."""


def columns() -> tuple[Column[NoteLine], ...]:
    return (
        Column("day", _("Date"), _day, _by_day, width=96),
        Column("time", _("Time"), _time, _by_time, width=62, color="text2"),
        Column("who", _("Student"), who, _by_name, _paint_who, width=0),
        Column("school", _("School"), _school, _school, _paint_school, width=66, tip=_school_name),
        Column("state", _("Status"), _state, _by_state, _paint_state, width=158, tip=_state_whole),
        Column("excerpt", _("In the note"), _excerpt, _excerpt, width=330, color="text2", tip=_excerpt),
    )


def spoken(row: NoteLine) -> str:
    """A whole row for a screen reader."""
    return ", ".join(part for part in (who(row), _day(row), _time(row), row.school_name, _state_whole(row)) if part)


def mark(row: NoteLine) -> Mark:
    """The status as icon, word and color."""
    if row.state is NoteState.TO_WRITE:
        return statuses.to_document()
    if row.state is NoteState.DRAFT:
        return statuses.draft()
    if row.state is NoteState.VOID:
        return statuses.void()
    if row.state is NoteState.CO_SIGN:
        return statuses.sent_back() if row.returned else statuses.to_co_sign()
    if row.amendments:
        return Mark(_("Signed, amended"), "lock", Tone.DONE)
    return statuses.signed(locked=True)


def who(row: NoteLine) -> str:
    return words.listed_with_dots([words.full_name(row.called, row.last), _with(row)])


def _with(row: NoteLine) -> str:
    """Her group, or what the record is of where it is not of therapy."""
    return row.group if row.kind is RecordKind.THERAPY else labels.record(row.kind)


def _day(row: NoteLine) -> str:
    return words.day_date(row.day)


def _by_day(row: NoteLine) -> tuple[int, int]:
    return row.day.toordinal(), row.start


def _time(row: NoteLine) -> str:
    return words.clock(row.start)


def _by_time(row: NoteLine) -> tuple[int, int]:
    return row.start, row.day.toordinal()


def _by_name(row: NoteLine) -> tuple[str, str, int]:
    return row.last.casefold(), row.called.casefold(), row.day.toordinal()


def _school(row: NoteLine) -> str:
    return row.school_code


def _school_name(row: NoteLine) -> str:
    return row.school_name


def _state(row: NoteLine) -> str:
    return mark(row).words


def _state_whole(row: NoteLine) -> str:
    """With how many amendments a signed note has."""
    if row.amendments and row.state is NoteState.SIGNED:
        return plural("Signed, {n} amendment", "Signed, {n} amendments", row.amendments)
    return _state(row)


def _by_state(row: NoteLine) -> tuple[int, int]:
    return list(NoteState).index(row.state), -row.day.toordinal()


def _excerpt(row: NoteLine) -> str:
    """Of a note that was sent back, why."""
    return row.returned or row.excerpt


def _paint_who(painter: QPainter, box: QRectF, look: Theme, row: NoteLine) -> None:
    name = words.full_name(row.called, row.last)
    x = drawing.words(painter, box, name, look, Type.ROW, look.color("text"))
    if _with(row):
        rest = QRectF(box.left() + x + look.px(8), box.top(), box.width() - x - look.px(8), box.height())
        drawing.words(painter, rest, _with(row), look, Type.CONTROL, look.color("text2"))


def _paint_school(painter: QPainter, box: QRectF, look: Theme, row: NoteLine) -> None:
    size = drawing.chip_size(look, row.school_code)
    place = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.chip(painter, place, look, row.school_code, look.school(row.school_color))


def _paint_state(painter: QPainter, box: QRectF, look: Theme, row: NoteLine) -> None:
    shown = mark(row)
    size = drawing.pill_size(look, shown)
    place = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.pill(painter, place.intersected(QRectF(box.left(), box.top(), box.width(), box.height())), look, shown)
