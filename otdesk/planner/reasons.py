# SPDX-License-Identifier: MIT
"""Why a line has no place: what stands in the way of each of its starts, and what would make room.

Data alone; the screens and the command make sentences of it.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from otdesk.planner.answer import Answer
from otdesk.planner.board import Board, Day, Session
from otdesk.planner.problem import Line, Problem
from otdesk.planner.search import Search

_STEP_MINUTES = 15


class Obstacle(StrEnum):
    """The first thing that keeps a line from starting then, all else as it is."""

    SEEN_THAT_DAY = "seen_that_day"
    SCHOOL_CLOSED = "school_closed"
    SESSION = "session"
    MEETING = "meeting"
    GROUP_FULL = "group_full"
    GRADES = "grades"
    KEPT_APART = "kept_apart"
    SCHOOLS = "schools"
    HOURS = "hours"
    TRAVEL = "travel"
    BREAK = "break"
    LUNCH = "lunch"
    DESK = "desk"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Blame:
    """How many of a line's starts fail for this reason, and one of them."""

    obstacle: Obstacle
    starts: int
    day: int
    start: int


def blame(problem: Problem, answer: Answer) -> dict[int, tuple[Blame, ...]]:
    """By unplaced line: what stands in the way, most frequent first."""
    board = Board(problem)
    plan = board.plan(answer)
    if plan is None:
        return {number: () for number, _ in answer.unplaced}
    return {number: _blamed(board, plan.days, problem.lines[number]) for number, _ in answer.unplaced}


def _blamed(board: Board, days: tuple[Day, ...], line: Line) -> tuple[Blame, ...]:
    found: dict[Obstacle, Blame] = {}
    for day, ranges in line.starts.items():
        for first, last in ranges:
            for start in range(first, last + 1, board.problem.grid):
                obstacle = obstacle_of(board, days[day], line, start)
                before = found.get(obstacle, Blame(obstacle, 0, day, start))
                found[obstacle] = replace(before, starts=before.starts + 1)
    return tuple(sorted(found.values(), key=lambda each: -each.starts))


def obstacle_of(board: Board, day: Day, line: Line, start: int) -> Obstacle:
    """What keeps the line from starting then on this day."""
    which, problem = day.shape.day, board.problem
    if line.id in day.lines or (line.students & day.students and not problem.therapist.same_day_lines):
        return Obstacle.SEEN_THAT_DAY
    if which in problem.schools[line.school].closed_days:
        return Obstacle.SCHOOL_CLOSED
    for session in day.sessions:
        if session[0] < start + line.minutes and start < session[0] + session[1]:
            return _in_a_session(board, session, line, start)
    for meeting in problem.therapist.meetings:
        if meeting.day == which and meeting.start < start + line.minutes and start < meeting.start + meeting.minutes:
            return Obstacle.MEETING
    return Obstacle(board.clock.obstacle(day.shape, line, start) or Obstacle.NOTHING)


def _in_a_session(board: Board, session: Session, line: Line, start: int) -> Obstacle:
    """Why the line does not join the session it would meet."""
    rules = board.problem.therapist
    members = [board.problem.lines[number] for number in session[3]]
    alike = session[:3] == (start, line.minutes, line.school)
    if not alike or not all(member.group_allowed for member in (*members, line)):
        return Obstacle.SESSION
    if len(members) >= min(rules.group_max, *(member.most for member in (*members, line))):
        return Obstacle.GROUP_FULL
    grades = [member.grade for member in (*members, line)]
    if max(grades) - min(grades) > rules.grade_span:
        return Obstacle.GRADES
    if any(frozenset((member.id, line.id)) in board.problem.keep_apart for member in members):
        return Obstacle.KEPT_APART
    return Obstacle.NOTHING


# --- what would help --------------------------------------------------------------------------------------------------


class Wish(StrEnum):
    """One rule a little looser."""

    LARGER_GROUPS = "larger_groups"
    WIDER_GRADES = "wider_grades"
    ONE_MORE_SCHOOL = "one_more_school"
    LONGER_RUN = "longer_run"
    EARLIER_LUNCH = "earlier_lunch"
    LATER_LUNCH = "later_lunch"
    EARLIER_START = "earlier_start"
    LATER_END = "later_end"
    NO_DESK_TIME = "no_desk_time"


@dataclass(frozen=True, slots=True)
class Help:
    """With this wish: `minutes` more are placed, and so many sessions of lines that had a place are moved."""

    wish: Wish
    minutes: int
    moved: int
    answer: Answer


def loosened(problem: Problem, wish: Wish) -> Problem:
    """The problem with one rule looser by one step: a student, a grade, a school, a quarter of an hour."""
    rules = problem.therapist
    first, last = rules.lunch_start
    changed = {
        Wish.LARGER_GROUPS: lambda: replace(rules, group_max=rules.group_max + 1),
        Wish.WIDER_GRADES: lambda: replace(rules, grade_span=rules.grade_span + 1),
        Wish.ONE_MORE_SCHOOL: lambda: replace(rules, max_schools_per_day=rules.max_schools_per_day + 1),
        Wish.LONGER_RUN: lambda: replace(rules, max_consecutive=rules.max_consecutive + _STEP_MINUTES),
        Wish.EARLIER_LUNCH: lambda: replace(rules, lunch_start=(max(0, first - _STEP_MINUTES), last)),
        Wish.LATER_LUNCH: lambda: replace(rules, lunch_start=(first, last + _STEP_MINUTES)),
        Wish.EARLIER_START: lambda: replace(rules, start=max(0, rules.start - _STEP_MINUTES)),
        Wish.LATER_END: lambda: replace(rules, end=rules.end + _STEP_MINUTES),
        Wish.NO_DESK_TIME: lambda: replace(rules, desk_blocks=()),
    }
    return replace(problem, therapist=changed[wish]())


def helps(problem: Problem, answer: Answer, seed: int, seconds: float) -> Iterator[Help]:
    """Each wish that places something more within the seconds it is given."""
    for wish in Wish:
        if wish is Wish.NO_DESK_TIME and not problem.therapist.desk_blocks:
            continue
        looser = replace(loosened(problem, wish), current=_as_current(answer))
        board = Board(looser)
        start = board.plan(replace(answer, desk=()) if wish is Wish.NO_DESK_TIME else answer)
        if start is None:
            continue
        search = Search(board, seed, start)
        search.heat = 0.0
        until = time.monotonic() + seconds
        while search.best.left and time.monotonic() < until:
            search.step()
        found = search.best.answer(problem.therapist.lunch_minutes)
        gained = answer.unplaced_minutes(problem) - found.unplaced_minutes(problem)
        if gained > 0:
            yield Help(wish, gained, moved(answer, found), found)


def by_worth(found: Iterable[Help]) -> list[Help]:
    """The most minutes for each session moved first."""
    return sorted(found, key=lambda each: (-each.minutes / (1 + each.moved), each.moved))


def _as_current(answer: Answer) -> dict[int, dict[int, int]]:
    """What help may move as little of as it can."""
    current: dict[int, dict[int, int]] = {}
    for each in answer.sessions:
        for number in each.lines:
            current.setdefault(number, {})[each.day] = each.start
    return current


def moved(before: Answer, after: Answer) -> int:
    """How many times a line was seen that are not seen at the same time of the same day any more."""
    kept = {(number, each.day, each.start) for each in after.sessions for number in each.lines}
    return sum((number, each.day, each.start) not in kept for each in before.sessions for number in each.lines)
