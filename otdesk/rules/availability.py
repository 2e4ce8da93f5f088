# SPDX-License-Identifier: MIT
"""When one student can be seen on one day: her class's bells less her other commitments and her hours of attendance."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from otdesk.rules import spans
from otdesk.rules.bells import Segment, at_most
from otdesk.rules.kinds import Pull
from otdesk.rules.spans import Span


class Bar(StrEnum):
    """What a stretch of a student's day is taken up by."""

    CLASS = "class"
    COMMITMENT = "commitment"
    NOT_ATTENDING = "not_attending"


@dataclass(frozen=True, slots=True)
class Commitment:
    """A time not available: SLP, PT, resource room. Without a weekday it holds every day."""

    label: str
    start: int
    end: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """The hours a student is in this building; equal start and end: not there at all that day.

    A row for a weekday replaces the rows for every day. Several rows of one day add up. No row: the whole school day.
    """

    start: int
    end: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of one student's day, with whatever bars it (or, when OK, the class she would miss)."""

    start: int
    end: int
    pull: Pull
    label: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class Starts:
    """[first, last] starts, both included: `best` miss only what is OK to miss, `allowed` also what to avoid."""

    best: tuple[Span, ...]
    allowed: tuple[Span, ...]


def attended(rows: Iterable[Attendance], hours: Span, weekday: int) -> tuple[Span, ...]:
    """The part of the school day the student is in the building."""
    known = tuple(rows)
    of_day = [row for row in known if row.weekday == weekday] or [row for row in known if row.weekday is None]
    if not of_day:
        return (hours,)
    return spans.shared([hours], [(row.start, row.end) for row in of_day])


def available(
    day: Sequence[Segment],
    weekday: int,
    commitments: Iterable[Commitment] = (),
    attendance: Iterable[Attendance] = (),
) -> tuple[Slice, ...]:
    """The student's day in slices that cover the same minutes as the class's `day`."""
    if not day:
        return ()
    hours = (day[0].start, day[-1].end)
    there = attended(attendance, hours, weekday)
    busy = [c for c in commitments if c.weekday in {None, weekday} and c.start < c.end]
    edges = [edge for span in there for edge in span] + [edge for c in busy for edge in (c.start, c.end)]
    edges += [edge for segment in day for edge in (segment.start, segment.end)]
    cuts = sorted({edge for edge in edges if hours[0] <= edge <= hours[1]})
    slices: list[Slice] = []
    for left, right in itertools.pairwise(cuts):
        piece = _slice(left, right, day, busy, there)
        last = slices[-1] if slices else None
        if last is not None and (last.pull, last.label, last.bar) == (piece.pull, piece.label, piece.bar):
            slices[-1] = Slice(last.start, right, last.pull, last.label, last.bar)
        else:
            slices.append(piece)
    return tuple(slices)


def free_spans(day: Iterable[Slice], worst: Pull = Pull.OK) -> tuple[Span, ...]:
    """The stretches in which nothing is stricter than `worst`."""
    return spans.merged((piece.start, piece.end) for piece in day if at_most(piece.pull, worst))


def starts(day: Sequence[Slice], minutes: int, grid: int = 5) -> Starts:
    """When a session of `minutes` may start on that day."""
    return Starts(
        spans.start_ranges(free_spans(day, Pull.OK), minutes, grid),
        spans.start_ranges(free_spans(day, Pull.AVOID), minutes, grid),
    )


def within(day: Iterable[Slice], start: int, end: int) -> tuple[Slice, ...]:
    """The slices that a session from start to end touches."""
    return tuple(piece for piece in day if spans.overlap((piece.start, piece.end), (start, end)))


def _slice(left: int, right: int, day: Sequence[Segment], busy: Sequence[Commitment], there: Sequence[Span]) -> Slice:
    if not any(start <= left and right <= end for start, end in there):
        return Slice(left, right, Pull.NEVER, "", Bar.NOT_ATTENDING)
    for commitment in busy:
        if commitment.start <= left and right <= commitment.end:
            return Slice(left, right, Pull.NEVER, commitment.label, Bar.COMMITMENT)
    segment = next(s for s in day if s.start <= left and right <= s.end)
    return Slice(left, right, segment.pull, segment.label, Bar.CLASS)
