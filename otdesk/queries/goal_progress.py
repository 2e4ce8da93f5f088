# SPDX-License-Identifier: MIT
"""How far goals have come: points as charted, latest figure, trend, on track or met."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.records.notes import Note
from otdesk.records.plans import Plan
from otdesk.rules import goals
from otdesk.rules.goals import Aim, Mastery, Point, Track, Trend
from otdesk.rules.kinds import GoalStatus, MeasureType, NoteStatus, Prompt

OPEN = (GoalStatus.NOT_INTRODUCED, GoalStatus.ACTIVE, GoalStatus.CONTINUED)


@dataclass(frozen=True, slots=True)
class GoalPointRow:
    """`typed` as in the note: "7/10v"; `session_id` leads to that note."""

    day: date
    value: float
    typed: str
    prompt: Prompt | None
    session_id: int = 0


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with its data. `aim_now` is where the aim line stands today; `met` says the mastery rule holds now."""

    goal_id: int
    student_id: int
    number: int
    area: str
    statement: str
    cue: str
    measure: MeasureType
    unit: str
    higher_is_better: bool
    baseline: float | None
    baseline_on: date | None
    target: float | None
    usual_total: int | None
    mastery: Mastery | None
    status: GoalStatus
    started_on: date | None
    ends_on: date | None
    met_on: date | None
    points: tuple[GoalPointRow, ...]
    trend: Trend
    track: Track
    met: bool
    aim_now: float | None
    plan_id: int | None = None
    aim: Aim | None = None

    @property
    def charted(self) -> tuple[Point, ...]:
        """The points as the rules compare them."""
        return tuple(Point(point.day, point.value, point.prompt) for point in self.points)

    @property
    def latest(self) -> GoalPointRow | None:
        return self.points[-1] if self.points else None


def of_students(
    db: Session, students: Collection[int], today: date, *, only_open: bool = True, since: date = date.min
) -> dict[int, tuple[GoalRow, ...]]:
    """The goals of each student by number; the plan in force gives an aim line its dates where the goal has none.

    `since`: only points from that day on, where a whole caseload is asked for at once.
    """
    query = (
        select(Goal, Plan.start, Plan.annual_review)
        .outerjoin(Plan, Plan.id == Goal.plan_id)
        .where(Goal.student_id.in_(students))
        .order_by(Goal.student_id, Goal.number, Goal.id)
    )
    if only_open:
        query = query.where(
            Goal.status.in_(OPEN), Plan.closed_on.is_(None) | (Plan.closed_on >= today) | Plan.id.is_(None)
        )
    records = db.execute(query).all()
    points = _points(db, [goal.id for goal, _start, _review in records], since)
    found: dict[int, list[GoalRow]] = defaultdict(list)
    for goal, start, review in records:
        aim = _aim(goal, start, review)
        found[goal.student_id].append(_row(goal, aim, points.get(goal.id, []), today))
    return {student: tuple(rows) for student, rows in found.items()}


def _points(db: Session, goal_ids: Collection[int], since: date) -> dict[int, list[GoalPointRow]]:
    """Of signed notes that stand; void ones do not count."""
    query = (
        select(GoalPoint.goal_id, GoalPoint.day, GoalPoint.value, GoalPoint.typed, GoalPoint.prompt, Note.session_id)
        .join(Note, Note.id == GoalPoint.note_id)
        .where(
            GoalPoint.goal_id.in_(goal_ids),
            GoalPoint.day >= since,
            GoalPoint.value.is_not(None),
            Note.status == NoteStatus.SIGNED,
        )
        .order_by(GoalPoint.goal_id, GoalPoint.day, GoalPoint.id)
    )
    found: dict[int, list[GoalPointRow]] = defaultdict(list)
    for row in db.execute(query):
        found[row.goal_id].append(GoalPointRow(row.day, float(row.value or 0), row.typed, row.prompt, row.session_id))
    return found


def _aim(goal: Goal, plan_start: date | None, review: date | None) -> Aim | None:
    begin, end = goal.baseline_on or goal.started_on or plan_start, goal.ends_on or review
    if goal.baseline is None or goal.target is None or begin is None or end is None or begin >= end:
        return None
    return Aim(goal.baseline, begin, goal.target, end)


def _row(goal: Goal, aim: Aim | None, points: list[GoalPointRow], today: date) -> GoalRow:
    charted = [Point(point.day, point.value, point.prompt) for point in points]
    higher = goals.higher_is_better(goal.measure, goal.higher_is_better)
    ranks = goal.measure is MeasureType.ASSIST
    rule = goals.mastery_from(goal.mastery, goal.target)
    step = goals.trend_step(goal.measure, goal.baseline, goal.target)
    return GoalRow(
        goal.id, goal.student_id, goal.number, goal.area, goal.statement, goal.cue, goal.measure, goal.unit,
        goal.higher_is_better, goal.baseline, goal.baseline_on, goal.target, goal.usual_total, rule, goal.status,
        goal.started_on, goal.ends_on, goal.met_on, tuple(points),
        goals.trend(charted, step, higher=higher, ranks=ranks),
        goals.track(charted, aim, higher=higher, ranks=ranks),
        rule is not None and goals.is_met(charted, rule, higher=higher),
        goals.aim_at(aim, today) if aim is not None else None,
        goal.plan_id, aim,
    )  # fmt: skip
