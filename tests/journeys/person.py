# SPDX-License-Identifier: MIT
"""Somebody at the keyboard of the real program: presses keys, types, looks where the focus is. No mouse, no calls
into screens: what cannot be reached by keys cannot be tested here."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError  # noqa: A004 - what waitUntil raises
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from otdesk import paths
from otdesk.app import Options, Program
from otdesk.doors import Doors, window_lock
from otdesk.settings import Settings
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.setup.window import SetupWindow
from otdesk.ui.shell import Shell
from otdesk.ui.single import FirstWindow
from otdesk.vault.keys import KeyPolicy
from tests.clock import FixedClock
from tests.vaults import weak_keys

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

K = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
PATIENCE = 20_000
W = TypeVar("W", bound=QWidget)


class Person:
    """One program on one vault, and a clock that moves when told."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock) -> None:
        self.qtbot, self.folder, self.clock = qtbot, folder, clock
        self.program: Program
        self.ended: list[int] = []
        self._doors: Doors

    # --- the program ---

    def start(self, resume: str = "") -> None:
        """`otdesk`, up to its first page."""
        self.ended = []
        self._doors = Doors(self.folder, self.clock.local, KeyPolicy(**weak_keys()))
        options = Options(vault=self.folder, resume=resume)
        self.program = Program(options, Settings(), window_lock(self.folder), self._doors, self.clock.local)
        self.program.ended.connect(self.ended.append)
        self.program.begin()
        self.wait(self._first_page)

    def _first_page(self) -> bool:
        window = self.program.setup
        ready = window is not None and window.page() is not None and window.isActiveWindow()
        return ready and self.program.findChild(FirstWindow) is not None and QApplication.focusWidget() is not None

    @property
    def setup(self) -> SetupWindow:
        assert self.program.setup is not None
        return self.program.setup

    @property
    def shell(self) -> Shell:
        assert self.program.shell is not None
        return self.program.shell

    @property
    def vault(self) -> "Vault":
        assert self._doors.vault is not None
        return self._doors.vault

    def code_group(self, number: int) -> str:
        """What stands on the paper beside the keyboard."""
        return self._doors.code_group(number)

    def gone(self) -> bool:
        return bool(self.ended)

    def put_away(self) -> None:
        """The process would be over: nothing of the program stays."""
        if not self.ended:
            self.program.stop()
        for window in (self.program.shell, self.program.setup):
            if window is not None and isValid(window):
                window.close()
                window.deleteLater()
        self.program.deleteLater()

    # --- the keyboard ---

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Each key goes to what has the focus when its turn comes."""
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)

    def write(self, text: str) -> None:
        """Letter by letter; what no plain key gives comes by the clipboard."""
        if text.isascii():
            QTest.keyClicks(self.focus(), text)
            return
        clipboard = QGuiApplication.clipboard()
        before = clipboard.text()
        clipboard.setText(text)
        self.press(K.Key_V, modifier=CTRL)
        clipboard.setText(before)

    def rewrite(self, text: str) -> None:
        """Over what stands in the field."""
        self.press(K.Key_A, modifier=CTRL)
        self.write(text)

    def answer(self, key: Qt.Key, act: Callable[[], None], modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key that opens a dialog which waits for its answer, and give the answer by `act`."""
        faults: list[BaseException] = []
        look = QTimer()
        look.setInterval(10)

        def answer_now() -> None:
            if self.no_dialog():
                return
            look.stop()
            dialog = self.dialog()
            try:
                act()
                assert not dialog.is_open, f"{dialog.accessibleName()} is still open"
            except BaseException as fault:  # noqa: BLE001 - raised again where the key was pressed
                faults.append(fault)
                dialog.close_with(taken=False)

        look.timeout.connect(answer_now)
        look.start()
        self.press(key, modifier=modifier)
        assert not look.isActive(), "no dialog asked anything"
        if faults:
            raise faults[0]

    def here(self) -> str:
        """What a screen reader would say of the focus."""
        return self.focus().accessibleName()

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Tab until the focus says `name` first. Fails when it comes round without having met it."""
        met: list[str] = []
        for _step in range(90):
            if self.here().startswith(name):
                return
            met.append(self.here())
            self.press(K.Key_Backtab if back else K.Key_Tab, modifier=SHIFT if back else PLAIN)
        raise AssertionError(f"Tab never comes to {name}: {list(dict.fromkeys(met))}")

    def walk_to(self, name: str, key: Qt.Key = K.Key_Down) -> None:
        """Arrow until the focus says `name` first; fails at the end of the list."""
        met: list[str] = []
        for _step in range(120):
            if self.here().startswith(name):
                return
            if met and met[-1] == self.here():
                break
            met.append(self.here())
            self.press(key)
        raise AssertionError(f"the arrows never come to {name}: {met}")

    # --- the eyes ---

    def wait(self, condition: Callable[[], object]) -> None:
        def true() -> bool:
            return bool(condition())

        try:
            self.qtbot.waitUntil(true, timeout=PATIENCE)
        except TimeoutError:
            shown = self.program.window() is not None
            seen = self.texts() if shown else "no window"
            focus = QApplication.focusWidget()
            raise AssertionError(f"waited in vain at {focus and focus.accessibleName()!r}, seeing {seen}") from None

    def wait_for_place(self, name: str) -> None:
        """A place is shown, up to date, and has the keyboard."""
        self.wait(lambda: self.program.shell is not None and self.shell.commands.place == name)
        self.settle()

    def settle(self) -> None:
        """All changes are told, the shown place is up to date, nothing runs beside it."""
        self.wait(self._settled)

    def _settled(self) -> bool:
        shell = self.program.shell
        if shell is None or not shell.commands.place:
            return False
        pending = self.program.bridge is not None and self.program.bridge._soon.isActive()
        screen = shell.screens[shell.commands.place]
        return not pending and not screen.stale and QApplication.focusWidget() is not None

    def shown(self, kind: type[W]) -> W:
        """The one visible widget of a kind."""
        found = [widget for widget in self.window().findChildren(kind) if widget.isVisible()]
        assert len(found) == 1, f"{len(found)} of {kind.__name__}"
        return found[0]

    def window(self) -> QWidget:
        window = self.program.window()
        assert window is not None
        return window

    def dialog(self) -> DialogBase:
        found = [dialog for dialog in self.window().findChildren(DialogBase) if dialog.is_open]
        assert len(found) == 1, [dialog.accessibleName() for dialog in found]
        return found[0]

    def no_dialog(self) -> bool:
        return not any(dialog.is_open for dialog in self.window().findChildren(DialogBase))

    def texts(self) -> list[str]:
        """All words that are painted as labels now."""
        return [words.text() for words in self.window().findChildren(Words) if words.isVisible()]

    def reads(self, text: str) -> bool:
        return any(text in words for words in self.texts())

    def toasts(self) -> list[str]:
        return self.shell.voice.toasts.texts()

    def picture(self, path: Path) -> None:
        self.window().grab().save(str(path))


@contextmanager
def at_the_keyboard(qtbot: QtBot, folder: Path, clock: FixedClock) -> Iterator[Person]:
    """A person who leaves no process, window or hook behind; any crash of the program fails the journey."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    person = Person(qtbot, folder, clock)
    try:
        yield person
    finally:
        if hasattr(person, "program"):
            person.put_away()
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    crashes = sorted(paths.log_folder().glob("crash-*"))
    assert not crashes, "\n".join(path.read_text(encoding="utf-8") for path in crashes)
