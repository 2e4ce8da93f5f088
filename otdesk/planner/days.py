# SPDX-License-Identifier: MIT
"""What one day costs by its clock alone: drives, visits, idle and late minutes, with lunch and desk time where they
cost least. Who is in a session does not matter here.

Every shape of a day is measured once and kept: the search comes back to the same days thousands of times.
"""

from bisect import insort
from collections.abc import Iterator, Sequence

from otdesk.planner.floating import DESK, MEETING, SESSION, Act, Floats, Spot, Times
from otdesk.planner.problem import Line, Problem

_MOST_KEPT = 300_000
_LONG_AGO = -10_000


class Shape:
    """A day's acts in order of the clock; `cost` is None where a rule is broken."""

    __slots__ = ("acts", "cost", "day", "desk", "desks", "fits", "lunch")

    def __init__(self, day: int, acts: tuple[Act, ...], desks: tuple[int, ...]) -> None:
        self.day, self.acts, self.desks = day, acts, desks
        self.cost: int | None = None
        self.lunch: tuple[int, int] | None = None  # start, school
        self.desk: tuple[tuple[int, int, int], ...] = ()  # start, minutes, school
        self.fits: dict[int, list[Spot]] = {}  # by line


class Clock:
    """Measures days. One for each search: what it has measured it keeps."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        rules = problem.therapist
        self._weights, self._rules = problem.weights, rules
        times = self._times = Times(problem)
        self._grid, self._need = problem.grid, times.need
        self._first, self._opens, self._closes, self._last = times.first, times.opens, times.closes, times.last
        self._floating = Floats(problem, times)
        self._out = {school: problem.weights.travel * out for school, (out, _) in problem.home.items()}
        self._back = {school: problem.weights.travel * back for school, (_, back) in problem.home.items()}
        self._drive = {pair: problem.weights.travel * minutes for pair, minutes in problem.drive.items()}
        self._closed = [
            frozenset(school.id for school in problem.schools.values() if day in school.closed_days)
            for day in range(problem.days)
        ]
        self._meetings = [
            tuple(
                sorted(
                    (meeting.start, meeting.start + meeting.minutes, meeting.school, MEETING)
                    for meeting in rules.meetings
                    if meeting.day == day
                )
            )
            for day in range(problem.days)
        ]
        self._kept: dict[tuple[int, tuple[Act, ...], tuple[int, ...]], Shape] = {}

    def empty(self, day: int) -> Shape:
        """The day with its meetings and nothing else."""
        return self._shape(day, self._meetings[day], ())

    def with_session(self, shape: Shape, start: int, minutes: int, school: int) -> Shape:
        acts = list(shape.acts)
        insort(acts, (start, start + minutes, school, SESSION))
        return self._shape(shape.day, tuple(acts), shape.desks)

    def without_session(self, shape: Shape, start: int, minutes: int, school: int) -> Shape:
        acts = list(shape.acts)
        acts.remove((start, start + minutes, school, SESSION))
        return self._shape(shape.day, tuple(acts), shape.desks)

    def with_desks(self, shape: Shape, desks: tuple[int, ...]) -> Shape:
        return self._shape(shape.day, shape.acts, tuple(sorted(desks, reverse=True)))

    def starts(self, shape: Shape, line: Line) -> list[Spot]:
        """The starts worth trying for one more session of the line, with what each adds to the day's cost."""
        found = shape.fits.get(line.id)
        if found is None:
            found = shape.fits[line.id] = list(self._starts(shape, line))
        return found

    def obstacle(self, shape: Shape, line: Line, start: int) -> str:
        """Why one more session of the line cannot start then, where no other act is in its way; "": it can."""
        measured = self.with_session(shape, start, line.minutes, line.school)
        if measured.cost is not None:
            return ""
        if self._too_many(shape.acts, line.school):
            return "schools"
        if start < self._first[line.school] or start + line.minutes > self._last[line.school]:
            return "hours"
        if not self._rested(measured.acts):
            return "break"
        if self._frame(shape.day, measured.acts) is None:
            return "travel"
        return "lunch" if self._floating.placed(shape.day, measured.acts, ()) is None else "desk"

    def _shape(self, day: int, acts: tuple[Act, ...], desks: tuple[int, ...]) -> Shape:
        key = (day, acts, desks)
        shape = self._kept.get(key)
        if shape is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            shape = self._kept[key] = Shape(day, acts, desks)
            self._measure(shape)
        return shape

    # --- where a session may start ------------------------------------------------------------------------------------

    def _starts(self, shape: Shape, line: Line) -> Iterator[Spot]:
        school, minutes, acts = line.school, line.minutes, shape.acts
        ranges = line.starts.get(shape.day)
        if not ranges or school in self._closed[shape.day] or self._too_many(acts, school):
            return
        base = shape.cost or 0
        for number in range(len(acts) + 1):
            low, high = self._room(acts, number, school, minutes)
            if low > high:
                continue
            for start in self._worth(acts, number, ranges, low, high, minutes):
                measured = self.with_session(shape, start, minutes, school)
                if measured.cost is not None:
                    yield measured.cost - base, start, school

    def _too_many(self, acts: Sequence[Act], school: int) -> bool:
        schools = {act[2] for act in acts}
        return school not in schools and len(schools) >= self._rules.max_schools_per_day

    def _room(self, acts: Sequence[Act], number: int, school: int, minutes: int) -> tuple[int, int]:
        """The first and last start before act `number` that leave time for the drives on both sides."""
        low = self._first[school]
        if number:
            before = acts[number - 1]
            if before[2] == school:
                low = before[1]
            else:
                low = max(self._opens[school], before[1] + self._need[before[2], school])
        if number == len(acts):
            return low, self._last[school] - minutes
        after = acts[number]
        if after[2] == school:
            return low, after[0] - minutes
        return low, min(self._closes[school], after[0] - self._need[school, after[2]]) - minutes

    def _worth(
        self, acts: Sequence[Act], number: int, ranges: Sequence[tuple[int, int]], low: int, high: int, minutes: int
    ) -> set[int]:
        """The ends of what is allowed, and the starts that leave just a lunch or a break to a neighbor."""
        grid, rules = self._grid, self._rules
        low, high = -(-low // grid) * grid, high // grid * grid
        special: list[int] = []
        if number:
            end = acts[number - 1][1]
            special += (end + rules.lunch_minutes, end + rules.break_minutes)
        if number < len(acts):
            begin = acts[number][0] - minutes
            special += (begin - rules.lunch_minutes, begin - rules.break_minutes)
        if not acts:
            special += (rules.lunch_start[0] - minutes, rules.lunch_start[0] + rules.lunch_minutes)
        found = set()
        for opens, closes in ranges:
            first, last = max(opens, low), min(closes, high)
            if first > last:
                continue
            found.add(first)
            found.add(last)
            found.update(start for start in special if first <= start <= last and start % grid == 0)
        return found

    # --- what a day costs ---------------------------------------------------------------------------------------------

    def _measure(self, shape: Shape) -> None:
        if not shape.acts and not shape.desks:
            shape.cost = 0
            return
        best: tuple[int, tuple[int, int], tuple[tuple[int, int, int], ...]] | None = None
        for frame, acts, placed in self._frames(shape):
            found = self._floating.placed(shape.day, acts, shape.desks[len(placed) :])
            if found is not None and (best is None or frame + found[0] < best[0]):
                best = (frame + found[0], found[1], placed + found[2])
        if best is not None:
            shape.cost, shape.lunch, shape.desk = best

    def _frames(self, shape: Shape) -> Iterator[tuple[int, tuple[Act, ...], tuple[tuple[int, int, int], ...]]]:
        """The day's acts with their cost; a day of desk time alone may be spent at any school that is open."""
        if shape.acts:
            frame = self._frame(shape.day, shape.acts)
            if frame is not None:
                yield frame, shape.acts, ()
            return
        minutes = shape.desks[0]
        for school in self._problem.schools:
            low, high = self._first[school], self._last[school] - minutes
            low = -(-low // self._grid) * self._grid
            start = max(low, min(high, self._rules.lunch_start[0] - minutes) // self._grid * self._grid)
            acts = ((start, start + minutes, school, DESK),)
            frame = self._frame(shape.day, acts)
            if frame is not None:
                yield frame, acts, ((start, minutes, school),)

    def _frame(self, day: int, acts: Sequence[Act]) -> int | None:
        """The cost without lunch and desk time, or None where a rule is broken."""
        rules, weights = self._rules, self._weights
        if not self._rested(acts):
            return None
        cost = idle = visits = 0
        ended, at = -1, -1
        seen: dict[int, int] = {}
        for start, end, school, _ in acts:
            if school == at:
                if start < ended:
                    return None
                idle += start - ended
            else:
                seen[school] = seen.get(school, 0) + 1
                visits += 1
                if seen[school] > rules.visits_per_school or school in self._closed[day]:
                    return None
                if at < 0:
                    if start < self._first[school]:
                        return None
                    cost += self._out[school]
                else:
                    if ended > self._closes[at] or start < max(self._opens[school], ended + self._need[at, school]):
                        return None
                    cost += self._drive[at, school]
                at = school
            ended = end
        if visits > rules.max_schools_per_day or ended > self._last[at]:
            return None
        late = max(0, ended - self._times.late_from[at])
        return cost + self._back[at] + weights.visit * visits + weights.idle * idle + weights.late * late

    def _rested(self, acts: Sequence[Act]) -> bool:
        """No longer in sessions than allowed without a break."""
        run, last = 0, _LONG_AGO
        for start, end, _, kind in acts:
            if kind == SESSION:
                run = end - start + (run if start - last < self._rules.break_minutes else 0)
                last = end
                if run > self._rules.max_consecutive:
                    return False
        return True
