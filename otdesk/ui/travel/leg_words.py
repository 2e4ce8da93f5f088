# SPDX-License-Identifier: MIT
"""How a leg is said and drawn: its status, what does not add up, the columns of the table."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from otdesk import words
from otdesk.queries.mileage import Doubt, LegRow, LegState, MileageMonth
from otdesk.queries.workplace import PlaceName
from otdesk.rules.mileage import HomePolicy
from otdesk.ui import icons
from otdesk.ui.parts import drawing
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.models import Column
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

MENU = 5
"""Number of the column whose click opens the row's menu."""


@dataclass(frozen=True, slots=True)
class Line:
    """A leg in the table; the date stands only on the first leg of a day."""

    leg: LegRow
    first: bool


def lines(shown: MileageMonth) -> list[Line]:
    days = [None, *(leg.day for leg in shown.legs)]
    return [Line(leg, leg.day != before) for leg, before in zip(shown.legs, days, strict=False)]


def mark(leg: LegRow) -> Mark:
    """The status as icon, word and color."""
    return {
        LegState.LOGGED: Mark(_("Logged"), "check", Tone.DONE),
        LegState.CONFIRM: Mark(_("Confirm"), "circle-alert", Tone.TODO),
        LegState.COMMUTE: Mark(_("Commute, not paid"), "", Tone.NEUTRAL),
        LegState.ADDED: Mark(_("Added by you"), "pencil", Tone.INFO),
        LegState.LATER: Mark(_("Later today"), "clock", Tone.PLAIN),
        LegState.UNDER_WAY: Mark(_("On the way"), "car", Tone.PLAIN),
        LegState.UNKNOWN: Mark(_("Distance missing"), "circle-alert", Tone.TODO),
    }[leg.state]


def doubts(leg: LegRow) -> list[str]:
    """Sentences on what does not add up."""
    said = []
    if Doubt.GAP in leg.doubts:
        said.append(_("It begins at {place}, but the leg before ended elsewhere.").format(place=leg.start.name))
    if Doubt.ODOMETER in leg.doubts:
        said.append(_("The odometer differs from the miles by more than one mile."))
    if Doubt.NO_RATE in leg.doubts:
        said.append(_("No rate is known for this day, so it is not in the money."))
    if leg.state is LegState.UNKNOWN:
        said.append(_("Enter how far it is between these places, then it can be confirmed."))
    return said


def facts(leg: LegRow) -> str:
    """One line on the current leg: purpose, times, odometer, tolls, what is paid of it, what does not add up."""
    parts = [leg.purpose]
    if leg.arrived is not None and leg.trip_id is not None:
        parts.append(words.span(leg.departed, leg.arrived))
    if leg.odometer_start is not None and leg.odometer_end is not None:
        parts.append(_("odometer {a} to {b}").format(a=leg.odometer_start, b=leg.odometer_end))
    if leg.tolls:
        parts.append(_("tolls and parking {sum}").format(sum=words.money(leg.tolls)))
    if leg.home and 0 < leg.paid < (leg.tenths or 0):
        parts.append(_("{n} paid, the rest is commuting").format(n=words.miles(leg.paid)))
    return " ".join([words.listed_with_dots(parts), *doubts(leg)]).strip()


def policy(shown: MileageMonth) -> str:
    """The rule on home legs in one sentence, as the claim states it."""
    base = shown.base.name if shown.base is not None else _("the base")
    commute = words.miles(shown.commute) if shown.commute is not None else _("not known")
    return {
        HomePolicy.NONE: _("Home to first school and last school to home are not counted."),
        HomePolicy.ALL: _("Legs from and to home are counted in full."),
        HomePolicy.EXCESS: _("Of legs from and to home only the miles beyond the commute to {base} ({miles}) count."),
        HomePolicy.LESSER: _("Of legs from and to home the lesser of the leg and the way from {base} counts."),
    }[shown.terms.home_policy].format(base=base, miles=commute)


def rates(shown: MileageMonth) -> str:
    """ "at $0.725" or "at $0.58, then $0.625"; with whose rate it is."""
    found = _(", then ").join(words.rate(rate) for rate in shown.rates)
    if not found:
        return _("no paid miles yet")
    whose = _("your district’s rate") if shown.terms.own_rate is not None else _("the IRS rate")
    return _("at {rate}, {whose}").format(rate=found, whose=whose)


def place(name: PlaceName) -> str:
    return name.code or name.name


