# SPDX-License-Identifier: MIT
"""Build: the planner works in a process of its own, and its best plan so far comes here as it gets better.

What a plan makes of the week is worked out beside the window too, so that the window never waits.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from otdesk import workers
from otdesk.faults import Trouble
from otdesk.queries import planner, planning, week_score
from otdesk.queries.planner import TypicalWeek
from otdesk.queries.week_score import Score
from otdesk.rules.week_plan import Held, Placed, settled
from otdesk.rules.wishes import Matter, Step
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.words import _

SECONDS = 10.0
_SLACK = 20.0  # for a process that starts or ends slowly
_SEED = 1
_WHY_SECONDS = 20.0
_LOOK = 0.03
_DRAWN = 0.2  # seconds: the panel is drawn before this thread takes its share of the interpreter
_CALM = 0.25  # seconds between two pictures of the week: faster than that only flickers


Steps = Mapping[Matter, Step]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has found: its blocks, those they replace, the week with them, and how it was without.

    `answer` is the planner's own, to the problem `asked`.
    """

    asked: planning.Planning
    answer: Mapping[str, Any]
    blocks: tuple[Placed, ...]
    free: tuple[Held, ...]
    week: TypicalWeek
    score: Score
    before: Score
    moved: int
    proved: bool


class Building(QObject):
    """One build at a time. `better` comes with each Plan that is better than all before; then `ended` once."""

    better = Signal(object)
    ended = Signal()
    _found = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._job: Job | None = None
        self._found.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, seconds: float = SECONDS, best: Plan | None = None, steps: Steps | None = None) -> None:
        """Ask for a plan of the week as it stands now; `best` is what it is to be better than, `steps` what matters
        otherwise than the therapist wished."""
        if self._job is None:
            asked = _Asked(self._bridge.today(), seconds, best.answer if best is not None else None, steps or {})
            job = self._job = self._bridge.start(_planned, self._bridge, asked, self._found.emit)
            job.failed.connect(self._failed)
            job.ended.connect(self._ended)

    def stop(self) -> None:
        """End the search; the best plan so far stays."""
        if self._job is not None:
            self._job.cancel()

    def _arrived(self, plan: object) -> None:
        if self._job is not None:
            self.better.emit(plan)

    def _failed(self, error: object) -> None:
        if isinstance(error, Trouble):
            self._bridge.tell(error)
        elif isinstance(error, BaseException):
            raise error

    def _ended(self, _job: object) -> None:
        self._job = None
        self.ended.emit()


@dataclass(frozen=True, slots=True)
class _Asked:
    """One search: how long, from which answer, and what matters otherwise than wished."""

    today: date
    seconds: float
    start: Mapping[str, Any] | None
    steps: Steps


def _planned(report: Report, bridge: Bridge, of: _Asked, tell: Callable[[Plan], None]) -> None:
    """In a pool thread: tell the best plan now and then, until the time is over or the person stops it."""
    today, seconds = of.today, of.seconds
    time.sleep(_DRAWN)
    asked = bridge.read(planning.planning, today, of.steps)
    before = week_score.score(bridge.read(planner.typical_week, today))
    until = time.monotonic() + seconds + _SLACK
    waiting: Mapping[str, Any] | None = None
    drawn = 0.0
    with workers.Child("plan") as child:
        _ask(child, {"problem": asked.problem, "seconds": seconds, "seed": _SEED, "start": of.start})
        over = False
        while not over and not report.cancelled and time.monotonic() < until:
            for message in _heard(child):
                waiting = message.get("plan", waiting)
                over = over or _is_last(message)
            if waiting is not None and time.monotonic() - drawn > _CALM:
                tell(_plan(bridge, today, asked, waiting, before))
                waiting, drawn = None, time.monotonic()
            time.sleep(_LOOK)
    if waiting is not None:
        tell(_plan(bridge, today, asked, waiting, before))


def _plan(bridge: Bridge, today: date, asked: planning.Planning, answer: Mapping[str, Any], before: Score) -> Plan:
    blocks = planning.blocks(asked, answer)
    week = bridge.read(planner.with_plan, today, blocks, asked.free)
    moved = settled(asked.free, blocks).sessions_moved
    proved = answer["status"] == "optimal"
    return Plan(asked, answer, blocks, asked.free, week, week_score.score(week), before, moved, proved)


def tried(bridge: Bridge, plan: Plan, answer: Mapping[str, Any]) -> Plan:
    """Another answer to the problem of a plan, a rule of it being looser."""
    return _plan(bridge, bridge.today(), plan.asked, answer, plan.before)


def why(report: Report, plan: Plan, key: tuple[str, int], tell: Callable[[Mapping[str, Any]], None]) -> None:
    """In a pool thread: what the planner says of why a line or group (`key` as in the tray) has no place.

    Messages with "blame", with "help", and at the end one with "titles" and "rules" of the proved conflict.
    """
    number = _number(plan.asked, key)
    if number is None:
        return
    until = time.monotonic() + _WHY_SECONDS
    request = {"problem": plan.asked.problem, "plan": plan.answer, "why": number, "seed": _SEED}
    with workers.Child("plan") as child:
        _ask(child, request)
        while not report.cancelled and time.monotonic() < until:
            for message in _heard(child):
                if "answer" in message:
                    tell(_conflict(plan, message["answer"]))
                    return
                tell(message)
            time.sleep(_LOOK)


def _number(asked: planning.Planning, key: tuple[str, int]) -> int | None:
    kind, wanted = key
    for unit in asked.units.values():
        if wanted == unit.group_id if kind == "group" else wanted in unit.lines:
            return unit.number
    return None


def _conflict(plan: Plan, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    found = answer.get("conflict") or {"lines": [], "rules": []}
    return {"titles": [_title(plan, number) for number in found["lines"]], "rules": found["rules"]}


def _title(plan: Plan, number: int) -> str:
    """What the tray or the week calls a line of the problem."""
    unit = plan.asked.units[number]
    groups = {group.id: group.name for group in plan.week.groups}
    if unit.group_id is not None:
        return groups.get(unit.group_id, "")
    people = {student.line_id: student.name for row in plan.week.tray for student in row.students}
    for day in plan.week.days:
        people.update({student.line_id: student.name for card in day.cards for student in card.students})
    return ", ".join(people[line] for line in unit.lines if line in people)


def _is_last(message: Mapping[str, Any]) -> bool:
    if "answer" not in message:
        return False
    if "broken" in message["answer"]:
        raise Trouble(
            _("The pinned blocks cannot all be kept: {what}").format(what=message["answer"]["broken"]),
            _("Move one of them or take its pin away, then build again."),
        )
    return True


def _ask(child: workers.Child, request: Mapping[str, Any]) -> None:
    try:
        child.send(request)
    except workers.ChildEnded as ended:
        raise _died() from ended


def _heard(child: workers.Child) -> list[workers.Message]:
    try:
        return child.heard()
    except workers.ChildEnded as ended:
        raise _died() from ended


def _died() -> Trouble:
    return Trouble(_("The planner ended before it was done."), _("Build again."))
