# SPDX-License-Identifier: MIT
"""A build seen from the week: its plans drawn as they come, the facts beside them, then kept or left."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from otdesk.actions import weeks
from otdesk.faults import Trouble
from otdesk.queries.planner import TypicalWeek
from otdesk.ui.bridge import Bridge
from otdesk.ui.planner import building, result
from otdesk.ui.planner.building import SECONDS, Building, Plan
from otdesk.ui.planner.result import ResultPanel
from otdesk.ui.planner.why import WhyDialog
from otdesk.words import _

LONGER = 60.0


class Builds(QObject):
    """`shown` carries the week with the plan in it; `left` says that the week stands as it was."""

    shown = Signal(object)
    left = Signal()
    _told = Signal(object)

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        super().__init__(host)
        self._bridge = bridge
        self._week: TypicalWeek | None = None
        self._plan: Plan | None = None
        self.panel = ResultPanel(host)
        self.panel.hide()
        self.building = Building(bridge, self)
        self.building.better.connect(self._better)
        self.building.ended.connect(self._ended)
        self.panel.stopped.connect(self.building.stop)
        self.panel.kept.connect(self.keep)
        self.panel.discarded.connect(self.discard)
        self.panel.longer.connect(self.search_on)
        self.panel.why_wanted.connect(self.ask_why)
        self.dialog: WhyDialog | None = None

    @property
    def open(self) -> bool:
        """Whether the week shown is a plan, or is about to be one."""
        return not self.panel.isHidden()

    def week_changed(self, week: TypicalWeek) -> None:
        """The week in the vault is another one now: a plan for the old one is of no use."""
        was_open = self.open and self._week is not None and self._week != week
        self._week = week
        if was_open:
            self._close()

    def build(self, seconds: float = SECONDS) -> None:
        if self._week is None or self.building.running:
            return
        if not self._week.tray and not any(day.cards for day in self._week.days):
            self._bridge.say(_("There is nothing to place yet."))
            return
        self._plan = None
        self.panel.begin(seconds)
        self.panel.show()
        with self._bridge.telling():
            self.building.start(seconds)

    def search_on(self) -> None:
        """A longer search from the start; it finds at least as good a week."""
        self.build(LONGER)

    def _better(self, plan: object) -> None:
        if not isinstance(plan, Plan) or not self.open:
            return
        self._plan = plan
        self.panel.show_facts(list(result.facts(plan.score, plan.before, plan.moved)))
        self.shown.emit(plan.week)

    def _ended(self) -> None:
        if self.open:
            self.panel.end(found=self._plan is not None, proved=self._plan is not None and self._plan.proved)
            self._tell_why()

    def ask_why(self) -> None:
        """The first thing in the tray of the plan."""
        plan = self._plan
        if plan is None or not plan.week.tray or self.building.running:
            return
        row = plan.week.tray[0]
        dialog = WhyDialog(self.panel, row.title, plan.week.cycle_length)
        self._told.connect(dialog.hear)
        dialog.tried.connect(self._try)
        job = self._bridge.start(building.why, plan, row.key, self._told.emit)
        job.failed.connect(self._failed)
        dialog.finished.connect(job.cancel)
        dialog.open()
        self.dialog = dialog

    def _failed(self, error: object) -> None:
        if isinstance(error, Trouble):
            self._bridge.tell(error)
        elif isinstance(error, BaseException):
            raise error

    def _try(self, answer: object) -> None:
        """A plan in which one rule is looser: what breaks it is marked, and it is kept or left like any."""
        if self._plan is not None and isinstance(answer, dict):
            self._better(building.tried(self._bridge, self._plan, answer))
            self._tell_why()

    def _tell_why(self) -> None:
        rows = self._plan.week.tray if self._plan is not None else ()
        self.panel.show_why(rows[0].title if rows else "")

    def keep(self) -> None:
        """Ctrl+Enter: one step of undo."""
        plan = self._plan
        if plan is None or self.building.running or not self.open:
            return
        with self._bridge.telling():
            self._bridge.do(weeks.keep, plan.blocks, plan.free)
            self._close()

    def discard(self) -> None:
        """Esc: the week as it was."""
        if self.open:
            self._close()

    def _close(self) -> None:
        self.building.stop()
        self._plan = None
        self.panel.hide()
        self.left.emit()
