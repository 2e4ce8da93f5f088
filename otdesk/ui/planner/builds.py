# SPDX-License-Identifier: MIT
"""A build seen from the week: its plans drawn as they come, the facts beside them, then kept or left."""

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from otdesk.actions import weeks
from otdesk.faults import Trouble
from otdesk.queries.planner import TypicalWeek
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.turns import TURN
from otdesk.ui.planner import building, result
from otdesk.ui.planner.building import SECONDS, Building, Plan
from otdesk.ui.planner.result import ResultPanel
from otdesk.ui.planner.ways import Way, ways
from otdesk.ui.planner.why import WhyDialog
from otdesk.words import _

LONGER = 60.0


class Builds(QObject):
    """`opened` when the panel comes, `shown` carries the week with the plan in it, `left`: the week as it was;
    `kept`: the plan is the week now."""

    opened = Signal()
    shown = Signal(object)
    left = Signal()
    kept = Signal()
    _told = Signal(int, object)

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
        self.panel.stopped.connect(self.stop)
        self.panel.kept.connect(self.keep)
        self.panel.discarded.connect(self.discard)
        self.panel.longer.connect(self.search_on)
        self.panel.why_wanted.connect(self.ask_why)
        self.panel.compared.connect(self.compare)
        self.panel.more_wanted.connect(self.more_ways)
        self.panel.chosen.connect(self.choose)
        self._options: dict[str, Plan] = {}
        self._ways: list[Way] = []
        self._each = SECONDS
        self._comparing = self._stopped = self._open = False
        self.dialog: WhyDialog | None = None
        self._question = 0
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def open(self) -> bool:
        """Whether the week shown is a plan, or is about to be one."""
        return self._open

    def week_changed(self, week: TypicalWeek) -> None:
        """The week in the vault is another one now: a plan for the old one is of no use."""
        was_open = self.open and self._week is not None and self._week != week
        self._week = week
        if was_open:
            self._close()

    def build(self, seconds: float = SECONDS, best: Plan | None = None) -> None:
        if self._week is None or self.building.running:
            return
        if not self._week.tray and not any(day.cards for day in self._week.days):
            self._bridge.say(_("There is nothing to place yet."))
            return
        self._plan = None
        self._options, self._ways = {}, []
        self.begin(seconds)
        with self._bridge.telling():
            self.building.start(seconds, best)

    def begin(self, seconds: float) -> None:
        self._stopped = False
        self._open = True
        self.panel.begin(seconds)
        QTimer.singleShot(TURN, self, self._make_room)  # a turn of its own: the whole week is laid out and drawn anew

    def _make_room(self) -> None:
        if self._open:
            self.opened.emit()
            self.panel.show()

    def search_on(self) -> None:
        """A longer search from the start; the week there is stays until a better one comes."""
        best = self._plan
        self.build(LONGER, best)
        if best is not None:
            self._take(best)

    # --- other ways ---

    def more_ways(self, seconds: float = SECONDS) -> None:
        """Two more weeks beside this one, for which other things matter; then all three side by side."""
        plan = self._plan
        if plan is None or self.building.running:
            return
        self._options = {"A": plan}
        self._ways, self._each = list(ways(moves=bool(plan.before.placed))), seconds
        self._next_way()

    def _next_way(self) -> None:
        way = self._ways[0]
        self.begin(self._each)
        self.panel.title.setText(way.title)
        with self._bridge.telling():
            self.building.start(self._each, None, way.steps)

    def choose(self, letter: str) -> None:
        """Show one of the ways: it is the one that would be kept."""
        plan = self._options.get(letter)
        if plan is not None and not self.building.running:
            self._take(plan)
            self._tell_why()

    def _way_ended(self) -> None:
        """The next one, or all side by side; a way that was stopped early is shown as far as it came."""
        self._ways.pop(0)
        if self._ways and not self._stopped:
            self._next_way()
            return
        self._ways, self._plan = [], self._options["A"]
        self._take(self._plan)
        self.panel.end(found=True, proved=self._plan.proved)
        self.panel.show_options({letter: (plan.score, plan.moved) for letter, plan in self._options.items()})
        self._tell_why()

    def stop(self) -> None:
        self._stopped = True
        self.building.stop()

    def _better(self, plan: object) -> None:
        if isinstance(plan, Plan) and self.open:
            if self._ways:
                self._options[self._ways[0].letter] = plan
            self._take(plan)

    def _take(self, plan: Plan) -> None:
        self._plan = plan
        if self._comparing:
            self._comparing = False
            self.panel.show_comparing(on=False)
        self.panel.show_facts(list(result.facts(plan.score, plan.before, plan.moved)))
        QTimer.singleShot(TURN, self, self._draw)  # a turn of its own, as above

    def _draw(self) -> None:
        if self._open and self._plan is not None and not self._comparing:
            self.shown.emit(self._plan.week)

    def _ended(self) -> None:
        if self.open and self._ways:
            self._way_ended()
        elif self.open:
            self.panel.end(found=self._plan is not None, proved=self._plan is not None and self._plan.proved)
            self._tell_why()

    def compare(self) -> None:
        """The week as it is in place of the new one, and back: what differs jumps to the eye."""
        if self._plan is None or self._week is None or self.building.running:
            return
        self._comparing = not self._comparing
        self.panel.show_comparing(on=self._comparing)
        self.shown.emit(self._week if self._comparing else self._plan.week)

    def ask_why(self) -> None:
        """The first thing in the tray of the plan."""
        plan = self._plan
        if plan is None or not plan.week.tray or self.building.running:
            return
        row = plan.week.tray[0]
        self._question += 1
        dialog = self.dialog = WhyDialog(self.panel, row.title, plan.week.cycle_length)
        dialog.tried.connect(self._try)
        job = self._bridge.start(building.why, plan, row.key, partial(self._told.emit, self._question))
        job.failed.connect(self._failed)
        dialog.finished.connect(job.cancel)
        dialog.finished.connect(self._why_closed)
        dialog.open()

    def _hear(self, question: int, message: object) -> None:
        """What is told of a dialog that was closed since comes too late."""
        if self.dialog is not None and question == self._question:
            self.dialog.hear(message)

    def _why_closed(self) -> None:
        self.dialog = None

    def _failed(self, error: object) -> None:
        if isinstance(error, Trouble):
            self._bridge.tell(error)
        elif isinstance(error, BaseException):
            raise error

    def _try(self, answer: object) -> None:
        """A plan in which one rule is looser: what breaks it is marked, and it is kept or left like any."""
        if self._plan is not None and isinstance(answer, dict):
            self._take(building.tried(self._bridge, self._plan, answer))
            self._tell_why()
            self.panel.longer_button.hide()  # a search under the rules as they are would lose it

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
            self.kept.emit()

    def discard(self) -> None:
        """Esc: the week as it was."""
        if self.open:
            self._close()

    def _close(self) -> None:
        self._ways = []
        self.building.stop()
        self._plan = None
        self._open = False
        self.panel.hide()
        self.left.emit()
