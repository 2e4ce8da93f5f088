# SPDX-License-Identifier: MIT
"""A new vault is asked for its district and how it counts minutes; nothing is assumed of what was not answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.queries import policies, workplace
from otdesk.rules.entries_people import DistrictEntry
from otdesk.rules.minutes import CountMode
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.setup.district import DistrictStep
from tests.caseload_sample import House, house
from tests.clock import FixedClock


@pytest.fixture
def empty(tmp_path: Path, clock: FixedClock) -> Iterator[House]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened


@pytest.fixture
def step(qtbot: QtBot, empty: House, clock: FixedClock) -> DistrictStep:
    page = DistrictStep(Bridge(empty.vault, clock, Jobs()))
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    page.activateWindow()
    page.entered()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.name.editor)
    return page


def press(key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def test_what_nobody_knows_yet_stays_unanswered(step: DistrictStep, empty: House, qtbot: QtBot) -> None:
    QTest.keyClicks(step.name.editor, "Marlow Public Schools")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(step.state.editor, "mn")
    with qtbot.waitSignal(step.finished):
        press(Qt.Key.Key_Return)
    row = empty.read(workplace.district)
    assert row is not None
    assert row.entry == DistrictEntry("Marlow Public Schools", "MN", "America/Chicago", None)
    assert empty.read(policies.minutes, step._bridge.today()).broken is None


def test_the_answer_is_the_policy_of_the_vault(step: DistrictStep, empty: House, qtbot: QtBot) -> None:
    QTest.keyClicks(step.name.editor, "Marlow")
    step.cards[CountMode.SCHEDULED].setFocus()
    press(Qt.Key.Key_Space)
    with qtbot.waitSignal(step.finished):
        press(Qt.Key.Key_Return)
    assert empty.read(policies.minutes, step._bridge.today()).broken is CountMode.SCHEDULED


def test_later_enters_nothing(step: DistrictStep, empty: House, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Return)
    assert step.name.faulty, "Continue without a name says what is missing"
    assert empty.read(workplace.district) is None
    with qtbot.waitSignal(step.finished):
        press(Qt.Key.Key_Escape)
    assert empty.read(workplace.district) is None


def test_a_state_that_is_none_is_told_on_the_page(step: DistrictStep, empty: House) -> None:
    QTest.keyClicks(step.name.editor, "Marlow")
    step.state.set_text("QQ")
    press(Qt.Key.Key_Return)
    assert step.told()
    assert empty.read(workplace.district) is None
