# SPDX-License-Identifier: MIT
"""What may be ticked in a note: four lists, the district's or the therapist's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST = 60
MOST = 40


class Tick(StrEnum):
    """The lists, in the order they are ticked and printed."""

    ACTIVITY = "activity"
    AREA = "area"
    SUPPORT = "support"
    RESPONSE = "response"


Lists = tuple[tuple[Tick, tuple[str, ...]], ...]
"""Items by list: those offered, or those ticked. A list without any is left out."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """An item that is more than a few words."""

    text: str


def items(typed: str) -> tuple[str, ...] | TooLong:
    """A list as typed, an item a line; one that stands there twice counts once."""
    found: dict[str, str] = {}
    for line in typed.splitlines():
        item = " ".join(line.split())
        if len(item) > LONGEST:
            return TooLong(item)
        if item:
            found.setdefault(item.casefold(), item)
    return tuple(found.values())[:MOST]


def of(lists: Lists, tick: Tick) -> tuple[str, ...]:
    return dict(lists).get(tick, ())


def together(offered: Lists, *ticked: Lists) -> Lists:
    """What was ticked in one place or another, in the order it is offered; what is offered no longer comes last."""
    found: list[tuple[Tick, tuple[str, ...]]] = []
    for tick in Tick:
        chosen = tuple(dict.fromkeys(item for lists in ticked for item in of(lists, tick)))
        known = tuple(item for item in of(offered, tick) if item in chosen)
        if chosen:
            found.append((tick, (*known, *(item for item in chosen if item not in known))))
    return tuple(found)


def to_plain(lists: Lists) -> dict[str, list[str]]:
    """As kept in the vault."""
    return {tick.value: list(found) for tick, found in lists if found}


def from_plain(plain: Mapping[str, Sequence[Any]]) -> Lists:
    """Read what `to_plain` wrote."""
    return tuple((tick, tuple(str(item) for item in plain[tick.value])) for tick in Tick if plain.get(tick.value))
