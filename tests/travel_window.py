# SPDX-License-Identifier: MIT
"""The window with Travel & time on the small caseload, driven by keys."""

import subprocess
from pathlib import Path

from pytestqt.qtbot import QtBot

from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.places import Place
from otdesk.ui.settings.screen import SettingsScreen
from otdesk.ui.shell import Shell
from otdesk.ui.travel.screen import TravelScreen
from tests.caseload_window import Window
from tests.travel_sample import Roadhouse


class TravelWindow(Window):
    def __init__(self, qtbot: QtBot, at: Roadhouse, folder: Path) -> None:
        theme.look()
        self.qtbot, self.house, self.at = qtbot, at.house, at
        self.said: list[str] = []
        self.refused: list[str] = []
        self.bridge = Bridge(at.house.vault, self._now, Jobs())
        self.bridge.said.connect(self._hear)
        self.bridge.refused.connect(self.refused.append)
        places = (
            Place("travel", "Travel & time", "route", 7, TravelScreen),
            Place("settings", "Settings", "settings", 0, SettingsScreen, key="Ctrl+,"),
        )
        self.shell = Shell(self.bridge, Settings(folder / "settings.json"), places)
        qtbot.addWidget(self.shell)
        self.shell.resize(1280, 680)
        self.shell.show()
        self.shell.start("travel")
        qtbot.waitUntil(self._built)

    def close(self) -> None:
        self.bridge.jobs.stop()
        super().close()

    def _built(self) -> bool:
        return len(self.shell.screens) == 2 and not self.travel.stale

    @property
    def travel(self) -> TravelScreen:
        screen = self.shell.screens["travel"]
        assert isinstance(screen, TravelScreen)
        return screen

    def _quiet(self) -> bool:
        screens = (self.travel, self.settings)
        return not self.bridge._pending and not any(screen._later.isActive() for screen in screens)

    def open_paper(self) -> PrintDialog:
        """The print sheet that is open, its pages made."""
        (dialog,) = [one for one in self.shell.findChildren(PrintDialog) if one.is_open]
        self.qtbot.waitUntil(
            lambda: dialog._job is None and not dialog._soon.isActive() and not self.bridge.jobs.running(),
            timeout=20_000,
        )
        return dialog


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
