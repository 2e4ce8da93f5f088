# SPDX-License-Identifier: MIT
"""Ruin and recreate: part of a plan is taken out and put back where it costs least, again and again."""

import math
import random
from collections.abc import Iterable, Sequence

from otdesk.planner.board import Board, Day, Option, Plan, Session
from otdesk.planner.problem import BrokenProblem, Line, Rule

Pattern = frozenset[tuple[int, int]]
"""(day, school)"""
PRICES = (0.0, 1.0, 2.0, 4.0)
_DESK_ATTEMPTS = 20


class Search:
    """One run of ruin and recreate. `step` makes one change; `best` is the cheapest whole plan seen."""

    def __init__(self, board: Board, seed: int, start: Plan | None = None, pattern: Pattern | None = None) -> None:
        self.board, self.problem = board, board.problem
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self._pins = {number: dict(line.pinned) for number, line in self.problem.lines.items()}
        self.steps = 0
        self._hard: dict[int, int] = dict.fromkeys(self.problem.lines, 1)
        """How often a line was left over: lines that are hard go first and weigh more until all are placed."""
        self.heat = 1.0
        """How much worse a step may be, as a share of the usual: the caller cools it from 1 to 0."""
        self.pattern = pattern
        """Where there may be visits; None: anywhere."""
        self.price: float | None = None
        self._moves = self.problem.moves_allowed
        self._tight = False
        self._price = 0.0
        self.now = self.best = self._begin() if start is None else start

    def _begin(self) -> Plan:
        days, left = self.board.begin()
        blocks = self.problem.therapist.desk_blocks
        for attempt in range(_DESK_ATTEMPTS):
            tried = list(days)
            order = sorted(blocks, reverse=True) if not attempt else self.random.sample(blocks, len(blocks))
            if not self._desks_placed(tried, tuple(order)):
                self.board.as_now(tried, left)
                return self._recreated(tried, left, ())
        raise BrokenProblem("therapist.desk_blocks", Rule.DESK_NO_ROOM)

    # --- one step -----------------------------------------------------------------------------------------------------

    def step(self) -> bool:
        """Change the plan; True where the best became better."""
        self.steps += 1
        self._tight = bool(self.now.left)
        days, left, desks, banned = self._ruined()
        plan = self._recreated(days, left, desks, banned)
        if plan.desks:
            return False
        if self._better(plan):
            self.now = plan
        if self.price is not None:
            self.price *= 1.03 if self.now.left else 0.97
            self.price = min(max(self.price, 1.0), 50.0)
        elif not self.now.left:
            self.price = 4.0
        for number, times in plan.left.items():
            self._hard[number] += times
        if self._rank(plan) < self._rank(self.best):
            self.best = plan
            return True
        return False

    def _rank(self, plan: Plan) -> tuple[int, int, int]:
        return self.problem.rank(plan.unserved, plan.moved, plan.cost)

    def _better(self, plan: Plan) -> bool:
        if self._moves is not None and plan.unserved >= self.now.unserved:
            if plan.moved > max(self._moves, self.now.moved):
                return False
            if plan.moved < self.now.moved and self.now.moved > self._moves:
                return True
        if self.price is not None:
            less = self.problem.weights.unserved - self.price
            soft = plan.cost - less * plan.unserved
            return soft <= self.now.cost - less * self.now.unserved + self._allowed()
        if self.now.left:
            missing = sum(self._hard[number] * times for number, times in plan.left.items())
            before = sum(self._hard[number] * times for number, times in self.now.left.items())
            if missing != before:
                return missing < before
        elif plan.left:
            return False
        return plan.cost <= self.now.cost + self._allowed()

    def _allowed(self) -> float:
        return -math.log(1.0 - self.random.random()) * 30.0 * self.heat

    def _ruined(self) -> tuple[list[Day], dict[int, int], tuple[int, ...], tuple[int, int] | None]:
        """The plan with a part taken out: days, what is to be placed, and (day, school) not to go back to."""
        days, left = list(self.now.days), dict(self.now.left)
        gone: dict[int, set[int]] = {}
        banned = self._chosen(gone)
        desks: list[int] = []
        for which, lines in gone.items():
            day = self._taken_out(days[which], lines, left)
            if day.shape.desks and (day.shape.cost is None or self.random.random() < 0.5):
                desks += day.shape.desks
                day = self.board.with_desks(day, ())
            if day.shape.cost is None:  # lunch lost its only place: take all out that may go
                day = self._taken_out(day, day.lines, left)
            days[which] = day
        return days, left, tuple(desks), banned

    def _chosen(self, gone: dict[int, set[int]]) -> tuple[int, int] | None:
        """Say in `gone`, by day, which lines to take out; the answer is (day, school) not to go back to."""
        pick = self.random.random()
        if self.now.left and pick < 0.5:
            self._around_a_missing_line(gone)
        elif pick < 0.45:
            return self._visit(gone)
        elif pick < 0.60:
            self._whole_day(gone)
        elif pick < 0.8:
            self._anywhere(gone)
        else:
            self._alike(gone)
        return None

    def _taken_out(self, day: Day, lines: Iterable[int], left: dict[int, int]) -> Day:
        out = frozenset(number for number in lines if day.shape.day not in self._pins[number])
        for number in out:
            left[number] = left.get(number, 0) + 1
        return self.board.without(day, out)

    def _visit(self, gone: dict[int, set[int]]) -> tuple[int, int] | None:
        visits = [(day.shape.day, school) for day in self.now.days for school in {each[2] for each in day.sessions}]
        if not visits:
            return None
        which, school = self.random.choice(visits)
        self._take(gone, which, [each for each in self.now.days[which].sessions if each[2] == school])
        return which, school

    def _around_a_missing_line(self, gone: dict[int, set[int]]) -> None:
        line = self.problem.lines[self.random.choice(tuple(self.now.left))]
        if not line.starts:
            return
        which = self.random.choice(tuple(line.starts))
        sessions = self.now.days[which].sessions
        if self.random.random() < 0.5:
            sessions = tuple(each for each in sessions if each[2] == line.school) or sessions
        self._take(gone, which, sessions)

    def _whole_day(self, gone: dict[int, set[int]]) -> None:
        which = self.random.randrange(self.problem.days)
        self._take(gone, which, self.now.days[which].sessions)

    def _anywhere(self, gone: dict[int, set[int]]) -> None:
        share = self.random.uniform(0.03, 0.25)
        for which, day in enumerate(self.now.days):
            self._take(gone, which, [each for each in day.sessions if self.random.random() < share])

    def _alike(self, gone: dict[int, set[int]]) -> None:
        """Sessions of one school on all days."""
        school = self.random.choice(tuple(self.problem.schools))
        share = self.random.uniform(0.2, 1.0)
        for which, day in enumerate(self.now.days):
            self._take(
                gone, which, [each for each in day.sessions if each[2] == school and self.random.random() < share]
            )

    @staticmethod
    def _take(gone: dict[int, set[int]], which: int, sessions: Sequence[Session]) -> None:
        for session in sessions:
            gone.setdefault(which, set()).update(session[3])

    # --- putting back -------------------------------------------------------------------------------------------------

    def _recreated(
        self, days: list[Day], left: dict[int, int], desks: tuple[int, ...], banned: tuple[int, int] | None = None
    ) -> Plan:
        desks = self._desks_placed(days, desks)
        self._price = self.random.choice(PRICES) if self._tight else 0.0
        remaining: dict[int, int] = {}
        for number in self._order(left):
            line = self.problem.lines[number]
            for _ in range(left[number]):
                if not self._placed(days, line, banned):
                    remaining[number] = remaining.get(number, 0) + 1
        return Plan(self.problem, tuple(days), remaining, desks)

    def _order(self, left: dict[int, int]) -> list[int]:
        lines, chance = self.problem.lines, self.random
        numbers = list(left)
        chance.shuffle(numbers)
        way = chance.random()
        if any(self._hard[number] > 1 for number in numbers) and way < 0.6:
            numbers.sort(key=lambda number: -self._hard[number] * chance.uniform(0.5, 1.0))
        elif way < 0.4:
            numbers.sort(key=lambda number: self._freedom(lines[number]))
        elif way < 0.6:
            numbers.sort(key=lambda number: (lines[number].school, lines[number].group_allowed))
        elif way < 0.8:
            numbers.sort(key=lambda number: (lines[number].group_allowed, -lines[number].minutes))
        return numbers

    def _freedom(self, line: Line) -> float:
        starts = sum(last - first + self.problem.grid for ranges in line.starts.values() for first, last in ranges)
        return (starts + 200 * line.group_allowed) / line.times * self.random.uniform(0.8, 1.25)

    def _placed(self, days: list[Day], line: Line, banned: tuple[int, int] | None) -> bool:
        best: tuple[float, int, Option] | None = None
        price = self._price * line.minutes
        for which, day in enumerate(days):
            if which not in line.starts or (banned is not None and banned == (which, line.school)):
                continue
            if self.pattern is not None and (which, line.school) not in self.pattern:
                continue
            for option in self.board.options(day, line):
                if best is not None and option[0] >= best[0]:
                    break
                cost = option[0] + (price if option[2] < 0 else 0)
                if (best is not None and cost >= best[0]) or self.random.random() < 0.03:
                    continue
                best = (cost, which, option)
        if best is None:
            return False
        _, which, option = best
        days[which] = self.board.add(days[which], line, option)
        return True

    def _desks_placed(self, days: list[Day], desks: tuple[int, ...]) -> tuple[int, ...]:
        """Give each desk block a day; what finds none is handed back."""
        without = []
        for minutes in desks:
            best = None
            for which, day in enumerate(days):
                tried = self.board.with_desks(day, (*day.shape.desks, minutes))
                if tried.shape.cost is None:
                    continue
                added = tried.cost - day.cost
                if best is None or added < best[0]:
                    best = (added, which, tried)
            if best is None:
                without.append(minutes)
            else:
                days[best[1]] = best[2]
        return tuple(without)
