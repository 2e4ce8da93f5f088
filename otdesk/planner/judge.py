# SPDX-License-Identifier: MIT
"""What a plan breaks and what it costs, counted again from its plain lists.

The search and the models count as they go; no plan is shown before this has counted it on its own.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, pairwise

from otdesk.planner.answer import Answer, Seen
from otdesk.planner.problem import Line, Problem

NOON = 720


class Breach(StrEnum):
    WRONG_SESSION = "wrong school or length"
    NOT_AVAILABLE = "student not available"
    NO_GROUP = "individual service in a group"
    GROUP_TOO_LARGE = "group too large"
    GRADE_SPAN = "grade span"
    KEPT_APART = "students kept apart"
    TWICE_IN_GROUP = "one student twice in a group"
    LINE_TWICE_A_DAY = "same student service twice a day"
    TOO_MANY = "too many sessions"
    PIN_MOVED = "pinned session moved"
    STUDENT_TWICE_A_DAY = "one student on the same day twice"
    DESK = "desk blocks"
    ONE_LUNCH = "one lunch a day"
    LUNCH_WINDOW = "lunch outside its window"
    OVERLAP = "overlap"
    NO_BREAK = "too long without a break"
    TOO_MANY_SCHOOLS = "too many schools in a day"
    BACK_AGAIN = "back to the same school"
    NOT_OPEN = "school not open"
    CLOSED = "school not available this day"
    TOO_EARLY = "before work starts"
    NO_TRAVEL = "not enough time to travel"
    TOO_LATE = "after work ends"


@dataclass(slots=True)
class Verdict:
    """`parts` of the cost: unserved, travel, visit, idle, over, half_day, late, move."""

    breaches: list[tuple[Breach, int]] = field(default_factory=list)
    """With the day, or the line's number where it is no matter of one day."""
    parts: Counter[str] = field(default_factory=Counter)

    @property
    def cost(self) -> int:
        return sum(self.parts.values())

    def says(self, breach: Breach, where: int) -> None:
        self.breaches.append((breach, where))


@dataclass(slots=True)
class _Act:
    start: int
    end: int
    school: int
    session: bool


@dataclass(slots=True)
class _Visit:
    school: int
    arrive: int
    leave: int
    busy: int


def judge(problem: Problem, answer: Answer) -> Verdict:
    verdict = Verdict()
    served: dict[int, list[tuple[int, int]]] = {number: [] for number in problem.lines}
    for session in answer.sessions:
        _session(problem, session, served, verdict)
    for line in problem.lines.values():
        _line(problem, line, served[line.id], verdict)
    if not problem.therapist.same_day_lines:
        _students(problem, served, verdict)
    if Counter(block.minutes for block in answer.desk) != Counter(problem.therapist.desk_blocks):
        verdict.says(Breach.DESK, 0)
    for day in range(problem.days):
        _day(problem, answer, day, verdict)
    return verdict


def _session(problem: Problem, session: Seen, served: dict[int, list[tuple[int, int]]], verdict: Verdict) -> None:
    members = [problem.lines[number] for number in session.lines]
    for line in members:
        served[line.id].append((session.day, session.start))
        if (line.school, line.minutes) != (session.school, session.minutes):
            verdict.says(Breach.WRONG_SESSION, line.id)
        ranges = line.starts.get(session.day, ())
        if session.start % problem.grid or not any(first <= session.start <= last for first, last in ranges):
            verdict.says(Breach.NOT_AVAILABLE, line.id)
    if len(members) > 1:
        for breach in _group(problem, members):
            verdict.says(breach, session.day)
        over = max(0, len(members) - problem.therapist.group_preferred)
        verdict.parts["over"] += problem.weights.over * over


def _group(problem: Problem, members: list[Line]) -> Iterable[Breach]:
    rules = problem.therapist
    grades = [line.grade for line in members]
    if not all(line.group_allowed for line in members):
        yield Breach.NO_GROUP
    if len(members) > min(rules.group_max, *(line.most for line in members)):
        yield Breach.GROUP_TOO_LARGE
    if max(grades) - min(grades) > rules.grade_span:
        yield Breach.GRADE_SPAN
    if any(frozenset((one.id, other.id)) in problem.keep_apart for one, other in combinations(members, 2)):
        yield Breach.KEPT_APART
    if len(frozenset().union(*(line.students for line in members))) < sum(len(line.students) for line in members):
        yield Breach.TWICE_IN_GROUP


def _line(problem: Problem, line: Line, served: list[tuple[int, int]], verdict: Verdict) -> None:
    weights, parts = problem.weights, verdict.parts
    if len({day for day, _ in served}) != len(served):
        verdict.says(Breach.LINE_TWICE_A_DAY, line.id)
    if len(served) > line.times:
        verdict.says(Breach.TOO_MANY, line.id)
    if any(pin not in served for pin in line.pinned):
        verdict.says(Breach.PIN_MOVED, line.id)
    parts["unserved"] += weights.unserved * line.minutes * max(0, line.times - len(served))
    current = (problem.current or {}).get(line.id, {})
    for day, start in served:
        if (line.half_day == "am" and start >= NOON) or (line.half_day == "pm" and start < NOON):
            parts["half_day"] += weights.half_day
        if current and day not in current:
            parts["move"] += weights.move_day
        elif current and current[day] != start:
            parts["move"] += weights.move_time


