# SPDX-License-Identifier: MIT
"""The process that is killed: the real note panel, typed into letter by letter, signed, the next one typed.

    python -m tests.faults.killed_typist VAULT LOG MINUTES SESSION...

MINUTES is how far the clock of the story has come. Each line of LOG begins with the time on the machine's own steady
clock: "key 12 n" the n-th letter of session 12 stands on the screen, "draft 12 n" a save with n letters was
acknowledged, "signed 12 n" the signed note with n letters was.
"""

import os
import random
import sys
import time
from datetime import datetime
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from otdesk.queries import note_members
from otdesk.rules.note_entry import Section
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.notes.panel import NotePanel
from tests import vaults
from tests.clock import FixedClock

LETTERS = 14  # of one note, and some more
PAUSE_MS = (10, 110)
LONG_PAUSE_MS = 700  # now and then, so that saves after a pause come too


def text_of(session: int, length: int) -> str:
    """What is typed into the plan of a session: no two places alike."""
    words = " ".join(f"{session}x{number}" for number in range(200))
    return words[:length]


class Typist(QObject):
    """Types by a timer, as a person would while the program does its own work between the keys."""

    def __init__(self, folder: Path, log: Path, minutes: int, sessions: list[int]) -> None:
        super().__init__()
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._clock = FixedClock()
        self._clock.advance(minutes=minutes)
        self._began = time.monotonic()
        self._vault = vaults.unlocked(folder, self._clock())
        self._bridge = Bridge(self._vault, self._now, Jobs(self), self)
        self.panel = NotePanel(self._bridge)
        self.panel.editor.draft.saved.connect(self._saved)
        self.panel.signing.signed.connect(self._signed)
        self._sessions = sessions
        self._session, self._typed = 0, 0
        self._dice = random.Random(time.monotonic_ns())  # noqa: S311 - a typist's rhythm
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._type)

    def _now(self) -> datetime:
        passed = time.monotonic() - self._began
        clock = FixedClock(self._clock())
        clock.advance(seconds=passed)
        return clock.local()

    def _tell(self, what: str, letters: int) -> None:
        os.write(self._log, f"{time.monotonic():.4f} {what} {self._session} {letters}\n".encode())
        if what != "key":
            os.fsync(self._log)

    def begin(self) -> None:
        self.panel.resize(480, 640)
        self.panel.show()
        self.panel.activateWindow()
        self._open()

    def _open(self) -> None:
        self._session, self._typed = self._sessions.pop(0), 0
        student = self._bridge.read(note_members.waiting_in, self._session)
        self.panel.open_note(self._session, min(student))
        self.panel.editor.sections.boxes[Section.PLAN].text.setFocus()
        self._next.start(30)

    def _type(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None:  # the window is not there yet
            self._next.start(10)
            return
        if self._typed >= LETTERS + self._session % 11:
            QTest.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            return
        self._typed += 1
        QTest.keyClicks(focus, text_of(self._session, self._typed)[-1])
        self._tell("key", self._typed)
        pause = LONG_PAUSE_MS if self._dice.random() < 0.06 else self._dice.randint(*PAUSE_MS)
        self._next.start(pause)

    def _saved(self, _note: int) -> None:
        self._tell("draft", self._typed)

    def _signed(self) -> None:
        self._tell("signed", self._typed)
        QTimer.singleShot(0, self._open)


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A typist that met an error is of no use: the one who waits for her is told why."""
    sys.__excepthook__(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)


def main() -> None:
    folder, log, minutes, sessions = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    application = QApplication(["typist"])
    sys.excepthook = _end
    theme.look()
    typist = Typist(folder, log, minutes, [int(number) for number in sessions])
    typist.begin()
    application.exec()


if __name__ == "__main__":
    main()
