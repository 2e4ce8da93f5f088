# SPDX-License-Identifier: MIT
"""A bell schedule pasted as lines: "8:30 - 9:10 Specials, avoid"."""

import re
from dataclasses import dataclass

from otdesk.rules.clock_text import read_clock
from otdesk.rules.kinds import Pull

_TIME = r"\d{1,2}(?::?\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.|a|p)?"
_LINE = re.compile(rf"^\W*({_TIME})\s*(?:-|–|—|to|until|\t|,|;|\s)\s*({_TIME})[\s,;:|.-]+(.+)$", re.IGNORECASE)
_BEHIND = re.compile(rf"^(.+?)[\s,;:|-]+({_TIME})\s*(?:-|–|—|to|until)\s*({_TIME})(.*)$", re.IGNORECASE)
_NEVER = re.compile(r"[\s,;:|(]*\b(?:never(?:\s+pull)?|no(?:t\s+ok)?|do\s+not\s+pull)\b[).]*$", re.IGNORECASE)
_AVOID = re.compile(r"[\s,;:|(]*\b(?:avoid|if\s+needed|maybe)\b[).]*$", re.IGNORECASE)
_OK = re.compile(r"[\s,;:|(]*\b(?:ok(?:\s+to\s+pull)?|yes|pull)\b[).]*$", re.IGNORECASE)
# What a class is called tells whether a student may usually be taken out of it; a person can say otherwise.
_USUALLY_NEVER = re.compile(r"\b(?:math|reading|ela|literacy|language\s+arts|lunch|test(?:ing)?)\b", re.IGNORECASE)
_USUALLY_AVOID = re.compile(r"\b(?:specials?|recess|pe|p\.e\.|gym|music|art|library)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BellLine:
    label: str
    start: int
    end: int
    pull: Pull
    guessed: bool
    """Whether `pull` was taken from the label and not said."""


def read_bell_line(text: str) -> BellLine | None:
    """One block, or None where a time or a name is missing or the end is not after the start."""
    plain = " ".join(text.split())
    if found := _LINE.match(plain):
        start, end, rest = found[1], found[2], found[3]
    elif found := _BEHIND.match(plain):
        start, end, rest = found[2], found[3], f"{found[1]} {found[4]}"
    else:
        return None
    first, last = read_clock(start), read_clock(end)
    label, pull = _pull(rest.strip())
    if first is None or last is None or first >= last or not any(c.isalpha() for c in label):
        return None
    return BellLine(label, first, last, pull or usual_pull(label), guessed=pull is None)


def usual_pull(label: str) -> Pull:
    if _USUALLY_NEVER.search(label):
        return Pull.NEVER
    return Pull.AVOID if _USUALLY_AVOID.search(label) else Pull.OK


def _pull(rest: str) -> tuple[str, Pull | None]:
    for pull, pattern in ((Pull.NEVER, _NEVER), (Pull.AVOID, _AVOID), (Pull.OK, _OK)):
        cut = pattern.sub("", rest)
        if cut != rest and cut.strip(" ,;:-"):
            return cut.strip(" ,;:-"), pull
    return rest.strip(" ,;:-"), None
