# SPDX-License-Identifier: MIT
"""What a goal's own words say about when it is met. "80 % in 4 of 5 trials" can mean two things: both are given."""

import re

from otdesk.rules.goals import Mastery, MasteryKind

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_NUMBER = r"(\d{1,2}|" + "|".join(_WORDS) + ")"
_DAYS = r"(?:sessions?|days?|data\s+(?:days?|points?|collections?)|weeks?|probes?|visits?|classes|class\s+periods?)"
_TRIALS = r"(?:trials?|tries|attempts?|opportunit(?:y|ies)|times|occasions?|occurrences?)"
_KIND = r"(?:\s+(?:consecutive|measured|observed|given|recorded|weekly|daily|therapy|treatment|ot|separate|different))*"
_OF = re.compile(rf"\b{_NUMBER}\s*(?:of|out\s+of|/)\s*{_NUMBER}{_KIND}\s+({_DAYS}|{_TRIALS})\b", re.IGNORECASE)
_ROW = re.compile(
    rf"\b{_NUMBER}\s+(?:consecutive|straight|successive){_KIND}\s+{_DAYS}\b|\b{_NUMBER}{_KIND}\s+{_DAYS}\s+in\s+a\s+row\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b(\d{1,3})\s*(?:%|percent\b)", re.IGNORECASE)


def mastery_readings(statement: str) -> tuple[Mastery, ...]:
    """No reading: the words do not say. One: clear. Two: within one session, or across data days; a person chooses."""
    plain = " ".join(statement.split())
    percent = next((float(found[1]) for found in _PERCENT.finditer(plain) if 0 < int(found[1]) <= 100), None)
    pairs = [(_whole(found[1]), _whole(found[2]), found[3]) for found in _OF.finditer(plain)]
    pairs = [(k, n, unit) for k, n, unit in pairs if 0 < k <= n and n > 1]
    in_row = _ROW.search(plain)
    trials = next(((k, n) for k, n, unit in pairs if not re.fullmatch(_DAYS, unit, re.IGNORECASE)), None)
    target = percent if percent is not None else (100 * trials[0] / trials[1] if trials is not None else None)
    days = next(((k, n) for k, n, unit in pairs if re.fullmatch(_DAYS, unit, re.IGNORECASE)), None)
    if target is None and (days is not None or in_row is not None):
        target = 100.0
    if target is None:
        return ()
    target = round(target, 1)
    if days is not None:
        return (Mastery(MasteryKind.K_OF_N, target, *days),)
    if in_row is not None:
        return (Mastery(MasteryKind.CONSECUTIVE, target, n=_whole(in_row[1] or in_row[2])),)
    if trials is not None:
        across = target if percent is not None else 100.0
        return (Mastery(MasteryKind.WITHIN_SESSION, target), Mastery(MasteryKind.K_OF_N, across, *trials))
    return ()


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text.casefold()]
