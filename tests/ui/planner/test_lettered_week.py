# SPDX-License-Identifier: MIT
"""A fortnight of lettered days: more days than fit, all reached by keys."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.actions import slots
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.planner.screen import build
from otdesk.ui.timeline.cards import TimelineCard
from tests.week_sample import NOW, make


def _now() -> datetime:
    return NOW.astimezone(ZoneInfo("America/Chicago"))


def test_ten_lettered_days_scroll_to_where_the_keys_go(qtbot: QtBot, tmp_path: Path) -> None:
    theme.look()
    sample = make(tmp_path / "vault", cycle_days=10)
    bridge = Bridge(sample.vault, _now, Jobs())
    first = bridge.do(slots.place, sample.lines["Noor Haddad"], 0, 645)
    last = bridge.do(slots.place, sample.lines["Maya Ortiz"], 9, 645)
    screen = build(bridge)
    qtbot.addWidget(screen)
    screen.resize(820, 560)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    view = screen.typical.view
    qtbot.waitUntil(lambda: view.card(("slot", last)) is not None)
    assert [column.title for column in view.sheet.columns][:2] == ["Day A", "Day B"]
    assert view.focus_card(("slot", first))
    card = view.card(("slot", first))
    assert card is not None
    QTest.keyClick(card, Qt.Key.Key_Right)
    focused = QApplication.focusWidget()
    assert isinstance(focused, TimelineCard)
    assert focused.key == ("slot", last)
    assert focused.accessibleName().startswith("Maya Ortiz, Day J 10:45 to 11:15")
    port = view.area.viewport()
    left = focused.mapTo(port, QPoint(0, 0)).x()
    assert left >= 0
    assert left + focused.width() <= port.width()
    assert view.area.horizontalScrollBar().value() > 0
    bridge.close()
    sample.vault.close()
