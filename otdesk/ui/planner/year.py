# SPDX-License-Identifier: MIT
"""The year: its months with what is held on each day, and whether it holds what every student is promised."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk import words
from otdesk.printouts import minutes_words
from otdesk.queries import year_view
from otdesk.queries.year_view import Hold, Year
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.feedback import Banner, EmptyState
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import KeyHints
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.planner.months import Months
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural


class YearTab(QWidget):
    """`day_wanted` opens a day, `student_wanted` a student's minutes."""

    day_wanted = Signal(object)
    student_wanted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._job: Job | None = None
        self.warning = Banner("", Tone.TODO, icon="hourglass")
        self.warning.hide()
        self.months = Months()
        self.months.day_wanted.connect(self.day_wanted)
        self.legend = Words("", Type.META, "text2", wrap=True)
        self.legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.model: KeyedTableModel[Hold] = KeyedTableModel(_columns(), _key, spoken=_spoken, parent=self)
        self.table = FittingTable(_("What the year holds"), 120, ("required", "to_come", "given"))
        self.table.setModel(self.model)
        self.table.opened.connect(self._opened)
        self.nothing = EmptyState(
            _("No school year is entered yet"),
            _("With its first and last day here stand its months, and whether they hold what is promised."),
            icon="calendar-x",
        )
        self._lay_out()

    def _lay_out(self) -> None:
        look = theme.current()
        left = ScrollColumn()
        left.column.addWidget(self.months)
        left.column.addStretch(1)
        card = Card(_("What the year holds"), padding=12)
        card.add(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(left, 5)
        row.addWidget(card, 4)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.warning)
        column.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.addWidget(KeyHints([("↑ ↓ ← →", _("day")), ("Enter", _("open the day"))]))
        foot.addWidget(self.legend, 1)
        column.addLayout(foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def show_year(self) -> None:
        """The months at once; the minutes of all lines when they are counted."""
        today = self._bridge.today()
        found = self._bridge.read(year_view.year, today)
        self._stack.setCurrentIndex(1 if found is None else 0)
        if found is None:
            return
        self._show_months(found, today)
        if self._job is not None:
            self._job.cancel()
        self._job = self._bridge.start(_holds, self._bridge)
        self._job.done.connect(self._show_holds)

    def _show_months(self, found: Year, today: date) -> None:
        self.months.show_year(found, today)
        open_days = sum(not day.shut for day in found.days.values())
        ahead = sum(not day.shut and day.day >= today for day in found.days.values())
        text = _("{n} school days, {ahead} to come · dot: short day · gray: no school")
        self.legend.setText(text.format(n=open_days, ahead=ahead))

    def _show_holds(self, found: object) -> None:
        if not isinstance(found, tuple):
            return
        holds = [hold for hold in found if isinstance(hold, Hold)]
        self.model.show_rows(holds)
        text = warning_words(holds)
        self.warning.say(text)
        self.warning.setVisible(bool(text))

    def _opened(self, row: object) -> None:
        if isinstance(row, Hold):
            self.student_wanted.emit(row.row.student_id)

    def focus_any(self) -> bool:
        self.months.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _holds(_report: Report, bridge: Bridge) -> tuple[Hold, ...]:
    return bridge.read(year_view.holds, bridge.now())


def warning_words(holds: list[Hold]) -> str:
    """Empty where the year holds everything."""
    short = [hold for hold in holds if not hold.holds]
    if not short:
        return ""
    text = plural(
        "{n} service is promised more than the rest of the year holds.",
        "{n} services are promised more than the rest of the year holds.",
        len(short),
    )
    unplaced = sum(hold.unplaced for hold in short)
    more = plural("{n} of them has no place any more.", "{n} of them have no place any more.", unplaced)
    return f"{text} {more}" if unplaced else text


def short_words(hold: Hold) -> str:
    if hold.holds:
        return _("holds")
    text = _("{time}, no place") if hold.unplaced else _("{time} short")
    return text.format(time=words.minutes(hold.short))


def _columns() -> list[Column[Hold]]:
    return [
        Column("name", _("Student"), _name, width=0, kind=Type.CONTROL_STRONG, tip=_service),
        Column("required", _("Promised"), _required, sort=_by_required, width=84, right=True),
        Column("given", _("Given"), _given, sort=_by_given, width=74, right=True),
        Column("to_come", _("Planned"), _to_come, sort=_by_to_come, width=80, right=True),
        Column("short", _("Year’s end"), short_words, sort=_by_short, width=140),
    ]


def _key(hold: Hold) -> int:
    return hold.key


def _name(hold: Hold) -> str:
    return hold.row.name


def _service(hold: Hold) -> str:
    return f"{hold.row.name} · {minutes_words.service(hold.row)}"


def _required(hold: Hold) -> str:
    return words.hours_short(hold.required)


def _given(hold: Hold) -> str:
    return words.hours_short(hold.given)


def _to_come(hold: Hold) -> str:
    return words.hours_short(hold.to_come)


def _by_required(hold: Hold) -> int:
    return hold.required


def _by_given(hold: Hold) -> int:
    return hold.given


def _by_to_come(hold: Hold) -> int:
    return hold.to_come


def _by_short(hold: Hold) -> int:
    return -hold.short


def _spoken(hold: Hold) -> str:
    told = _("{service}: promised {required}, given {given}, planned {planned}, {short}")
    return told.format(
        service=_service(hold), required=words.minutes(hold.required), given=words.minutes(hold.given),
        planned=words.minutes(hold.to_come), short=short_words(hold),
    )  # fmt: skip
