# SPDX-License-Identifier: MIT
"""Whether a note says nearly what the last ones said: an auditor would see it, and it tells nobody what was new."""

import re
from collections.abc import Iterable, Sequence

LAST = 3
"""How many notes before are compared; with fewer nothing is said."""
_ALIKE = 0.8
_RUN = 3
_SHORT = 12
_FIGURE = re.compile(r"\d+")


def nearly_same(text: str, earlier: Sequence[str]) -> bool:
    """Whether each of the last three shares four fifths of its runs of three words with the text; figures do not count,
    because a note in which only they differ reads the same."""
    runs = _runs(text)
    if len(earlier) < LAST or len(runs) < _SHORT:
        return False
    return all(_share(runs, _runs(other)) >= _ALIKE for other in earlier[:LAST])


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[^\W\d]+|#", _FIGURE.sub("#", text.casefold()))
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _share(one: Iterable[tuple[str, ...]], other: Iterable[tuple[str, ...]]) -> float:
    first, second = frozenset(one), frozenset(other)
    return len(first & second) / max(1, len(first | second))
