# SPDX-License-Identifier: MIT
"""Build by keyboard: plans drawn as they come, stopped, kept, left, undone; pins never move, nothing saved before."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.actions import slots
from otdesk.rules.kinds import SlotKind
from otdesk.ui.planner import building
from otdesk.ui.planner.builds import Builds
from tests.ui.planner.test_planner_screen import Desk
from tests.week_sample import NOW, make

K = Qt.Key
TUE = 1


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    sample = make(tmp_path / "vault")
    made = Desk(qtbot, sample)
    yield made
    made.screen.typical.builds.building.stop()
    qtbot.waitUntil(lambda: not made.bridge.jobs.running(), timeout=5000)
    made.bridge.jobs.stop()
    made.bridge.close()
    sample.vault.close()


def builds(desk: Desk) -> Builds:
    return desk.screen.typical.builds


def build(desk: Desk, seconds: float = 1.5) -> None:
    builds(desk).build(seconds)
    desk.qtbot.waitUntil(lambda: not builds(desk).building.running, timeout=30_000)


def test_b_builds_and_ctrl_enter_keeps_in_one_step_of_undo(desk: Desk) -> None:
    before = desk.sample.rows()
    desk.bridge.do(slots.set_pinned, desk.noor, True)
    desk.settled()
    pinned = desk.sample.rows()
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_B)
    assert builds(desk).building.running
    panel = builds(desk).panel
    desk.qtbot.waitUntil(panel.isVisible)
    assert panel.progress.isVisible()
    desk.qtbot.waitUntil(lambda: bool(panel._shown), timeout=20_000)
    assert desk.sample.rows() == pinned
    builds(desk).building.stop()
    desk.qtbot.waitUntil(lambda: not builds(desk).building.running, timeout=5000)
    said = [fact.text for fact in panel._shown]
    assert any("sessions placed" in text for text in said)
    assert "No double bookings; bells and travel kept" in said
    assert QApplication.focusWidget() is panel.keep_button
    desk.press(K.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    desk.settled()
    week = desk.week()
    assert week.unplaced == 0
    card = week.card(desk.noor)
    assert card is not None
    assert (card.day, card.start) == (TUE, 645)
    assert not panel.isVisible()
    desk.bridge.undo()
    desk.settled()
    assert desk.sample.rows() == pinned
    assert pinned != before


def test_a_plan_is_left_with_escape_and_nothing_was_saved(desk: Desk) -> None:
    before = desk.sample.rows()
    shown = set(desk.screen.typical.view.sheet.places)
    build(desk)
    assert set(desk.screen.typical.view.sheet.places) != shown
    desk.screen.typical.view.focus_first()
    desk.press(K.Key_Escape)
    assert not builds(desk).open
    assert set(desk.screen.typical.view.sheet.places) == shown
    assert desk.sample.rows() == before


def test_escape_leaves_a_build_under_way_from_the_panel_too(desk: Desk) -> None:
    panel = builds(desk).panel
    builds(desk).build(60)
    desk.qtbot.waitUntil(lambda: bool(panel._shown), timeout=20_000)
    assert panel.progress.stop_button is not None
    panel.progress.stop_button.setFocus()
    desk.press(K.Key_Escape)
    assert not builds(desk).open
    assert not panel._tick.isActive()
    desk.qtbot.waitUntil(lambda: not builds(desk).building.running, timeout=5000)
    assert not builds(desk).open
    build(desk)
    panel.keep_button.setFocus()
    desk.press(K.Key_Escape)
    assert not builds(desk).open


def test_fewer_moves_are_taken_though_they_cost_more(desk: Desk) -> None:
    """The planner decides what is better; the screen takes its word."""
    build(desk)
    first = builds(desk)._plan
    assert first is not None
    calmer = replace(first, moved=0, answer={**first.answer, "cost": first.answer["cost"] + 50})
    builds(desk)._better(calmer)
    assert builds(desk)._plan is calmer


def test_compare_shows_the_week_as_it_is_and_back(desk: Desk) -> None:
    own = set(desk.screen.typical.view.sheet.places)
    build(desk)
    new = set(desk.screen.typical.view.sheet.places)
    button = builds(desk).panel.compare_button
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert set(desk.screen.typical.view.sheet.places) == own
    assert builds(desk).panel.title.text() == "The week as it is"
    assert button.text() == "Show the new week"
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert set(desk.screen.typical.view.sheet.places) == new
    assert builds(desk).panel.title.text() == "New week"


def test_a_longer_search_begins_with_the_week_there_is(desk: Desk) -> None:
    build(desk)
    first = builds(desk)._plan
    assert first is not None
    builds(desk).search_on()
    assert builds(desk)._plan is first
    builds(desk).building.stop()
    desk.qtbot.waitUntil(lambda: not builds(desk).building.running, timeout=5000)
    last = builds(desk)._plan
    assert last is not None
    assert (last.score.placed, -last.answer["cost"]) >= (first.score.placed, -first.answer["cost"])
    assert builds(desk).panel.keep_button.isEnabled()


def test_a_plan_is_looked_at_not_changed(desk: Desk) -> None:
    build(desk)
    view = desk.screen.typical.view
    view.focus_first()
    first = QApplication.focusWidget()
    desk.press(K.Key_Down)
    assert QApplication.focusWidget() is not first
    desk.press(K.Key_Return)
    assert not desk.screen.typical.hold.active
    assert desk.screen.typical.pick(next(iter(view.sheet.places))) is False


def test_a_change_of_the_week_ends_a_plan_for_the_old_one(desk: Desk) -> None:
    build(desk)
    assert builds(desk).open
    desk.bridge.do(slots.move, desk.noor, 3, 600)
    desk.settled()
    assert not builds(desk).open
    assert ("slot", desk.noor) in desk.screen.typical.view.sheet.places


def test_pins_that_cannot_stand_together_are_told(desk: Desk) -> None:
    with desk.sample.vault.write("pins", NOW) as work:
        slots.set_pinned(work, desk.noor, True)
        other = slots.place(work, desk.sample.lines["Caleb Tran"], TUE, 650)
        slots.set_pinned(work, other, True)
    desk.settled()
    told: list[str] = []
    desk.bridge.troubled.connect(lambda what, _next: told.append(what))
    build(desk)
    assert told
    assert told[0].startswith("The pinned blocks cannot all be kept")
    assert builds(desk).panel.title.text() == "No week found"
    assert not builds(desk).panel.keep_button.isEnabled()


def test_stop_is_quick_and_the_child_is_gone(desk: Desk) -> None:
    builds(desk).build(60)
    desk.qtbot.waitUntil(lambda: bool(builds(desk).panel._shown), timeout=20_000)
    began = time.monotonic()
    builds(desk).building.stop()
    desk.qtbot.waitUntil(lambda: not builds(desk).building.running, timeout=5000)
    print(f"stopped after {time.monotonic() - began:.2f} s")


def test_the_window_never_loads_ortools() -> None:
    code = (
        "import sys; import otdesk.ui.planner.screen, otdesk.app, otdesk.ui.gallery;"
        "print([name for name in ('ortools', 'numpy', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert building.SECONDS > 0


def test_why_something_has_no_place_is_told_proved_and_what_helps_is_tried(desk: Desk) -> None:
    with desk.sample.vault.write("long", NOW) as work:
        for day in range(4):
            for start, length in ((480, 170), (720, 180)):
                slot = slots.add_block(work, SlotKind.DESK, day, start, length, desk.sample.schools[0])
                slots.set_pinned(work, slot, True)
        slots.remove(work, desk.noor)
    desk.settled()
    build(desk, 3)
    panel = builds(desk).panel
    assert panel.why_button.isVisible()
    left_over = builds(desk)._plan
    assert left_over is not None
    assert panel.why_button.text() == f"Why is {left_over.week.tray[0].title} unplaced?"
    desk.qtbot.mouseClick(panel.why_button, Qt.MouseButton.LeftButton)
    dialog = builds(desk).dialog
    assert dialog is not None
    desk.qtbot.waitUntil(lambda: not desk.bridge.jobs.running(), timeout=25_000)
    assert builds(desk).dialog is dialog
    desk.qtbot.waitUntil(lambda: not any("Looking" in line for line in dialog.lines()), timeout=5000)
    said = dialog.lines()
    assert any("a pinned block is then" in line or "another session is then" in line for line in said)
    helps = [button.accessibleName() for button in dialog.buttons]
    assert helps or any(line.startswith(("Proved", "No single rule")) for line in said)
    if dialog.buttons:
        before = builds(desk)._plan
        desk.qtbot.mouseClick(dialog.buttons[0], Qt.MouseButton.LeftButton)
        after = builds(desk)._plan
        assert before is not None
        assert after is not None
        assert after.score.placed > before.score.placed
        assert builds(desk).dialog is None
    else:
        dialog.reject()


def test_three_ways_stand_side_by_side_and_the_chosen_one_is_kept(desk: Desk) -> None:
    build(desk)
    builds(desk).more_ways(1.0)
    panel = builds(desk).panel
    desk.qtbot.waitUntil(lambda: not panel.options.isHidden(), timeout=30_000)
    assert sorted(builds(desk)._options) == ["A", "B", "C"]
    assert builds(desk)._plan is builds(desk)._options["A"]
    panel.options.segment("B").click()
    chosen = builds(desk)._options["B"]
    assert builds(desk)._plan is chosen
    assert builds(desk)._options["B"].score.placed == chosen.score.asked
    desk.press(K.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    desk.settled()
    kept = {(card.day, card.start) for day in desk.week().days for card in day.cards if card.kind == "session"}
    assert kept == {(card.day, card.start) for day in chosen.week.days for card in day.cards if card.kind == "session"}


def test_ways_stopped_early_show_what_was_found(desk: Desk) -> None:
    build(desk)
    builds(desk).more_ways(20.0)
    panel = builds(desk).panel
    desk.qtbot.waitUntil(lambda: "B" in builds(desk)._options, timeout=20_000)
    assert panel.progress.stop_button is not None
    desk.qtbot.mouseClick(panel.progress.stop_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: not panel.options.isHidden(), timeout=5000)
    assert sorted(builds(desk)._options) == ["A", "B"]
    assert not panel.options.segment("C").isEnabled()
