# SPDX-License-Identifier: MIT
"""The program with a bug put into it: unlocked, a note typed into, then the bug. What the person saw, as JSON.

    python -m tests.faults.crashing KIND VAULT SESSION STUDENT

KIND is where the bug lies (`BUGS`), or "after": the run that follows, which only looks what it is told at its start.
The message of each bug names a student; the words typed name her too.
"""

import faulthandler
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from otdesk.app import Options, Program
from otdesk.doors import Doors, window_lock
from otdesk.rules.note_entry import Section
from otdesk.settings import Settings
from otdesk.ui.crashes import CrashDialog
from otdesk.ui.jobs import Report
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.parts.dialogs import DialogBase, NoticeDialog
from otdesk.ui.parts.labels import Words
from otdesk.ui.single import FirstWindow
from otdesk.vault.keys import KeyPolicy
from tests.clock import FixedClock
from tests.vaults import PASSPHRASE, weak_keys

CANARY = "Maya Ortiz"
TYPED = f"{CANARY} will bring the canary cage"
BUGS = ("slot", "data", "thread", "job", "saving", "many", "death")
_STEP_MS = 30


def break_down(name: str) -> None:
    raise ValueError(f"cannot read {name}")


class Table(QAbstractTableModel):
    """Fails in every cell and for every role."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else 12

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else 4

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        break_down(CANARY)
        return None


class Victim(QObject):
    """Goes on when what it waits for is there; a step that never comes ends the process."""

    pressed = Signal(str)

    def __init__(self, kind: str, folder: Path, session: int, student: int) -> None:
        super().__init__()
        self.kind, self._session, self._student = kind, session, student
        clock = FixedClock()
        doors = Doors(folder, clock.local, KeyPolicy(**weak_keys()))
        self.program = Program(Options(vault=folder), Settings(), window_lock(folder), doors, clock.local)
        self.program.ended.connect(self._end)
        self.pressed.connect(break_down)
        self.dialogs: list[str] = []
        self.started: list[list[str]] = []
        self._steps = [self._unlock, self._open_note, self._type, self._harm, self._answer]
        if kind == "after":
            self._steps = [self._look]
        self._turns = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_STEP_MS)
        self._clock.timeout.connect(self._turn)

    def begin(self) -> None:
        subprocess.Popen = self._not_started  # type: ignore[misc,assignment]
        self.program.begin()
        self._clock.start()

    def _not_started(self, command: list[str], **_how: object) -> None:
        self.started.append(command)

    def _turn(self) -> None:
        self._turns += 1
        if self._turns > 1000:
            print(f"stuck before {self._steps[0].__name__ if self._steps else 'the end'}", file=sys.stderr)
            os._exit(3)
        if self._steps and self._steps[0]():
            self._steps.pop(0)

    # --- steps: whether done ---

    def _unlock(self) -> bool:
        page = self.program.setup.unlock_page if self.program.setup is not None else None
        if page is None or self.program.findChild(FirstWindow) is None:
            return False
        page.field.set_text(PASSPHRASE)
        page.unlock()
        return True

    def _open_note(self) -> bool:
        if self.program.shell is None:
            return False
        self.program.shell.go(f"notes/{self._session}/{self._student}")
        return True

    def _type(self) -> bool:
        panel = self.program.shell.findChild(NotePanel) if self.program.shell is not None else None
        box = panel.editor.sections.boxes.get(Section.PLAN) if panel is not None else None
        if panel is None or box is None or not box.text.isVisible():
            return False
        box.text.setFocus()
        QTest.keyClicks(box.text, TYPED)
        self._saved = False
        panel.editor.draft.saved.connect(self._note_saved)
        return True

    def _note_saved(self, _note: int) -> None:
        self._saved = True

    def _harm(self) -> bool:
        if self.kind == "death":
            if self._saved:  # a second at most
                faulthandler._sigsegv()  # type: ignore[attr-defined]
            return False
        program = self.program
        if self.kind in {"data", "many"}:
            table = QTableView(program.shell)
            table.setModel(Table(self))
            table.resize(300, 200)
            table.show()
        if self.kind == "saving" and program.shell is not None:
            program.crashes._save_work = self._save_fails
        if self.kind in {"slot", "saving", "many"}:
            for _press in range(3):
                self.pressed.emit(CANARY)
        if self.kind in {"thread", "many"}:
            threading.Thread(target=break_down, args=(CANARY,)).start()
        if self.kind in {"job", "many"}:
            program.jobs.start(_job)
        return True

    def _save_fails(self) -> None:
        raise KeyError(CANARY)

    def _answer(self) -> bool:
        dialogs = self._dialogs(CrashDialog)
        if not dialogs or self._turns % 10:  # what else goes wrong has its time
            return False
        self.dialogs = dialogs
        focus = QApplication.focusWidget()
        if focus is not None:
            QTest.keyClick(focus, Qt.Key.Key_Return)
        return focus is not None

    def _look(self) -> bool:
        self.dialogs = self._dialogs(NoticeDialog)
        if not self.dialogs or self.program.findChild(FirstWindow) is None:
            return False
        self.program.stop()
        return True

    def _dialogs(self, kind: type[DialogBase]) -> list[str]:
        window = self.program.window()
        shown = [dialog for dialog in window.findChildren(kind) if dialog.is_open] if window is not None else []
        return [" | ".join(label.text() for label in dialog.findChildren(Words)) for dialog in shown]

    def _end(self, code: int) -> None:
        print(json.dumps({"dialogs": self.dialogs, "started": self.started, "code": code}), flush=True)
        os._exit(0)


def _job(_report: Report) -> None:
    break_down(CANARY)


def main() -> None:
    kind, folder, session, student = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    application = QApplication(["crashing"])
    application.setQuitOnLastWindowClosed(False)
    victim = Victim(kind, folder, session, student)
    victim.begin()
    application.exec()


if __name__ == "__main__":
    main()
