# SPDX-License-Identifier: MIT
"""A person's name from one cell or two, in either order."""

from dataclasses import dataclass
from enum import StrEnum


class NameOrder(StrEnum):
    LAST_FIRST = "last_first"
    FIRST_LAST = "first_last"


@dataclass(frozen=True, slots=True)
class PersonName:
    """`doubtful` when the border between first and last name had to be guessed."""

    first: str
    last: str
    preferred: str = ""
    doubtful: bool = False


# Words that open a family name of more than one word.
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "do",
        "du",
        "la",
        "le",
        "los",
        "las",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "mac",
        "st.",
        "san",
        "santa",
        "ter",
        "ten",
        "af",
        "av",
        "zu",
    ]
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_OPEN, _CLOSE = '("“', ')"”'


def read_name(text: str, order: NameOrder | None = None) -> PersonName | None:
    """Split a full name; a comma means last name first. `order` says what a name without a comma means.

    None when there is no letter in the text.
    """
    plain, preferred = _without_nickname(" ".join(text.split()))
    if not any(letter.isalpha() for letter in plain):
        return None
    if "," in plain:
        return _with_comma(plain, preferred)
    words = plain.split(" ")
    if len(words) == 1:
        return PersonName("", words[0], preferred, doubtful=True)
    if order is NameOrder.LAST_FIRST:
        split = _last_first_border(words)
        return PersonName(" ".join(words[split:]), " ".join(words[:split]), preferred, doubtful=len(words) > 2)
    suffix = len(words) > 2 and words[-1].casefold() in _SUFFIXES
    core = words[:-1] if suffix else words
    split = _first_last_border(core)
    certain = len(core) == 2 or core[split].casefold() in _PARTICLES
    return PersonName(" ".join(words[:split]), " ".join(words[split:]), preferred, doubtful=not certain)


def join_names(first: str, last: str) -> PersonName | None:
    """A name from two columns; None when both are without letters."""
    first_plain, nickname = _without_nickname(" ".join(first.split()))
    last_plain = " ".join(last.split())
    if not any(letter.isalpha() for letter in first_plain + last_plain):
        return None
    return PersonName(first_plain, last_plain, nickname, doubtful=not (first_plain and last_plain))


def name_key(first: str, last: str) -> str:
    """What makes two spellings of a name the same: capitals and spaces do not count."""
    return f"{' '.join(last.casefold().split())}, {' '.join(first.casefold().split())}"


def _with_comma(plain: str, preferred: str) -> PersonName:
    pieces = [piece.strip() for piece in plain.split(",") if piece.strip()]
    if len(pieces) > 1 and pieces[1].casefold() in _SUFFIXES:  # "Wynn, Jr., Theo" and "Theo Wynn, Jr."
        pieces[:2] = [f"{pieces[0]} {pieces[1]}"]
    if len(pieces) == 1:
        return read_name(pieces[0].replace(",", " ")) or PersonName("", plain, preferred, doubtful=True)
    return PersonName(" ".join(pieces[1:]), pieces[0], preferred, doubtful=len(pieces) > 2)


def _first_last_border(words: list[str]) -> int:
    for index in range(1, len(words)):
        if words[index].casefold() in _PARTICLES and index < len(words) - 1:
            return index
    return len(words) - 1


def _last_first_border(words: list[str]) -> int:
    index = 0
    while index < len(words) - 2 and words[index].casefold() in _PARTICLES:
        index += 1
    return index + 1


def _without_nickname(plain: str) -> tuple[str, str]:
    """("Theodore Wynn", "Theo") from 'Theodore "Theo" Wynn' or 'Theodore (Theo) Wynn'."""
    for opening, closing in zip(_OPEN, _CLOSE, strict=True):
        start = plain.find(opening)
        end = plain.find(closing, start + 1)
        if start >= 0 and end > start + 1:
            rest = " ".join((plain[:start] + " " + plain[end + 1 :]).replace(" ,", ",").split())
            return rest, plain[start + 1 : end].strip()
    return plain, ""
