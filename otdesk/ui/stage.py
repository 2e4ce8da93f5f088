# SPDX-License-Identifier: MIT
"""Where a picture is taken: a clock that stands still, a vault if there is one, a window on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from otdesk import settings
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.places import places
from otdesk.ui.shell import Shell

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

PATIENCE_MS = 30_000
TURN_MS = 2


class Stage:
    """`shell(address)` is the main window on the sample vault, standing at that address."""

    def __init__(self, clock: Callable[[], datetime], scratch: Path, vault: "Vault | None" = None) -> None:
        self.clock = clock
        self.scratch = scratch
        self.vault = vault
        self.size = (1366, 768)
        self.jobs = Jobs()
        self.settings = _settings_of_look(scratch / "settings.json")
        self._shell: Shell | None = None
        self._after: list[Callable[[], object]] = []

    def after(self, put_back: Callable[[], object]) -> None:
        """Done once the picture is taken."""
        self._after.append(put_back)

    def restore(self) -> None:
        while self._after:
            self._after.pop()()

    def bridge(self) -> Bridge:
        return self.shell("").bridge

    def shell(self, address: str) -> Shell:
        """The one window of this stage; RuntimeError when the stage has no vault."""
        if self.vault is None:
            raise RuntimeError("this picture needs the sample vault")
        if self._shell is None:
            bridge = Bridge(self.vault, self.clock, self.jobs)
            self._shell = Shell(bridge, self.settings, places())
            self._shell.status.sample.show()
            self._shell.status.show_saved(self.clock())
            self.present(self._shell)
            self._shell.start(address)
        elif address:
            self._shell.go(address)
        self._shell.voice.toasts.clear()
        return self._shell

    def present(self, window: QWidget) -> None:
        """Show `window` in the picture's size, with the keyboard."""
        window.resize(*self.size)
        window.show()
        window.activateWindow()
        self.settle()

    def settle(self, until: Callable[[], bool] | None = None) -> None:
        """Let events run until nothing is under way (and `until` is true)."""
        watch = QElapsedTimer()
        watch.start()
        quiet = 0
        while quiet < 3:
            self._turn()
            busy = self.jobs.running() > 0 or (until is not None and not until())
            quiet = 0 if busy else quiet + 1
            if watch.elapsed() > PATIENCE_MS:
                raise TimeoutError("the picture did not come to rest")

    def _turn(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(TURN_MS, loop.quit)
        loop.exec()

    def close(self) -> None:
        self.jobs.stop()
        if self._shell is not None:
            self._shell.bridge.close()
            self._shell.close()
            self._shell.deleteLater()
            self._shell = None
            self._turn()


def _settings_of_look(path: Path) -> Settings:
    """What the application looks like now is what this computer prefers: no scene puts it back to another size."""
    kept, look = Settings(path), theme.look()
    kept.put(settings.THEME, look.mode.value)
    kept.put(settings.ZOOM, look.theme.zoom)
    kept.put(settings.DENSITY, look.density.value)
    return kept


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `build` returns the window to take it of; what it opened besides (dialogs) lies in that window."""

    name: str
    build: Callable[[Stage], QWidget]
    needs_vault: bool = True
    size: tuple[int, int] | None = None
