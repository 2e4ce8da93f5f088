# SPDX-License-Identifier: MIT
"""From one school year to the next: its dates by the same weekdays, who goes where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from otdesk.rules.grades import LAST

_WEEKS = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Rise:
    """What becomes of one student. `exits`: she leaves the caseload with the old year."""

    student_id: int
    grade: int
    school_id: int
    exits: bool = False


@dataclass(frozen=True, slots=True)
class Building:
    """A school by the grades it has."""

    school_id: int
    low: int
    high: int


def a_year_on(day: date) -> date:
    """The same weekday, 52 weeks later."""
    return day + _WEEKS


def next_name(name: str) -> str:
    """ "2026-27" becomes "2027-28"; a name without figures stays."""
    return re.sub(r"\d{4}|\d{2}", _plus_one, name)


def choices(student_id: int, grade: int, school_id: int, buildings: Iterable[Building]) -> tuple[Rise, ...]:
    """What may be chosen: one grade up at each school that has it, the own one first; the same grade again; exit."""
    found = []
    if grade < LAST:
        fit = [b for b in buildings if b.low <= grade + 1 <= b.high]
        fit.sort(key=lambda b: (b.school_id != school_id, b.school_id))
        found = [Rise(student_id, grade + 1, b.school_id) for b in fit]
    return (*found, Rise(student_id, grade, school_id), Rise(student_id, grade, school_id, exits=True))


def proposal(school_id: int, offered: Iterable[Rise]) -> Rise | None:
    """The plain case: up at the own school, or the only school that has the grade. Else a person decides."""
    offered = tuple(offered)
    up = [rise for rise in offered if not rise.exits][:-1]
    own = next((rise for rise in up if rise.school_id == school_id), None)
    if own is not None:
        return own
    return up[0] if len(up) == 1 else None


def _plus_one(found: re.Match[str]) -> str:
    text = found.group()
    return str(int(text) + 1)[-len(text) :].zfill(len(text))
