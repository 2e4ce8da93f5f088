# SPDX-License-Identifier: MIT
"""Item 8: whatever is open, cover and lock come within two seconds after they are due, and nothing typed is lost.

Each state is built in the whole window on the invented year: a dialog, a menu, a list, a question that waits, a drag, a
note half typed. The idle clock is set forward, never back; what is measured is real time from the due moment until no
window but the cover is shown, and until the vault is closed. Then it is opened again and the typed words looked for.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolTip, QWidget

from otdesk import app
from otdesk.app import Options, Program
from otdesk.doors import Doors
from otdesk.queries import notes as note_queries
from otdesk.queries import queue
from otdesk.queries.left_forms import left
from otdesk.rules.note_entry import Section
from otdesk.sample.build import demo_now, fill_demo
from otdesk.settings import Settings
from otdesk.ui import scenes as all_scenes
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.idle import seconds
from otdesk.ui.notes.screen import NotesScreen
from otdesk.ui.notes.signing import ProveDialog
from otdesk.ui.parts.dialogs import ConfirmDialog, DialogBase
from otdesk.ui.planner.screen import PlannerScreen
from otdesk.ui.settings.screen import SettingsScreen
from otdesk.ui.shell import Shell
from otdesk.ui.single import FirstWindow
from otdesk.ui.stage import Stage
from otdesk.ui.timeline.drag import Draggable
from otdesk.vault.keys import KeyPolicy
from tests import vaults
from tests.clock import FixedClock
from tests.faults.outcome import Outcome
from tests.note_sample import desk as small_desk

IN_TIME = 2.0
PATIENCE_MS = 60_000
AT_REST = 0.25
"""Seconds: what was opened is painted, and what was typed waits to be saved still."""
MARK = "Canary words typed a moment before"


class Desk:
    """One unlocked window, its idle clock in our hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.doors = Doors(folder, demo_now, KeyPolicy(**vaults.weak_keys()))
        lock = app.take_lock(folder)
        assert lock is not None
        self.program = Program(
            Options(vault=folder), Settings(folder.parent / "settings.json"), lock, self.doors, demo_now
        )
        with mock.patch("otdesk.faults.CrashPath.install"):
            self.program.begin()
            wait(lambda: self.program.findChild(FirstWindow) is not None)
        setup = self.program.setup
        assert setup is not None
        assert setup.unlock_page is not None
        setup.unlock_page.field.set_text(vaults.PASSPHRASE)
        setup.unlock_page.unlock()
        wait(lambda: self.program.shell is not None)
        assert self.program.guard is not None
        self.guard = self.program.guard
        self.ahead = 0.0
        self.guard.watch._now = self.now
        self.stage = Stage(demo_now, folder.parent, self.doors.vault)
        self.stage.jobs, self.stage.settings, self.stage._shell = self.program.jobs, self.program._settings, self.shell
        self.note = (0, 0)
        self.form_typed = False
        self.ended = False
        self.program.ended.connect(self._end)

    @property
    def shell(self) -> Shell:
        assert self.program.shell is not None
        return self.program.shell

    def now(self) -> float:
        return seconds() + self.ahead

    def forward_to_due(self, after: float) -> float:
        """Nobody was there for all but a moment of `after` seconds; when it is due."""
        watch = self.guard.watch
        due = watch._last + after
        self.ahead += due - self.now() - 0.05
        watch._looked = self.now()  # the machine did not sleep
        return due

    # --- what is measured ---

    def is_hidden(self) -> bool:
        """Nothing but the cover is shown."""
        return self.guard.hiding.hidden and all(window is self.guard.face for window in seen())

    def is_closed(self) -> bool:
        return self.ended

    def _end(self, _code: int) -> None:
        self.ended = True

    def lift(self) -> None:
        self.guard.lift()
        for sheet in self.shell.findChildren(DialogBase):
            sheet.reject()
        self.stage.restore()

    def gone(self) -> None:
        if not self.program._stopping:
            self.program.stop()
        self.shell.deleteLater()


def seen() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def wait(true: Callable[[], bool]) -> None:
    """Let events run until it is true."""
    loop, poll, limit = QEventLoop(), QTimer(), QTimer()

    def look() -> None:
        if true():
            loop.quit()

    poll.timeout.connect(look)
    poll.start(5)
    limit.timeout.connect(loop.quit)
    limit.start(PATIENCE_MS)
    if not true():
        loop.exec()
    poll.stop()
    limit.stop()
    assert true(), "waited in vain"


class Starts:
    """Stands in for starting a process: the locked one is only counted, a planner's is started."""

    def __init__(self) -> None:
        self._real, self.locked = subprocess.Popen, 0

    def __call__(self, command: list[str], **how: Any) -> Any:
        if "--locked" in command:
            self.locked += 1
            return None
        return self._real(command, **how)


