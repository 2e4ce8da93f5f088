# SPDX-License-Identifier: MIT
"""Every test of a screen starts in the light look at 100 %, comfortable; some need a window with notes to write."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.ui import theme
from tests import vaults
from tests.clock import FixedClock
from tests.note_sample import Desk, desk
from tests.note_window import NoteWindow


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> None:
    theme.look().apply(mode=theme.Mode.LIGHT, zoom=100, density=theme.Density.COMFORTABLE)


@pytest.fixture(scope="session")
def note_desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    """One closed vault for the run; each test copies it."""
    folder = tmp_path_factory.mktemp("notes") / "vault"
    with desk(folder, FixedClock()) as made:
        return folder, made


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, clock: FixedClock, note_desk: tuple[Path, Desk]) -> Iterator[NoteWindow]:
    folder, made = note_desk
    opened = NoteWindow(qtbot, vaults.copy(folder, tmp_path / "vault"), clock, made)
    yield opened
    opened.close()
