# SPDX-License-Identifier: MIT
"""Dates as people in the US write them; a date that cannot be read says why and, where sensible, what was meant."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class DateProblem(StrEnum):
    NOT_A_DATE = "not_a_date"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_DAY = "no_such_day"
    YEAR_MISSING = "year_missing"
    YEAR_UNLIKELY = "year_unlikely"


class DateUse(StrEnum):
    """What a two-digit year means: a birth lies in the past, a plan near now."""

    BIRTH = "birth"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class DateReading:
    """`value` or else `problem`; `suggestion` is the date probably meant, `serial` marks a bare spreadsheet number."""

    value: date | None = None
    problem: DateProblem | None = None
    suggestion: date | None = None
    serial: bool = False


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(\d{4}|'?\d{2})"

_TIME_AFTER = re.compile(r"[t ]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm|a|p|z)?\s*([+-]\d{2}:?\d{2})?$")
_WEEKDAY_BEFORE = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=[\da-z])")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_COMPACT = re.compile(r"^(\d{8})$")
_NUMERIC = re.compile(rf"^(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*{_YEAR}$")
_NUMERIC_NO_YEAR = re.compile(r"^(\d{1,2})\s*[-/]\s*(\d{1,2})$")
_NAME_FIRST = re.compile(rf"^{_NAME}[\s-]*{_DAY}(?:\s*,\s*|[\s-]+){_YEAR}$")
_NAME_FIRST_NO_YEAR = re.compile(rf"^{_NAME}\s*{_DAY}$")
_DAY_FIRST = re.compile(rf"^{_DAY}[\s-]*(?:of\s+)?{_NAME}[\s,-]*{_YEAR}$")
_SERIAL = re.compile(r"^(\d{5})(?:\.0+)?$")
_RELATIVE = re.compile(r"^(next\s+|this\s+)?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?$")

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0 for every date after Feb 1900


def read_date(text: str, *, today: date | None = None, use: DateUse = DateUse.PLAN) -> DateReading:
    """Read a date in any common US form.

    `today` allows dates without a year and words such as "next thu", and settles two-digit birth years.
    """
    plain = " ".join(text.casefold().split())
    plain = _WEEKDAY_BEFORE.sub("", plain)
    plain = _TIME_AFTER.sub("", plain).strip(" ,")
    if today is not None:
        relative = _relative(plain, today)
        if relative is not None:
            return DateReading(relative)
    parts = _parts(plain, today, use)
    if isinstance(parts, DateReading):
        return parts
    return _checked(*parts)


def _parts(plain: str, today: date | None, use: DateUse) -> tuple[int, int, int] | DateReading:
    """(year, month, day) as written, not yet checked."""
    if found := _ISO.match(plain):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMERIC.match(plain):
        return _year(found[3], today, use), int(found[1]), int(found[2])
    if found := _NAME_FIRST.match(plain):
        return _year(found[3], today, use), _month(found[1]), int(found[2])
    if found := _DAY_FIRST.match(plain):
        return _year(found[3], today, use), _month(found[2]), int(found[1])
    if _COMPACT.match(plain):
        year_first = plain.startswith(("19", "20")) and 1 <= int(plain[4:6]) <= 12
        return (
            (int(plain[:4]), int(plain[4:6]), int(plain[6:]))
            if year_first
            else (int(plain[4:]), int(plain[:2]), int(plain[2:4]))
        )
    if found := _SERIAL.match(plain):
        return DateReading(_SERIAL_ZERO + timedelta(days=int(found[1])), serial=True)
    return _without_year(plain, today)


def _without_year(plain: str, today: date | None) -> tuple[int, int, int] | DateReading:
    if found := _NUMERIC_NO_YEAR.match(plain):
        month, day = int(found[1]), int(found[2])
    elif found := _NAME_FIRST_NO_YEAR.match(plain):
        month, day = _month(found[1]), int(found[2])
    else:
        return DateReading(problem=DateProblem.NOT_A_DATE)
    if today is None:
        return DateReading(problem=DateProblem.YEAR_MISSING)
    return _nearest_year(month, day, today), month, day


def _nearest_year(month: int, day: int, today: date) -> int:
    """The year that puts the date nearest to today: in December "1/8" is next month, not eleven months ago."""

    def distance(year: int) -> int:
        return abs((year - today.year) * 365 + (month - today.month) * 30 + day - today.day)

    return min((today.year, today.year + 1, today.year - 1), key=distance)


def _year(text: str, today: date | None, use: DateUse) -> int:
    digits = text.lstrip("'")
    number = int(digits)
    if len(digits) == 4:
        return number
    if use is DateUse.BIRTH and today is not None and 2000 + number > today.year:
        return 1900 + number
    return 2000 + number


def _month(name: str) -> int:
    return _MONTHS.index(name) + 1


def _checked(year: int, month: int, day: int) -> DateReading:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return DateReading(problem=DateProblem.YEAR_UNLIKELY)
    if not 1 <= month <= 12:
        swapped = date(year, day, month) if 1 <= day <= 12 and 1 <= month <= _days(year, day) else None
        return DateReading(problem=DateProblem.NO_SUCH_MONTH, suggestion=swapped)
    last = _days(year, month)
    if day > last:
        meant = date(year, month, last) if day <= 31 else None
        return DateReading(problem=DateProblem.NO_SUCH_DAY, suggestion=meant)
    if day < 1:
        return DateReading(problem=DateProblem.NO_SUCH_DAY)
    return DateReading(date(year, month, day))


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _relative(plain: str, today: date) -> date | None:
    named = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if plain in named:
        return today + timedelta(days=named[plain])
    found = _RELATIVE.match(plain)
    if not found:
        return None
    ahead = (_WEEKDAYS.index(found[2]) - today.weekday()) % 7
    if (found[1] or "").startswith("next"):
        # "next thu" on a Tuesday is the Thursday of next week; on a Friday it is the one coming, also next week's.
        return today + timedelta(days=7 - today.weekday() + _WEEKDAYS.index(found[2]))
    return today + timedelta(days=ahead)
