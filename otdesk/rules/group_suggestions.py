# SPDX-License-Identifier: MIT
"""Who could be seen together: same school, same length, grades near each other, the same goal area first.

A suggestion is an offer. What speaks against a student who is chosen all the same is told (`doubts`), not forbidden.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from otdesk.rules.slots import Limits


@dataclass(frozen=True, slots=True)
class Joinable:
    """A direct service line whose plan allows a group. `group_max`: the most students its plan allows."""

    line: int
    student: int
    school: int
    grade: int
    minutes: int
    group_max: int | None = None
    areas: frozenset[str] = frozenset()
    """Areas of the open goals, casefolded."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`members` from the lowest grade up; `areas`: those all of them work on."""

    members: tuple[Joinable, ...]
    areas: frozenset[str]

    @property
    def grades(self) -> tuple[int, int]:
        return self.members[0].grade, self.members[-1].grade


class Doubt(StrEnum):
    """In the order they are told."""

    KEPT_APART = "kept_apart"
    GRADES = "grades"
    LENGTH = "length"
    TOO_MANY = "too_many"


def suggestions(lines: Iterable[Joinable], limits: Limits, around: Joinable | None = None) -> tuple[Suggestion, ...]:
    """Groups of two up to the preferred size, best first, no line in two of them. With `around` all are hers, with
    other students each."""
    left = sorted(lines, key=_by_grade)
    chosen = []
    while members := _best(left if around is None else [around], left, limits):
        chosen.append(Suggestion(members, _shared(members)))
        left = [line for line in left if line not in members]
    return tuple(chosen)


def doubts(line: Joinable, others: Sequence[Joinable], limits: Limits) -> tuple[Doubt, ...]:
    """What speaks against seeing a line's student with the others (without her)."""
    together = [line, *others]
    grades = [member.grade for member in together]
    said = {
        Doubt.KEPT_APART: any(frozenset({line.student, other.student}) in limits.keep_apart for other in others),
        Doubt.GRADES: max(grades) - min(grades) > limits.grade_span,
        Doubt.LENGTH: any(other.minutes != line.minutes for other in others),
        Doubt.TOO_MANY: len(together) > _most(together, limits.group_max),
    }
    return tuple(doubt for doubt in Doubt if said[doubt])


def _best(seeds: Iterable[Joinable], known: Sequence[Joinable], limits: Limits) -> tuple[Joinable, ...]:
    """The best group around one of the seeds; empty where nobody fits to anybody."""
    offers = (_with(seed, known, limits, alike=alike) for seed in seeds for alike in (True, False))
    return min((members for members in offers if len(members) > 1), key=_rank, default=())


def _with(seed: Joinable, known: Sequence[Joinable], limits: Limits, *, alike: bool) -> tuple[Joinable, ...]:
    """The seed with the students who fit her best; `alike`: only while all of them share a goal area."""
    members = [seed]
    for other in sorted(known, key=lambda other: (-len(other.areas & seed.areas), abs(other.grade - seed.grade))):
        if _joins(other, members, limits) and (not alike or _shared([other, *members])):
            members.append(other)
    return tuple(sorted(members, key=_by_grade))


def _joins(other: Joinable, members: Sequence[Joinable], limits: Limits) -> bool:
    alike = (other.school, other.minutes) == (members[0].school, members[0].minutes)
    if not alike or any(other.student == member.student for member in members):
        return False
    fits = len(members) < _most([other, *members], min(limits.group_preferred, limits.group_max))
    return fits and not doubts(other, members, limits)


def _most(members: Iterable[Joinable], allowed: int) -> int:
    return min([allowed, *(member.group_max for member in members if member.group_max is not None)])


def _shared(members: Sequence[Joinable]) -> frozenset[str]:
    return frozenset.intersection(*(member.areas for member in members))


def _by_grade(line: Joinable) -> tuple[int, int]:
    return line.grade, line.line


def _rank(members: Sequence[Joinable]) -> tuple[bool, int, int, list[int]]:
    """A shared area before none, then more students, then grades closer together."""
    spread = members[-1].grade - members[0].grade
    return not _shared(members), -len(members), spread, [member.line for member in members]
