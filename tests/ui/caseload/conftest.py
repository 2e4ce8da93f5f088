# SPDX-License-Identifier: MIT
"""The window on the small caseload, and one on an empty vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.caseload_sample import Ids, fill, house
from tests.caseload_window import Window
from tests.clock import FixedClock


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Window, Ids]]:
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        window = Window(qtbot, opened, tmp_path)
        yield window, ids
        window.close()
