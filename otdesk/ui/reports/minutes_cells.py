# SPDX-License-Identifier: MIT
"""The columns of the minutes report and of its reasons: what each says, how it sorts, how it is drawn."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from otdesk import words
from otdesk.printouts import minutes_words
from otdesk.queries.ledger import Follows, MinutesRow, Missed
from otdesk.rules.minutes import Ledger, Standing, shown
from otdesk.ui import icons
from otdesk.ui.caseload import case_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.models import Column
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _

FIRST_TO_GO = ("bar", "to_come", "school", "excused", "made_up", "service", "required")
"""Which columns step back where the width ends; the card below says all of them of the current line."""
NAME_LEAST = 132
_WIDTHS = {"required": 78, "given": 62, "made_up": 78, "excused": 76, "owed": 64, "undocumented": 128, "to_come": 76}


def columns() -> tuple[Column[MinutesRow], ...]:
    figures = tuple(
        Column(
            name, minutes_words.bucket_title(name), Cell(name), Worst(name), Painter(name), _WIDTHS[name], right=True
        )
        for name in minutes_words.BUCKETS
    )
    return (
        Column("name", _("Student"), _name, _by_name, _paint_name, width=0),
        Column("school", _("School"), _school, _school, _paint_school, width=64, tip=_school_name),
        Column("service", _("Service"), _service, _service, width=150, tip=minutes_words.service),
        Column("bar", _("Minutes"), minutes_words.spoken, _by_missing, _paint_bar, width=136),
        *figures,
    )


def reason_columns() -> tuple[Column[Missed], ...]:
    return (
        Column("why", _("Why"), minutes_words.why, width=0, paint=_paint_why),
        Column("when", _("When"), minutes_words.when, _by_day, width=158),
        Column("minutes", _("Minutes"), _minutes, _by_minutes, width=74, right=True, kind=Type.CONTROL_STRONG),
        Column("follows", _("What follows"), minutes_words.follows, width=218, paint=_paint_follows),
        Column("age", _("Open for"), minutes_words.age, _by_age, width=124, color="text2"),
    )


def spoken(row: MinutesRow) -> str:
    """A whole row for a screen reader."""
    return f"{row.name}, {row.school.name}, {minutes_words.spoken(row)}"


def reason_spoken(missed: Missed) -> str:
    parts = (
        minutes_words.why(missed),
        minutes_words.when(missed),
        words.minutes(missed.minutes),
        minutes_words.follows(missed),
        minutes_words.age(missed),
    )
    return ", ".join(part for part in parts if part)


def standing_mark(row: MinutesRow) -> Mark:
    said = minutes_words.standing(row)
    if not row.known:
        return Mark(said, "circle-question-mark", Tone.NEUTRAL)
    icon, tone = {
        Standing.ON_TRACK: ("circle-check", Tone.DONE),
        Standing.BEHIND: ("trending-down", Tone.TODO),
        Standing.SHORT: ("circle-alert", Tone.BAD),
        Standing.POLICY_NOT_SET: ("circle-question-mark", Tone.NEUTRAL),
    }[row.standing]
    return Mark(said[:1].upper() + said[1:], icon, tone)


# --- figures ---


class Cell:
    """A figure as it stands; nothing for a bucket that is empty."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, row: MinutesRow) -> str:
        if not row.known:
            return "" if self._name != "required" else "–"
        number = minutes_words.figures(row.total)[self._name]
        return str(number) if number or self._name in {"required", "given"} else ""


class Worst:
    """The largest first, so that one press on a heading shows who has most of it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, row: MinutesRow) -> tuple[int, str]:
        number = minutes_words.figures(row.total)[self._name] if row.known else 0
        return -number, row.last.casefold()


class Painter:
    """What is owed and what is not documented stand out where they count."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, painter: QPainter, box: QRectF, look: Theme, row: MinutesRow) -> None:
        text = Cell(self._name)(row)
        loud = self._name in {"owed", "undocumented"} and row.standing is not Standing.ON_TRACK and bool(text)
        ink, kind = look.color("text2" if self._name in {"required", "to_come"} else "text"), Type.CONTROL
        if loud:
            kind = Type.CONTROL_STRONG
            ink = QColor(look.colors.pair(standing_mark(row).tone).ink)
            self._paint_icon(painter, box, look, row, drawing.text_width(text, look, kind))
        drawing.words(painter, box, text, look, kind, ink, Qt.AlignmentFlag.AlignRight)

    def _paint_icon(self, painter: QPainter, box: QRectF, look: Theme, row: MinutesRow, width: float) -> None:
        """The same as the color says, for those who do not see it; only beside the larger of both figures."""
        found = minutes_words.figures(row.total)
        first = "owed" if found["owed"] >= found["undocumented"] else "undocumented"
        if self._name != first:
            return
        mark, side = standing_mark(row), look.px(14)
        left = box.right() - width - side - look.px(5)
        ink = QColor(look.colors.pair(mark.tone).ink)
        icons.paint(painter, mark.icon, ink, left, round(box.center().y() - side / 2), side)


# --- the bar ---

BUCKET_TONES: tuple[tuple[str, Tone, bool], ...] = (
    ("given", Tone.DONE, False),
    ("made_up", Tone.INFO, False),
    ("excused", Tone.NEUTRAL, True),
    ("owed", Tone.BAD, False),
    ("undocumented", Tone.TODO, True),
    ("to_come", Tone.PLAIN, False),
)
"""Bucket, color, and whether it is hatched: neighbors differ without color too."""


