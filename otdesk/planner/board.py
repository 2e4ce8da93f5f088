# SPDX-License-Identifier: MIT
"""Plans as values, and the ways to change one day of them: a day once made never changes, so a step that is not taken
needs no undoing.
"""

from collections.abc import Iterator, Sequence

from otdesk.planner.answer import Answer, Block, Seen
from otdesk.planner.days import Clock, Shape
from otdesk.planner.problem import BrokenProblem, Line, Problem, Rule

Session = tuple[int, int, int, tuple[int, ...]]
"""(start, minutes, school, lines)"""


Option = tuple[int, int, int]
"""(what it adds to the cost, start, number of the session to join or -1)"""


class Day:
    """One day of a plan; `extra` is what its sessions cost beyond the clock (group size, wrong half, moves)."""

    __slots__ = ("extra", "lines", "options", "sessions", "shape", "students")

    def __init__(
        self, shape: Shape, sessions: tuple[Session, ...], extra: int, people: tuple[frozenset[int], ...]
    ) -> None:
        self.shape, self.sessions, self.extra = shape, sessions, extra
        self.lines, self.students = people
        self.options: dict[int, tuple[Option, ...]] = {}

    @property
    def cost(self) -> int:
        return (self.shape.cost or 0) + self.extra


class Plan:
    """Days and what is not in them: `left` lines by number with the times still to give, `desks` not given a day."""

    __slots__ = ("cost", "days", "desks", "left", "moved", "unserved")

    def __init__(self, problem: Problem, days: tuple[Day, ...], left: dict[int, int], desks: tuple[int, ...]) -> None:
        lines, weights = problem.lines, problem.weights
        self.days, self.left, self.desks = days, left, desks
        self.unserved = sum(lines[number].minutes * times for number, times in left.items())
        self.cost = sum(day.cost for day in days) + weights.unserved * self.unserved
        self.moved = 0 if problem.current is None else sum(_moved(problem, day) for day in days)

    def answer(self, lunch_minutes: int) -> Answer:
        return Answer(
            sessions=tuple(
                Seen(day.shape.day, start, school, minutes, tuple(sorted(members)))
                for day in self.days
                for start, minutes, school, members in sorted(day.sessions)
            ),
            lunch=tuple(
                Block(day.shape.day, *day.shape.lunch, lunch_minutes)
                for day in self.days
                if day.shape.lunch is not None
            ),
            desk=tuple(
                Block(day.shape.day, start, school, minutes)
                for day in self.days
                for start, minutes, school in sorted(day.shape.desk)
            ),
            cost=self.cost,
            unplaced=tuple(sorted(self.left.items())),
        )


def _moved(problem: Problem, day: Day) -> int:
    return sum(
        problem.is_moved(problem.lines[number], day.shape.day, start)
        for start, _minutes, _school, members in day.sessions
        for number in members
    )


