# SPDX-License-Identifier: MIT
"""The window with Caseload and Settings on a small vault, driven by keys as a person drives it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.screen import CaseloadScreen
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.jobs import Jobs
from otdesk.ui.places import Place
from otdesk.ui.settings.screen import SettingsScreen
from otdesk.ui.shell import Shell
from tests.caseload_sample import House

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Window:
    def __init__(self, qtbot: QtBot, house: House, folder: Path) -> None:
        theme.look()
        self.qtbot, self.house = qtbot, house
        self.said: list[str] = []
        self.refused: list[str] = []
        self.bridge = Bridge(house.vault, self._now, Jobs())
        self.bridge.said.connect(self._hear)
        self.bridge.refused.connect(self.refused.append)
        places = (
            Place("caseload", "Caseload", "users", 3, CaseloadScreen),
            Place("settings", "Settings", "settings", 0, SettingsScreen, key="Ctrl+,"),
        )
        self.shell = Shell(self.bridge, Settings(folder / "settings.json"), places)
        qtbot.addWidget(self.shell)
        self.shell.resize(1280, 680)
        self.shell.show()
        self.shell.start("caseload")
        qtbot.waitUntil(self._built)

    def _now(self) -> datetime:
        return self.house.clock.local()

    def _hear(self, text: str, _undo: bool) -> None:
        self.said.append(text)

    def _built(self) -> bool:
        return len(self.shell.screens) == 2 and not self.caseload.stale

    @property
    def caseload(self) -> CaseloadScreen:
        screen = self.shell.screens["caseload"]
        assert isinstance(screen, CaseloadScreen)
        return screen

    @property
    def settings(self) -> SettingsScreen:
        screen = self.shell.screens["settings"]
        assert isinstance(screen, SettingsScreen)
        return screen

    def close(self) -> None:
        self.bridge.jobs.stop()
        self.bridge.close()
        self.shell.close()

    # --- keys ---

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, key, modifier)

    def type(self, text: str) -> None:
        """Into what has the focus; a drop-down takes its words."""
        target = QApplication.focusWidget()
        if isinstance(target, QPlainTextEdit):
            target.insertPlainText(text)
            return
        if isinstance(target, QComboBox):
            target.setCurrentText(text)
            return
        assert isinstance(target, QLineEdit), target
        target.selectAll()
        QTest.keyClicks(target, text)

    def tab_to(self, name: str, most: int = 60) -> None:
        """Tab until the thing with that accessible name has the focus."""
        for _n in range(most):
            focus = QApplication.focusWidget()
            if focus is not None and focus.accessibleName() == name:
                return
            self.press(K.Key_Tab)
        raise AssertionError(f"Tab never came to {name}")

    def fill(self, form: FormSheet, **texts: str) -> None:
        """Tab through the form and type, by label."""
        wanted = {name.replace("_", " ").casefold(): text for name, text in texts.items()}
        for _n in range(80):
            focus = QApplication.focusWidget()
            label = focus.accessibleName().casefold() if focus is not None else ""
            if label in wanted:
                self.type(wanted.pop(label))
            if not wanted:
                return
            self.press(K.Key_Tab)
        raise AssertionError(f"no field for {wanted}")

    def command(self, name: str) -> None:
        self.shell.commands.entry(name).fire()

    def wait(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=4000)

    def settled(self) -> None:
        """The notice has come and what is shown was read again."""
        self.wait(self._quiet)
        QApplication.sendPostedEvents()  # rows made just now are shown by a posted event

    def _quiet(self) -> bool:
        return not self.bridge._pending and not self.caseload._later.isActive() and not self.settings._later.isActive()

    def open_form(self) -> FormSheet:
        forms = [form for form in self.shell.findChildren(FormSheet) if form.is_open]
        assert len(forms) == 1, forms
        return forms[0]


def unnamed(root: QWidget) -> list[str]:
    """Widgets Tab can reach that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None and widget.isVisibleTo(root):
            name = widget.accessibleName() or getattr(widget, "text", str)()
            inside = widget.parent()
            if not name and not isinstance(inside, QComboBox):
                found.append(f"{type(widget).__name__} in {type(inside).__name__}")
    return found
