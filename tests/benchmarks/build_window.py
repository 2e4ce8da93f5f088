# SPDX-License-Identifier: MIT
"""How long the window stands still while a week is built, beside a bare Qt window that does nothing at the same time.

    .venv/bin/python -m tests.benchmarks.build_window DIR [--seconds 10]

The invented year in DIR (made if it is not there, as tests.benchmarks.places makes it). A timer that should come every
5 ms tells the gaps between its turns, from the press of B until the result stands.
"""

import argparse
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from otdesk.app import warm_up
from otdesk.ui.planner.screen import PlannerScreen
from otdesk.ui.readying import Readying
from otdesk.ui.tidying import Tidying
from otdesk.vault import keys
from otdesk.vault.vault import Vault
from tests.benchmarks.places import NOW, dress, made, settle, window
from tests.vaults import PASSPHRASE

_EVERY = 5


class Pulse:
    """The longest gaps between two turns of the event loop, in ms over the beat."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.gaps: list[float] = []
        self._timer = QTimer()
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def longest(self) -> list[float]:
        self._timer.stop()
        return sorted(self.gaps, reverse=True)[:5]


def bare(seconds: float) -> list[float]:
    shown = QWidget()
    shown.show()
    settle()
    pulse, until = Pulse(), time.perf_counter() + seconds
    while time.perf_counter() < until:
        QCoreApplication.processEvents()
        time.sleep(0.001)
    return pulse.longest()


def building(folder: Path, seconds: float) -> list[float]:
    vault = Vault.open(folder, keys.unlock(folder, PASSPHRASE), now=NOW)
    with tempfile.TemporaryDirectory() as scratch, window(vault, Path(scratch)) as shell:
        Readying(shell.bridge.jobs, warm_up, shell)  # as the program does
        while not shell.rest.is_complete():
            settle()
        shell.go("planner")
        tidying = Tidying(shell.bridge.jobs, shell)
        screen = shell.screens["planner"]
        if not isinstance(screen, PlannerScreen):
            raise TypeError("the planner's place shows something else")
        for _turn in range(300):  # a person looks at the week first; the other places are filled meanwhile
            settle()
            time.sleep(0.01)
        builds = screen.typical.builds
        pulse = Pulse()
        builds.build(seconds)
        while builds.building.running:
            QCoreApplication.processEvents()
            time.sleep(0.001)
        found = pulse.longest()
        tidying.stop()
        builds.discard()
        settle()
    vault.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    asked = parser.parse_args()
    _app = QApplication([])
    dress()
    quiet = bare(asked.seconds)
    ours = building(made(asked.folder, 1), asked.seconds)
    told = ", ".join(f"{gap:.0f}" for gap in ours)
    print(f"longest stand-stills of the window in a build: {told} ms (limit 50); a bare window {quiet[0]:.0f} ms")


if __name__ == "__main__":
    main()
