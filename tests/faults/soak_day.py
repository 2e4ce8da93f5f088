# SPDX-License-Identifier: MIT
"""The process that is watched: one person's day in the real window, again and again.

    python -m tests.faults.soak_day VAULT MINUTES FIGURES SESSION...

Every place is gone to, a note is typed and signed, notes are searched, dialogs opened and closed, sheets made for
paper, backups taken, and now and then the window itself is closed and opened. FIGURES gets one JSON line a round.
"""

import gc
import json
import logging
import os
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from otdesk.printouts import day_sheet
from otdesk.printouts.page import Printing
from otdesk.queries import day_sheets, note_members
from otdesk.rules.note_entry import Section
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.notes.screen import NotesScreen
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.places import places
from otdesk.ui.shell import Shell
from otdesk.ui.tidying import Tidying
from tests import vaults
from tests.clock import FixedClock

CANNOT = ("propagateSizeHints", "does not support raise", "does not support grabbing the keyboard")
"""What the offscreen platform says it cannot do."""
SEARCHES = ("plan", "x12", "@alder", "#scissors")
NEW_WINDOW_EVERY, BACKUP_EVERY, PAPER_EVERY = 25, 10, 5


class Warnings(logging.Handler):
    """Every warning of Qt and of the log, counted; the first ones kept."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        logging.getLogger().addHandler(self)
        qInstallMessageHandler(self._hear_qt)

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")

    def _hear_qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(part in text for part in CANNOT):
            self.said.append(text)


class Day:
    def __init__(self, folder: Path, scratch: Path, sessions: list[int]) -> None:
        self._clock, self._began = FixedClock(), time.monotonic()
        self._vault = vaults.unlocked(folder, self._clock())
        self._scratch, self._sessions = scratch, sessions
        self.signed = 0
        self._open()

    def _now(self) -> datetime:
        clock = FixedClock(self._clock())
        clock.advance(seconds=time.monotonic() - self._began)
        return clock.local()

    def _open(self) -> None:
        self._jobs = Jobs()
        self._bridge = Bridge(self._vault, self._now, self._jobs)
        self.shell = Shell(self._bridge, Settings(self._scratch / "settings.json"), places())
        self._tidying = Tidying(self._jobs, self.shell)  # as in the program: by the main thread, between events
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.activateWindow()
        self.shell.start("today")
        settle()

    def _close(self) -> None:
        """The program ends with its window; here the process goes on, so what the window was made of goes first."""
        self._tidying.stop()
        self._jobs.stop()
        self._bridge.close()
        self.shell.close()
        self.shell.deleteLater()
        settle()
        del self._tidying, self._jobs, self._bridge, self.shell
        gc.collect()

    def end(self) -> None:
        self._close()
        self._vault.close()

    def round(self, number: int) -> None:
        for place in places():
            if place.listed:
                self.shell.go(place.name)
                settle()
        if self._sessions:
            self._note()
        self._search(SEARCHES[number % len(SEARCHES)])
        self._dialogs()
        if number % PAPER_EVERY == 0:
            self._paper()
        if number % BACKUP_EVERY == 0:
            self._vault.back_up(self._now())
        if number % NEW_WINDOW_EVERY == NEW_WINDOW_EVERY - 1:
            self._close()
            self._open()

    def _note(self) -> None:
        """One note typed letter by letter and signed."""
        session = self._sessions.pop()
        student = min(self._bridge.read(note_members.waiting_in, session))
        self.shell.go(f"notes/{session}/{student}")
        settle()
        panel = self.shell.screens["notes"].findChild(NotePanel)
        if panel is None:
            raise RuntimeError("no note is open")
        box = panel.editor.sections.boxes[Section.PLAN].text
        box.setFocus()
        for letter in f"plan {session}x{self.signed}":
            QTest.keyClicks(box, letter)
            settle()
        before = self._signed()
        QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        limit = time.monotonic() + 20
        while self._signed() == before:
            settle()
            if time.monotonic() > limit:
                raise RuntimeError(f"note {session} was not signed")
        self.signed += 1

    def _signed(self) -> int:
        with self._vault.read() as db:
            return int(db.connection().exec_driver_sql("SELECT count(*) FROM note_chain").scalar_one())

    def _search(self, words: str) -> None:
        self.shell.go("notes")
        settle()
        screen = self.shell.screens["notes"]
        if isinstance(screen, NotesScreen):
            screen.list.search.setText(words)
            screen.list.show_now()
            settle()
            screen.list.search.clear()
            screen.list.show_now()
            settle()

    def _dialogs(self) -> None:
        for way in (self.shell.help.show_keys, self.shell.open_palette):
            way()
            settle()
            for dialog in self.shell.findChildren(DialogBase):
                if dialog.is_open:
                    dialog.reject()
            settle()

    def _paper(self) -> None:
        with self._vault.read() as db:
            sheet = day_sheets.day_sheet(db, self._now().date())
        pages = day_sheet.day_sheets([sheet], day_sheet.SheetOptions(), Printing(self._now(), "Ana Ruiz"))
        if not pages.pdf.startswith(b"%PDF"):
            raise RuntimeError("no page came")


def settle() -> None:
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def figures(day: Day, number: int, minutes: float, warnings: Warnings) -> dict[str, object]:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1024
    return {
        "round": number, "minutes": minutes, "signed": day.signed, "memory": memory,
        "handles": len(os.listdir("/proc/self/fd")), "threads": threading.active_count(),  # noqa: PTH208
        "windows": len(QApplication.topLevelWidgets()), "warnings": len(warnings.said), "said": warnings.said[:5],
    }  # fmt: skip


def main() -> None:
    folder, minutes, out, sessions = Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]
    application = QApplication(["soak"])
    theme.look().apply(mode=theme.Mode.LIGHT, zoom=100, density=theme.Density.AUTO, height=768)
    warnings, began, number = Warnings(), time.monotonic(), 0
    with tempfile.TemporaryDirectory() as scratch, out.open("w", encoding="utf-8", buffering=1) as file:
        day = Day(folder, Path(scratch), [int(text) for text in sessions])
        while (passed := (time.monotonic() - began) / 60) < minutes:
            day.round(number)
            number += 1
            file.write(json.dumps(figures(day, number, passed, warnings)) + "\n")
        day.end()
    application.quit()


if __name__ == "__main__":
    main()
