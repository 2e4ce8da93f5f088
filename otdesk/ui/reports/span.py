# SPDX-License-Identifier: MIT
"""Which days a report is about: a month, a term, the year to date, or typed days."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from otdesk import words
from otdesk.faults import Refusal
from otdesk.printouts import minutes_words
from otdesk.queries.ledger import SchoolYearSpan
from otdesk.queries.line_minutes import month_of
from otdesk.rules.minutes import Stretch
from otdesk.ui.parts import readings
from otdesk.ui.parts.buttons import DefaultButton, IconButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.words import _


@dataclass(frozen=True, slots=True)
class Choice:
    words: str
    span: Stretch


def choices(today: date, year: SchoolYearSpan | None) -> tuple[Choice, ...]:
    """What the menu offers; without a school year only months."""
    month = month_of(today)
    before = month_of(month.first - timedelta(days=1))
    found = [Choice(_("This month"), month), Choice(_("Last month"), before)]
    if year is not None:
        found += [Choice(name, span) for name, span in year.terms]
        if year.first <= today:
            found.append(Choice(_("Year to date"), Stretch(year.first, min(today, year.last))))
        found.append(Choice(_("Whole school year"), Stretch(year.first, year.last)))
    return tuple(found)


def span_words(span: Stretch, today: date, year: SchoolYearSpan | None) -> str:
    """ "October 2026", "Quarter 1", "Year to date", "Sep 1 – Oct 20, 2026"."""
    if span == month_of(span.first):
        return f"{words.month(span.first.month)} {span.first.year}"
    named = next((choice.words for choice in choices(today, year) if choice.span == span), "")
    return named or minutes_words.span(span)


def beside(span: Stretch, year: SchoolYearSpan | None, step: int) -> Stretch:
    """The term or month before (-1) or after (1); where there is no such term the span stays."""
    terms = [term for _name, term in year.terms] if year is not None else []
    if span in terms:
        place = terms.index(span) + step
        return terms[place] if 0 <= place < len(terms) else span
    if step < 0:
        return month_of(span.first - timedelta(days=1))
    return month_of(month_of(span.last if span == month_of(span.first) else span.first).last + timedelta(days=1))


class SpanChooser(QWidget):
    """Says `chosen(Stretch)` when the person took another span."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._year: SchoolYearSpan | None = None
        self.span = month_of(today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.before_button = IconButton("chevron-left", _("The time before"))
        self.after_button = IconButton("chevron-right", _("The time after"))
        self.button = DefaultButton("", icon="calendar-days")
        self.button.setAccessibleDescription(_("Which days the report is about"))
        for widget in (self.before_button, self.button, self.after_button):
            row.addWidget(widget)
        self.before_button.clicked.connect(self.before)
        self.after_button.clicked.connect(self.after)
        self.button.clicked.connect(self._open)

    def show_year(self, year: SchoolYearSpan | None, today: date) -> None:
        """The terms and the day the words go by."""
        self._year, self._today = year, today
        self._say()

    def show_span(self, span: Stretch) -> None:
        """Without telling."""
        self.span = span
        self._say()

    def words(self) -> str:
        return span_words(self.span, self._today, self._year)

    def _say(self) -> None:
        self.button.say(self.words())

    def take(self, span: Stretch) -> None:
        if span != self.span:
            self.show_span(span)
            self.chosen.emit(span)

    def before(self) -> None:
        self.take(beside(self.span, self._year, -1))

    def after(self) -> None:
        self.take(beside(self.span, self._year, 1))

    def _open(self) -> None:
        menu = self.menu()
        menu.exec(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        menu.deleteLater()

    def menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for choice in choices(self._today, self._year):
            action = menu.addAction(choice.words)
            action.setCheckable(True)
            action.setChecked(choice.span == self.span)
            action.setData(choice.span)
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Other days")).setData(None)
        menu.triggered.connect(self._taken)
        return menu

    def _taken(self, action: QAction) -> None:
        span = action.data()
        if isinstance(span, Stretch):
            self.take(span)
        else:
            self.ask_days()

    def ask_days(self) -> "SpanDialog":
        dialog = SpanDialog(self, self.span, self._today)
        dialog.taken.connect(self.take)
        dialog.open()
        return dialog


class SpanDialog(DialogBase):
    """First and last day, typed."""

    taken = Signal(object)

    def __init__(self, host: QWidget, span: Stretch, today: date) -> None:
        super().__init__(host, _("Which days"), width=420)
        self._today = today
        row = QHBoxLayout()
        row.setSpacing(12)
        self.first = LabeledField(_("From"), check=self._read)
        self.last = LabeledField(_("To"), check=self._read)
        for field, day in ((self.first, span.first), (self.last, span.last)):
            field.set_text(words.full_date(day))
            row.addWidget(field)
        self.body.addLayout(row)
        self.add_buttons(_("Show"))
        self.focus_first(self.first.editor)

    def _read(self, text: str) -> str:
        return words.day_full_date(readings.day(text, self._today))

    def accept(self) -> None:
        days: list[date] = []
        for field in (self.first, self.last):
            try:
                days.append(readings.day(field.text(), self._today))
            except Refusal as refusal:
                field.say_error(str(refusal))
                field.editor.setFocus()
                return
        if days[1] < days[0]:
            self.last.say_error(_("This is before the first day."))
            self.last.editor.setFocus()
            return
        super().accept()
        self.taken.emit(Stretch(days[0], days[1]))
