# SPDX-License-Identifier: MIT
"""For a drill: who is with me, one key from anywhere; initials on the screen by another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from otdesk.actions import alerts, attendance, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.queries.with_me import with_me
from otdesk.rules.entries_students import AlertEntry
from otdesk.rules.kinds import AlertKind, Presence
from otdesk.ui import theme
from otdesk.ui.parts.labels import Words
from otdesk.ui.safety.roster import RosterDialog
from tests.caseload_sample import Ids, fill, house
from tests.caseload_window import Window
from tests.clock import FixedClock

TUE = date(2026, 10, 20)  # it is 10:24


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Window, Ids]]:
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        window = Window(qtbot, opened, tmp_path)
        yield window, ids
        window.close()


def texts(root: QWidget) -> set[str]:
    return {label.text() for label in root.findChildren(Words) if label.isVisibleTo(root)}


def add(window: Window, ids: Ids, start: int, *students: int) -> int:
    members = tuple((student, None) for student in students)
    return window.house.do(sessions.add, SessionEntry(TUE, ids.alder, start, start + 30, members, room="14"))


def test_the_running_session_the_absent_and_the_rest_of_the_building(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    session = add(window, ids, 610, ids.maya, ids.hazel)
    window.house.do(attendance.mark, session, ids.hazel, Mark(Presence.ABSENT))
    window.house.do(alerts.add, ids.maya, AlertEntry(AlertKind.EVACUATION, "Carry chair by the stairs", TUE))
    seen = window.house.read(with_me, window.house.clock.local())
    assert [child.name for child in seen.now_with_me] == ["Maya Ortiz"]
    assert [child.name for child in seen.absent] == ["Hazel Dunmore"]
    assert seen.in_building == ()
    assert (seen.session_end, seen.room) == (640, "14")
    assert seen.now_with_me[0].alerts[0].words == "Carry chair by the stairs"


def test_between_sessions_the_building_of_the_last_one_counts(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    add(window, ids, 740, ids.maya)
    seen = window.house.read(with_me, window.house.clock.local().replace(hour=13))
    assert seen.now_with_me == ()
    assert seen.school is not None
    assert seen.school.code == "AC"
    assert [child.name for child in seen.in_building] == ["Hazel Dunmore", "Maya Ortiz"]


def test_one_key_opens_the_roster_once_also_over_a_form(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    add(window, ids, 610, ids.maya)
    window.command("student.add")
    window.command("tools.who")
    window.command("tools.who")
    (roster,) = [dialog for dialog in window.shell.findChildren(RosterDialog) if dialog.is_open]
    assert "Maya Ortiz" in texts(roster)


def test_initials_hide_names_everywhere_and_the_roster_shows_them_on_a_press(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    add(window, ids, 610, ids.maya)
    window.shell.go(f"caseload/student/{ids.maya}")
    window.settled()
    assert any("Maya Ortiz" in text for text in texts(window.shell))
    window.command("view.initials")
    assert window.shell.status.initials.isVisible()
    assert not [text for text in texts(window.shell) if "Maya" in text or "Ortiz" in text]
    window.command("tools.who")
    (roster,) = [dialog for dialog in window.shell.findChildren(RosterDialog) if dialog.is_open]
    assert "M. O." in texts(roster)
    roster.names_button.click()
    assert "Maya Ortiz" in texts(roster)
    roster.reject()
    assert theme.current().shown("Maya Ortiz") == "M. O."
    window.command("view.initials")
    assert theme.current().shown("Maya Ortiz") == "Maya Ortiz"


def test_standing_rows_hide_names_by_themselves(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    theme.look().apply(density=theme.Density.STANDING)
    assert window.shell.initials.on
    window.command("view.initials")
    assert not window.shell.initials.on, "the person says otherwise"
    theme.look().apply(density=theme.Density.COMFORTABLE)
    assert not window.shell.initials.on
