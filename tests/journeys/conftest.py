# SPDX-License-Identifier: MIT
"""A journey starts in the light look at 100 % and costs a millisecond of key derivation."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.ui import theme
from otdesk.vault import keys
from otdesk.vault.keys import KeyPolicy
from tests.clock import SCHOOL_ZONE, FixedClock
from tests.journeys.person import Person, at_the_keyboard
from tests.vaults import weak_keys


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> None:
    theme.look().apply(mode=theme.Mode.LIGHT, zoom=100, density=theme.Density.COMFORTABLE)


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Tuesday, October 20, 7:30, before the first school; nothing is on this machine yet."""
    weak = KeyPolicy(**weak_keys())
    assert keys.unlock.__kwdefaults__ is not None
    monkeypatch.setitem(keys.unlock.__kwdefaults__, "policy", weak)  # what proves a signature
    clock = FixedClock(datetime(2026, 10, 20, 7, 30, tzinfo=SCHOOL_ZONE))
    with at_the_keyboard(qtbot, tmp_path / "otdesk-home" / "vault", clock) as somebody:
        yield somebody
