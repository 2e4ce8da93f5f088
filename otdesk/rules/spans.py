# SPDX-License-Identifier: MIT
"""Half-open spans of minutes since midnight, and what can be done with them."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]

DAY_END = 24 * 60


def overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same minutes in order, touching and overlapping spans joined, empty ones dropped."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def without(whole: Sequence[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """The minutes of `whole` that none of `taken` covers."""
    left = list(merged(whole))
    for start, end in merged(taken):
        pieces: list[Span] = []
        for span in left:
            if not overlap(span, (start, end)):
                pieces.append(span)
                continue
            if span[0] < start:
                pieces.append((span[0], start))
            if end < span[1]:
                pieces.append((end, span[1]))
        left = pieces
    return tuple(left)


def shared(a: Iterable[Span], b: Iterable[Span]) -> tuple[Span, ...]:
    """The minutes that lie in both."""
    second = merged(b)
    return merged((max(x[0], y[0]), min(x[1], y[1])) for x in merged(a) for y in second if overlap(x, y))


def start_ranges(free: Iterable[Span], length: int, grid: int = 5) -> tuple[Span, ...]:
    """[first, last] starts on the grid (both included) at which `length` minutes lie inside one free span."""
    ranges = []
    for start, end in merged(free):
        first = -(-start // grid) * grid
        last = (end - length) // grid * grid
        if first <= last:
            ranges.append((first, last))
    return tuple(ranges)