class Told:
    """A story told by a timer, so that it goes on while a question or a menu waits in a loop of its own. Each `yield`
    names what must come true before it goes on."""

    def __init__(self, story: "Iterator[Condition]") -> None:
        self._story, self._until = story, always
        self._busy = self.over = False
        self.error: BaseException | None = None
        self._clock = QTimer()
        self._clock.timeout.connect(self._step)
        self._clock.start(5)
        self._limit = seconds() + PATIENCE_MS / 1000

    def _step(self) -> None:
        if self._busy or self.over:
            return
        self._busy = True
        try:
            assert seconds() < self._limit, f"waited in vain for {self._until.__name__}"
            if self._until():
                self._until = next(self._story)
                self._limit = seconds() + PATIENCE_MS / 1000
        except StopIteration:
            self.over = True
        except BaseException as error:  # noqa: BLE001 - the border of an event loop; told by `whole`
            self.over, self.error = True, error
        finally:
            self._busy = False
        if self.over:
            self._clock.stop()
            QApplication.exit()

    def whole(self) -> None:
        """Until the end of the story, and of every loop that waits."""
        application = QApplication.instance()
        assert application is not None
        if not self.over:
            application.exec()  # its end ends the loops inside too
        if self.error is not None:
            raise self.error


def always() -> bool:
    return True


# --- the states: each may name what must come true before it stands ---

Condition = Callable[[], bool]
State = Callable[[Desk], Condition | None]


def _notes(desk: Desk) -> NotesScreen:
    screen = desk.stage.shell("notes").screens["notes"]
    assert isinstance(screen, NotesScreen)
    return screen


def note_typed(desk: Desk) -> None:
    """The words stand in the editor and were not saved yet."""
    screen, now = _notes(desk), demo_now()
    items = screen.bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    item = next(item for item in items if item.students == 1)
    screen.open_note(item.session_id, item.first_student_id)
    desk.note = (item.session_id, item.first_student_id)
    text = screen.note.editor.sections.boxes[Section.PLAN].text
    text.setFocus()
    text.insertPlainText(MARK)


def question_waits(desk: Desk) -> Condition:
    note_typed(desk)
    QTimer.singleShot(0, lambda: ConfirmDialog.confirm(desk.shell, "Delete?", "Really?", "Delete"))
    return lambda: any(sheet.is_open for sheet in desk.shell.findChildren(ConfirmDialog))


def file_dialog(desk: Desk) -> Condition:
    note_typed(desk)
    QTimer.singleShot(0, lambda: QFileDialog.getSaveFileName(desk.shell, "Save"))
    return lambda: isinstance(QApplication.activeModalWidget(), QFileDialog)


def menu_open(desk: Desk) -> None:
    note_typed(desk)
    menu = desk.shell.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(desk.shell.mapToGlobal(QPoint(20, 40)))
    assert QApplication.activePopupWidget() is menu


def menu_waits(desk: Desk) -> Condition:
    """A menu in a loop of its own, as the buttons with a list open it."""
    note_typed(desk)
    menu = QMenu(desk.shell)
    menu.addAction("One")
    QTimer.singleShot(0, lambda: menu.exec(desk.shell.mapToGlobal(QPoint(200, 200))))
    return lambda: QApplication.activePopupWidget() is menu


def list_open(desk: Desk) -> Condition:
    screen = desk.stage.shell("settings/therapist").screens["settings"]
    assert isinstance(screen, SettingsScreen)
    screen.therapist.role.showPopup()
    return lambda: QApplication.activePopupWidget() is not None


def tip_shown(desk: Desk) -> None:
    note_typed(desk)
    QToolTip.showText(desk.shell.mapToGlobal(QPoint(300, 300)), "Hazel", desk.shell)


def prove_over_note(desk: Desk) -> None:
    note_typed(desk)
    ProveDialog(_notes(desk), desk.shell.bridge).open()


def drag(desk: Desk) -> None:
    screen = desk.stage.shell("planner/typical").screens["planner"]
    assert isinstance(screen, PlannerScreen)
    desk.stage.settle()
    card = next(card for card in screen.findChildren(Draggable) if card.isVisible() and card.movable)
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    QTest.mouseMove(card, QPoint(40, 60))
    assert screen.typical.hold.active


def build_runs(desk: Desk) -> None:
    screen = desk.stage.shell("planner/typical").screens["planner"]
    assert isinstance(screen, PlannerScreen)
    screen.typical.builds.build(seconds=30)
    assert screen.typical.builds.building.running


@dataclass(frozen=True, slots=True)
class Scened:
    """As in a picture of `otdesk screens`, over a note that was half typed."""

    name: str

    def __call__(self, desk: Desk) -> None:
        note_typed(desk)
        next(scene for scene in all_scenes.scenes() if scene.name == self.name).build(desk.stage)

    @property
    def __name__(self) -> str:
        return self.name


