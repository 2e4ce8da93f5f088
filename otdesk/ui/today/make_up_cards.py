# SPDX-License-Identifier: MIT
"""One offer of the make-up finder as a line to choose: its number, when, where, and what it costs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk import words
from otdesk.queries.make_up import OfferRow
from otdesk.rules.make_up import Way
from otdesk.rules.slots import Severity, worst
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.planner import reasons
from otdesk.ui.theme import Type
from otdesk.words import _


def when(offer: OfferRow) -> str:
    """ "Thu, Oct 22, 9:10 – 9:40", or "Join Loop Group, Thu, Oct 22, 8:35"."""
    day = words.day_date(offer.day)
    if offer.way is Way.GROUP:
        return _("Join {group}, {day}, {time}").format(group=offer.title, day=day, time=words.clock(offer.start))
    return f"{day}, {words.span(offer.start, offer.end)}"


def cost(offer: OfferRow, wanted: int) -> str:
    """What it takes: nothing, a desk time, a session moved, fewer minutes, a class she leaves."""
    told = []
    if offer.way is Way.DESK:
        told.append(_("in your {desk}").format(desk=offer.title.lower()))
    elif offer.way is Way.MOVE and offer.to_day is not None:
        to = f"{words.day_date(offer.to_day)} {words.clock(offer.to_start)}"
        told.append(_("moves {who} to {day}").format(who=offer.title, day=to))
    elif offer.end - offer.start != wanted:
        told.append(_("{n} of {all} min").format(n=offer.end - offer.start, all=wanted))
    if worst(offer.obstacles) is not Severity.OK:
        told.append(reasons.short(offer.obstacles[0]))
    if not told:
        return _("fits the group") if offer.way is Way.GROUP else _("free for both")
    return words.listed_with_dots(told)


class OfferCard(Choice):
    """Up and down go to the next one; the number chooses it from anywhere in the dialog."""

    ring_radius = 8

    def __init__(self, number: int, offer: OfferRow, wanted: int, parent: QWidget | None = None) -> None:
        self.offer, self._number, self._cost = offer, number, cost(offer, wanted)
        super().__init__(when(offer), parent)
        self.setAccessibleName(f"{when(offer)}, {offer.school.name}, {self._cost}")
        self.setToolTip(self._cost)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(420), look.px(42 if self._in_one_line(look, self.width()) else 58))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(280), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()  # the dialog's main button
        else:
            super().keyPressEvent(event)

    def _head(self, look: theme.Theme) -> float:
        """From the left edge to the right end of the school's chip."""
        title = drawing.text_width(self.text(), look, Type.ROW)
        return look.px(46) + title + look.px(10) + drawing.chip_size(look, self.offer.school.code).width()

    def _in_one_line(self, look: theme.Theme, width: int) -> bool:
        return self._head(look) + drawing.text_width(self._cost, look, Type.CONTROL) + look.px(28) <= width

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        fill = look.color("select" if on else "hover" if self.underMouse() else "surface")
        line = look.color("primary" if on else "border")
        drawing.rounded(painter, QRectF(self.rect()), fill, line, radius=look.px(8), width=2 if on else 1)
        one = self._in_one_line(look, self.width())
        height = self.height() if one else self.height() * 0.56
        cap = drawing.cap_size(look, str(self._number))
        middle = self.height() / 2
        drawing.cap(
            painter,
            QRectF(look.px(14), middle - cap.height() / 2, cap.width(), cap.height()),
            look,
            str(self._number),
        )
        left = float(look.px(46))
        title = QRectF(left, 0, self.width() - left - look.px(14), height)
        took = drawing.words(painter, title, self.text(), look, Type.ROW, look.color("text"))
        chip = drawing.chip_size(look, self.offer.school.code)
        at = QRectF(left + took + look.px(10), (height - chip.height()) / 2, chip.width(), chip.height())
        if at.right() <= self.width() - look.px(10):
            drawing.chip(painter, at, look, self.offer.school.code, look.school(self.offer.school.color))
        if one:
            rest = QRectF(at.right(), 0, self.width() - look.px(14) - at.right(), height)
            drawing.words(
                painter, rest, self._cost, look, Type.CONTROL, look.color("text2"), Qt.AlignmentFlag.AlignRight
            )
        else:
            below = QRectF(left, height - look.px(4), title.width(), self.height() - height)
            told = QFontMetricsF(look.font(Type.CONTROL)).elidedText(
                self._cost, Qt.TextElideMode.ElideRight, below.width()
            )
            drawing.words(painter, below, told, look, Type.CONTROL, look.color("text2"))
        painter.end()
