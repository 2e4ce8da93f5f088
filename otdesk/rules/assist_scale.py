# SPDX-License-Identifier: MIT
"""A district's own assist scale, most independent first. A point keeps the rank it was given (domain.md 4.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from otdesk.rules.shorthand import Scale

LEAST, MOST = 2, 20


@dataclass(frozen=True, slots=True)
class Level:
    """`short` is typed ("min"), `words` stand in sentences ("with minimal help")."""

    short: str
    words: str


Levels = tuple[Level, ...]
"""Rank 1 first; empty: the usual scale."""


def scale_of(usual: Scale, levels: Levels) -> Scale:
    """The scale of a goal with the district's own levels."""
    if not levels:
        return usual
    return Scale(usual.measure, usual.low, usual.high, usual.usual_total, tuple(level.short for level in levels))


def words_of(levels: Levels) -> tuple[str, ...]:
    return tuple(level.words for level in levels)


def to_plain(levels: Levels) -> dict[str, Any]:
    """As kept in the vault."""
    return {"levels": [[level.short, level.words] for level in levels]}


def from_plain(plain: Mapping[str, Any] | None) -> Levels:
    """Read what `to_plain` wrote; none is the usual scale."""
    kept: Sequence[Sequence[str]] = plain["levels"] if plain is not None else ()
    return tuple(Level(short, words) for short, words in kept)
