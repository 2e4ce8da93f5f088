# SPDX-License-Identifier: MIT
"""Which miles are paid and what they come to (domain.md 8). Miles in tenths, rates in tenths of a cent, money in cents.

Only driven legs are claimed. Home to a regular workplace is commuting; what a district pays of it is its policy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HomePolicy(StrEnum):
    """Legs from or to home. EXCESS: beyond the normal way between home and base. LESSER: the lesser of the leg and
    the way between base and the other end."""

    NONE = "none"
    ALL = "all"
    EXCESS = "excess"
    LESSER = "lesser"


class Rounding(StrEnum):
    """Half up to the cent for each trip, or once for the whole claim."""

    TRIP = "trip"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class DrivenLeg:
    """`tenths` driven; `home`: one end is home; `from_base`: tenths between the base school and the other end."""

    tenths: int
    home: bool = False
    from_base: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Tenths of a cent a mile from a date on: 725 is 72.5 cents."""

    first: date
    tenths_of_cent: int


def paid_tenths(leg: DrivenLeg, policy: HomePolicy, commute: int | None = None) -> int:
    """The part of a leg that is paid. `commute`: tenths of the normal way between home and base school.

    EXCESS without the commute known, and LESSER without the way from base known, pay nothing rather than too much.
    """
    if not leg.home or policy is HomePolicy.ALL:
        return leg.tenths
    if policy is HomePolicy.EXCESS and commute is not None:
        return max(0, leg.tenths - commute)
    if policy is HomePolicy.LESSER:
        return min(leg.tenths, leg.from_base or 0)
    return 0


def rate_on(rates: Iterable[Rate], day: date) -> int | None:
    """Tenths of a cent in force on a day; None before the first known rate."""
    known = [rate for rate in rates if rate.first <= day]
    return max(known, key=_first).tenths_of_cent if known else None


def amount_cents(tenths: int, rate: int) -> int:
    """Half up to the cent: 37.4 miles at 72.5 cents are 27.12."""
    return (tenths * rate + 50) // 100


def claim_cents(legs: Iterable[tuple[int, int]], rounding: Rounding) -> int:
    """What paid legs, each (tenths, rate of its day), come to. Rounded for each leg, or once at the end."""
    if rounding is Rounding.TRIP:
        return sum(amount_cents(tenths, rate) for tenths, rate in legs)
    return (sum(tenths * rate for tenths, rate in legs) + 50) // 100


ODOMETER_SLACK = 10
"""Tenths by which whole odometer miles and entered miles may differ: 1.0, the widest domain.md 8 allows."""


def odometer_agrees(start: int | None, end: int | None, tenths: int) -> bool:
    """Whether the readings, where both are known, agree with the miles of the leg."""
    return start is None or end is None or abs((end - start) * 10 - tenths) <= ODOMETER_SLACK


def gaps(legs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Which legs of one day, each (from, to) in the order driven, begin elsewhere than the one before ended."""
    return frozenset(n for n in range(1, len(legs)) if legs[n - 1][1] != legs[n][0])


def _first(rate: Rate) -> date:
    return rate.first
