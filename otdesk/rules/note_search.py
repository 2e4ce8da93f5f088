# SPDX-License-Identifier: MIT
"""What is typed to find notes: words, `#goal`, `@school`, a date `10/13` or days `10/5-10/16`."""

import re
from dataclasses import dataclass
from datetime import date

from otdesk.rules.dates_text import read_date

_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{1,2}-\d{1,2}")
_DAYS = re.compile(rf"(?P<first>{_DATE.pattern})(?:[-–](?P<last>{_DATE.pattern}))?")


@dataclass(frozen=True, slots=True)
class NoteSearch:
    """All casefolded. `goals` are numbers or parts of a name, `schools` parts of a code or name; all must hold."""

    words: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == NoteSearch()

    def holds_day(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def read_search(text: str, today: date) -> NoteSearch:
    """A `#` or `@` alone is being typed and asks for nothing yet; a date without a year is one that is over."""
    words, goals, schools = [], [], []
    first = last = None
    for term in text.casefold().split():
        days = _days(term, today)
        if term.startswith("#"):
            goals.append(term[1:])
        elif term.startswith("@"):
            schools.append(term[1:])
        elif days is not None:
            first, last = days
        else:
            words.append(term)
    return NoteSearch(tuple(words), tuple(filter(None, goals)), tuple(filter(None, schools)), first, last)


def _days(term: str, today: date) -> tuple[date, date] | None:
    found = _DAYS.fullmatch(term)
    if found is None:
        return None
    first = _past(found["first"], today)
    last = _past(found["last"], today) if found["last"] is not None else first
    return (first, last) if first is not None and last is not None and first <= last else None


def _past(text: str, today: date) -> date | None:
    day = read_date(text, today=today).value
    if day is None or day <= today or text.count("/") != 1:
        return day
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else None
