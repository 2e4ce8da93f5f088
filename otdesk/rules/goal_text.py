# SPDX-License-Identifier: MIT
"""Goals and safety alerts as they stand in spreadsheet cells and are pasted into forms."""

import re
from dataclasses import dataclass

from otdesk.rules.kinds import AlertKind, MeasureType


@dataclass(frozen=True, slots=True)
class GoalText:
    """`area` is the short label before the goal ("Fine motor"), empty when there is none."""

    area: str
    statement: str


@dataclass(frozen=True, slots=True)
class GoalTarget:
    """What a goal's own words say about how it is measured. `target` is percent for trials."""

    measure: MeasureType
    target: float
    usual_total: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AlertText:
    kind: AlertKind
    words: str


_BULLET = re.compile(
    r"^\s*(?:[-*•–·]\s+|(?:goal|obj(?:ective)?)?\s*#?\s*\d{1,2}\s*[.):]\s*|goal\s*#?\s*\d{1,2}\s*[-–]\s+)",
    re.IGNORECASE,
)
_NUMBERED_LINE = re.compile(r"^\s*(?:goal\s*#?\s*)?\d{1,2}\s*[.):]\s+\S", re.IGNORECASE)
_INLINE_NUMBER = re.compile(r"(?:^|(?<=\s))(?:goal\s*#?\s*)?(\d{1,2})\s*[.):]\s+", re.IGNORECASE)
_AREA = re.compile(r"^([^:.;]{2,40}):\s+(?=\S)")
_MANY_GOALS = 30


def split_goals(text: str) -> tuple[GoalText, ...]:
    """Goals from one cell: split by "|", by lines, or by the numbers 1, 2, 3 ... in running text."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "|" in plain:
        pieces = plain.split("|")
    elif "\n" in plain:
        pieces = _lines(plain)
    else:
        pieces = _numbered(plain)
    goals = (read_goal(piece) for piece in pieces[:_MANY_GOALS])
    return tuple(dict.fromkeys(goal for goal in goals if goal is not None))


def read_goal(text: str) -> GoalText | None:
    """One goal without its bullet; the label before a colon becomes the area."""
    plain = " ".join(_BULLET.sub("", text).split())
    if not any(letter.isalpha() for letter in plain):
        return None
    found = _AREA.match(plain)
    if found and len(found[1].split()) <= 5:
        return GoalText(found[1].strip(), plain[found.end() :])
    return GoalText("", plain)


def goal_key(statement: str) -> str:
    """What makes two texts the same goal: capitals, spaces and the final stop do not count."""
    return " ".join(statement.casefold().split()).rstrip(". ")


def _lines(plain: str) -> list[str]:
    lines = [line for line in plain.split("\n") if line.strip()]
    if not any(_NUMBERED_LINE.match(line) for line in lines):
        return lines
    goals: list[str] = []
    for line in lines:  # a line without a number goes on with the goal above
        if _NUMBERED_LINE.match(line) or not goals:
            goals.append(line)
        else:
            goals[-1] += " " + line
    return goals


def _numbered(plain: str) -> list[str]:
    """Only numbers that count up from 1 from the very start divide: "4 of 5 tries" never does."""
    cuts: list[int] = []
    for found in _INLINE_NUMBER.finditer(plain):
        if int(found[1]) == len(cuts) + 1 and (cuts or found.start() == 0):
            cuts.append(found.start())
    if len(cuts) < 2:
        return [plain]
    return [plain[start:end] for start, end in zip(cuts, [*cuts[1:], len(plain)], strict=True)]


_SPEED = re.compile(r"\b(\d{1,3})\s*(words?|letters?|keys?|wpm)(?:\s*(?:a|per|/)\s*min(?:ute)?)?\b")
_PER_MINUTE = re.compile(r"(?:a|per|/)\s*min(?:ute)?\b|\bwpm\b")
_OF = re.compile(r"\b(\d{1,2})\s*(?:of|out\s+of|/)\s*(\d{1,2})\b(?!\s*-?\s*inch)")
_PERCENT = re.compile(r"\b(\d{1,3})\s*(?:%|percent\b)")


def read_target(statement: str) -> GoalTarget | None:
    """How a goal measures itself ("in 4 of 5 tries", "90 % of words legible", "25 words a minute"), or None."""
    plain = statement.casefold()
    if (speed := _SPEED.search(plain)) and _PER_MINUTE.search(plain):
        return GoalTarget(MeasureType.SPEED, float(speed[1]), unit="words a minute")
    for found in _OF.finditer(plain):
        given, total = int(found[1]), int(found[2])
        if 0 < given <= total and total > 1:
            return GoalTarget(MeasureType.TRIALS, round(100 * given / total, 1), usual_total=total)
    if (percent := _PERCENT.search(plain)) and 0 < int(percent[1]) <= 100:
        measure = MeasureType.LEGIBILITY if "legib" in plain else MeasureType.PERCENT
        return GoalTarget(measure, float(percent[1]))
    return None


_ALERTS = (
    (AlertKind.SEIZURE, re.compile(r"seiz|epilep|convuls|diastat|vns")),
    (AlertKind.ALLERGY, re.compile(r"allerg|anaphyl|epi-?\s*pen|latex|peanut|tree nut|bee sting")),
    (AlertKind.ELOPEMENT, re.compile(r"elop|runner|bolts?\b|bolting|wander|runs? away|flight risk")),
    (AlertKind.CHOKING, re.compile(r"chok|aspirat|dysphag|swallow|thicken|feeding plan|g-?tube|pica\b")),
    (AlertKind.EVACUATION, re.compile(r"evacuat|wheelchair|non-?ambulatory|evac chair|stairs")),
)
_OTHER_SAFETY = re.compile(
    r"asthma|inhaler|diabet|insulin|shunt|heart|cardiac|oxygen|trach|self-?\s*injur|aggress|brittle|hemophil|medic|"
    r"safety|risk|protocol|precaution"
)
_NOTHING = frozenset({"", "no", "none", "n/a", "na", "-", "--", "n", "none known", "nka", "nkda", "0", "false"})


def read_alerts(text: str, *, only_known: bool = False) -> tuple[AlertText, ...]:
    """Alerts in a cell, one per piece; "none" and the like are no alert.

    `only_known` keeps just the pieces with alert words in them (a column of mixed notes).
    """
    alerts: list[AlertText] = []
    for piece in re.split(r"[;,|\n]|\s/\s", text):
        words = " ".join(piece.split()).strip(" .")
        plain = words.casefold()
        if plain in _NOTHING or (plain in {"y", "yes", "x"} and only_known):
            continue
        kind = next((kind for kind, pattern in _ALERTS if pattern.search(plain)), None)
        if kind is None and only_known and not _OTHER_SAFETY.search(plain):
            continue
        alerts.append(AlertText(kind or AlertKind.OTHER, words))
    return tuple(dict.fromkeys(alerts))
