# SPDX-License-Identifier: MIT
"""Build: the planner works in a process of its own, and its best plan so far comes here as it gets better."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from otdesk import workers
from otdesk.faults import Trouble
from otdesk.queries import planning
from otdesk.queries.planning import Planning
from otdesk.rules.week_plan import Placed
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.words import _

SECONDS = 10.0
_SLACK = 20.0  # for a process that starts or ends slowly
_SEED = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has found: the blocks, the problem they answer, and whether nothing cheaper exists."""

    asked: Planning
    blocks: tuple[Placed, ...]
    proved: bool


class Building(QObject):
    """One build at a time. `better` comes with each Plan that is better than all before; then `ended` once."""

    better = Signal(object)
    ended = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._job: Job | None = None
        self._asked: Planning | None = None

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, seconds: float = SECONDS) -> None:
        """Ask for a plan of the week as it stands now."""
        if self._job is not None:
            return
        self._asked = self._bridge.read(planning.planning, self._bridge.today())
        request = {"problem": self._asked.problem, "seconds": seconds, "seed": _SEED}
        job = self._job = self._bridge.start(_planned, request)
        job.progressed.connect(self._progressed)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)

    def stop(self) -> None:
        """End the search; the best plan so far stays."""
        if self._job is not None:
            self._job.cancel()

    def _progressed(self, _part: object, detail: str) -> None:
        if self._asked is not None:
            answer: Mapping[str, Any] = json.loads(detail)
            proved = answer["status"] == "optimal"
            self.better.emit(Plan(self._asked, planning.blocks(self._asked, answer), proved))

    def _failed(self, error: object) -> None:
        if isinstance(error, Trouble):
            self._bridge.tell(error)
        elif isinstance(error, BaseException):
            raise error

    def _ended(self, _job: object) -> None:
        self._job = None
        self.ended.emit()


def _planned(report: Report, request: Mapping[str, Any]) -> None:
    """In a pool thread: tell each plan the child tells, until its time is over or the person stops it."""
    try:
        with workers.Child("plan") as child:
            for message in child.messages(request, request["seconds"] + _SLACK, report.stop):
                if "plan" in message:
                    report.progress(None, json.dumps(message["plan"]))
                elif "broken" in message.get("answer", {}):
                    raise Trouble(
                        _("The pinned blocks cannot all be kept: {what}").format(what=message["answer"]["broken"]),
                        _("Move one of them or take its pin away, then build again."),
                    )
    except workers.ChildEnded as ended:
        if ended.ending is not workers.Ending.STOPPED:
            raise Trouble(_("The planner ended before it was done."), _("Build again.")) from ended
