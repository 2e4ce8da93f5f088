# SPDX-License-Identifier: MIT
"""Working time of a day, each minute once (domain.md 7), rounded as a contract rounds it.

Rounding moves the clock times themselves to the nearest step, as 29 CFR 785.48(b) describes (5 minutes, a tenth or a
quarter of an hour): stretches that do not overlap still do not, and a day never sums up to more than its span.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from otdesk.rules.kinds import WorkKind
from otdesk.rules.spans import merged, without


class Source(IntEnum):
    """Where a stretch was read. Where two want the same minute the earlier one here has it: what was done with
    students counts first, then what was logged, then what the typical week only supposes."""

    SESSION = 0
    MEETING = 1
    DRIVE = 2
    OWN = 3
    DESK = 4
    LUNCH = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Half-open minutes of one day. `key` names what it was read from: "session:12", "own:3"."""

    start: int
    end: int
    kind: WorkKind
    source: Source
    key: str
    school_id: int | None = None

    @property
    def minutes(self) -> int:
        return self.end - self.start


def counted_once(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The day in order of time without overlaps; a stretch may be cut, parted or vanish under those before it."""
    taken: list[tuple[int, int]] = []
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=_precedence):
        found += [replace(stretch, start=a, end=b) for a, b in without([(stretch.start, stretch.end)], taken)]
        taken.append((stretch.start, stretch.end))
    return tuple(sorted(found, key=_in_time))


def overlapping(stretches: Sequence[Stretch]) -> frozenset[str]:
    """The keys of stretches that lost minutes to another one that was also logged: both cannot be true."""
    logged = [s for s in stretches if s.source <= Source.OWN]
    return frozenset(
        key
        for n, one in enumerate(logged)
        for other in logged[n + 1 :]
        if one.start < other.end and other.start < one.end
        for key in (one.key, other.key)
    )


def rounded(minute: int, step: int) -> int:
    """The nearest multiple of `step`, half up."""
    return (2 * minute + step) // (2 * step) * step


def on_the_clock(stretch: Stretch, step: int) -> Stretch:
    """The stretch with its times at the nearest step; it may come to nothing."""
    return replace(stretch, start=rounded(stretch.start, step), end=rounded(stretch.end, step))


def free_spans(stretches: Sequence[Stretch]) -> tuple[tuple[int, int], ...]:
    """The minutes between the first and the last stretch of a day that nothing accounts for."""
    busy = merged((s.start, s.end) for s in stretches)
    return without([(busy[0][0], busy[-1][1])], busy) if busy else ()


def span(stretches: Sequence[Stretch]) -> int:
    """Minutes from the first to the last."""
    return max(s.end for s in stretches) - min(s.start for s in stretches) if stretches else 0


def _precedence(stretch: Stretch) -> tuple[int, int, int, str]:
    return stretch.source, stretch.start, stretch.end, stretch.key


def _in_time(stretch: Stretch) -> tuple[int, int]:
    return stretch.start, stretch.end
