# SPDX-License-Identifier: MIT
"""One line of plain words: "haz thu 9:10" is a session, "haz note" a note, "next thu" a date."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from otdesk.rules.clock_text import read_clock
from otdesk.rules.dates_text import read_date

_NOTE = frozenset({"note", "notes"})
_HALVES = frozenset({"am", "pm", "a", "p", "a.m.", "p.m."})
_RANGE = re.compile(r"^(.+?)\s*[-–]\s*(.+)$")
_LENGTH = re.compile(r"^(\d{1,3})\s*(?:m|min)$")
_CLEAR_TIME = re.compile(r"[:apn]", re.IGNORECASE)
LONGEST = 480


class Wish(StrEnum):
    SESSION = "session"
    NOTE = "note"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class QuickLine:
    """`who` is what was typed of a name. Without `end` a session is as long as the student's service says."""

    wish: Wish
    who: str = ""
    day: date | None = None
    start: int | None = None
    end: int | None = None


def read_quick_line(text: str, today: date) -> QuickLine | None:
    """What the line asks for, or None when it is only words to look for. A time without a date is today's."""
    words = text.split()
    if not words:
        return None
    day = read_date(text, today=today)
    if day.value is not None and not day.serial:
        return QuickLine(Wish.DATE, day=day.value)
    if len(words) > 1 and words[-1].casefold() in _NOTE and _is_name(words[:-1]):
        return QuickLine(Wish.NOTE, " ".join(words[:-1]))
    return _session(words, today)


def _session(words: list[str], today: date) -> QuickLine | None:
    times, before = _times(words)
    if times is None:
        return None
    start, end = times
    for cut in range(1, len(before)):
        day = read_date(" ".join(before[cut:]), today=today)
        if day.value is not None and not day.serial and _is_name(before[:cut]):
            return QuickLine(Wish.SESSION, " ".join(before[:cut]), day.value, start, end)
    if _is_name(before) and _CLEAR_TIME.search("".join(words[len(before) :])):
        return QuickLine(Wish.SESSION, " ".join(before), today, start, end)
    return None


def _times(words: list[str]) -> tuple[tuple[int, int | None] | None, list[str]]:
    """The time or times at the end of the line, and the words before them."""
    rest, length = list(words), None
    if len(rest) > 1 and (found := _LENGTH.match(rest[-1])):
        length = int(found[1])
        rest.pop()
    for size in (3, 2, 1):
        if len(rest) <= size or (size > 1 and not _hangs_together(rest[-size:])):
            continue
        times = _span(" ".join(rest[-size:]))
        if times is not None:
            start, end = times
            if end is None and length and length <= LONGEST and start + length <= 1440:
                end = start + length
            return (start, end), rest[:-size]
    return None, words


def _hangs_together(pieces: list[str]) -> bool:
    """ "9:10 am", "9:10 - 9:40", but not "thu 9:10"."""
    return pieces[-1].casefold() in _HALVES or (len(pieces) == 3 and pieces[1] in {"-", "–", "to"})


def _span(text: str) -> tuple[int, int | None] | None:
    plain = text.replace(" to ", " - ")
    if (found := _RANGE.match(plain)) is not None:
        start, end = read_clock(found[1]), read_clock(found[2])
        return (start, end) if start is not None and end is not None and start < end else None
    start = read_clock(plain)
    return (start, None) if start is not None and start < 1440 else None


def _is_name(words: list[str]) -> bool:
    return bool(words) and not any(letter.isdigit() for word in words for letter in word)
