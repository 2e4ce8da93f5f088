# SPDX-License-Identifier: MIT
"""The import page on an empty vault, driven by keys."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from otdesk.ui.bridge import Bridge
from otdesk.ui.importing.checks import Check
from otdesk.ui.importing.meaning import MeaningCombo
from otdesk.ui.importing.page import ImportPage
from otdesk.ui.importing.wording import Stage
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.buttons import Button
from tests.clock import FixedClock

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

K = Qt.Key
FILES = Path(__file__).resolve().parents[2] / "files"
MARLOW = tuple(
    FILES / "marlow" / name
    for name in ("bells.csv", "caseload.xlsx", "district_calendar.ics", "travel.csv", "schools.csv")
)
PATIENCE = 30_000


class Desk:
    def __init__(self, qtbot: QtBot, vault: "Vault", clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.vault, self.clock = qtbot, vault, clock
        self.monkeypatch = monkeypatch
        self.jobs = Jobs()
        self.bridge = Bridge(vault, self._now, self.jobs)
        self.said: list[str] = []
        self.bridge.said.connect(self._hear)
        self.finished = 0
        self.page = self._new_page()

    def _new_page(self) -> ImportPage:
        page = ImportPage(self.bridge, first_run=True)
        page.finished.connect(self._count)
        self.qtbot.addWidget(page)
        page.resize(1060, 680)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)
        page.entered()
        return page

    def again(self) -> None:
        """A new page, as when the import is opened another day."""
        self.page.close()
        self.page = self._new_page()

    def _now(self) -> datetime:
        return self.clock.local()

    def _hear(self, text: str, _undo: bool) -> None:
        self.said.append(text)

    def _count(self) -> None:
        self.finished += 1

    def close(self) -> None:
        self.jobs.stop()
        self.bridge.close()

    # --- keys ---

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, key, modifier)

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def tab_to(self, name: str) -> QWidget:
        """Press Tab until what has this accessible name has the keyboard."""
        met: list[str] = []
        for _ in range(120):
            focus = self.focus()
            if focus.accessibleName() == name:
                return focus
            met.append(focus.accessibleName())
            self.press(K.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab, only {met}")

    # --- steps ---

    def choose(self, *paths: Path) -> None:
        """Enter on the first step, with the file dialog answered; until all has been read and tried out."""

        def chosen(_kind: type[ImportPage], _parent: QWidget) -> list[Path]:
            return list(paths)

        self.monkeypatch.setattr(ImportPage, "ask_files", classmethod(chosen))
        self.press(K.Key_Return)
        self.settled()

    def settled(self) -> None:
        self.qtbot.waitUntil(self._idle, timeout=PATIENCE)

    def _idle(self) -> bool:
        return self.jobs.running() == 0 and not self.page.desk.busy

    def enter(self) -> None:
        self.press(K.Key_Return)
        self.settled()

    def undo(self) -> None:
        """Ctrl+Z on the result; a key presses its button a moment later."""
        self.press(K.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(self._matching)
        self.settled()

    def _matching(self) -> bool:
        return self.page.stage is Stage.MATCH

    def check(self, text: str) -> Check:
        found = [check for check in self.page.match.checks() if text in check.spoken()]
        assert len(found) == 1, [check.spoken() for check in self.page.match.checks()]
        return found[0]

    def button(self, check: Check, words: str) -> Button:
        line = self.page.match.card.lines[check.key]
        return next(button for button in line.buttons if button.text() == words)

    def combo(self, heading: str) -> MeaningCombo:
        return next(combo for combo in self.page.match.table.combos if combo.column.heading == heading)

    def rows(self, kind: type[Any]) -> int:
        with self.vault.read() as db:
            return int(db.scalar(select(func.count()).select_from(kind)) or 0)

    def all(self, kind: type[Any], *columns: str) -> list[tuple[Any, ...]]:
        with self.vault.read() as db:
            return [tuple(getattr(record, name) for name in columns) for record in db.scalars(select(kind))]

    def stage(self) -> Stage:
        return self.page.stage


def write(folder: Path, name: str, rows: Sequence[Sequence[str]]) -> Path:
    from tests.exchange.workbooks import table

    path = folder / name
    path.write_text(table(rows), encoding="utf-8")
    return path
