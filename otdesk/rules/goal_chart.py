# SPDX-License-Identifier: MIT
"""A goal's points as the one chart that screen and paper draw."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from otdesk.rules.charts import Dot, LineChart, Tick
from otdesk.rules.goals import Aim, Help, Point, aim_at, help_of
from otdesk.rules.kinds import MeasureType

PERCENT = frozenset(
    {
        MeasureType.PERCENT,
        MeasureType.TRIALS,
        MeasureType.INTERVAL,
        MeasureType.LEGIBILITY,
        MeasureType.ACCURACY,
        MeasureType.TASK_ANALYSIS,
        MeasureType.CHECKLIST,
        MeasureType.RUBRIC,
    }
)
"""Measures whose figure is a percent."""
_PERCENT_STEP = 20
_PERCENT_SAID = frozenset({0, 40, 80, 100})
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LINES = 5
_DAY_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)
_DAY_TICKS = 5


@dataclass(frozen=True, slots=True)
class Charted:
    """What of a goal is charted between two days, both included."""

    points: Sequence[Point]
    measure: MeasureType
    first: date
    last: date
    target: float | None = None
    aim: Aim | None = None


def line_chart(goal: Charted, figure: Callable[[float], str], day: Callable[[date], str]) -> LineChart:
    """`figure` and `day` give the words of a value and of a date. Points outside the days are left out."""
    last = max(goal.last, goal.first + timedelta(days=1))
    points = sorted((p for p in goal.points if goal.first <= p.day <= last), key=_day)
    low, high, step = _range(goal, points)

    def across(when: date) -> float:
        return (when - goal.first).days / (last - goal.first).days

    def up(value: float) -> float:
        part = (value - low) / (high - low)
        part = 1 - part if goal.measure is MeasureType.ASSIST else part  # rank 1, the most independent, on top
        return min(1.0, max(0.0, part))

    dots = [Dot(across(p.day), up(p.value), help_of(p.prompt), p.day, p.value, figure(p.value)) for p in points]
    return LineChart(
        _day_ticks(goal.first, last, across, day),
        _value_ticks(goal.measure, low, high, step, up),
        dots,
        [list(run) for _help, run in groupby(dots, key=_help)],
        None if goal.target is None else up(goal.target),
        None if goal.aim is None else (0.0, up(aim_at(goal.aim, goal.first)), 1.0, up(aim_at(goal.aim, last))),
    )


def _range(goal: Charted, points: Sequence[Point]) -> tuple[float, float, float]:
    """Lowest and highest value of the chart, and how far its lines lie apart."""
    if goal.measure in PERCENT:
        return 0.0, 100.0, float(_PERCENT_STEP)
    if goal.measure is MeasureType.GAS:
        return -2.0, 2.0, 1.0
    ends = [goal.aim.baseline] if goal.aim is not None else []
    values = [point.value for point in points] + ends + ([goal.target] if goal.target is not None else [])
    low = 1.0 if goal.measure is MeasureType.ASSIST else min([0.0, *values])
    top = max([*values, low + 1])
    step = nice_step((top - low) / _LINES)
    if goal.measure is MeasureType.ASSIST:
        step = max(1.0, float(round(step)))
    return low, low + step * math.ceil((top - low) / step - 1e-9), step


def nice_step(rough: float) -> float:
    """The next round number from `rough` up: 1, 2, 2.5, 5 or 10 times a power of ten. Raises ValueError below 0."""
    if rough <= 0:
        raise ValueError("a step is more than nothing")
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (*_STEPS, 20.0) if step * power >= rough * (1 - 1e-9))


def _value_ticks(
    measure: MeasureType, low: float, high: float, step: float, up: Callable[[float], float]
) -> Sequence[Tick]:
    count = round((high - low) / step)
    values = [low + step * n for n in range(count + 1)]
    if measure in PERCENT:
        return [Tick(up(v), f"{v:g}" if v in _PERCENT_SAID else "") for v in values]
    return [Tick(up(v), f"{round(v, 6):g}".replace("-", "−")) for v in values]


def _day_ticks(first: date, last: date, across: Callable[[date], float], say: Callable[[date], str]) -> Sequence[Tick]:
    """The first day and every so many days after it, at most six."""
    total = (last - first).days
    step = next((step for step in _DAY_STEPS if total / step <= _DAY_TICKS), total)
    days = [first + timedelta(days=n) for n in range(0, total + 1, step)]
    return [Tick(across(day), say(day)) for day in days]


def _day(point: Point) -> date:
    return point.day


def _help(dot: Dot) -> Help:
    return dot.help
