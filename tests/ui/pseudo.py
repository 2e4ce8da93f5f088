# SPDX-License-Identifier: MIT
"""A language nobody speaks: English in letters with accents, about a third longer. It shows what is not translated.

Short words grow more, as they do in German and Spanish. What a translator leaves alone stays: `{placeholders}`, markup,
keys, ends of lines; and the dates, times and units of `otdesk.words`, which keep their US form in every language.
"""

import ast
import gettext
import inspect
import re
from functools import cache

from otdesk import words

_PLAIN = "ABCDEFGHIJKLNOPRSTUWYZabcdefghijklnoprstuwyz"
_MARKED = "ÁƁČĎÉƑĞĤÍĴĶĻÑÓÞŘŠŤÚŴÝŽáƀčďéƒğĥíĵķļñóþřšťúŵýž"
_LETTERS = str.maketrans(_PLAIN, _MARKED)
_VOWELS = frozenset("AEIOUYaeiouy")
_KEY = r"(?:Ctrl|Shift|Alt|Enter|Esc|Tab|Space|Home|End|PgUp|PgDn|Del|F\d\d?)\b(?:\+[^\s{.,]+)?"
_KEPT = re.compile(rf"(\{{[^}}]*\}}|<[^<>]+>|&(?:lt|gt|amp|nbsp);|\n|{_KEY})")
KEYS = frozenset({"Ctrl", "Shift", "Alt", "Enter", "Esc", "Tab", "Space", "Home", "End", "PgUp", "PgDn", "Del"})
_DATES = frozenset(
    {
        "weekday", "month", "short_date", "day_date", "full_date", "day_full_date", "clock_exact", "minutes", "hours",
        "miles",
    }
)  # fmt: skip


class Pseudo(gettext.NullTranslations):
    """Every message there is, in that language."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return message if "month" in context else pseudo(message)


@cache
def pseudo(message: str) -> str:
    """ "Sign" as "Šííğñ"."""
    if message in dates():
        return message
    parts = _KEPT.split(message)
    letters = sum(letter.isalpha() for part in parts[::2] for letter in part)
    missing = _more(letters)
    for round_ in range(4):
        for number in range(0, len(parts), 2):
            if missing <= 0:
                break
            parts[number], added = _longer(parts[number], missing, round_)
            missing -= added
    return "".join(part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(parts))


def _more(letters: int) -> int:
    """How many letters a message of so many grows by."""
    share = 50 if letters <= 6 else 40 if letters <= 12 else 35
    return -(-letters * share // 100)


def _longer(text: str, most: int, round_: int) -> tuple[str, int]:
    """Vowels said longer, up to `most` letters more; where there are none, the last letter."""
    made, added = [], 0
    for at, letter in enumerate(text):
        made.append(letter)
        first = at == 0 or text[at - 1] != letter
        if added < most and letter in _VOWELS and first:
            made.append(letter)
            added += 1
    if not added and round_ == 0 and text[-1:].isalpha():
        return text + text[-1], 1
    return "".join(made), added


@cache
def dates() -> frozenset[str]:
    """The messages of dates, times and units in `otdesk.words`."""
    places = [
        node
        for node in ast.parse(inspect.getsource(words)).body
        if (isinstance(node, ast.FunctionDef) and node.name in _DATES)
        or (isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple))
    ]
    texts = (inner.value for node in places for inner in ast.walk(node) if isinstance(inner, ast.Constant))
    return frozenset(text for text in texts if isinstance(text, str))
