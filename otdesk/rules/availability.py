# SPDX-License-Identifier: MIT
"""When one student can be seen on one day: her class's bells less her other commitments and her hours of attendance."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    NO_SCHOOL = "no_school"
    """Only in a lettered day: school is out at that time on some of the weekdays the day falls on."""


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
    """A stretch of one student's day, with whatever bars it (or, when OK, the class she would miss).

    `weekdays`: in a lettered day that falls on several weekdays, those on which it is so; empty = on all of them.
    `partly`: on others of them she may be taken.
    """

    start: int
    end: int
    pull: Pull
    label: str
    bar: Bar
    weekdays: tuple[int, ...] = ()
    partly: bool = False

    @property
    def effect(self) -> Pull:
        """What it means for a session week after week: what bars only some of its dates is to avoid."""
        return Pull.AVOID if self.partly and self.pull is Pull.NEVER else self.pull


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


def lettered(days: Mapping[int, Sequence[Slice]]) -> tuple[Slice, ...]:
    """One day of a lettered cycle out of the weekdays it falls on: {weekday: her slices on it}.

    What bars all of them bars the day. What bars only some is to avoid, with its weekdays: on those dates the session
    will not fit. Such slices of one time may stand beside each other; otherwise they follow one another.
    """
    held = {weekday: tuple(slices) for weekday, slices in days.items() if slices}
    if not held:
        return ()
    cuts = sorted({edge for slices in held.values() for piece in slices for edge in (piece.start, piece.end)})
    found: list[Slice] = []
    for left, right in itertools.pairwise(cuts):
        found += _of_all_weekdays(left, right, {weekday: held.get(weekday, ()) for weekday in days})
    return tuple(_joined(found))


def _of_all_weekdays(left: int, right: int, days: Mapping[int, Sequence[Slice]]) -> list[Slice]:
    weekdays: dict[tuple[Pull, str, Bar], list[int]] = {}
    for weekday, slices in sorted(days.items()):
        piece = next((piece for piece in slices if piece.start <= left and right <= piece.end), None)
        kind = (piece.pull, piece.label, piece.bar) if piece is not None else (Pull.NEVER, "", Bar.NO_SCHOOL)
        weekdays.setdefault(kind, []).append(weekday)
    barred = {kind: on for kind, on in weekdays.items() if kind[0] is not Pull.OK}
    if not barred:
        label = next(iter(weekdays))[1] if len(weekdays) == 1 else ""
        return [Slice(left, right, Pull.OK, label, Bar.CLASS)]
    if len(weekdays) == 1:
        ((pull, label, bar),) = barred
        return [Slice(left, right, pull, label, bar)]
    partly = any(pull is not Pull.NEVER for pull, _label, _bar in weekdays)
    return [Slice(left, right, *kind, tuple(on), partly) for kind, on in barred.items()]


def _joined(pieces: Iterable[Slice]) -> list[Slice]:
    """Neighbors of one kind made one, in order of their start."""
    found: list[Slice] = []
    open_ends: dict[Slice, int] = {}
    for piece in pieces:
        kind = replace(piece, start=0, end=0)
        at = open_ends.get(kind)
        if at is not None and found[at].end == piece.start:
            found[at] = replace(found[at], end=piece.end)
        else:
            open_ends[kind] = len(found)
            found.append(piece)
    return found


def hours_of(day: Sequence[Slice]) -> Span:
    """From the first minute to the last; `day` is not empty."""
    return day[0].start, max(piece.end for piece in day)


def free_spans(day: Iterable[Slice], worst: Pull = Pull.OK) -> tuple[Span, ...]:
    """The stretches in which nothing is stricter than `worst`."""
    return spans.merged((piece.start, piece.end) for piece in day if at_most(piece.effect, worst))


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
