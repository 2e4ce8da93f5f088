# SPDX-License-Identifier: MIT
"""What a field is asked when it is left: the reading under it, or a Refusal in words."""

from datetime import date

from otdesk import words
from otdesk.faults import Refusal
from otdesk.rules.dates_text import DateUse
from otdesk.ui.forms import read_text
from otdesk.words import _


class DateCheck:
    """Reads a date field when it is left: "Tue, Feb 3, 2026"."""

    def __init__(self, today: date, use: DateUse = DateUse.PLAN) -> None:
        self._today, self._use = today, use

    def __call__(self, text: str) -> str:
        day = read_text.a_date(text, self._today, self._use)
        return words.day_full_date(day) if day is not None else ""


class TimeCheck:
    """Reads a wall time: "1:15 PM"."""

    def __call__(self, text: str) -> str:
        return words.clock_exact(read_text.a_time(text))


class GradeCheck:
    def __call__(self, text: str) -> str:
        return words.grade_long(read_text.a_grade(text))


class NeededCheck:
    """A text that must not be empty."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, text: str) -> str:
        if not any(c.isalnum() for c in text):
            raise Refusal(_("{field} is missing.").format(field=self._name))
        return ""


class FigureCheck:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, text: str) -> str:
        read_text.a_figure(text, self._name)
        return ""


class NumberCheck:
    def __init__(self, name: str, low: int, high: int) -> None:
        self._name, self._low, self._high = name, low, high

    def __call__(self, text: str) -> str:
        read_text.a_number(text, self._name, low=self._low, high=self._high)
        return ""
