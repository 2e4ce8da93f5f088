# SPDX-License-Identifier: MIT
"""The year: months walked by keys, each day said, and the early word where the year does not hold what is promised."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from otdesk.queries import year_view
from otdesk.ui.planner.screen import DATED, YEAR
from otdesk.ui.planner.year import short_words, warning_words
from tests.ui.planner.test_planner_screen import Desk
from tests.week_sample import TODAY, make

K = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    sample = make(tmp_path / "vault")
    made = Desk(qtbot, sample)
    yield made
    qtbot.waitUntil(lambda: not made.bridge.jobs.running(), timeout=5000)
    made.bridge.jobs.stop()
    made.bridge.close()
    sample.vault.close()


def test_keys_walk_the_days_and_enter_opens_the_week(desk: Desk) -> None:
    desk.screen.show_school_year()
    months = desk.screen.year.months
    assert desk.screen.tab == YEAR
    assert months.day == TODAY
    desk.press(K.Key_Down)
    assert months.day == date.fromordinal(TODAY.toordinal() + 7)
    assert "session" in months.accessibleDescription()
    desk.press(K.Key_Return)
    assert desk.screen.tab == DATED
    assert desk.screen.monday <= months.day


def test_a_line_without_a_place_is_told_before_the_year_is_over(desk: Desk) -> None:
    desk.screen.show_school_year()
    desk.qtbot.waitUntil(lambda: bool(desk.screen.year.model.rows()))
    rows = desk.screen.year.model.rows()
    short = [hold for hold in rows if not hold.holds]
    assert short
    assert all(hold.required == hold.given + hold.to_come + hold.short for hold in rows if hold.decided)
    assert desk.screen.year.warning.text() == warning_words(list(rows))
    assert short_words(short[0]).endswith("no place")
    assert not warning_words([hold for hold in rows if hold.holds])


def test_every_day_of_the_year_is_in_one_month(desk: Desk) -> None:
    found = desk.bridge.read(year_view.year, TODAY)
    assert found is not None
    assert min(found.days) == found.first
    assert max(found.days) == found.last
    assert len(found.days) == (found.last - found.first).days + 1
    months = desk.screen.year.months
    desk.screen.show_school_year()
    boxes = [months.box_of(day) for day in found.days]
    assert len({(box.x(), box.y()) for box in boxes if box is not None}) == len(found.days)