def _students(problem: Problem, served: dict[int, list[tuple[int, int]]], verdict: Verdict) -> None:
    days: dict[int, Counter[int]] = {}
    for number, each in served.items():
        for student in problem.lines[number].students:
            days.setdefault(student, Counter()).update(day for day, _ in each)
    for counted in days.values():
        for day, times in counted.items():
            if times > 1:
                verdict.says(Breach.STUDENT_TWICE_A_DAY, day)


def _day(problem: Problem, answer: Answer, day: int, verdict: Verdict) -> None:
    rules = problem.therapist
    acts = [
        _Act(each.start, each.start + each.minutes, each.school, True) for each in answer.sessions if each.day == day
    ]
    acts += [_Act(each.start, each.start + each.minutes, each.school, False) for each in answer.desk if each.day == day]
    acts += [
        _Act(each.start, each.start + each.minutes, each.school, False) for each in rules.meetings if each.day == day
    ]
    if not acts:
        return
    lunches = [each for each in answer.lunch if each.day == day]
    if len(lunches) != 1:
        verdict.says(Breach.ONE_LUNCH, day)
    for each in lunches:
        acts.append(_Act(each.start, each.start + rules.lunch_minutes, each.school, False))
        first, last = rules.lunch_window(day)
        if not first <= each.start <= last:
            verdict.says(Breach.LUNCH_WINDOW, day)
    acts.sort(key=lambda act: (act.start, act.end))
    if any(one.end > other.start for one, other in pairwise(acts)):
        verdict.says(Breach.OVERLAP, day)
    _breaks(problem, acts, day, verdict)
    _trip(problem, _visits(problem, acts), day, verdict)


def _breaks(problem: Problem, acts: Iterable[_Act], day: int, verdict: Verdict) -> None:
    run, last = 0, -problem.therapist.break_minutes
    for act in acts:
        if act.session:
            run = act.end - act.start + (run if act.start - last < problem.therapist.break_minutes else 0)
            last = act.end
            if run > problem.therapist.max_consecutive:
                verdict.says(Breach.NO_BREAK, day)


def _visits(problem: Problem, acts: Iterable[_Act]) -> list[_Visit]:
    visits: list[_Visit] = []
    for act in acts:
        if visits and visits[-1].school == act.school:
            visits[-1].leave = max(visits[-1].leave, act.end)
            visits[-1].busy += act.end - act.start
        else:
            arrive = act.start - problem.schools[act.school].setup
            visits.append(_Visit(act.school, arrive, act.end, act.end - act.start))
    return visits


def _trip(problem: Problem, visits: list[_Visit], day: int, verdict: Verdict) -> None:
    rules, weights, parts = problem.therapist, problem.weights, verdict.parts
    counted = Counter(visit.school for visit in visits)
    if len(visits) > rules.max_schools_per_day:
        verdict.says(Breach.TOO_MANY_SCHOOLS, day)
    if max(counted.values()) > rules.visits_per_school:
        verdict.says(Breach.BACK_AGAIN, day)
    for visit in visits:
        school = problem.schools[visit.school]
        if visit.arrive < school.open or visit.leave > school.close:
            verdict.says(Breach.NOT_OPEN, day)
        if day in school.closed_days:
            verdict.says(Breach.CLOSED, day)
        parts["idle"] += weights.idle * (visit.leave - visit.arrive - school.setup - visit.busy)
        parts["visit"] += weights.visit
    if visits[0].arrive - problem.schools[visits[0].school].park < rules.start:
        verdict.says(Breach.TOO_EARLY, day)
    driving = problem.home[visits[0].school][0] + problem.home[visits[-1].school][1]
    for before, after in pairwise(visits):
        drive = problem.drive[before.school, after.school]
        driving += drive
        if (
            after.arrive - before.leave
            < problem.schools[before.school].park + drive + problem.schools[after.school].park
        ):
            verdict.says(Breach.NO_TRAVEL, day)
    parts["travel"] += weights.travel * driving
    finish = visits[-1].leave + problem.schools[visits[-1].school].park
    if finish > rules.end:
        verdict.says(Breach.TOO_LATE, day)
    parts["late"] += weights.late * max(0, finish - rules.preferred_end)


def moved(problem: Problem, answer: Answer) -> int:
    """How many times a line is seen elsewhere than in the plan there is now."""
    return sum(
        problem.is_moved(problem.lines[number], each.day, each.start)
        for each in answer.sessions
        for number in each.lines
    )
