# SPDX-License-Identifier: MIT
"""From data points to figures: derived values, mastery, aim line, on track or not (domain.md 4).

Prompted and independent points are never joined: whatever compares points compares those of one `Help`. Ranks of an
assist scale are never averaged; their middle one stands for them.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean, median

from otdesk.rules.kinds import MeasureType, Prompt
from otdesk.rules.shorthand import Form, Reading, Scale

LEAST_POINTS = 3
"""Fewer say nothing."""


class Help(StrEnum):
    """On her own, with prompts, or not said; no letter typed is not the same as on her own."""

    OWN = "own"
    PROMPTED = "prompted"
    NOT_SAID = "not_said"


class MasteryKind(StrEnum):
    K_OF_N = "k_of_n"
    CONSECUTIVE = "consecutive"
    WITHIN_SESSION = "within_session"


class Track(StrEnum):
    ON_TRACK = "on_track"
    BEHIND = "behind"
    INSUFFICIENT = "insufficient"
    NO_AIM = "no_aim"


class Trend(StrEnum):
    """Which way the figures go, better or worse for this goal, not up or down."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    value: float
    prompt: Prompt | None = None
    setting: str = ""
    """Where or with whom, for goals to be met across settings."""


@dataclass(frozen=True, slots=True)
class Mastery:
    """`target` reached on at least `k` of the last `n` data days (K_OF_N), on `n` data days in a row (CONSECUTIVE) or
    in one session (WITHIN_SESSION); across `settings` different ones; with `own_only`, prompted points never count."""

    kind: MasteryKind
    target: float
    k: int = 1
    n: int = 1
    settings: int = 1
    own_only: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """From baseline to target, in the goal's own unit."""

    baseline: float
    baseline_on: date
    target: float
    ends_on: date


def derived(reading: Reading, scale: Scale) -> float | None:
    """The figure a reading is charted and judged by: percent for counts, rubrics and yes/no; times; seconds; rank;
    rating; units per minute. None where nothing was measured."""
    values = reading.values
    if not reading.measured:
        return None
    if reading.form is Form.COUNT:
        return 100 * values[0] / values[1]
    if reading.form is Form.PERCENT:
        return values[0] / 10
    if reading.form is Form.SPEED:
        return values[0] * 60 / values[1]
    if reading.form is Form.SCORES:
        return 100 * sum(values) / (scale.high * len(values)) if scale.high > 0 else float(sum(values))
    if reading.form is Form.YES_NO:
        return 100.0 * values[0]
    return float(values[0])


def per_hour(reading: Reading) -> float | None:
    """How often in an hour, where the minutes of observation were typed (`3x/10m`)."""
    if reading.form is not Form.TIMES or len(reading.values) < 2:
        return None
    return reading.values[0] * 60 / reading.values[1]


def help_of(prompt: Prompt | None) -> Help:
    if prompt is None:
        return Help.NOT_SAID
    return Help.OWN if prompt is Prompt.INDEPENDENT else Help.PROMPTED


def higher_is_better(measure: MeasureType, said: bool = True) -> bool:
    """An assist rank of 1 is the most independent, whatever the goal says; else the goal says."""
    return said and measure is not MeasureType.ASSIST


def reaches(value: float, target: float, *, higher: bool = True) -> bool:
    return value >= target if higher else value <= target


def met_on(points: Iterable[Point], rule: Mastery, *, higher: bool = True) -> date | None:
    """The first data day on which the rule holds; None while it does not."""
    ordered = sorted(points, key=_day)
    for index, (day, _) in enumerate(days := _data_days(ordered)):
        if _holds(days[: index + 1], rule, higher=higher):
            return day
    return None


def is_met(points: Iterable[Point], rule: Mastery, *, higher: bool = True) -> bool:
    """Whether the rule holds on the data as they stand now."""
    return _holds(_data_days(sorted(points, key=_day)), rule, higher=higher)


def aim_at(aim: Aim, day: date) -> float:
    """The aim line's value on a day; level before the baseline and after the end."""
    total = (aim.ends_on - aim.baseline_on).days
    if total <= 0:
        return aim.target
    share = min(1.0, max(0.0, (day - aim.baseline_on).days / total))
    return aim.baseline + (aim.target - aim.baseline) * share


def track(points: Iterable[Point], aim: Aim | None, *, higher: bool = True, ranks: bool = False) -> Track:
    """Whether the last three like points lie on the good side of the aim line on their last day."""
    recent = like_points(points)[-LEAST_POINTS:]
    if len(recent) < LEAST_POINTS:
        return Track.INSUFFICIENT
    if aim is None:
        return Track.NO_AIM
    good = reaches(_middle(recent, ranks=ranks), aim_at(aim, recent[-1].day), higher=higher)
    return Track.ON_TRACK if good else Track.BEHIND


