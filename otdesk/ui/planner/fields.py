# SPDX-License-Identifier: MIT
"""Fields of the planner's forms: typed times and dates that say how they were read, and lists to choose from."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLayout, QWidget

from otdesk.faults import Refusal
from otdesk.rules.clock_text import read_clock
from otdesk.rules.dates_text import read_date
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.words import _, clock, clock_exact, day_full_date


class ClockField(LabeledField):
    """A time as people write it: "9:45", "945", "1:35"."""

    def __init__(self, label: str, minute: int | None = None) -> None:
        super().__init__(label, check=self._read)
        if minute is not None:
            self.set_text(clock(minute))

    def minute(self) -> int | None:
        return read_clock(self.text())

    @staticmethod
    def _read(text: str) -> str:
        minute = read_clock(text)
        if minute is None:
            raise Refusal(_("A time like 9:45 or 1:35."))
        return clock_exact(minute)


class DateField(LabeledField):
    """A date as people write it: "11/3", "Nov 3", "next thu"."""

    def __init__(self, label: str, today: date, day: date | None = None) -> None:
        super().__init__(label, check=self._read)
        self._today = today
        if day is not None:
            self.set_text(f"{day.month}/{day.day}/{day.year}")

    def day(self) -> date | None:
        return read_date(self.text(), today=self._today).value

    def _read(self, text: str) -> str:
        reading = read_date(text, today=self._today)
        if reading.value is None:
            hint = _("A date like 11/3 or next Thu.")
            if reading.suggestion is not None:
                hint = _("There is no such date. {day}?").format(day=day_full_date(reading.suggestion))
            raise Refusal(hint)
        return day_full_date(reading.value)


class ChoiceField(LabeledField):
    """One of a list of values."""

    def __init__(self, label: str, options: Sequence[tuple[object, str]], value: object = None) -> None:
        self._values = [known for known, _words in options]
        self._box = QComboBox()
        self._box.addItems([words for _known, words in options])
        if value in self._values:
            self._box.setCurrentIndex(self._values.index(value))
        super().__init__(label, self._box)

    def value(self) -> object:
        return self._values[self._box.currentIndex()]

    def choose(self, value: object) -> None:
        self._box.setCurrentIndex(self._values.index(value))


class Form(DialogBase):
    """A dialog that closes with its main button only when every field can be read and `refusal` has nothing to say."""

    def fields(self) -> list[LabeledField]:
        return [field for field in self.findChildren(LabeledField) if field.isVisible()]

    def pair(self, *widgets: QWidget) -> QLayout:
        """Two short fields read as one fact (start and end)."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in widgets:
            row.addWidget(widget, 1)
        self.body.addLayout(row)
        return row

    def refusal(self) -> tuple[LabeledField, str] | None:
        """What is wrong with the fields together, and where to say it."""
        return None

    def accept(self) -> None:
        read = [field.leave() for field in self.fields()]  # all of them, so that each says what is wrong with it
        if not all(read):
            return
        wrong = self.refusal()
        if wrong is not None:
            wrong[0].say_error(wrong[1])
            wrong[0].setFocus()
            return
        super().accept()
