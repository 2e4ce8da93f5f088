# SPDX-License-Identifier: MIT
"""What the window tells the audit trail by itself: who was looked at, a clock that was set, when the machine locks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import settings
from otdesk.records.audit import AuditEvent
from otdesk.settings import Settings
from otdesk.ui.clock_watch import ClockWatch
from otdesk.ui.trail import Trail
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


def _viewed(db: Session) -> list[int | None]:
    return list(db.scalars(select(AuditEvent.subject_id).where(AuditEvent.kind == "view").order_by(AuditEvent.seq)))


def test_a_student_who_is_looked_at_is_in_the_trail(desk: tuple[Window, Ids]) -> None:
    window, ids = desk

    def told(count: int) -> None:
        window.wait(lambda: len(window.house.read(_viewed)) == count)

    assert window.house.read(_viewed) == []
    window.bridge.go(f"caseload/student/{ids.maya}")
    told(1)
    window.bridge.go("caseload")
    window.bridge.go(f"caseload/student/{ids.maya}")
    window.bridge.go(f"caseload/student/{ids.hazel}")
    told(2)
    window.house.clock.advance(minutes=15)
    window.bridge.go(f"caseload/student/{ids.maya}")
    told(3)
    assert window.house.read(_viewed) == [ids.maya, ids.hazel, ids.maya]


def test_a_view_is_written_even_when_the_window_closes_at_once(desk: tuple[Window, Ids]) -> None:
    window, ids = desk
    window.bridge.viewed([ids.maya])
    window.bridge.close()
    assert window.house.read(_viewed) == [ids.maya]


class _Clocks:
    """A wall clock that somebody sets, and a steady one."""

    def __init__(self, at: datetime) -> None:
        self.wall, self.steady = at, 100.0
        self.told: list[datetime] = []

    def now(self) -> datetime:
        return self.wall

    def seconds(self) -> float:
        return self.steady

    def passes(self, seconds: float, wall: float | None = None) -> None:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds if wall is None else wall)


def test_a_clock_that_is_set_is_a_jump_and_time_that_passes_is_not(qtbot: QtBot, clock: FixedClock) -> None:
    clocks = _Clocks(clock())
    owner = QObject()
    watch = ClockWatch(owner, clocks.now, clocks.seconds)
    watch.jumped.connect(clocks.told.append)
    for seconds, wall in ((20, 20), (36_000, 36_000), (20, 21), (20, 139)):
        clocks.passes(seconds, wall)
        watch.look()
    assert clocks.told == []
    expected = clocks.wall + timedelta(seconds=20)
    clocks.passes(20, -3600)
    watch.look()
    watch.look()
    assert clocks.told == [expected]
    watch.stop()


def test_the_minutes_of_the_lock_are_told_and_colors_are_not(desk: tuple[Window, Ids], tmp_path: Path) -> None:
    window, _ids = desk
    kept = Settings(tmp_path / "others.json")
    trail = Trail(window.bridge, kept, window.shell)
    kept.put(settings.THEME, "dark")
    kept.put(settings.LOCK_MINUTES, 45)
    trail.clock.jumped.emit(window.bridge.now() - timedelta(hours=1))
    trail.clock.stop()

    def told(db: Session) -> list[tuple[str, object]]:
        kinds = AuditEvent.kind.in_(["settings", "clock_jump"]), AuditEvent.subject_kind.in_(["machine", "vault"])
        rows = db.scalars(select(AuditEvent).where(*kinds).order_by(AuditEvent.seq))
        return [(row.kind, row.detail.get("value", row.detail.get("seconds"))) for row in rows]

    assert window.house.read(told) == [("settings", 45), ("clock_jump", 3600)]