def trend(points: Iterable[Point], step: float, *, higher: bool = True, ranks: bool = False) -> Trend:
    """The last three like points against up to three before them; less than `step` apart is the same.

    With fewer than four like points nothing is said.
    """
    like = like_points(points)
    recent, before = like[-LEAST_POINTS:], like[:-LEAST_POINTS][-LEAST_POINTS:]
    if len(recent) < LEAST_POINTS or not before:
        return Trend.INSUFFICIENT
    change = _middle(recent, ranks=ranks) - _middle(before, ranks=ranks)
    if abs(change) < step or change == 0:
        return Trend.SAME
    return Trend.BETTER if (change > 0) == higher else Trend.WORSE


def trend_step(measure: MeasureType, baseline: float | None = None, target: float | None = None) -> float:
    """How far apart two middles must lie to count as a change: a tenth of the way from baseline to target, else five
    percent points, else one unit of the scale."""
    if baseline is not None and target is not None and baseline != target:
        return abs(target - baseline) / 10
    return 1.0 if measure in _SMALL_SCALES else 5.0


def like_points(points: Iterable[Point]) -> list[Point]:
    """Points with the same help as the latest one, in order of day."""
    ordered = sorted(points, key=_day)
    if not ordered:
        return []
    wanted = help_of(ordered[-1].prompt)
    return [point for point in ordered if help_of(point.prompt) is wanted]


def gas_t(scores: Sequence[int], weights: Sequence[float] | None = None, rho: float = 0.30) -> float:
    """The Goal Attainment Scaling T score (Kiresuk and Sherman); 50 when all came out as expected.

    Raises ValueError for scores outside -2..2, weights that do not match, or weights that add up to nothing.
    """
    used = list(weights) if weights is not None else [1.0] * len(scores)
    if len(used) != len(scores):
        raise ValueError("one weight for each score")
    if any(not -2 <= score <= 2 for score in scores):
        raise ValueError("a score lies between -2 and 2")
    if any(weight < 0 for weight in used) or sum(used) <= 0:
        raise ValueError("weights must add up to more than 0")
    weighted = sum(weight * score for weight, score in zip(used, scores, strict=True))
    spread = (1 - rho) * sum(weight**2 for weight in used) + rho * sum(used) ** 2
    return 50 + 10 * weighted / math.sqrt(spread)


def mastery_from(value: Mapping[str, object] | None, target: float | None = None) -> Mastery | None:
    """The rule as kept with a goal; `target` is the goal's own where the rule names none. None: not chosen yet.

    Raises ValueError naming what is wrong.
    """
    if value is None:
        return None
    kind = MasteryKind(str(value.get("kind")))
    try:
        wanted = float(str(value.get("target", target)))
    except ValueError as error:
        raise ValueError("a mastery rule needs a target") from error
    n, k = _count(value, "n"), _count(value, "k")
    if kind is MasteryKind.K_OF_N and k > n:
        raise ValueError(f"{k} of {n} days cannot be")
    return Mastery(kind, wanted, k, n, _count(value, "settings"), bool(value.get("own_only", False)))


def mastery_value(rule: Mastery | None) -> dict[str, object] | None:
    """The plain value mastery_from() reads back."""
    if rule is None:
        return None
    return {
        "kind": rule.kind.value,
        "target": rule.target,
        "k": rule.k,
        "n": rule.n,
        "settings": rule.settings,
        "own_only": rule.own_only,
    }


_SMALL_SCALES = frozenset(
    {MeasureType.ASSIST, MeasureType.RATING, MeasureType.GAS, MeasureType.FREQUENCY, MeasureType.SPEED}
)
_Days = list[tuple[date, list[Point]]]


def _data_days(ordered: Sequence[Point]) -> _Days:
    days: _Days = []
    for point in ordered:
        if days and days[-1][0] == point.day:
            days[-1][1].append(point)
        else:
            days.append((point.day, [point]))
    return days


def _holds(days: _Days, rule: Mastery, *, higher: bool) -> bool:
    if not days:
        return False
    needed = rule.k if rule.kind is MasteryKind.K_OF_N else rule.n if rule.kind is MasteryKind.CONSECUTIVE else 1
    window = days[-1:] if rule.kind is MasteryKind.WITHIN_SESSION else days[-rule.n :]
    good = [points for _, points in window if all(_counts(point, rule, higher=higher) for point in points)]
    places = {point.setting.casefold() for points in good for point in points}
    return len(good) >= needed and len(places) >= rule.settings


def _counts(point: Point, rule: Mastery, *, higher: bool) -> bool:
    if rule.own_only and help_of(point.prompt) is not Help.OWN:
        return False
    return reaches(point.value, rule.target, higher=higher)


def _middle(points: Sequence[Point], *, ranks: bool) -> float:
    values = [point.value for point in points]
    return float(median(values)) if ranks else fmean(values)


def _count(value: Mapping[str, object], name: str) -> int:
    number = value.get(name, 1)
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError(f"{name} must be 1 or more, not {number!r}")
    return number


def _day(point: Point) -> date:
    return point.day
