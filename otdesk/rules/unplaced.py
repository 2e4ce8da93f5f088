# SPDX-License-Identifier: MIT
"""What a service line still needs in the typical week, and which turns give what it promises."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from otdesk.rules.kinds import Period
from otdesk.rules.pattern import TurnRule, Turns

# How many school weeks and school months a period is counted as in the typical week. A month is never counted longer
# than its four sure weeks; terms and the year as the common 36-week school year divides.
_WEEKS = {
    Period.WEEK: 1,
    Period.MONTH: 4,
    Period.QUARTER: 9,
    Period.GRADING_PERIOD: 9,
    Period.TRIMESTER: 12,
    Period.SEMESTER: 18,
    Period.YEAR: 36,
    Period.PLAN_TERM: 36,
}
_MONTHS = {
    Period.MONTH: 1,
    Period.QUARTER: 2,
    Period.GRADING_PERIOD: 2,
    Period.TRIMESTER: 3,
    Period.SEMESTER: 4,
    Period.YEAR: 9,
    Period.PLAN_TERM: 9,
}
_DAYS_A_WEEK = 5
_BY_MONTH = frozenset({TurnRule.MONTH, TurnRule.NTH})


@dataclass(frozen=True, slots=True)
class Promise:
    """`times` sessions of `minutes` in each `every` periods."""

    times: int
    minutes: int
    period: Period
    every: int = 1


@dataclass(frozen=True, slots=True)
class Remaining:
    """Times per period of the promise: asked, already placed (whole times), still to place."""

    asked: int
    placed: int
    missing: int

    @property
    def missing_share(self) -> Fraction:
        return Fraction(self.missing, self.asked) if self.asked else Fraction(0)


def gives(turns: Turns | None, promise: Promise, cycle_length: int = 0) -> Fraction:
    """How many times in each of the promise's periods a slot with such turns is held, closures aside."""
    if promise.period is Period.CYCLE:
        return Fraction(promise.every) if turns is None else _weekly(turns, cycle_length) * promise.every
    if promise.period is Period.DAY:
        return _weekly(turns, cycle_length) * promise.every / _DAYS_A_WEEK
    if turns is not None and turns.rule in _BY_MONTH and promise.period in _MONTHS:
        return Fraction(_a_month(turns) * _MONTHS[promise.period] * promise.every)
    return _weekly(turns, cycle_length) * _WEEKS[promise.period] * promise.every


def remaining(promise: Promise, placed: Iterable[Turns | None], cycle_length: int = 0) -> Remaining:
    """What is left for the unplaced tray, given the turns of each slot the line is in."""
    given = math.floor(sum((gives(turns, promise, cycle_length) for turns in placed), Fraction(0)))
    return Remaining(promise.times, given, max(0, promise.times - given))


def turns_for(promise: Promise, since: date) -> Turns | None:
    """The turns one new slot needs so as not to give more than promised; None: every date of its day."""
    if promise.period in {Period.DAY, Period.CYCLE}:
        return None
    if promise.period is Period.WEEK:
        if promise.every <= promise.times:
            return None
        return Turns(TurnRule.EVERY_WEEKS, weeks=promise.every // promise.times, since=since)
    a_month = math.ceil(Fraction(promise.times, _MONTHS[promise.period] * promise.every))
    return None if a_month >= _WEEKS[Period.MONTH] else Turns(TurnRule.MONTH, times=a_month)


def _a_month(turns: Turns) -> int:
    return len(turns.nth) if turns.rule is TurnRule.NTH else turns.times


def _weekly(turns: Turns | None, cycle_length: int) -> Fraction:
    per_week = Fraction(1) if cycle_length in {0, _DAYS_A_WEEK} else Fraction(_DAYS_A_WEEK, cycle_length)
    if turns is None:
        return per_week
    if turns.rule is TurnRule.EVERY_WEEKS:
        return per_week / turns.weeks
    if turns.rule is TurnRule.LETTERS:
        return per_week * Fraction(len(turns.letters), turns.of)
    return Fraction(_a_month(turns), _WEEKS[Period.MONTH])