def paint_bucket(painter: QPainter, box: QRectF, look: Theme, name: str) -> None:
    """One piece of the bar, or its square in the legend."""
    tone, hatched = next((tone, hatched) for bucket, tone, hatched in BUCKET_TONES if bucket == name)
    if tone is Tone.PLAIN:
        painter.fillRect(box, look.color("sunk"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look.color("strong"))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), look.color("strong"))
        return
    ink = QColor(look.colors.pair(tone).ink)
    if not hatched:
        painter.fillRect(box, ink)
        return
    painter.fillRect(box, QColor(look.colors.pair(tone).tint))
    painter.fillRect(box, QBrush(ink, Qt.BrushStyle.BDiagPattern))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), ink)
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), ink)


def paint_stack(painter: QPainter, box: QRectF, look: Theme, book: Ledger) -> None:
    """All promised minutes as one bar, each bucket by its share."""
    found = minutes_words.figures(book)
    whole = max(1, found["required"])
    height = look.px(12)
    left, top = box.left(), round(box.center().y() - height / 2)
    for name, _tone, _hatched in BUCKET_TONES:
        width = box.width() * found[name] / whole
        if width > 0:
            piece = QRectF(round(left), top, max(2, round(left + width) - round(left) - 1), height)
            paint_bucket(painter, piece, look, name)
        left += width


def _paint_bar(painter: QPainter, box: QRectF, look: Theme, row: MinutesRow) -> None:
    if row.known and row.total.required:
        paint_stack(painter, box, look, row.total)
    else:
        said = _("nothing due") if row.known else _("not known")
        drawing.words(painter, box, said, look, Type.META, look.color("text3"))


# --- cells ---


def _name(row: MinutesRow) -> str:
    return row.name


def _by_name(row: MinutesRow) -> tuple[str, str, int]:
    return row.last.casefold(), row.called.casefold(), row.line.line_id


def _paint_name(painter: QPainter, box: QRectF, look: Theme, row: MinutesRow) -> None:
    drawing.words(painter, box, row.name, look, Type.ROW, look.color("text"))


def _school(row: MinutesRow) -> str:
    return row.school.code


def _school_name(row: MinutesRow) -> str:
    return row.school.name


def _paint_school(painter: QPainter, box: QRectF, look: Theme, row: MinutesRow) -> None:
    size = drawing.chip_size(look, row.school.code)
    place = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.chip(painter, place, look, row.school.code, look.school(row.school.color))


def _service(row: MinutesRow) -> str:
    return case_words.line_short(row.line)


def _by_missing(row: MinutesRow) -> tuple[int, str]:
    """Most missing first; what is still to come is not missing."""
    return (-shown(row.total.missing) if row.known else 0), row.last.casefold()


def _minutes(missed: Missed) -> str:
    return str(missed.minutes)


def _by_day(missed: Missed) -> tuple[date, int]:
    return missed.day, missed.start or 0


def _by_minutes(missed: Missed) -> int:
    return -missed.minutes


def _by_age(missed: Missed) -> int:
    return -missed.age if minutes_words.age(missed) else 0


_FOLLOWS: dict[Follows, tuple[str, Tone]] = {
    Follows.MADE_UP: ("rotate-ccw", Tone.INFO),
    Follows.COVERED: ("check", Tone.DONE),
    Follows.EXCUSED: ("circle-minus", Tone.NEUTRAL),
    Follows.OWED: ("circle-alert", Tone.BAD),
    Follows.REVIEW: ("circle-question-mark", Tone.TODO),
    Follows.NOT_OWED: ("circle-minus", Tone.NEUTRAL),
    Follows.UNDOCUMENTED: ("pencil", Tone.TODO),
    Follows.NOT_PLANNED: ("calendar-plus", Tone.TODO),
    Follows.POLICY_NOT_SET: ("circle-question-mark", Tone.NEUTRAL),
    Follows.FEW_MINUTES: ("clock", Tone.NEUTRAL),
}


def _paint_why(painter: QPainter, box: QRectF, look: Theme, missed: Missed) -> None:
    drawing.words(painter, box, minutes_words.why(missed), look, Type.ROW, look.color("text"))


def _paint_follows(painter: QPainter, box: QRectF, look: Theme, missed: Missed) -> None:
    icon, tone = _FOLLOWS[missed.follows]
    side = look.px(16)
    ink = QColor(look.colors.pair(tone).ink)
    icons.paint(painter, icon, ink, box.left(), round(box.center().y() - side / 2), side)
    room = box.adjusted(side + look.px(7), 0, 0, 0)
    drawing.words(painter, room, minutes_words.follows(missed), look, Type.CONTROL, look.color("text"))


Holds = Callable[[MinutesRow], bool]


def is_behind(row: MinutesRow) -> bool:
    return row.standing in {Standing.SHORT, Standing.BEHIND}


def is_asking(row: MinutesRow) -> bool:
    return any(missed.follows is Follows.REVIEW for missed in row.missed)


def is_undocumented(row: MinutesRow) -> bool:
    return any(missed.follows is Follows.UNDOCUMENTED for missed in row.missed)