class Board:
    """What may be put where: the days of a problem, and the ways to change them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.clock = Clock(problem)
        self._shares = _shares(problem)
        """By line: those it may be in a group with."""
        self._room = {line.id: min(line.most, problem.therapist.group_max) for line in problem.lines.values()}
        """By line: the largest group."""

    def plan(self, answer: Answer) -> Plan | None:
        """The plan an answer speaks of; None where lunch or desk time lie as no plan of ours has them."""
        days = [self.empty(day) for day in range(self.problem.days)]
        for session in answer.sessions:
            day = days[session.day]
            shape = self.clock.with_session(day.shape, session.start, session.minutes, session.school)
            lines = day.lines | set(session.lines)
            students = day.students.union(*(self.problem.lines[number].students for number in session.lines))
            extra = day.extra + self.within(session.lines, session.day, session.start)
            made = (session.start, session.minutes, session.school, session.lines)
            days[session.day] = Day(shape, (*day.sessions, made), extra, (lines, students))
        for number, day in enumerate(days):
            desks = tuple(block.minutes for block in answer.desk if block.day == number)
            if desks:
                days[number] = self.with_desks(day, desks)
        if any(day.shape.cost is None for day in days):
            return None
        return Plan(self.problem, tuple(days), dict(answer.unplaced), ())

    def empty(self, day: int) -> Day:
        return Day(self.clock.empty(day), (), 0, (frozenset(), frozenset()))

    def begin(self) -> tuple[list[Day], dict[int, int]]:
        """The days with meetings and pinned sessions alone, and the times still to give, by line.

        Raises BrokenProblem where those cannot stand together.
        """
        days = [self.empty(day) for day in range(self.problem.days)]
        for day in days:
            if day.shape.acts and day.shape.cost is None:
                raise BrokenProblem("therapist.meetings", Rule.FIXED_CLASH, (day.shape.day,))
        left = {number: line.times for number, line in self.problem.lines.items() if line.times}
        for index, line in enumerate(self.problem.lines.values()):
            for which, start in line.pinned:
                days[which] = self._pin(days[which], line, start, index)
                left[line.id] -= 1
        for index, line in enumerate(self.problem.lines.values()):
            for which, _ in line.pinned:
                if days[which].shape.cost is None:
                    raise BrokenProblem(f"lines[{index}].pinned", Rule.PINS_CLASH, (which,))
        return days, {number: times for number, times in left.items() if times}

    def as_now(self, days: list[Day], left: dict[int, int]) -> None:
        """Put into the days what stands in the plan there is now, as far as it may still stand there."""
        current = self.problem.current or {}
        wanted = [(day, start, number) for number, old in current.items() for day, start in old.items()]
        for which, start, number in sorted(wanted):
            if not left.get(number):
                continue
            line = self.problem.lines[number]
            options = [each for each in self.options(days[which], line) if each[1] == start]
            if options:
                days[which] = self.add(days[which], line, max(options, key=lambda each: each[2]))
                left[number] -= 1
                if not left[number]:
                    del left[number]

    def _pin(self, day: Day, line: Line, start: int, index: int) -> Day:
        if line.students & day.students and not self.problem.therapist.same_day_lines:
            raise BrokenProblem(f"lines[{index}].pinned", Rule.PINS_CLASH, (day.shape.day,))
        for number, session in enumerate(day.sessions):
            if session[0] == start and line.group_allowed and self._may_join(session, line, day.shape.day):
                return self.add(day, line, (self._joining(session, line, day.shape.day), start, number))
        return self.add(day, line, (0, start, -1))

    def options(self, day: Day, line: Line) -> tuple[Option, ...]:
        """Ways to give the line a session on the day, cheapest first."""
        found = day.options.get(line.id)
        if found is None:
            found = day.options[line.id] = tuple(sorted(self._options(day, line)))
        return found

    def _options(self, day: Day, line: Line) -> Iterator[Option]:
        if line.id in day.lines:
            return
        if line.students & day.students and not self.problem.therapist.same_day_lines:
            return
        which = day.shape.day
        if line.group_allowed:
            for number, session in enumerate(day.sessions):
                if self._may_join(session, line, which):
                    yield self._joining(session, line, which), session[0], number
        for cost, start, _ in self.clock.starts(day.shape, line):
            yield cost + self.alone(line, which, start), start, -1

    def _may_join(self, session: Session, line: Line, day: int) -> bool:
        start, minutes, school, members = session
        if (school, minutes) != (line.school, line.minutes) or len(members) >= self._room[line.id]:
            return False
        if any(len(members) >= self._room[number] for number in members):
            return False
        if not self._shares[line.id].issuperset(members):
            return False
        return any(first <= start <= last for first, last in line.starts.get(day, ()))

    def alone(self, line: Line, day: int, start: int) -> int:
        """What a start costs for the line itself: the wrong half of the day, a move against the present plan."""
        weights = self.problem.weights
        cost = 0
        if (line.half_day == "am" and start >= 720) or (line.half_day == "pm" and start < 720):
            cost += weights.half_day
        current = self.problem.current
        if current is not None and (old := current.get(line.id)):
            if day not in old:
                cost += weights.move_day
            elif old[day] != start:
                cost += weights.move_time
        return cost

    def add(self, day: Day, line: Line, option: Option) -> Day:
        cost, start, number = option
        if number < 0:
            shape = self.clock.with_session(day.shape, start, line.minutes, line.school)
            sessions = (*day.sessions, (start, line.minutes, line.school, (line.id,)))
            extra = day.extra + self.alone(line, day.shape.day, start)
        else:
            shape = day.shape
            joined = day.sessions[number]
            sessions = (
                *day.sessions[:number],
                (*joined[:3], (*joined[3], line.id)),
                *day.sessions[number + 1 :],
            )
            extra = day.extra + cost
        return Day(shape, sessions, extra, (day.lines | {line.id}, day.students | line.students))

    def without(self, day: Day, gone: frozenset[int]) -> Day:
        """The day without these lines. A shorter day may be refused where lunch had only that place: then None-cost."""
        shape, kept, extra = day.shape, [], 0
        for start, minutes, school, members in day.sessions:
            left = tuple(number for number in members if number not in gone)
            if not left:
                shape = self.clock.without_session(shape, start, minutes, school)
                continue
            kept.append((start, minutes, school, left))
            extra += self.within(left, day.shape.day, start)
        lines = day.lines - gone
        students = frozenset[int]().union(*(self.problem.lines[number].students for number in lines))
        return Day(shape, tuple(kept), extra, (lines, students))

    def within(self, members: Sequence[int], day: int, start: int) -> int:
        return self._over(len(members)) + sum(self.alone(self.problem.lines[number], day, start) for number in members)

    def _over(self, size: int) -> int:
        """What a session costs for students above the preferred group size; one alone is no group."""
        if size < 2:
            return 0
        return max(0, size - self.problem.therapist.group_preferred) * self.problem.weights.over

    def _joining(self, session: Session, line: Line, day: int) -> int:
        size = len(session[3])
        return self.alone(line, day, session[0]) + self._over(size + 1) - self._over(size)

    def with_desks(self, day: Day, desks: tuple[int, ...]) -> Day:
        return Day(self.clock.with_desks(day.shape, desks), day.sessions, day.extra, (day.lines, day.students))


def _shares(problem: Problem) -> dict[int, set[int]]:
    alike: dict[tuple[int, int], list[Line]] = {}
    for line in problem.lines.values():
        alike.setdefault((line.school, line.minutes), []).append(line)
    return {
        line.id: {other.id for other in alike[line.school, line.minutes] if problem.may_share(line, other)}
        for line in problem.lines.values()
    }
