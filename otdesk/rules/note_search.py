# SPDX-License-Identifier: MIT
"""What is typed to find notes: words, `#goal`, `@school`, a date `10/13` or days `10/5-10/16`; and how they are found.

Words are found by how they begin: "cut" finds "cutting", not "haircut".
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from otdesk.rules.dates_text import read_date

_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{1,2}-\d{1,2}")
_DAYS = re.compile(rf"(?P<first>{_DATE.pattern})(?:[-–](?P<last>{_DATE.pattern}))?")


_TOKEN = re.compile(r"[^\W_]+")
_NUMBERS = 24
"""Bits of a place that are the note's id: more notes than a vault will ever hold."""
_HIGHEST = (1 << _NUMBERS) - 1


class Marked(StrEnum):
    """What a note is found by besides its words."""

    STUDENT = "s"
    SCHOOL = "l"
    GROUP = "g"
    GOAL = "o"


def mark(kind: Marked, number: int) -> str:
    """A word that nobody writes, for the index of words."""
    return f"_{kind}{number}"


def marks(kind: Marked, numbers: Iterable[int]) -> list[str]:
    return [mark(kind, number) for number in numbers]


def place_of(day: date, note_id: int) -> int:
    """A number that puts notes in the order of their days of service, the newest first: an index of words is quick in
    the order of its numbers, and a hundred times slower against it."""
    return date.max.toordinal() - day.toordinal() << _NUMBERS | _HIGHEST - note_id


def note_at(place: int) -> int:
    return _HIGHEST - (place & _HIGHEST)


def places_of(first: date | None, last: date | None) -> tuple[int, int]:
    """The least and the greatest place of notes of these days."""
    return place_of(last or date.max, _HIGHEST), place_of(first or date.min, 0)


def tokens(term: str) -> list[str]:
    """The words and figures of something typed: "3/5" is 3 and 5."""
    return _TOKEN.findall(folded(term))


def folded(text: str) -> str:
    """As words are kept and compared: without case, and without marks that no letter takes in."""
    whole = unicodedata.normalize("NFC", text).casefold()
    return whole if whole.isascii() else "".join(letter for letter in whole if not unicodedata.combining(letter))


def found_at(text: str, token: str) -> int:
    """Where a word of the folded text begins with this; -1 for nowhere."""
    found = re.search(rf"(?<![^\W_]){re.escape(token)}", text)
    return found.start() if found is not None else -1


def says(text: str, term: str) -> bool:
    """Whether a folded text holds all the words and figures of something typed."""
    return all(found_at(text, token) >= 0 for token in tokens(term))


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
    """A `#` or `@` alone is being typed and asks for nothing yet, nor do other signs; a date without a year is one that
    is over."""
    words, goals, schools = [], [], []
    first = last = None
    for term in folded(text).split():
        days = _days(term, today)
        if term.startswith("#"):
            goals.append(term[1:])
        elif term.startswith("@"):
            schools.append(term[1:])
        elif days is not None:
            first, last = days
        elif tokens(term):
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
