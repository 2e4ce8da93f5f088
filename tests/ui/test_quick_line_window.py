# SPDX-License-Identifier: MIT
"""One line in the palette places a session; 200 steps back; what Edit says it would take back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.actions import sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import today
from otdesk.records.sessions import TherapySession
from otdesk.ui.palette import Palette
from tests.caseload_sample import Ids, fill, house
from tests.caseload_window import CTRL, K, Window
from tests.clock import FixedClock

THU = date(2026, 10, 22)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Window, Ids]]:
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        window = Window(qtbot, opened, tmp_path)
        window.shell.activateWindow()
        yield window, ids
        window.close()


def palette(window: Window, text: str) -> Palette:
    window.press(K.Key_K, modifier=CTRL)
    (found,) = [one for one in window.shell.findChildren(Palette) if one.is_open]
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)
    return found


def rows(window: Window, day: date) -> list[tuple[str, int, int]]:
    shown = window.bridge.read(today.day, day, None)
    return [(row.students[0].called, row.start, row.end) for row in shown.rows() if row.session_id is not None]


def count(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(TherapySession)) or 0


def test_a_line_places_a_session_by_keys_alone_and_undo_takes_it_back(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    before = rows(window, THU)
    found = palette(window, "haz thu 9:10")
    assert found.hits()[0].words == "Schedule Hazel Dunmore, Thu, Oct 22, 9:10 – 9:40"
    assert found.preview().startswith("Hazel Dunmore, Thu, Oct 22, 9:10 to 9:40 at Alder Creek")
    assert rows(window, THU) == before, "nothing is done before Enter"
    window.press(K.Key_Return)
    assert rows(window, THU) == [("Hazel", 550, 580), *before]
    window.press(K.Key_Z, modifier=CTRL)
    assert rows(window, THU) == before


def test_what_stands_in_the_way_is_said_before_enter(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    window.house.do(sessions.add, SessionEntry(THU, ids.alder, 560, 590, ((ids.maya, ids.maya_line),)))
    found = palette(window, "haz thu 9:10")
    assert "overlaps Maya, 9:20 – 9:50" in found.hits()[0].detail
    assert "In the way: overlaps Maya, 9:20 – 9:50" in found.preview()
    found.search("haz sat 9:10")
    assert "no school" in found.hits()[0].detail
    found.search("haz thu 5:10 am")
    assert "school is" in found.hits()[0].detail
    found.reject()


def test_a_note_a_date_a_goal_and_commands_only(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    session = window.house.do(sessions.add, SessionEntry(date(2026, 10, 19), ids.alder, 550, 580, ((ids.hazel, None),)))
    went: list[str] = []
    window.bridge.opened.connect(went.append)
    palette(window, "haz note")
    window.press(K.Key_Return)
    palette(window, "next thu")
    window.press(K.Key_Return)
    assert went == [f"notes/{session}/{ids.hazel}", "today/2026-10-29"]
    found = palette(window, ">lock")
    assert [hit.words for hit in found.hits()] == ["Lock"]
    found.search("@alder")
    assert {"Hazel Dunmore", "Maya Ortiz"} <= {hit.words for hit in found.hits()}
    found.search("#zzz")
    assert found.hits() == []
    found.reject()


def test_two_hundred_steps_back_and_forth_and_edit_says_which(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    before = window.bridge.read(count)
    for n in range(201):
        entry = SessionEntry(THU, ids.alder, 480 + n, 490 + n, ((ids.maya, None),))
        window.bridge.do(sessions.add, entry)
    window.shell.commands.gray_out()
    assert (
        window.shell.commands.entry("edit.undo").action.text() == "Undo: Session added: Maya Ortiz, Thu, Oct 22 11:20"
    )
    for _n in range(200):
        window.press(K.Key_Z, modifier=CTRL)
    assert window.bridge.read(count) == before + 1
    window.press(K.Key_Z, modifier=CTRL)
    assert window.bridge.read(count) == before + 1, "the step before the last 200 stays"
    for _n in range(200):
        window.press(K.Key_Y, modifier=CTRL)
    assert window.bridge.read(count) == before + 201
