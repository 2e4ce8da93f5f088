# SPDX-License-Identifier: MIT
"""The cover: comes by key and by itself over whatever is open, is lifted by PIN or passphrase, becomes a lock."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from otdesk.actions import covers
from otdesk.faults import Refusal, Trouble
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.cover.guard import Guard
from otdesk.ui.cover.pin import MISSES, Pin, is_pin
from otdesk.ui.cover.pin_form import PinForm
from otdesk.ui.cover.window import CoverWindow
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.dialogs import ConfirmDialog, DialogBase
from otdesk.ui.places import places
from otdesk.ui.shell import Shell
from otdesk.vault import keys
from tests import vaults
from tests.clock import FixedClock
from tests.note_sample import Desk
from tests.vaults import PASSPHRASE, weak_keys

K = Qt.Key


class Covered:
    """The main window on the small caseload, with its guard."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, home: Path) -> None:
        theme.look()
        self.qtbot = qtbot
        self.vault = vaults.unlocked(folder, clock())
        self.jobs = Jobs()
        self.settings = Settings(home / "settings.json")
        self.bridge = Bridge(self.vault, clock.local, self.jobs, None, self.settings)
        self.shell = Shell(self.bridge, self.settings, places())
        qtbot.addWidget(self.shell)
        self.shell.resize(1200, 700)
        self.locks: list[int] = []
        self.troubles: list[str] = []
        self.flushed = 0
        self.guard = Guard(self.bridge, self._window, self._flush, self.shell.leave_by, self.shell)
        self.guard.lock_wanted.connect(self.locks.append)
        self.guard.join(self.shell.commands)
        self.shell.show()
        self.shell.activateWindow()
        self.shell.start("notes")
        qtbot.waitUntil(self.shell.isActiveWindow)

    def _window(self) -> QWidget:
        return self.shell

    def _flush(self) -> None:
        self.flushed += 1
        self.shell.leave_place()

    def face(self) -> CoverWindow:
        self.qtbot.waitUntil(lambda: self.guard.covered)
        found = self.guard.face
        assert found is not None
        return found

    def type_it(self, text: str) -> None:
        face = self.face()
        face.field.set_text(text)
        QTest.keyClick(face.field.editor, K.Key_Return)

    def seen(self) -> list[QWidget]:
        return [window for window in QApplication.topLevelWidgets() if window.isVisible()]

    def close(self) -> None:
        self.guard.stop()
        self.shell.rest.stop()
        self.jobs.stop()
        self.bridge.close()
        self.vault.close()


@pytest.fixture
def at(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock, note_desk: tuple[Path, Desk], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Covered]:
    checked, weak = keys.unlock, keys.KeyPolicy(**weak_keys())
    monkeypatch.setattr(
        keys, "unlock", lambda folder, phrase, person=None, **_how: checked(folder, phrase, person, policy=weak)
    )
    made = Covered(qtbot, vaults.copy(note_desk[0], tmp_path / "vault"), clock, tmp_path)
    yield made
    made.close()


def spoken() -> str:
    """All that a screen reader could find from the windows of the system on, shown or not."""
    return "\n".join(line for window in QGuiApplication.topLevelWindows() for line in _words(window.accessibleRoot()))


def _words(thing: QAccessibleInterface | None) -> Iterator[str]:
    if thing is None or not thing.isValid():
        return
    yield thing.text(QAccessible.Text.Name)
    yield thing.text(QAccessible.Text.Value)
    for number in range(thing.childCount()):
        yield from _words(thing.child(number))


# --- down and up ---


def test_one_key_covers_everything_and_the_passphrase_lifts_it(at: Covered) -> None:
    before = spoken()
    assert "Notes" in before
    place, focus = at.shell.geometry(), QApplication.focusWidget()
    QTest.keyClick(at.shell, K.Key_F9)
    face = at.face()
    at.qtbot.waitUntil(lambda: at.shell.windowHandle() is None)
    assert at.seen() == [face]
    at.qtbot.waitUntil(lambda: at.flushed == 1)  # what is typed is saved
    assert "Notes" not in spoken()
    assert "PIN" not in face.field.label()
    at.type_it("wrong words of some length")
    at.qtbot.waitUntil(lambda: "4 more tries" in face.field.line(), timeout=20_000)
    at.type_it(PASSPHRASE)
    at.qtbot.waitUntil(lambda: not at.guard.covered, timeout=20_000)
    assert at.shell.isVisible()
    assert at.shell.geometry() == place
    assert QApplication.focusWidget() is focus
    assert "Notes" in spoken()


