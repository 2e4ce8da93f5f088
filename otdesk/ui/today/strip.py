# SPDX-License-Identifier: MIT
"""The week above the day: five days with their schools, arrows to the weeks around."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from otdesk import words
from otdesk.queries.today import StripDay
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.theme import Type
from otdesk.words import _


class DayButton(QAbstractButton):
    """One day: weekday and number, codes of its schools underlined in their colors."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: StripDay | None = None
        self._today = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def day(self) -> date | None:
        return self._day.day if self._day is not None else None

    def show_day(self, day: StripDay, *, shown: bool, today: bool) -> None:
        self._day, self._today = day, today
        self.setChecked(shown)
        schools = ", ".join(code for code, _color in day.schools) or day.closed or _("no sessions")
        self.setAccessibleName(f"{words.day_date(day.day)}: {schools}")
        self.setToolTip(day.closed)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        codes = len(self._day.schools) if self._day is not None else 0
        return QSize(look.px(max(70, 16 + 24 * codes)), look.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._day is None:
            return
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked():
            drawing.rounded(painter, box, look.color("surface"), look.color("border"), radius=look.px(8))
        elif self.underMouse():
            drawing.rounded(painter, box, look.color("hover"), None, radius=look.px(8))
        if self.hasFocus():
            drawing.rounded(painter, box, None, look.color("focus"), radius=look.px(8), width=2)
        said = f"{words.weekday(self._day.day)} {self._day.day.day}"
        kind = Type.CONTROL_STRONG if self.isChecked() or self._today else Type.CONTROL
        ink = look.color("text" if self.isChecked() else "text2")
        top = QRectF(0, look.px(3), box.width(), look.px(18))
        drawing.words(painter, top, said, look, kind, ink, Qt.AlignmentFlag.AlignHCenter)
        self._codes(painter, look, QRectF(0, look.px(20), box.width(), look.px(17)))
        painter.end()

    def _codes(self, painter: QPainter, look: theme.Theme, box: QRectF) -> None:
        if self._day is None:
            return
        if not self._day.schools:
            said = _("closed") if self._day.closed else "–"
            drawing.words(painter, box, said, look, Type.META, look.color("text3"), Qt.AlignmentFlag.AlignHCenter)
            return
        wide = [drawing.text_width(code, look, Type.CODE) for code, _color in self._day.schools]
        left = box.center().x() - (sum(wide) + look.px(5) * (len(wide) - 1)) / 2
        for (code, number), width in zip(self._day.schools, wide, strict=True):
            color = look.school(number)
            drawing.words(
                painter, QRectF(left, box.top(), width + 2, box.height() - 3), code, look, Type.CODE, QColor(color.ink)
            )
            painter.fillRect(QRectF(left, box.bottom() - 2, width, 2), QColor(color.solid))
            left += width + look.px(5)


class DayStrip(QWidget):
    """`chosen(date)` when a day is pressed, or the same weekday of the week before or after."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: date | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        back, on = IconButton("chevron-left", _("Week before")), IconButton("chevron-right", _("Week after"))
        back.setFlat(True)
        on.setFlat(True)
        back.clicked.connect(self._week_before)
        on.clicked.connect(self._week_after)
        self.days = [DayButton(self) for _n in range(5)]
        line.addWidget(back)
        for button in self.days:
            button.clicked.connect(self._pressed)
            line.addWidget(button)
        line.addWidget(on)

    def show_week(self, days: tuple[StripDay, ...], shown: date, today: date) -> None:
        self._shown = shown
        for button, day in zip(self.days, days, strict=True):
            button.show_day(day, shown=day.day == shown, today=day.day == today)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, DayButton) and button.day is not None:
            self.chosen.emit(button.day)

    def _week_before(self) -> None:
        self._step(-7)

    def _week_after(self) -> None:
        self._step(7)

    def _step(self, days: int) -> None:
        if self._shown is not None:
            self.chosen.emit(self._shown + timedelta(days=days))
