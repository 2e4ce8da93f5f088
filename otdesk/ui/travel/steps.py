# SPDX-License-Identifier: MIT
"""Which month, or which week, is shown: before, a choice, after; for the timesheet also week or month."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk import words
from otdesk.queries import mileage
from otdesk.rules.calendar import monday_of
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.words import _

_WEEK, _MONTH = "week", "month"


class Steps(QWidget):
    """Says `wanted` with the stretch the person chose, as `read` takes it; what is shown changes only with `read`."""

    wanted = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.day = bridge.today()
        self._weekly = False
        self._length = _WEEK
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(6))
        self.before_button = IconButton("chevron-left", _("Month before"))
        self.before_button.clicked.connect(self.before)
        self.choice = Combo([])
        self.choice.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)  # a longer month may come later
        self.choice.setAccessibleName(_("Month"))
        self.choice.activated.connect(self._chosen)
        self.after_button = IconButton("chevron-right", _("Month after"))
        self.after_button.clicked.connect(self.after)
        self.length = SegmentedControl([(_WEEK, _("Week")), (_MONTH, _("Month"))], _("Length"))
        self.length.set_value(_WEEK)
        self.length.chosen.connect(self._length_chosen)
        self.length.hide()
        for widget in (self.before_button, self.choice, self.after_button, self.length):
            row.addWidget(widget)

    @property
    def month(self) -> date:
        return self.day.replace(day=1)

    @property
    def by_week(self) -> bool:
        """Whether a week is shown: only the timesheet may be by week."""
        return self._weekly and self._length == _WEEK

    def days(self) -> tuple[date, date]:
        """First and last day shown."""
        if self.by_week:
            monday = monday_of(self.day)
            return monday, monday + timedelta(days=6)
        return self.month, mileage.last_of(self.month)

    def read(self, when: str, *, weekly: bool) -> None:
        """ "2026-10" or "2026-10-19"; a month of today's is today. What is no date changes nothing."""
        self._weekly = weekly
        try:
            day = date.fromisoformat(when if len(when) > 7 else f"{when}-01")
        except ValueError:
            return
        if self._weekly or len(when) > 7:
            self._length = _WEEK if len(when) > 7 else _MONTH
            self.length.set_value(self._length)
        if len(when) <= 7:
            today = self._bridge.today()
            day = self.day if day == self.month else today if day == today.replace(day=1) else day
        self.day = day

    def written(self, *, weekly: bool) -> str:
        """As `read` takes it."""
        return self._as_text(self.day, by_week=weekly and self._length == _WEEK)

    def _as_text(self, day: date, *, by_week: bool) -> str:
        return monday_of(day).isoformat() if by_week else f"{day:%Y-%m}"

    def offer(self) -> None:
        """Fill the choice for the tab that is shown."""
        self.length.setVisible(self._weekly)
        unit = _("Week") if self.by_week else _("Month")
        self.choice.setAccessibleName(unit)
        self.before_button.say_icon("chevron-left", _("{unit} before").format(unit=unit))
        self.after_button.say_icon("chevron-right", _("{unit} after").format(unit=unit))
        months = self._bridge.read(mileage.months, self._bridge.today())
        if self.by_week:
            here = monday_of(self.day)
            first, last = monday_of(min(months)), max(monday_of(self._bridge.today()), here)
            weeks = [last - timedelta(days=7 * n) for n in range((last - min(first, here)).days // 7 + 1)]
            self.choice.offer([(day, _("Week of {day}").format(day=words.short_date(day))) for day in weeks], here)
        else:
            known = sorted({*months, self.month}, reverse=True)
            self.choice.offer([(month, words.month_year(month)) for month in known], self.month)
        self.choice.setMinimumWidth(self.choice.sizeHint().width())

    def before(self) -> None:
        self._step(-1)

    def after(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        by_week = self.by_week
        day = self.day + timedelta(days=7 * step) if by_week else mileage.next_month(self.month, step)
        self.wanted.emit(self._as_text(day, by_week=by_week))

    def _chosen(self) -> None:
        value = self.choice.value()
        if isinstance(value, date):
            self.wanted.emit(self._as_text(value, by_week=self.by_week))

    def _length_chosen(self, value: object) -> None:
        self.wanted.emit(self._as_text(self.day, by_week=value == _WEEK))
