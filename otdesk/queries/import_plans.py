# SPDX-License-Identifier: MIT
"""Plan, service lines, goals and alerts of one student in a file, compared with what the vault has of her."""

from dataclasses import dataclass, field
from datetime import date

from otdesk.queries.import_draft import Draft, differing
from otdesk.queries.import_known import Known, KnownLine, KnownPlan, KnownStudent
from otdesk.rules.entries_plans import day_before, replaces
from otdesk.rules.goal_text import GoalText, goal_key, read_target
from otdesk.rules.import_changes import NewKey, NextLine
from otdesk.rules.import_rows import CaseloadRow, Finding, LineText, RowCode
from otdesk.rules.kinds import GoalStatus, Grouping, MeasureType, Mode, PlanType

Key = int | NewKey
LineKey = tuple[str, str, str, str]


def line_key(service: str, line: LineText) -> LineKey:
    """Service, direct or consult, grouping, period: what makes two lines of a student the same promise."""
    grouping = line.grouping if line.mode is Mode.DIRECT else Grouping.INDIVIDUAL
    period = line.amount.period
    return service.casefold(), line.mode.value, grouping.value, period.value if period else ""


@dataclass(slots=True)
class _Plan:
    """A plan the file speaks of: one in force, or one it begins."""

    key: Key
    start: date | None
    review: date | None
    lines: list[KnownLine] = field(default_factory=list)
    is_new: bool = False
    turn: date | None = None
    """First day of a new plan that takes the place of one in force."""


def plan_problem(known: Known, student: KnownStudent | None, row: CaseloadRow) -> Finding | None:
    """A row of an older plan never overwrites the one in force."""
    former = _former(known, student, row)
    if former is not None and former.start and row.plan_start and row.plan_start < former.start:
        return Finding(RowCode.OLDER_PLAN, row.plan_start.isoformat(), None, former.start.isoformat())
    return None


def _plan_type(known: Known, student: KnownStudent | None, row: CaseloadRow) -> PlanType:
    running = known.plans_of(student.id) if student is not None else []
    return row.plan_type or (running[-1].plan_type if running else PlanType.IEP)


def _former(known: Known, student: KnownStudent | None, row: CaseloadRow) -> KnownPlan | None:
    kind = _plan_type(known, student, row)
    running = known.plans_of(student.id) if student is not None else []
    return next((plan for plan in reversed(running) if replaces(kind, plan.plan_type)), None)


