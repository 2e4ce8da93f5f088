# SPDX-License-Identifier: MIT
"""The navy side of the first run: what this step is about and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type, TypeSize
from otdesk.words import _

HERO = TypeSize(26, 34, 600)
SLIM_HERO = TypeSize(18, 24, 600)
SLIM_ZOOM = 125
NARROW = 1000
"""Pixels at 100 % below which the panel makes room for the page beside it."""


def is_narrow(window: QWidget) -> bool:
    """Whether the window is small for the size everything is shown in."""
    return window.width() < theme.current().px(NARROW)


class _Step(QWidget):
    """A numbered step: to come, now, done."""

    def __init__(self, number: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._text, self._now = number, text, 0
        self.setMinimumHeight(theme.current().px(34))

    def show_step(self, now: int) -> None:
        self._now = now
        state = _("done") if self._number < now else _("now") if self._number == now else _("to come")
        self.setAccessibleName(f"{self._number}. {self._text}, {state}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        colors = look.colors
        painter = QPainter(self)
        side = look.px(28)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        white = QColor(colors.on_panel)
        dim = QColor(white)
        dim.setAlphaF(0.72)
        if self._number < self._now:
            drawing.rounded(painter, box, QColor(colors.panel_done), None, radius=side / 2)
            tick = look.px(16)
            at = box.center()
            icons.paint(painter, "check", QColor(colors.panel), at.x() - tick / 2, at.y() - tick / 2, tick)
        else:
            here = self._number == self._now
            drawing.rounded(painter, box, white if here else None, None if here else dim, radius=side / 2)
            ink = QColor(colors.panel) if here else dim
            middle = Qt.AlignmentFlag.AlignHCenter
            drawing.words(painter, box, str(self._number), look, Type.META_STRONG, ink, middle)
        room = QRectF(side + look.px(12), 0, self.width() - side, self.height())
        here = self._number == self._now
        drawing.words(painter, room, self._text, look, Type.ROW if here else Type.BODY, white if here else dim)
        painter.end()


class SidePanel(QWidget):
    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slim = False
        column = self._column = QVBoxLayout(self)
        logo = QHBoxLayout()
        logo.setSpacing(10)
        logo.addWidget(IconLabel("otdesk", "on_panel", 22))
        logo.addWidget(Words("OTDesk", Type.CARD, "on_panel"))
        logo.addStretch(1)
        column.addLayout(logo)
        self._gaps = [QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed) for _gap in range(3)]
        column.addItem(self._gaps[0])
        self._title = Words("", HERO, "on_panel", wrap=True)
        column.addWidget(self._title)
        column.addItem(self._gaps[1])
        self._text = Words("", Type.BODY, "on_panel", wrap=True)
        column.addWidget(self._text)
        column.addItem(self._gaps[2])
        self._steps = [_Step(number, text, self) for number, text in enumerate(steps, 1)]
        for step in self._steps:
            column.addWidget(step)
            column.addSpacing(4)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(IconLabel("wifi-off", "on_panel", 16))
        foot.addWidget(
            Words(_("No account, no internet, nothing leaves this laptop"), Type.CONTROL, "on_panel", wrap=True), 1
        )
        column.addLayout(foot)
        self.measure()

    def show_step(self, number: int, title: str, text: str, *, slim: bool = False) -> None:
        """`number` counts from 1; 0 is a page outside the first run, which shows no steps. `slim` leaves more room."""
        self._slim = slim
        self.measure()
        self._title.setText(title)
        self._text.setText(text)
        for step in self._steps:
            step.setVisible(number > 0)
            step.show_step(number)

    def measure(self) -> None:
        """Once more after the window's size or the zoom changed. At large zoom the page needs the room more."""
        look = theme.current()
        narrow = is_narrow(self.window())
        slim = self._slim or narrow
        tight = narrow or (slim and look.zoom > SLIM_ZOOM)
        side, top = look.px(20 if tight else 38), look.px(16 if tight else 38)
        self._column.setContentsMargins(side, top, side, top if slim else look.px(28))
        for gap, usual in zip(self._gaps, (44, 8, 24), strict=True):
            gap.changeSize(0, usual // 3 if narrow else usual)
        self._title.set_kind(SLIM_HERO if narrow else HERO)
        wide = 340 if look.density is theme.Density.COMPACT else 372
        self.setFixedWidth(look.px(224 if narrow else 248 if tight else 292 if slim else wide))
        self._column.invalidate()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("panel"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.measure()
