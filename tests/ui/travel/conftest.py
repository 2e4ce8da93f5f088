# SPDX-License-Identifier: MIT
"""The window on Travel & time; no test reaches a real printer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from otdesk import system
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.travel_sample import lay
from tests.travel_window import TravelWindow


def _no_printers() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[TravelWindow]:
    monkeypatch.setattr(system, "printers", _no_printers)
    with house(tmp_path / "vault", clock) as opened:
        made = TravelWindow(qtbot, lay(opened), tmp_path)
        yield made
        made.close()