class StudentPlans:
    """All a file says about one student's plans, row after row."""

    def __init__(self, draft: Draft, known: Known, key: Key, student: KnownStudent | None, today: date) -> None:
        self._draft = draft
        self._known = known
        self._key = key
        self._student = student
        self._today = today
        self._plans: dict[PlanType, _Plan] = {}
        self._done: set[tuple[LineKey, str]] = set()
        self._goals_said: set[str] = set()
        self._goals_added = 0
        self._alerts = known.alert_keys(student.id) if student is not None else set()
        self.met: set[int] = set()
        """Ids of service lines in force that the file has."""

    def take(self, row: CaseloadRow, settings: tuple[str, ...]) -> bool:
        """Notes the changes of a row; whether it brings a new service line.

        `settings` holds for each line its setting where the file has that line in several settings, else "".
        """
        plan = self._plan(row)
        added = False
        for line, setting in zip(row.lines, settings, strict=True):
            identity = (line_key(row.service, line), setting)
            if identity not in self._done:
                self._done.add(identity)
                added = self._line(plan, row, line, setting) or added
        self._take_goals(plan, row)
        for alert in row.alerts:
            if alert.words.casefold() not in self._alerts:
                self._alerts.add(alert.words.casefold())
                self._draft.insert("SafetyAlert", student_id=self._key, kind=alert.kind, words=alert.words)
        return added

    def starts_otherwise(self, row: CaseloadRow) -> bool:
        """Whether an earlier row gave this plan another first day."""
        plan = self._plans.get(_plan_type(self._known, self._student, row))
        return plan is not None and row.plan_start is not None and plan.start != row.plan_start

    def finish(self) -> None:
        """Lines of a replaced plan that the file does not have go on under the new one: stay-put."""
        for plan in self._plans.values():
            if plan.turn is not None:
                for line in plan.lines:
                    if line.id not in self.met:
                        self._draft.next_line(NextLine(line.id, line.version, plan.turn, (), _new(plan.key)))

    def absent_goals(self) -> list[int]:
        """Numbers of the goals the vault has and the file, which has goals for this student, has not."""
        if self._student is None or not self._goals_said:
            return []
        goals = self._known.goals_of(self._student.id)
        return [goal.number for goal in goals if goal_key(goal.statement) not in self._goals_said]

    # --- plan ---

    def _plan(self, row: CaseloadRow) -> _Plan:
        kind = _plan_type(self._known, self._student, row)
        if kind not in self._plans:
            former = _former(self._known, self._student, row)
            newer = (
                former is not None
                and former.start is not None
                and row.plan_start is not None
                and former.start < row.plan_start
            )
            if former is None or newer:
                self._plans[kind] = self._begin(row, kind, former)
            else:
                self._plans[kind] = self._go_on(row, kind, former)
        return self._plans[kind]

    def _begin(self, row: CaseloadRow, kind: PlanType, former: KnownPlan | None) -> _Plan:
        review = _review(row.annual_review, row.plan_start)
        key = self._draft.insert(
            "Plan",
            student_id=self._key,
            plan_type=kind,
            start=row.plan_start,
            annual_review=review,
            reevaluation_due=row.reevaluation_due,
        )
        plan = _Plan(key, row.plan_start, review, is_new=True)
        if former is not None and row.plan_start is not None:
            self._draft.update("Plan", former.id, former.version, closed_on=day_before(row.plan_start))
            plan.lines, plan.turn = list(self._known.lines_of_plan(former.id)), row.plan_start
        return plan

    def _go_on(self, row: CaseloadRow, kind: PlanType, former: KnownPlan) -> _Plan:
        start = row.plan_start or former.start
        review = _review(row.annual_review, start)
        wanted: dict[str, object] = {
            "plan_type": kind,
            "start": row.plan_start,
            "annual_review": review,
            "reevaluation_due": row.reevaluation_due,
        }
        current: dict[str, object] = {name: getattr(former, name) for name in wanted}
        self._draft.update("Plan", former.id, former.version, **differing(current, wanted))
        return _Plan(former.id, start, review or former.annual_review, list(self._known.lines_of_plan(former.id)))

    # --- service lines ---

    def _line(self, plan: _Plan, row: CaseloadRow, line: LineText, setting: str) -> bool:
        known = self._known_line(plan, row, line, setting)
        amount: dict[str, object] = {
            "minutes": line.amount.minutes,
            "times": line.amount.times,
            "every": line.amount.every,
        }
        rest: dict[str, object] = {"setting": line.setting, "location": line.location, "group_max": line.group_max}
        if known is None:
            self._add_line(plan, row, line, {**amount, **rest})
            return True
        self.met.add(known.id)
        changed = differing({name: getattr(known, name) for name in amount}, amount)
        other = differing({name: getattr(known, name) for name in rest}, rest)
        values = tuple({**changed, **other}.items())
        if plan.turn is not None:
            self._draft.next_line(NextLine(known.id, known.version, plan.turn, values, _new(plan.key)))
        elif changed:
            self._draft.next_line(NextLine(known.id, known.version, self._today, values))
        else:
            self._draft.update("ServiceLine", known.id, known.version, **other)
        return False

    def _known_line(self, plan: _Plan, row: CaseloadRow, line: LineText, setting: str) -> KnownLine | None:
        key = line_key(row.service, line)
        same = [item for item in plan.lines if item.key == key and item.id not in self.met]
        exact = [item for item in same if item.setting is line.setting]
        return next(iter(exact if exact or setting else same), None)

    def _add_line(self, plan: _Plan, row: CaseloadRow, line: LineText, values: dict[str, object]) -> None:
        start = plan.start
        if not plan.is_new and (start is None or start < self._today):
            start = self._today  # a line added to a plan that is running
        self._draft.insert(
            "ServiceLine",
            plan_id=plan.key,
            student_id=self._key,
            service=row.service,
            mode=line.mode,
            grouping=line.grouping,
            period=line.amount.period,
            start=start,
            **values,
        )

    # --- goals ---

    def _take_goals(self, plan: _Plan, row: CaseloadRow) -> None:
        for goal in row.goals:
            key = goal_key(goal.statement)
            if key in self._goals_said:
                continue
            self._goals_said.add(key)
            known = self._known.goal(self._student.id, key) if self._student is not None else None
            if known is None:
                self._add_goal(plan, goal)
            elif plan.turn is not None:  # the same goal goes on under the new plan
                self._draft.update("Goal", known.id, known.version, plan_id=plan.key, status=GoalStatus.CONTINUED)

    def _add_goal(self, plan: _Plan, goal: GoalText) -> None:
        target = read_target(goal.statement)
        first = self._known.next_goal(self._student.id) if self._student is not None else 1
        self._draft.insert(
            "Goal",
            student_id=self._key,
            plan_id=plan.key,
            number=first + self._goals_added,
            area=goal.area,
            statement=goal.statement,
            measure=target.measure if target else MeasureType.TRIALS,
            target=target.target if target else None,
            usual_total=target.usual_total if target else None,
            unit=target.unit if target else "",
            started_on=plan.start,
            ends_on=plan.review,
        )
        self._goals_added += 1


def _review(review: date | None, start: date | None) -> date | None:
    """A plan cannot end before it starts; such a date is told as a doubt and stays empty."""
    return None if review and start and review < start else review


def _new(key: Key) -> NewKey | None:
    return key if isinstance(key, NewKey) else None
