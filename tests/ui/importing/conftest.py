# SPDX-License-Identifier: MIT
"""An import page on an empty vault, and a list of two schools."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from tests.clock import FixedClock
from tests.exchange.importing import SCHOOLS
from tests.ui.importing.importing_desk import Desk

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault


@pytest.fixture
def desk(qtbot: QtBot, vault: "Vault", clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk(qtbot, vault, clock, monkeypatch)
    yield made
    made.close()


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    path = tmp_path / "schools.csv"
    path.write_text(SCHOOLS, encoding="utf-8")
    return path