def columns() -> tuple[Column[Line], ...]:
    return (
        Column("day", _("Date"), _date, width=100, paint=_paint_date),
        Column("way", _("From and to"), _way, paint=_paint_way, width=0, tip=_way_tip),
        Column("miles", _("Miles"), _miles, paint=_paint_miles, width=66, right=True),
        Column("minutes", _("Min"), _minutes, width=54, right=True, color="text2"),
        Column("state", _("Status"), _state, paint=_paint_state, width=184, tip=_state_tip),
        Column("menu", "", _more, paint=_paint_menu, width=40),
    )


def spoken(line: Line) -> str:
    """A whole row for a screen reader."""
    leg = line.leg
    way = _("{start} to {end}").format(start=leg.start.name, end=leg.end.name)
    miles = words.miles(leg.tenths) if leg.tenths is not None else _("miles not known")
    return ", ".join([words.day_date(leg.day), way, miles, mark(leg).words, *doubts(leg)])


def key(line: Line) -> str:
    return line.leg.key


def to_confirm(count: int) -> str:
    if not count:
        return _("Nothing to confirm")
    return plural("Confirm {n} leg", "Confirm {n} legs", count)


def _date(line: Line) -> str:
    return words.day_date(line.leg.day) if line.first else ""


def _way(line: Line) -> str:
    return f"{place(line.leg.start)} → {place(line.leg.end)}"


def _way_tip(line: Line) -> str:
    return f"{line.leg.start.name} → {line.leg.end.name}"


def _miles(line: Line) -> str:
    return words.figure_miles(line.leg.tenths) if line.leg.tenths is not None else "–"


def _minutes(line: Line) -> str:
    return str(line.leg.minutes) if line.leg.minutes is not None else "–"


def _state(line: Line) -> str:
    return mark(line.leg).words


def _state_tip(line: Line) -> str:
    return " ".join(doubts(line.leg)) or mark(line.leg).words


def _more(_line: Line) -> str:
    return ""


def _quiet(leg: LegRow) -> str:
    return "text2" if leg.state in {LegState.COMMUTE, LegState.LATER} else "text"


def _paint_date(painter: QPainter, box: QRectF, look: Theme, line: Line) -> None:
    drawing.words(painter, box, _date(line), look, Type.CONTROL, look.color(_quiet(line.leg)))


def _paint_way(painter: QPainter, box: QRectF, look: Theme, line: Line) -> None:
    x = _paint_place(painter, box, look, line.leg.start, _quiet(line.leg))
    side = look.px(14)
    icons.paint(painter, "arrow-right", look.color("text2"), x + look.px(8), round(box.center().y() - side / 2), side)
    rest = QRectF(x + look.px(30), box.top(), box.right() - x - look.px(30), box.height())
    _paint_place(painter, rest, look, line.leg.end, _quiet(line.leg))


def _paint_place(painter: QPainter, box: QRectF, look: Theme, name: PlaceName, color: str) -> float:
    """Chip or words; where they end."""
    if name.color is None:
        room = QRectF(box.left(), box.top(), min(box.width(), look.px(120)), box.height())
        return box.left() + drawing.words(painter, room, name.name, look, Type.CONTROL, look.color(color))
    size = drawing.chip_size(look, name.code)
    at = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.chip(painter, at, look, name.code, look.school(name.color))
    return at.right()


def _paint_miles(painter: QPainter, box: QRectF, look: Theme, line: Line) -> None:
    kind = Type.CONTROL_STRONG if _quiet(line.leg) == "text" else Type.CONTROL
    ink = look.color(_quiet(line.leg))
    drawing.words(painter, box, _miles(line), look, kind, ink, Qt.AlignmentFlag.AlignRight)


def _paint_state(painter: QPainter, box: QRectF, look: Theme, line: Line) -> None:
    shown = mark(line.leg)
    size = drawing.pill_size(look, shown)
    at = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.pill(painter, at.intersected(box), look, shown)
    if line.leg.doubts:
        side = look.px(16)
        x = min(at.right() + look.px(6), box.right() - side)
        ink = look.color("todo.ink")
        icons.paint(painter, "triangle-alert", ink, x, round(box.center().y() - side / 2), side)


def _paint_menu(painter: QPainter, box: QRectF, look: Theme, _line: Line) -> None:
    side = look.px(16)
    at = box.center()
    icons.paint(painter, "ellipsis", look.color("text2"), round(at.x() - side / 2), round(at.y() - side / 2), side)
