# SPDX-License-Identifier: MIT
"""The whole problem as an interval model for CP-SAT: one start for each occurrence of a line on one axis of minutes
through the cycle, groups as leaders and followers, one circuit of visits a day.

Loaded in the planning process alone: OR-Tools is large and not there on every machine.
"""

from collections.abc import Iterator
from itertools import pairwise

from ortools.sat.python import cp_model

from otdesk.planner.judge import NOON
from otdesk.planner.occurrences import Occurrence, add_breaks, add_groups
from otdesk.planner.problem import MIDNIGHT, Line, Problem
from otdesk.planner.trips import Costs, Literal, Visit, round_trip, visits_of, way


class Intervals:
    """`breaks`: with the rule on long runs without a break. Without it the model is a relaxation, and quicker.

    `moves`: at most so many sessions are elsewhere than in the plan there is now.
    """

    def __init__(self, problem: Problem, *, breaks: bool, moves: int | None = None) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._costs: Costs = []
        self._moved: list[Literal] = []
        self._spans: list[cp_model.IntervalVar] = []
        self.visited = visits_of(self.model, problem)
        self._clocks()
        self._busy: dict[Visit, list[tuple[int, Literal]]] = {visit: [] for visit in self.visited}
        self._occurrences()
        add_groups(self.model, problem, self.occurrences, self._costs)
        self._students()
        self._lunches()
        self._desks()
        self._meetings()
        self._days()
        if breaks:
            add_breaks(self.model, problem, self.occurrences)
        self.model.add_no_overlap(self._spans)
        if moves is not None:
            self.model.add(cp_model.LinearExpr.sum(self._moved) <= moves)
        self.cost = cp_model.LinearExpr.sum([weight * term for weight, term in self._costs])
        self.model.minimize(self.cost)

    # --- visits -------------------------------------------------------------------------------------------------------

    def _clocks(self) -> None:
        """When each visit begins and ends; one that is not made takes no time."""
        self._arrive: dict[Visit, cp_model.IntVar] = {}
        self._leave: dict[Visit, cp_model.IntVar] = {}
        for visit, literal in self.visited.items():
            day, number, which = visit
            school = self.problem.schools[number]
            first, last = (day * MIDNIGHT + edge for edge in (school.open, school.close))
            self._arrive[visit] = self.model.new_int_var(first, last, "")
            self._leave[visit] = self.model.new_int_var(first, last, "")
            if which:
                before = self._leave[day, number, which - 1]
                self.model.add(self._arrive[visit] >= before).only_enforce_if(literal)

    def _at(self, day: int, school: int) -> Iterator[Visit]:
        for which in range(self.problem.therapist.visits_per_school):
            if (day, school, which) in self.visited:
                yield day, school, which

    def _inside(self, visit: Visit, start: cp_model.LinearExprT, minutes: int, literal: Literal) -> None:
        setup = self.problem.schools[visit[1]].setup
        self.model.add_implication(literal, self.visited[visit])
        self.model.add(start >= self._arrive[visit] + setup).only_enforce_if(literal)
        self.model.add(start + minutes <= self._leave[visit]).only_enforce_if(literal)
        self._busy[visit].append((minutes, literal))

    # --- lines --------------------------------------------------------------------------------------------------------

    def _occurrences(self) -> None:
        self.occurrences: list[Occurrence] = []
        self.of_line: dict[int, list[Occurrence]] = {}
        for line in self.problem.lines.values():
            pins = dict(line.pinned)
            of_line = [self._occurrence(line, {day: ((start, start),)}, pinned=True) for day, start in pins.items()]
            free = {
                day: ranges
                for day, ranges in line.starts.items()
                if day not in pins and any(self._at(day, line.school))
            }
            unpinned = [
                self._occurrence(line, free, pinned=False) for _ in range(min(line.times - len(pins), len(free)))
            ]
            lost = line.times - len(pins) - len(unpinned)
            if lost:
                self._costs.append((self.problem.weights.unserved * line.minutes * lost, 1))
            for one, other in pairwise(unpinned):
                self._in_order(one, other)
            self.of_line[line.id] = of_line + unpinned
            self.occurrences += of_line + unpinned

    def _occurrence(self, line: Line, starts: dict[int, tuple[tuple[int, int], ...]], *, pinned: bool) -> Occurrence:
        model = self.model
        minutes = {
            day: [
                day * MIDNIGHT + start for first, last in ranges for start in range(first, last + 1, self.problem.grid)
            ]
            for day, ranges in starts.items()
        }
        start = model.new_int_var_from_domain(
            cp_model.Domain.from_values([each for values in minutes.values() for each in values]), ""
        )
        on = {day: model.new_bool_var("") for day in minutes}
        absent = None if pinned else model.new_bool_var("")
        model.add_exactly_one([*on.values(), *([absent] if absent is not None else [])])
        for day, literal in on.items():
            model.add_linear_expression_in_domain(start, cp_model.Domain.from_values(minutes[day])).only_enforce_if(
                literal
            )
        leads = model.new_bool_var("")
        made = Occurrence(line, start, on, absent, leads, pinned=pinned)
        for day, literal in on.items():
            for visit in self._at(day, line.school):
                made.here[visit] = model.new_bool_var("")
                model.add_implication(made.here[visit], literal)
                self._inside(visit, start, line.minutes, made.here[visit])
        model.add(cp_model.LinearExpr.sum(list(made.here.values())) == leads)
        self._spans.append(model.new_optional_fixed_size_interval_var(start, line.minutes, leads, ""))
        if absent is not None:
            self._costs.append((self.problem.weights.unserved * line.minutes, absent))
        self._half_day(made)
        self._moves(made)
        return made

    def _in_order(self, one: Occurrence, other: Occurrence) -> None:
        """Occurrences of one line are alike: the first is on the earlier day."""
        if one.absent is not None and other.absent is not None:
            self.model.add_implication(one.absent, other.absent)
            self.model.add(one.start < other.start).only_enforce_if(~other.absent)
        for day in one.on:
            self.model.add_at_most_one([one.on[day], other.on[day]])

    def _half_day(self, made: Occurrence) -> None:
        line, weight = made.line, self.problem.weights.half_day
        if line.half_day is None or not weight:
            return
        for day, literal in made.on.items():
            noon = day * MIDNIGHT + NOON
            wrong = self.model.new_bool_var("")
            right = made.start < noon if line.half_day == "am" else made.start >= noon
            self.model.add(right).only_enforce_if(literal, ~wrong)
            self._costs.append((weight, wrong))

    def _moves(self, made: Occurrence) -> None:
        weights = self.problem.weights
        current = (self.problem.current or {}).get(made.line.id)
        if not current:
            return
        for day, literal in made.on.items():
            if day not in current:
                self._costs.append((weights.move_day, literal))
                self._moved.append(literal)
                continue
            moved = self.model.new_bool_var("")
            self.model.add(made.start == day * MIDNIGHT + current[day]).only_enforce_if(literal, ~moved)
            self._costs.append((weights.move_time, moved))
            self._moved.append(moved)

    def _students(self) -> None:
        """Never twice a day: the line, and the student where two lines on one day are not wanted."""
        by_key: dict[tuple[int, int], list[Literal]] = {}
        for each in self.occurrences:
            keys = {each.line.id} if self.problem.therapist.same_day_lines else each.line.students
            for day, literal in each.on.items():
                for key in keys:
                    by_key.setdefault((key, day), []).append(literal)
        for literals in by_key.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)

    # --- lunch, desk, meetings ----------------------------------------------------------------------------------------

    def _on_grid(self, day: int, first: int, last: int) -> list[int]:
        grid = self.problem.grid
        return [day * MIDNIGHT + minute for minute in range(-(-first // grid) * grid, last + 1, grid)]

    def _lunches(self) -> None:
        model, rules = self.model, self.problem.therapist
        self.lunch: dict[int, cp_model.IntVar] = {}
        self.lunch_at: dict[Visit, Literal] = {}
        self.worked: dict[int, Literal] = {}
        for day in range(self.problem.days):
            visits = [visit for visit in self.visited if visit[0] == day]
            worked = self.worked[day] = model.new_bool_var("")
            minutes = self._on_grid(day, *rules.lunch_window(day))
            if not visits or not minutes:
                model.add(worked == 0)
                for visit in visits:
                    model.add(self.visited[visit] == 0)
                continue
            start = self.lunch[day] = model.new_int_var_from_domain(cp_model.Domain.from_values(minutes), "")
            for visit in visits:
                self.lunch_at[visit] = model.new_bool_var("")
                model.add_implication(self.visited[visit], worked)
                self._inside(visit, start, rules.lunch_minutes, self.lunch_at[visit])
            model.add(cp_model.LinearExpr.sum([self.lunch_at[visit] for visit in visits]) == worked)
            self._spans.append(model.new_optional_fixed_size_interval_var(start, rules.lunch_minutes, worked, ""))

    def _desks(self) -> None:
        model = self.model
        self.desk: list[tuple[int, cp_model.IntVar, dict[Visit, Literal]]] = []
        for minutes in sorted(self.problem.therapist.desk_blocks):
            days = range(self.problem.days)
            values = [each for day in days for each in self._on_grid(day, 0, MIDNIGHT - minutes)]
            start = model.new_int_var_from_domain(cp_model.Domain.from_values(values), "")
            at = {visit: model.new_bool_var("") for visit in self.visited}
            model.add_exactly_one(list(at.values()))
            for visit, literal in at.items():
                self._inside(visit, start, minutes, literal)
            self._spans.append(model.new_fixed_size_interval_var(start, minutes, ""))
            if self.desk and self.desk[-1][0] == minutes:
                model.add(self.desk[-1][1] < start)
            self.desk.append((minutes, start, at))

    def _meetings(self) -> None:
        for meeting in self.problem.therapist.meetings:
            start = meeting.day * MIDNIGHT + meeting.start
            at = {visit: self.model.new_bool_var("") for visit in self._at(meeting.day, meeting.school)}
            self.model.add_exactly_one(list(at.values()))
            for visit, literal in at.items():
                self._inside(visit, start, meeting.minutes, literal)
            self._spans.append(self.model.new_fixed_size_interval_var(start, meeting.minutes, ""))

    # --- the day's trip -----------------------------------------------------------------------------------------------

    def _days(self) -> None:
        model, rules = self.model, self.problem.therapist
        stays = {visit: self._stay(visit) for visit in self.visited}
        for day in range(self.problem.days):
            visited = {visit: literal for visit, literal in self.visited.items() if visit[0] == day}
            if not visited:
                continue
            zero = day * MIDNIGHT
            mine = [stays[visit] for visit in visited]
            trip = round_trip(model, self.problem, visited, self.worked[day], mine, self._costs)
            for visit in visited:
                park, leave, last = self.problem.schools[visit[1]].park, self._leave[visit], trip.last[visit]
                model.add(self._arrive[visit] >= zero + rules.start + park).only_enforce_if(trip.first[visit])
                model.add(leave <= zero + rules.end - park).only_enforce_if(last)
                model.add(leave + park - zero - rules.preferred_end <= trip.late).only_enforce_if(last)
            for (one, other), driven in trip.driven.items():
                need = way(self.problem, one[1], other[1])
                model.add(self._arrive[other] >= self._leave[one] + need).only_enforce_if(driven)
        for each in self.occurrences:
            for day, literal in each.on.items():
                model.add_bool_or([~literal, *(self.visited[visit] for visit in self._at(day, each.line.school))])

    def _stay(self, visit: Visit) -> cp_model.LinearExprT:
        """The minutes in the building: set-up, work and idle."""
        model, school = self.model, self.problem.schools[visit[1]]
        literal, room = self.visited[visit], school.close - school.open
        idle = model.new_int_var(0, room, "")
        busy = cp_model.LinearExpr.sum([minutes * each for minutes, each in self._busy[visit]])
        spent = school.setup * literal + busy + idle
        model.add(self._leave[visit] - self._arrive[visit] == spent)
        model.add(spent <= room * literal)
        self._costs.append((self.problem.weights.idle, idle))
        return spent
