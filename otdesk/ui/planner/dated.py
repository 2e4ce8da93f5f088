# SPDX-License-Identifier: MIT
"""This week: the dated therapy sessions around closures, to be read. The day itself is worked in Today."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.queries.week import DatedWeek
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import KeyHints
from otdesk.ui.planner import faces
from otdesk.ui.theme import Type
from otdesk.ui.timeline.cards import TimelineCard
from otdesk.ui.timeline.drag import Draggable, Key
from otdesk.ui.timeline.view import WeekView
from otdesk.words import _, plural

_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class DatedTab(QWidget):
    """Arrows go from card to card, Enter opens the day, PgUp and PgDn turn the weeks."""

    turned = Signal(int)
    day_wanted = Signal(QDate)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = WeekView(self, _("This week"))
        self.banner = Banner("")
        self.banner.hide()
        self.summary = Words("", Type.CONTROL, "text2")
        hints = KeyHints(
            [("← →", _("day")), ("↑ ↓", _("session")), ("PgUp PgDn", _("week")), ("Enter", _("open the day"))]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.addWidget(hints, 1)
        foot.addWidget(self.summary)
        column.addLayout(foot)
        self._week: DatedWeek | None = None
        self._today = date.min
        self.pick_up = False
        self.view.new_cards.connect(self._listen)

    def show_week(self, week: DatedWeek, today: date) -> None:
        self._week, self._today = week, today
        self._show_columns(week)
        self.summary.setText(plural("{n} session", "{n} sessions", week.sessions))
        news = self._news(week)
        self.banner.setVisible(bool(news))
        if news and news != self.banner.text():
            self.banner.say(news)

    def show_pick_up(self, *, on: bool) -> None:
        self.pick_up = on
        if self._week is not None:
            self._show_columns(self._week)

    def _show_columns(self, week: DatedWeek) -> None:
        columns = faces.dated_columns(week, self._today, pick_up=self.pick_up)
        self.view.show_columns(columns, week.first, week.last)

    @staticmethod
    def _news(week: DatedWeek) -> str:
        """ "This week has 3 school days." where that is fewer than five."""
        closed = sum(1 for day in week.days if day.shut)
        if not closed:
            return ""
        return plural("This week has {n} school day.", "This week has {n} school days.", len(week.days) - closed)

    def focus_any(self) -> bool:
        return self.view.focus_first()

    def _listen(self, made: Sequence[Draggable]) -> None:
        for card in made:
            card.movable = False
            card.focused.connect(self._focused)

    def _focused(self, key: Key) -> None:
        self.view.note_focus(key)

    def take_key(self, card: Draggable, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() not in _PLAIN:
            return False
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turned.emit(1 if key is Qt.Key.Key_PageDown else -1)
            return True
        if key in _ENTER:
            self._open(card.key)
            return True
        return isinstance(card, TimelineCard) and self.view.navigate(card, key)

    def _open(self, key: Key) -> None:
        place = self.view.sheet.places.get(key)
        day = self._week.days[place[0]].day if self._week is not None and place is not None else None
        if day is not None:
            self.day_wanted.emit(QDate(day.year, day.month, day.day))
