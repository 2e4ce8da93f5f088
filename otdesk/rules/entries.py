# SPDX-License-Identifier: MIT
"""What all forms share: a flaw found in an entry, as a code with the field it stands in.

An entry is the frozen value of a form. `problems_of...` functions beside each entry say what is wrong with it; words
for the codes live in actions/flaw_words.py.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_LINE = 200
MAX_TEXT = 10_000


class Flaw(StrEnum):
    """Why an entry cannot be kept as it stands."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    IN_THE_FUTURE = "in_the_future"
    TOO_EARLY = "too_early"
    OUT_OF_RANGE = "out_of_range"
    ENDS_BEFORE_START = "ends_before_start"
    NOT_A_CODE = "not_a_code"
    NOT_A_STATE = "not_a_state"
    NOT_AN_NPI = "not_an_npi"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_ZONE = "not_a_zone"
    GROUP_SIZE_WITHOUT_GROUP = "group_size_without_group"
    ONE_COORDINATE = "one_coordinate"
    DUPLICATE_NUMBER = "duplicate_number"
    OVERLAPS = "overlaps"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the entry's attribute; `low` and `high` are the bounds where the flaw is about bounds."""

    field: str
    flaw: Flaw
    low: int | date | None = None
    high: int | date | None = None


Problems = tuple[Problem, ...]


def text_problems(**texts: str) -> Problems:
    """One-line texts that are too long."""
    return tuple(Problem(name, Flaw.TOO_LONG, high=MAX_LINE) for name, text in texts.items() if len(text) > MAX_LINE)


def long_text_problems(**texts: str) -> Problems:
    return tuple(Problem(name, Flaw.TOO_LONG, high=MAX_TEXT) for name, text in texts.items() if len(text) > MAX_TEXT)


def missing(**texts: str) -> Problems:
    """Texts without a letter or figure where one is needed."""
    return tuple(Problem(name, Flaw.MISSING) for name, text in texts.items() if not any(c.isalnum() for c in text))


def bounds(field: str, value: int | None, low: int, high: int) -> Problems:
    if value is None or low <= value <= high:
        return ()
    return (Problem(field, Flaw.OUT_OF_RANGE, low, high),)


def in_order(field: str, first: date | None, last: date | None) -> Problems:
    """`field` is where the later date stands; equal dates are one day."""
    if first is None or last is None or first <= last:
        return ()
    return (Problem(field, Flaw.ENDS_BEFORE_START, low=first),)
