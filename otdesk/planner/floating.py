# SPDX-License-Identifier: MIT
"""Lunch and desk time float: each lies where it costs least between the acts of a day that stand."""

from collections.abc import Iterator, Sequence

from otdesk.planner.problem import Problem
from otdesk.rules.travel import Drive, Site, change_of_building

SESSION, MEETING, DESK, LUNCH = range(4)
Act = tuple[int, int, int, int]
"""(start, end, school, kind)"""
Spot = tuple[int, int, int]
"""(what it adds to the cost, start, school)"""


class Times:
    """What the clock allows at each school, by its number: minutes since midnight."""

    def __init__(self, problem: Problem) -> None:
        rules, schools = problem.therapist, problem.schools.values()
        sites = {school.id: Site(school.park, school.setup) for school in schools}
        self.need = {
            (one, other): change_of_building(sites[one], Drive(minutes, 0), sites[other])
            for (one, other), minutes in problem.drive.items()
        }
        """Minutes between the last act at one school and the first at another."""
        self.opens = {school.id: school.open + school.setup for school in schools}
        self.first = {
            school.id: max(self.opens[school.id], rules.start + school.park + school.setup) for school in schools
        }
        """The first minute of work where the day begins at the school."""
        self.closes = {school.id: school.close for school in schools}
        self.last = {school.id: min(school.close, rules.end - school.park) for school in schools}
        """The last minute of work where the day ends at the school."""
        self.late_from = {school.id: rules.preferred_end - school.park for school in schools}


class Floats:
    def __init__(self, problem: Problem, times: Times) -> None:
        self._rules, self._grid = problem.therapist, problem.grid
        self._idle, self._late = problem.weights.idle, problem.weights.late
        self._need, self._late_from = times.need, times.late_from
        self._first, self._opens, self._closes, self._last = times.first, times.opens, times.closes, times.last

    def placed(
        self, day: int, acts: tuple[Act, ...], desks: tuple[int, ...]
    ) -> tuple[int, tuple[int, int], tuple[tuple[int, int, int], ...]] | None:
        """(what they add, lunch, desk time) where lunch and desk time cost least; None: no room."""
        rules = self._rules
        first, last = rules.lunch_window(day)
        best = None
        for cost, start, school in sorted(self._spots(acts, rules.lunch_minutes, first, last)):
            if not desks:
                return cost, (start, school), ()
            lunch = (start, start + rules.lunch_minutes, school, LUNCH)
            found = self._desks(day, tuple(sorted((*acts, lunch))), desks)
            if found is not None and (best is None or cost + found[0] < best[0]):
                best = (cost + found[0], (start, school), found[1])
        return best

    def _desks(
        self, day: int, acts: tuple[Act, ...], desks: tuple[int, ...]
    ) -> tuple[int, tuple[tuple[int, int, int], ...]] | None:
        if not desks:
            return 0, ()
        minutes, best = desks[0], None
        for cost, start, school in sorted(self._spots(acts, minutes, 0, self._rules.end)):
            block = (start, start + minutes, school, DESK)
            rest = self._desks(day, tuple(sorted((*acts, block))), desks[1:]) if desks[1:] else (0, ())
            if rest is not None and (best is None or cost + rest[0] < best[0]):
                best = (cost + rest[0], ((start, minutes, school), *rest[1]))
            if not desks[1:]:
                break
        return best

    def _spots(self, acts: Sequence[Act], minutes: int, first: int, last: int) -> Iterator[Spot]:
        """Where something that may float fits between the acts, with what it adds to the cost."""
        grid, idle = self._grid, self._idle
        before: Act | None = None
        for after in (*acts, None):
            if before is not None and after is not None and before[2] == after[2]:
                low = -(-max(first, before[1]) // grid) * grid
                high = min(last, after[0] - minutes) // grid * grid
                if low <= high:
                    yield -minutes * idle, low, before[2]
                    if low != high:
                        yield -minutes * idle, high, before[2]
            else:
                if after is not None:
                    yield from self._before(before, after, minutes, first, last)
                if before is not None:
                    yield from self._behind(before, after, minutes, first, last)
            before = after

    def _before(self, before: Act | None, after: Act, minutes: int, first: int, last: int) -> Iterator[Spot]:
        school = after[2]
        low = self._first[school]
        if before is not None:
            low = max(self._opens[school], before[1] + self._need[before[2], school])
        start = min(last, after[0] - minutes) // self._grid * self._grid
        if start >= max(low, first):
            yield (after[0] - minutes - start) * self._idle, start, school

    def _behind(self, before: Act, after: Act | None, minutes: int, first: int, last: int) -> Iterator[Spot]:
        school = before[2]
        start = -(-max(first, before[1]) // self._grid) * self._grid
        if after is None:
            end = self._last[school]
        else:
            end = min(self._closes[school], after[0] - self._need[school, after[2]])
        if start <= last and start + minutes <= end:
            cost = (start - before[1]) * self._idle
            if after is None:
                late = self._late_from[school]
                cost += self._late * (max(0, start + minutes - late) - max(0, before[1] - late))
            yield cost, start, school
