# SPDX-License-Identifier: MIT
"""The therapist's year in the whole window: built, kept, undone, a student more, a snow day, what is logged untouched.

Every step is a key in the window; only what came of it is read from the vault.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from otdesk.queries import planner
from otdesk.queries.planner import TypicalWeek
from otdesk.records.calendars import CalendarDay
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.rules.kinds import DayType
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.places import places
from otdesk.ui.planner.screen import PlannerScreen
from otdesk.ui.settings.screen import SettingsScreen
from otdesk.ui.shell import Shell
from tests.week_sample import NOW, TODAY, make

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Seen = dict[tuple[str, frozenset[int]], set[tuple[int, int]]]
SNOW = TODAY + timedelta(days=7)


class Year:
    """The whole window on the week's sample, nothing placed yet."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        theme.look()
        self.qtbot, self.sample = qtbot, make(folder / "vault")
        self._most_moves: int | None = None
        self.jobs = Jobs()
        self.bridge = Bridge(self.sample.vault, self._now, self.jobs)
        self.shell = Shell(self.bridge, Settings(folder / "settings.json"), places())
        qtbot.addWidget(self.shell)
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.activateWindow()
        self.shell.start()
        self.wait(self.shell.rest.is_complete)

    @staticmethod
    def _now() -> datetime:
        return NOW.astimezone(ZoneInfo("America/Chicago"))

    @property
    def planner(self) -> PlannerScreen:
        screen = self.shell.screens["planner"]
        assert isinstance(screen, PlannerScreen)
        return screen

    # --- hands ---

    def wait(self, true: object, seconds: int = 30) -> None:
        assert callable(true)
        self.qtbot.waitUntil(true, timeout=seconds * 1000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def focus(self) -> QWidget:
        target = QApplication.focusWidget()
        assert target is not None
        return target

    def changes(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key that changes the vault; the screens have heard of it."""
        with self.qtbot.waitSignal(self.bridge.changed, timeout=5000):
            self.press(key, modifier)
        self.wait(self._quiet)

    def _quiet(self) -> bool:
        return not self.bridge._pending

    def tab_to(self, name: str) -> QWidget:
        for _n in range(80):
            if self.focus().accessibleName() == name:
                return self.focus()
            self.press(K.Key_Tab)
        raise AssertionError(f"Tab never came to {name}")

    def fill(self, **texts: str) -> None:
        for label, text in texts.items():
            field = self.tab_to(label.replace("_", " "))
            if isinstance(field, QComboBox):
                field.setCurrentText(text)
            elif isinstance(field, QPlainTextEdit):
                field.insertPlainText(text)
            else:
                assert isinstance(field, QLineEdit)
                field.selectAll()
                QTest.keyClicks(field, text)

    # --- what stands there ---

    def week(self) -> TypicalWeek:
        return self.bridge.read(planner.typical_week, TODAY)

    def seen(self) -> Seen:
        """When each set of students is seen."""
        found: Seen = {}
        for day in self.week().days:
            for card in day.cards:
                students = frozenset(student.id for student in card.students)
                found.setdefault((card.kind.value, students), set()).add((card.day, card.start))
        return found

    def dated(self) -> dict[int, tuple[date, int]]:
        with self.sample.vault.read() as db:
            rows = db.scalars(select(TherapySession).where(TherapySession.day >= TODAY)).all()
            return {row.id: (row.day, row.planned_start) for row in rows}

    def close(self) -> None:
        self.planner.typical.builds.building.stop()
        self.wait(self._no_job)
        self.jobs.stop()
        self.bridge.close()
        self.shell.close()
        self.sample.vault.close()

    def _no_job(self) -> bool:
        return not self.jobs.running()

    # --- steps ---

    def build_and_stop(self, most_moves: int | None = None) -> list[str]:
        """B, and Stop once all have a place and no more than that move. Returns the facts the panel tells."""
        self.press(K.Key_2, CTRL)
        self.wait(self._planner_shown)
        self.press(K.Key_B)
        builds = self.planner.typical.builds
        assert builds.building.running
        self._most_moves = most_moves
        self.wait(self._good_enough)
        stop = builds.panel.progress.stop_button
        assert isinstance(stop, DefaultButton)
        stop.setFocus()
        self.press(K.Key_Space)
        self.wait(self._stopped)
        return [fact.text for fact in builds.panel._shown]

    def keep(self) -> None:
        """Ctrl+Enter keeps the plan; who to tell of it is left for later."""
        self.changes(K.Key_Return, CTRL)
        dialogs = [one for one in self.shell.findChildren(DialogBase) if one.is_open]
        assert len(dialogs) == 1
        self.press(K.Key_Escape)
        self.wait(self._no_dialog)

    def _no_dialog(self) -> bool:
        return not any(one.is_open for one in self.shell.findChildren(DialogBase))

    def _planner_shown(self) -> bool:
        return self.planner.isVisible() and not self.planner.stale

    def _good_enough(self) -> bool:
        plan = self.planner.typical.builds._plan
        if plan is None or plan.week.tray:
            return False
        return self._most_moves is None or plan.moved <= self._most_moves

    def _stopped(self) -> bool:
        return not self.planner.typical.builds.building.running

    def mark_first_present(self) -> int:
        """On Today the first session of the day is marked by its key. Returns the session's id."""
        self.press(K.Key_1, CTRL)
        self.wait(self._today_shown)
        self.changes(K.Key_P)
        with self.sample.vault.read() as db:
            marked = set(db.scalars(select(Attendance.session_id).where(Attendance.presence.is_not(None))))
            assert len(marked) == 1
            return marked.pop()

    def _today_shown(self) -> bool:
        return self.shell.screens["today"].isVisible() and not self.shell.screens["today"].stale

    def take_on_student(self) -> None:
        self.press(K.Key_3, CTRL)
        self.wait(self._caseload_shown)
        self.press(K.Key_N, CTRL)
        self.wait(self._form)
        self.fill(First_name="Ines", Last_name="Falk", Grade="2", School="Alder Creek", Starts="10/20/26")
        self.fill(One_a_line="1x30/wk")
        self.changes(K.Key_Return, CTRL)

    def _caseload_shown(self) -> bool:
        return self.shell.screens["caseload"].isVisible() and not self.shell.screens["caseload"].stale

    def _form(self) -> bool:
        return any(form.is_open for form in self.shell.findChildren(FormSheet))

    def _no_form(self) -> bool:
        return not self._form()

    def snow(self) -> str:
        """Settings, School year, Add days; returns what the form said before it was agreed to."""
        settings = self.shell.screens["settings"]
        assert isinstance(settings, SettingsScreen)
        self.shell.go("settings/year")
        settings.year.add_days()
        self.wait(self._form)
        self.fill(First_day=SNOW.strftime("%m/%d/%y"), Name="Snow")
        self.press(K.Key_Return, CTRL)
        form = next(form for form in self.shell.findChildren(FormSheet) if form.is_open)
        said = form.effect.accessibleName()
        self.changes(K.Key_Return, CTRL)
        self.wait(self._no_form)
        return said


@pytest.fixture
def year(qtbot: QtBot, tmp_path: Path) -> Iterator[Year]:
    made = Year(qtbot, tmp_path)
    yield made
    made.close()


def test_a_year_in_the_window_from_the_first_build_to_the_snow(year: Year) -> None:
    nothing = year.sample.rows()
    year.build_and_stop()
    assert year.sample.rows() == nothing, "nothing is saved before Keep"
    year.keep()
    assert year.week().unplaced == 0
    year.changes(K.Key_Z, CTRL)
    assert year.sample.rows() == nothing
    year.build_and_stop()
    year.keep()
    first = year.seen()

    logged = year.mark_first_present()
    where = year.dated()[logged]
    year.take_on_student()
    with year.sample.vault.read() as db:
        assert db.scalars(select(Student.last).where(Student.first == "Ines")).one() == "Falk"
    assert year.week().unplaced == 1

    placed = sum(len(times) for key, times in first.items() if key[0] == "session")
    said = year.build_and_stop(most_moves=placed // 10)
    year.keep()
    assert year.week().unplaced == 0
    repaired = year.seen()
    moved = [key for key, times in first.items() if key[0] == "session" for at in times if at not in repaired[key]]
    assert len(moved) <= placed / 10
    assert not moved or any(text.startswith(f"{len(moved)} session") and "move" in text for text in said)

    before = year.dated()
    lost = {key for key, (day, _start) in before.items() if day == SNOW}
    assert lost
    effect = year.snow()
    assert effect, "the form says what the snow does before it is agreed to"
    after = year.dated()
    assert not any(day == SNOW for day, _start in after.values())
    assert after[logged] == where
    assert {key: at for key, at in after.items() if key in before} == {
        key: at for key, at in before.items() if key not in lost
    }
    assert year.seen() == repaired
    with year.sample.vault.read() as db:
        assert db.scalars(select(CalendarDay.day_type).where(CalendarDay.day == SNOW)).one() is DayType.CLOSED
