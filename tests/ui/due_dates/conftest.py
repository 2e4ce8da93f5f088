# SPDX-License-Identifier: MIT
"""The window with Due dates on the small caseload."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.queries.due import Due
from otdesk.settings import Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.due_dates import screen as due_dates
from otdesk.ui.due_dates.screen import DueScreen
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.places import Place
from otdesk.ui.shell import Shell
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock


class DueWindow:
    def __init__(self, qtbot: QtBot, house: House, folder: Path) -> None:
        self.qtbot, self.house = qtbot, house
        self.bridge = Bridge(house.vault, self._now, Jobs())
        self.gone: list[str] = []
        self.bridge.opened.connect(self.gone.append)
        places = (Place("due", "Due dates", "calendar-clock", 5, due_dates.build, due_dates.pressing),)
        self.shell = Shell(self.bridge, Settings(folder / "settings.json"), places)
        qtbot.addWidget(self.shell)
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.start("due")
        self.settled()

    def _now(self) -> datetime:
        return self.house.clock.local()

    @property
    def screen(self) -> DueScreen:
        screen = self.shell.screens["due"]
        assert isinstance(screen, DueScreen)
        return screen

    def settled(self) -> None:
        self.qtbot.waitUntil(self._quiet, timeout=4000)
        QApplication.sendPostedEvents()

    def _quiet(self) -> bool:
        return "due" in self.shell.screens and not self.screen.stale and not self.bridge._pending

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, key, modifier)

    def type(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)

    def wait(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=4000)

    def dialog(self) -> DialogBase:
        (found,) = [dialog for dialog in self.shell.findChildren(DialogBase) if dialog.is_open]
        return found

    def shown_rows(self) -> tuple[Due, ...]:
        return self.screen.table.model.rows()

    def close(self) -> None:
        self.bridge.close()
        self.shell.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[DueWindow, Ids]]:
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        window = DueWindow(qtbot, opened, tmp_path)
        yield window, ids
        window.close()
