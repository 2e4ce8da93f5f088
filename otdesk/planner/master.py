# SPDX-License-Identifier: MIT
"""The problem without the clock: lines to days, visits, the round trip of each day and how many minutes it holds.

Every plan keeps these rules, so what CP-SAT proves here is a bound for all plans. Nothing else is taken from it.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from otdesk.planner.judge import NOON
from otdesk.planner.problem import Line, Problem
from otdesk.planner.trips import Costs, Literal, round_trip, visits_of

Kind = tuple[int, int, int]
"""(day, school, minutes) of sessions that may be shared"""


class Master:
    """`pad`: minutes added to each session. With any the model is no relaxation, but its visits hold more plans."""

    def __init__(self, problem: Problem, pad: int = 0) -> None:
        self.problem, self._pad = problem, pad
        self.model = cp_model.CpModel()
        self._costs: Costs = []
        self._visited = visits_of(self.model, problem)
        self._work: dict[tuple[int, int], list[cp_model.LinearExprT]] = {visit[:2]: [] for visit in self._visited}
        """Minutes by day and school."""
        self._alike: dict[Kind, list[tuple[Line, Literal]]] = {}
        self._lines()
        for kind, members in self._alike.items():
            self._groups(kind, members)
        self._others()
        for day in range(problem.days):
            self._trip(day)
        self.cost = cp_model.LinearExpr.sum([weight * term for weight, term in self._costs])
        self.model.minimize(self.cost)

    def pattern(self, value: cp_model.CpSolver) -> frozenset[tuple[int, int]]:
        """(day, school) of the visits of the best solution."""
        return frozenset(visit[:2] for visit, literal in self._visited.items() if value.boolean_value(literal))

    def _lines(self) -> None:
        model, weights = self.model, self.problem.weights
        seen: dict[tuple[int, int], list[Literal]] = {}
        for line in self.problem.lines.values():
            on = {
                day: literal for day in line.starts if (literal := self._visited.get((day, line.school, 0))) is not None
            }
            mine: dict[int, Literal] = {}
            for day, visited in on.items():
                mine[day] = model.new_bool_var("")
                model.add_implication(mine[day], visited)
                for who in self._who(line):
                    seen.setdefault((who, day), []).append(mine[day])
                self._alone(line, day, mine[day])
                if line.group_allowed:
                    self._alike.setdefault((day, line.school, line.minutes), []).append((line, mine[day]))
                else:
                    self._work[day, line.school].append((line.minutes + self._pad) * mine[day])
            for day, _ in line.pinned:
                if day in mine:
                    model.add(mine[day] == 1)
            missing = model.new_int_var(0, line.times, "")
            model.add(cp_model.LinearExpr.sum(list(mine.values())) + missing == line.times)
            self._costs.append((weights.unserved * line.minutes, missing))
        for literals in seen.values():
            if len(literals) > 1:
                model.add_at_most_one(literals)

    def _who(self, line: Line) -> frozenset[int]:
        """Whom it must not meet twice a day: itself always, its students where two lines on one day are not wanted."""
        return frozenset({line.id}) if self.problem.therapist.same_day_lines else line.students

    def _alone(self, line: Line, day: int, on: Literal) -> None:
        """What the day costs the line whatever the hour."""
        weights, ranges = self.problem.weights, line.starts[day]
        early, late = ranges[0][0] < NOON, ranges[-1][1] >= NOON
        if (line.half_day == "am" and not early) or (line.half_day == "pm" and not late):
            self._costs.append((weights.half_day, on))
        current = (self.problem.current or {}).get(line.id)
        if not current:
            return
        if day not in current:
            self._costs.append((weights.move_day, on))
        elif not any(first <= current[day] <= last for first, last in ranges):
            self._costs.append((weights.move_time, on))

    def _groups(self, kind: Kind, members: Sequence[tuple[Line, Literal]]) -> None:
        """Sessions counted by the lowest grade they may hold. Enough of them for every span of grades are enough for
        all (Hall): the students of grades a to b fit into the sessions that begin with grade a - span to b."""
        model, rules = self.model, self.problem.therapist
        day, school, minutes = kind
        grades = sorted({line.grade for line, _ in members})
        begun = {grade: model.new_int_var(0, len(members), "") for grade in grades}
        for place, low in enumerate(grades):
            for high in grades[place:]:
                inside = [on for line, on in members if low <= line.grade <= high]
                fit = [number for grade, number in begun.items() if low - rules.grade_span <= grade <= high]
                model.add(cp_model.LinearExpr.sum(inside) <= rules.group_max * cp_model.LinearExpr.sum(fit))
        sessions = cp_model.LinearExpr.sum(list(begun.values()))
        for line, on in members:
            fit = [number for grade, number in begun.items() if line.grade - rules.grade_span <= grade <= line.grade]
            model.add(cp_model.LinearExpr.sum(fit) >= on)
        self._work[day, school].append((minutes + self._pad) * sessions)
        if rules.group_max > rules.group_preferred > 0 and self.problem.weights.over:
            over = model.new_int_var(0, len(members), "")
            seen = cp_model.LinearExpr.sum([on for _, on in members])
            model.add(over >= seen - rules.group_preferred * sessions)
            self._costs.append((self.problem.weights.over, over))

    def _others(self) -> None:
        model, rules = self.model, self.problem.therapist
        self._worked: dict[int, Literal] = {}
        for day in range(self.problem.days):
            schools = [school for each, school in self._work if each == day]
            worked = self._worked[day] = model.new_bool_var("")
            lunch = {school: model.new_bool_var("") for school in schools}
            for school, literal in lunch.items():
                model.add_implication(literal, self._visited[day, school, 0])
                model.add_implication(self._visited[day, school, 0], worked)
                self._work[day, school].append(rules.lunch_minutes * literal)
            model.add(cp_model.LinearExpr.sum(list(lunch.values())) == worked)
        for minutes in rules.desk_blocks:
            at = {key: model.new_bool_var("") for key in self._work}
            model.add_exactly_one(list(at.values()))
            for (day, school), literal in at.items():
                model.add_implication(literal, self._visited[day, school, 0])
                self._work[day, school].append(minutes * literal)
        for meeting in rules.meetings:
            if (meeting.day, meeting.school) in self._work:
                model.add(self._visited[meeting.day, meeting.school, 0] == 1)
                self._work[meeting.day, meeting.school].append(cp_model.LinearExpr.sum([meeting.minutes]))

    def _trip(self, day: int) -> None:
        visited = {visit: literal for visit, literal in self._visited.items() if visit[0] == day}
        if not visited:
            return
        stays: list[cp_model.LinearExprT] = []
        for visit, literal in visited.items():
            stays.append(self.problem.schools[visit[1]].setup * literal)
        for school_id in {visit[1] for visit in visited}:
            self._stay(day, school_id)
            stays += self._work[day, school_id]
        round_trip(self.model, self.problem, visited, self._worked[day], stays, self._costs)

    def _stay(self, day: int, school_id: int) -> None:
        """What is done in a building fits into the time it is open, and something is done on each visit."""
        model, school, rules = self.model, self.problem.schools[school_id], self.problem.therapist
        visits = [
            self._visited[day, school_id, which]
            for which in range(rules.visits_per_school)
            if (day, school_id, which) in self._visited
        ]
        work = cp_model.LinearExpr.sum(self._work[day, school_id])
        number = cp_model.LinearExpr.sum(visits)
        room = max(0, min(school.close, rules.end - school.park) - max(school.open, rules.start + school.park))
        model.add(work + school.setup * number <= room * visits[0])
