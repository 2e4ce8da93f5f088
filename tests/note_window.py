# SPDX-License-Identifier: MIT
"""The editor of notes, or the place Notes, on the small caseload, driven by keys."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from otdesk.queries.notes import NoteForm
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.group_note.page import GroupPage
from otdesk.ui.jobs import Jobs
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.parts.dialogs import DialogBase
from tests import vaults
from tests.caseload_sample import House
from tests.clock import FixedClock
from tests.note_sample import Desk

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class NoteWindow:
    """`at` holds the ids of the prepared sessions; the vault is the test's own copy."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, made: Desk) -> None:
        theme.look()
        self.qtbot, self.clock = qtbot, clock
        self.house = House(vaults.unlocked(folder, clock()), clock)
        self.at = Desk(self.house, made.ids, made.alone, made.group, made.last)
        self.jobs = Jobs()
        self.bridge = Bridge(self.house.vault, self._now, self.jobs)
        self.said: list[tuple[str, bool]] = []
        self.refused: list[str] = []
        self.troubled: list[str] = []
        self.bridge.said.connect(self._hear)
        self.bridge.refused.connect(self.refused.append)
        self.bridge.troubled.connect(self._hear_trouble)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1100, 720)

    def _now(self) -> datetime:
        return self.clock.local()

    def _hear(self, text: str, undo: bool) -> None:
        self.said.append((text, undo))

    def _hear_trouble(self, text: str, _step: str) -> None:
        self.troubled.append(text)

    def show(self, widget: QWidget) -> None:
        self.window.setCentralWidget(widget)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def panel(self, session: int, student: int) -> NotePanel:
        """The editor, opened on one note, with the keyboard."""
        panel = NotePanel(self.bridge)
        self.show(panel)
        panel.open_note(session, student)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)
        return panel

    def group(self, session: int, student: int) -> GroupPage:
        """The page of a group, that student's lane first, with the keyboard."""
        page = GroupPage(self.bridge)
        self.show(page)
        page.open_group(session, student)
        page.setFocus()
        return page

    def close(self) -> None:
        panel = self.window.centralWidget()
        if isinstance(panel, NotePanel | GroupPage):
            panel.flush()
        self.jobs.stop()
        self.bridge.close()
        self.house.vault.close()

    # --- keys ---

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def name(self) -> str:
        """What a screen reader says of what has the keyboard."""
        return self.focus().accessibleName()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)

    def write(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)

    def tab_to(self, name: str, most: int = 40) -> None:
        for _n in range(most):
            if self.name() == name:
                return
            self.press(K.Key_Tab)
        raise AssertionError(f"Tab never came to {name}")

    def dialog(self, kind: type[DialogBase]) -> DialogBase:
        """The one open sheet of this kind."""
        found = [sheet for sheet in self.window.findChildren(kind) if sheet.is_open]
        assert len(found) == 1, found
        return found[0]

    def form(self, session: int, student: int) -> NoteForm:
        return self.at.form(session, student)

    def settled(self) -> None:
        """No notice is under way."""
        self.qtbot.waitUntil(self._quiet)

    def _quiet(self) -> bool:
        return not self.bridge._soon.isActive() and not self.jobs.running()