def test_a_pin_lifts_it_and_five_misses_lock(at: Covered) -> None:
    at.guard._take_pin(Pin("4711"))
    at.guard.cover()
    assert at.face().field.label() == "PIN or passphrase"
    at.type_it("4712")
    assert at.guard.covered
    at.type_it("4711")
    assert not at.guard.covered
    at.guard.cover()
    for left in range(MISSES - 1, 0, -1):
        at.type_it("0815")
        assert ("One more try" if left == 1 else f"{left} more tries") in at.face().field.line()
    assert at.locks == []
    at.type_it("0815")
    assert at.locks == [0]
    at.type_it("4711")
    assert at.guard.covered, "the PIN is gone: only the passphrase is left"
    undo = at.bridge.undo_words()
    at.bridge.do(covers.note_misses, 3)
    assert at.bridge.undo_words() == undo, "what happened is not taken back"
    rows = at.bridge.read(lambda db: db.connection().exec_driver_sql("SELECT kind, detail FROM audit_events").all())
    assert [row[1] for row in rows if row[0] == "cover_missed"] == ['{"tries":1}', '{"tries":5}', '{"tries":3}']


def test_a_pin_is_no_run_and_no_repetition() -> None:
    for bad in ("", "123", "123456789", "12a4", "1234", "4321", "0000", "7890", "٤٧١١"):
        with pytest.raises(Refusal):
            Pin(bad)
    assert is_pin("4711")
    kept = Pin("47110815")
    assert kept.fits("47110815")
    assert not kept.fits("4711081")
    assert "4711" not in repr(vars(kept))


def test_the_pin_is_asked_twice_and_can_be_taken_away(at: Covered) -> None:
    at.shell.commands.entry("app.pin").fire()
    form = at.shell.findChild(PinForm)
    assert form is not None
    form.first.set_text("1234")
    form.accept()
    assert "tried first" in form.first.line()
    form.first.set_text("2468")
    form.again.set_text("2469")
    form.accept()
    assert form.is_open
    form.again.set_text("2468")
    form.accept()
    assert not form.is_open
    assert at.guard._pin is not None
    at.guard.ask_pin()
    again = next(sheet for sheet in at.shell.findChildren(PinForm) if sheet.is_open)
    again.none_button.click()
    assert at.guard._pin is None


# --- nothing holds it up ---


def test_a_menu_a_question_and_a_file_dialog_do_not_hold_it_up(at: Covered) -> None:
    answers: list[object] = []
    menu = QMenu("Harlow Students", at.shell)
    menu.addAction("Harlow")

    def stay() -> None:
        dialog = QFileDialog(at.shell, "Save Harlow")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        QTimer.singleShot(0, lambda: menu.popup(at.shell.mapToGlobal(at.shell.rect().center())))
        QTimer.singleShot(150, press)
        answers.append(dialog.exec())

    def press() -> None:
        popup = QApplication.activePopupWidget()
        assert popup is menu
        QTest.keyClick(popup, K.Key_F9)

    with QTestLater(stay):
        answers.append(ConfirmDialog.confirm(at.shell, "Delete Harlow?", "Really.", "Delete"))
    face = at.face()
    at.qtbot.waitUntil(lambda: at.shell.windowHandle() is None)
    assert at.seen() == [face]
    assert "Harlow" not in spoken()
    assert answers == [0, False]


class QTestLater:
    """Runs `what` inside the loop of a question, then lets the question go once the cover is down."""

    def __init__(self, what: Callable[[], None]) -> None:
        self._what = what

    def __enter__(self) -> None:
        QTimer.singleShot(0, self._what)
        QTimer.singleShot(600, self._leave)

    def __exit__(self, *_error: object) -> None:
        pass

    def _leave(self) -> None:
        for window in QApplication.topLevelWidgets():
            for sheet in window.findChildren(DialogBase):
                sheet.reject()


def test_what_a_job_shows_later_stays_under_the_cover(at: Covered, qtbot: QtBot) -> None:
    at.guard.cover()
    late = QWidget()
    qtbot.addWidget(late)
    late.show()
    qtbot.waitUntil(lambda: not late.isVisible())
    assert at.seen() == [at.face()]
    at.guard.lift()
    assert late.isVisible(), "and comes with the rest"


def test_a_draft_that_cannot_be_saved_is_covered_all_the_same(at: Covered, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise Trouble("The disk is full.", "Make room.")

    at.bridge.troubled.connect(lambda text, _step: at.troubles.append(text))
    monkeypatch.setattr(at.shell, "leave_place", full)
    at.guard.cover()
    assert at.guard.covered
    at.qtbot.waitUntil(lambda: at.troubles != [])
    assert at.troubles == ["The disk is full."]


def test_the_key_of_the_lock_works_on_the_cover(at: Covered) -> None:
    at.guard.cover()
    QTest.keyClick(at.face().field.editor, K.Key_L, Qt.KeyboardModifier.ControlModifier)
    at.qtbot.waitUntil(lambda: at.locks == [0])


def test_a_sleeping_machine_is_noticed(at: Covered, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [at.guard.watch._looked]
    monkeypatch.setattr(at.guard.watch, "_now", lambda: now[0])
    now[0] += 29
    at.guard.watch.look()
    assert at.locks == []
    now[0] += 31
    at.guard.watch.look()
    assert at.locks == [0]


def test_the_desktop_says_it_sleeps(at: Covered) -> None:
    at.guard._outside.sleeps(False)
    assert at.locks == []
    at.guard._outside.sleeps(True)
    at.guard._outside.locked()
    at.guard._outside.saves(True)
    assert at.locks == [0, 0, 0]
    assert isinstance(at.guard._outside, QObject)
