# SPDX-License-Identifier: MIT
"""Notices: once for each drive, once a day for what is due, only while another program is in front; no names."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from otdesk import settings
from otdesk.settings import Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.notices import Notices
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.travel_sample import TODAY, Roadhouse, lay


class Desk:
    def __init__(self, at: Roadhouse, folder: Path, owner: QObject) -> None:
        self.house, self.shown, self.count = at.house, list[tuple[str, str]](), 0
        self.bridge = Bridge(at.house.vault, self._now, Jobs())
        self.preferences = Settings(folder / "settings.json")
        self.notices = Notices(self.bridge, self.preferences, self._due, self._show, owner)

    def _now(self) -> datetime:
        return self.house.clock.local()

    def _due(self, _bridge: Bridge) -> int:
        return self.count

    def _show(self, title: str, text: str) -> None:
        self.shown.append((title, text))

    def leave_by(self) -> int:
        """Minutes from now until the next drive."""
        from otdesk.queries import today

        now = self._now()
        drive = self.bridge.read(today.day, now.date(), now.hour * 60 + now.minute).next_drive
        assert drive is not None
        assert drive.leave_by is not None
        return drive.leave_by - now.hour * 60 - now.minute


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    owner = QObject()
    with house(tmp_path / "vault", clock) as opened:
        at = lay(opened)
        at.session(TODAY, at.ids.alder, 630)
        at.session(TODAY, at.ids.briar, 780, held=False)
        made = Desk(at, tmp_path, owner)
        yield made
        made.notices._clock.stop()
        made.bridge.close()


def test_a_drive_is_told_ten_minutes_before_and_once(desk: Desk) -> None:
    desk.notices.look()
    assert desk.shown == []
    desk.house.clock.advance(minutes=desk.leave_by() - 11)
    desk.notices.look()
    assert desk.shown == []
    desk.house.clock.advance(minutes=1)
    for _turn in range(3):
        desk.notices.look()
    ((title, text),) = desk.shown
    assert title.startswith("Leave by ")
    assert text == "In 10 minutes."


def test_what_is_due_is_told_once_a_day_as_a_figure(desk: Desk) -> None:
    desk.count = 2
    desk.notices.look()
    desk.notices.look()
    assert desk.shown == [("Due dates", "2 dates are late or due today.")]
    desk.house.clock.advance(days=1)
    desk.notices.look()
    assert len(desk.shown) == 2


def test_nothing_is_told_when_not_wanted_or_while_the_window_is_in_front(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.count = 2
    desk.preferences.put(settings.NOTICES, False)
    desk.notices.look()
    desk.preferences.put(settings.NOTICES, True)
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(object))
    desk.notices.look()
    assert desk.shown == []
