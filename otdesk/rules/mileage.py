# SPDX-License-Identifier: MIT
"""Which miles are paid and what they come to (domain.md 8). Miles in tenths, rates in tenths of a cent, money in cents.

Only driven legs are claimed. Home to a regular workplace is commuting; what a district pays of it is its policy.
"""

from collections.abc import Iterable
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


def paid_tenths(leg: DrivenLeg, policy: HomePolicy, commute: int = 0) -> int:
    """The part of a leg that is paid. `commute`: tenths of the normal way between home and base school.

    LESSER without the way from base known pays nothing, rather than too much.
    """
    if not leg.home or policy is HomePolicy.ALL:
        return leg.tenths
    if policy is HomePolicy.EXCESS:
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


def _first(rate: Rate) -> date:
    return rate.first
