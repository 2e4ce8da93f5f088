# SPDX-License-Identifier: MIT
"""A screening: what was looked at, what it showed, what comes of it. It plans instruction and decides no eligibility
(34 CFR 300.302)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Finding(StrEnum):
    """What an area showed."""

    NO_CONCERN = "no_concern"
    WATCH = "watch"
    EVALUATE = "evaluate"


class Outcome(StrEnum):
    """What comes of the whole."""

    NOTHING = "nothing"
    STRATEGIES = "strategies"
    AGAIN = "again"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True)
class Screened:
    """`areas` with their findings, in the order they are listed; `outcome` none: not said yet."""

    areas: tuple[tuple[str, Finding], ...] = ()
    outcome: Outcome | None = None

    def __bool__(self) -> bool:
        return bool(self.areas) or self.outcome is not None

    @property
    def suggests_evaluation(self) -> bool:
        return self.outcome is Outcome.EVALUATE or any(found is Finding.EVALUATE for _area, found in self.areas)


NOT_SCREENED = Screened()


def to_plain(screened: Screened) -> dict[str, Any]:
    """As kept in the vault."""
    if not screened:
        return {}
    return {
        "areas": [[area, found.value] for area, found in screened.areas],
        "outcome": screened.outcome.value if screened.outcome is not None else None,
    }


def from_plain(plain: Mapping[str, Any]) -> Screened:
    """Read what `to_plain` wrote."""
    areas: Sequence[Sequence[str]] = plain.get("areas", ())
    outcome = plain.get("outcome")
    return Screened(tuple((str(area), Finding(found)) for area, found in areas), Outcome(outcome) if outcome else None)