def form_typed(desk: Desk) -> None:
    """The words stand in a form over the window, which goes with the lock."""
    Scened("caseload_contact")(desk)
    sheet = next(sheet for sheet in desk.shell.findChildren(FormSheet) if sheet.is_open)
    sheet.fields[0].set_text(MARK)
    desk.form_typed = True


OWN: tuple[State, ...] = (
    note_typed, form_typed, question_waits, file_dialog, menu_open, menu_waits, list_open, tip_shown, prove_over_note,
    drag, build_runs,
)  # fmt: skip
SCENES = (
    "today", "today_note", "today_move", "today_changed", "today_session", "palette", "keys_changing", "keys_paper",
    "manual", "roster", "computer", "note_group", "note_phrases", "print_note", "print_batch", "planner_held",
    "planner_group", "caseload_edit", "caseload_goal", "caseload_contact", "reports_progress", "reports_progress_print",
    "travel_edit", "due_add_consent", "settings_person_access", "settings_person_sheet", "settings_school_add",
    "cover_pin", "tour",
)  # fmt: skip
SHORT: tuple[State, ...] = (question_waits, file_dialog)
"""On the small caseload, which is there at once."""


def prove(*, full: bool, scratch: Path) -> Outcome:
    states: tuple[State, ...] = (*OWN, *(Scened(name) for name in SCENES)) if full else SHORT
    application = QApplication.instance() or QApplication(["otdesk"])
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    with mock.patch.dict(os.environ, {"OTDESK_HOME": str(scratch / "home")}):
        template = _invented(scratch) if full else _small(scratch)
        return _measured([_run(scratch, template, number, state) for number, state in enumerate(states)])


def _small(scratch: Path) -> Path:
    with small_desk(scratch / "template", FixedClock()):
        return scratch / "template"


def _invented(scratch: Path) -> Path:
    folder = vaults.make(scratch / "template", demo_now())
    vault = vaults.unlocked(folder, demo_now())
    fill_demo(vault)
    vault.close()
    return folder


@dataclass(frozen=True, slots=True)
class Run:
    state: str
    covered: float
    hidden: float
    closed: float
    typed: bool
    kept: bool


def _run(scratch: Path, template: Path, number: int, state: State) -> Run:
    """Covered and lifted; in the same state again, locked; then opened again."""
    (scratch / str(number)).mkdir()
    desk = Desk(vaults.copy(template, scratch / str(number) / "vault"))
    times: list[float] = []
    try:
        starts = Starts()
        with mock.patch.object(subprocess, "Popen", starts):
            Told(_story(desk, state, times)).whole()
        assert starts.locked == 1, "the locked process was started"
    finally:
        desk.gone()
    covered, hidden, closed = times
    return Run(state.__name__, covered, hidden, closed, desk.note != (0, 0), _kept(desk))


def _story(desk: Desk, state: State, times: list[float]) -> "Iterator[Condition]":
    for turn in range(2):
        yield state(desk) or always
        rest = seconds() + AT_REST
        yield lambda: seconds() >= rest  # noqa: B023 - asked for before the next turn
        due = desk.forward_to_due(desk.guard._cover_after() * 60)
        yield desk.is_hidden
        times.append(desk.now() - due)
        if turn == 0:
            desk.lift()
            yield always
            assert seen() == [desk.shell], "the window came back"
    due = desk.forward_to_due(desk.guard._lock_after() * 60)
    yield desk.is_closed
    times.append(desk.now() - due)


def _kept(desk: Desk) -> bool:
    """What was typed in the note, and in the form."""
    if desk.note == (0, 0):
        return True
    vault = vaults.unlocked(desk.folder, demo_now())
    try:
        with vault.read() as db:
            form, forms = note_queries.form(db, *desk.note), left(db)
        in_form = any(MARK in text for each in forms for _label, text in each.fields)
        return form is not None and MARK in str(form.entry.sections) and in_form >= desk.form_typed
    finally:
        vault.close()


def _measured(runs: list[Run]) -> Outcome:
    late = [run for run in runs if max(run.covered, run.hidden, run.closed) > IN_TIME]
    lost = [run for run in runs if not run.kept]
    failures = [f"{run.state}: covered {run.covered:.2f} s, closed {run.closed:.2f} s after due" for run in late]
    covered, closed = [max(run.covered, run.hidden) for run in runs], [run.closed for run in runs]
    figures = (
        f"covered after due: median {median(covered):.2f} s, worst {max(covered):.2f} s",
        f"locked, the vault closed, after due: median {median(closed):.2f} s, worst {max(closed):.2f} s",
        f"{len(runs)} states: " + ", ".join(run.state for run in runs),
    )
    typed = sum(run.typed for run in runs)
    return Outcome(2 * len(runs), 2 * len(runs), typed, len(lost), len(runs), 0, figures, tuple(failures))
