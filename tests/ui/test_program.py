# SPDX-License-Identifier: MIT
"""The life of the window: start, unlock, lock into a new process, one window only, signals, upkeep, the end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from otdesk import app, settings
from otdesk.app import Demo, Options, Program, command_again, folder_of, options_of, take_lock
from otdesk.doors import Doors, server_name
from otdesk.faults import Refusal, Trouble
from otdesk.settings import Settings
from otdesk.system import OwnerLock
from otdesk.ui.backup_words import when_words
from otdesk.ui.importing.page import ImportPage
from otdesk.ui.parts.dialogs import NoticeDialog
from otdesk.ui.screen import Screen
from otdesk.ui.setup.district import DistrictStep
from otdesk.ui.setup.resume import Resume, resume_of, token_of
from otdesk.ui.setup.start import Start
from otdesk.ui.shell import Shell
from otdesk.ui.single import FirstWindow, raise_first
from otdesk.vault.keys import KeyPolicy
from tests import vaults
from tests.clock import FixedClock
from tests.vaults import PASSPHRASE, weak_keys


@pytest.fixture
def program(qtbot: QtBot, vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """At its lock screen, on an empty vault."""
    hooks = sys.excepthook, sys.unraisablehook
    monkeypatch.setattr("otdesk.ui.crashes.Crashes.watch", _no_hooks)
    doors = Doors(vault_folder, app.local_now, KeyPolicy(**weak_keys()))
    lock = take_lock(vault_folder)
    assert lock is not None
    made = Program(Options(vault=vault_folder), Settings(), lock, doors)
    made.begin()
    qtbot.waitUntil(lambda: made.findChild(FirstWindow) is not None, timeout=20_000)
    yield made
    made.stop()
    doors.close(backup=False)
    assert (sys.excepthook, sys.unraisablehook) == hooks
    for window in (made.shell, made.setup):
        if window is not None:
            window.deleteLater()


def _no_hooks(self: object, *_told: object) -> None:
    """pytest-qt has its own hooks in place, and tests are to fail by them."""


def unlock(qtbot: QtBot, program: Program) -> Shell:
    assert program.setup is not None
    page = program.setup.unlock_page
    assert page is not None
    page.field.set_text(PASSPHRASE)
    page.unlock()
    qtbot.waitUntil(lambda: program.shell is not None, timeout=20_000)
    assert program.shell is not None
    return program.shell


# --- start ---


def test_the_window_reads_few_words() -> None:
    assert options_of([]) == Options()
    assert options_of(["--locked", "--resume", "abc"]) == Options(resume="abc")
    assert options_of(["--vault", "/v", "--quit-after-show"]) == Options(Path("/v"), "", quit_after_show=True)
    with pytest.raises(Refusal, match="--frobnicate"):
        options_of(["--frobnicate"])


def test_the_last_vault_is_opened_again_if_it_is_still_there(vault_folder: Path, tmp_path: Path) -> None:
    kept = Settings(tmp_path / "settings.json")
    assert folder_of(Options(), kept).name == "vault"
    kept.put(settings.VAULT, str(vault_folder))
    assert folder_of(Options(), kept) == vault_folder
    assert folder_of(Options(vault=tmp_path), kept) == tmp_path
    kept.put(settings.VAULT, str(tmp_path / "gone"))
    assert folder_of(Options(), kept) != tmp_path / "gone"


def test_unlock_leads_to_the_main_window(qtbot: QtBot, program: Program) -> None:
    assert program.setup is not None
    program.setup.resize(1200, 700)
    shell = unlock(qtbot, program)
    assert shell.isVisible()
    assert shell.size().width() == 1200
    assert program.setup is None
    qtbot.waitUntil(lambda: shell.status.backup.text().startswith("Backup: today"), timeout=20_000)


def test_a_second_window_is_not_opened_but_the_first_is_raised(
    qtbot: QtBot, program: Program, vault_folder: Path
) -> None:
    first = program.findChild(FirstWindow)
    assert first is not None
    with qtbot.waitSignal(first.wanted, timeout=20_000):
        done = subprocess.Popen(
            [sys.executable, "-m", "otdesk", "--vault", str(vault_folder)],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )
    assert done.wait(20) == 0


# --- lock ---


def test_locking_saves_starts_the_locked_process_and_closes_the_vault(
    qtbot: QtBot, program: Program, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    left: list[str] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_how: started.append(command))
    shell = unlock(qtbot, program)
    monkeypatch.setattr(shell, "leave_place", lambda: left.append("saved"))
    monkeypatch.setattr(shell, "leave_by", lambda: 642)
    with qtbot.waitSignal(program.ended) as told:
        shell.lock_wanted.emit()
    assert told.args == [0]
    assert left == ["saved"]
    assert not shell.isVisible()
    assert program._doors.vault is None
    assert started[0][:-1] == [*command_again(program._options, "")[:-1]]
    resume = resume_of(started[0][-1])
    assert resume.leave_by == 642
    assert resume.locked_after == 0
    assert program._settings.get(settings.LOCKED), "the keychain does not open what was locked, in no process"
    OwnerLock(vault_folder / "lock").release()  # nobody owns it any more
    lock = take_lock(vault_folder)
    assert lock is not None, "the locked process may take the window's place"
    lock.release()


def test_what_was_closed_under_a_cover_asks_for_the_passphrase_again(qtbot: QtBot, program: Program) -> None:
    program._settings.put(settings.LOCKED, True)
    unlock(qtbot, program)
    assert program.guard is not None
    program.guard.cover()
    qtbot.waitUntil(lambda: program.guard is not None and program.guard.covered)
    program.stop()
    assert program._settings.get(settings.LOCKED)


def test_what_was_closed_in_the_open_may_be_opened_by_the_keychain(qtbot: QtBot, program: Program) -> None:
    program._settings.put(settings.LOCKED, True)
    unlock(qtbot, program)
    program.stop()
    assert not program._settings.get(settings.LOCKED)


def test_a_restore_locks_backs_up_and_hands_the_backup_on(
    qtbot: QtBot, program: Program, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_how: started.append(command))
    shell = unlock(qtbot, program)
    with qtbot.waitSignal(program.ended):
        shell.backups.restore_wanted.emit(Path("/media/STICK/a.otdesk-backup"))
    assert program._doors.vault is None
    assert list((vault_folder / "backups").iterdir())
    assert resume_of(started[0][-1]).restore == "/media/STICK/a.otdesk-backup"


def test_where_the_old_vault_is_kept_is_told_after_a_restore(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program._doors.put_aside = tmp_path / "vault.before-restore-20261020-102400"
    shell = unlock(qtbot, program)
    told = [dialog for dialog in shell.findChildren(NoticeDialog) if dialog.is_open]
    assert [dialog.accessibleName() for dialog in told] == ["The backup is restored"]
    told[0].reject()


def test_the_copy_in_the_second_place_is_made_by_itself(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    (tmp_path / "STICK").mkdir()
    program._settings.put(settings.SECOND_PLACE, str(tmp_path / "STICK"))
    shell = unlock(qtbot, program)
    qtbot.waitUntil(lambda: shell.status.copy.text().startswith("Second copy: today"), timeout=20_000)
    assert len(list((tmp_path / "STICK").iterdir())) == 1


def test_the_command_of_the_lock_shows_the_lock_screen(vault_folder: Path, tmp_path: Path) -> None:
    command = command_again(Options(vault=vault_folder), token_of(Resume("notes", 642, "2026-10-20", 10, 610)))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "OTDESK_HOME": str(tmp_path / "other")}
    done = subprocess.run(
        [*command, "--quit-after-show"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 2, "first paint and first page"


def test_a_draft_that_cannot_be_saved_leaves_the_window_covered(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise Trouble("The disk is full.", "Make room.")

    shell = unlock(qtbot, program)
    with monkeypatch.context() as patch:
        patch.setattr(shell, "leave_place", full)
        program.lock()
    assert not shell.isVisible(), "nothing is shown"
    assert program.guard is not None
    assert program.guard.face is not None
    assert "The disk is full." in program.guard.face._note.text()
    program.guard.lift()
    assert shell.isVisible(), "nothing is lost"
    assert shell.voice.banner is not None
    assert "The disk is full." in shell.voice.banner.text()


def test_nobody_there_covers_and_then_locks(qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_how: started.append(command))
    shell = unlock(qtbot, program)
    guard = program.guard
    assert guard is not None
    now = [guard.watch._last]
    monkeypatch.setattr(guard.watch, "_now", lambda: now[0])

    def nobody_for(seconds: int) -> None:
        for _ten in range(seconds // 10):
            now[0] += 10
            guard.watch.look()

    nobody_for(170)
    assert not guard.covered
    nobody_for(10)
    assert guard.covered
    assert not shell.isVisible()
    nobody_for(590)
    assert started == []
    with qtbot.waitSignal(program.ended):
        nobody_for(10)
    assert resume_of(started[0][-1]).locked_after == 13


# --- the end ---


def test_closing_the_window_backs_up_and_ends(qtbot: QtBot, program: Program, vault_folder: Path) -> None:
    shell = unlock(qtbot, program)
    with qtbot.waitSignal(program.ended) as told:
        shell.close()
    assert told.args == [0]
    assert list((vault_folder / "backups").iterdir())
    assert not (vault_folder / "data.db-wal").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_cleanly(number: int, tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "OTDESK_HOME": str(tmp_path / "home")}
    running = subprocess.Popen([sys.executable, "-m", "otdesk"], env=environment, stderr=subprocess.PIPE, text=True)
    limit = time.monotonic() + 30
    while not raise_first(server_name(tmp_path / "home" / "vault")):  # it listens to us after it listens to signals
        assert time.monotonic() < limit
        time.sleep(0.05)
    running.send_signal(number)
    _said, complaint = running.communicate(timeout=30)
    assert running.returncode == 0, complaint
    assert "Traceback" not in complaint


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "-m", "otdesk"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    if sys.platform == "linux":
        assert done.returncode == 1
        assert "no display" in done.stderr
        assert "screens DIR" in done.stderr


# --- the first run ---


def test_the_first_run_leads_through_the_import_to_work(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otdesk.ui.crashes.Crashes.watch", _no_hooks)
    folder = tmp_path / "first"
    lock = take_lock(folder)
    assert lock is not None
    made = Program(Options(vault=folder), Settings(), lock, Doors(folder, app.local_now, KeyPolicy(**weak_keys())))
    made.begin()
    qtbot.waitUntil(lambda: made.findChild(FirstWindow) is not None, timeout=20_000)
    assert made.setup is not None
    assert made.setup.welcome is not None
    assert made.setup.welcome.chosen() is Start.IMPORT
    made._doors.create("Dana Whitfield", PASSPHRASE)
    made._doors.confirm_code()
    made.setup.ready.emit(Start.IMPORT.value)
    asked = made.setup.page()
    assert isinstance(asked, DistrictStep)
    asked.went_back.emit()
    page = made.setup.page()
    assert isinstance(page, ImportPage)
    assert made.shell is None
    page.went_back.emit()
    assert made.shell is not None
    assert made.shell.isVisible()
    with qtbot.waitSignal(made.ended):
        made.shell.close()
    made.shell.deleteLater()


# --- the demo ---


def test_the_demo_has_its_own_clock_and_is_gone_afterward(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo" / "vault"
    gone: list[str] = []

    def make(report: object) -> Demo:
        vaults.make(folder, clock())
        vault = vaults.unlocked(folder, clock())
        keeper = ExitStack()
        keeper.callback(gone.append, "gone")
        keeper.callback(vault.close)
        return Demo(vault, keeper, clock.local)

    monkeypatch.setattr(app, "_make_demo", make)
    monkeypatch.setattr("otdesk.ui.crashes.Crashes.watch", _no_hooks)
    options = Options(demo=True)
    home = folder_of(options, Settings())
    lock = take_lock(home)
    assert lock is not None
    made = Program(options, Settings(), lock, Doors(home, app.local_now))
    made.begin()
    qtbot.waitUntil(lambda: made.shell is not None, timeout=20_000)
    assert made.shell is not None
    assert made.shell.bridge.now() == clock.local()
    assert made.shell.status.sample.isVisible()
    assert "lock" not in made.shell.sidebar.names(), "nobody knows its passphrase"
    with qtbot.waitSignal(made.ended):
        made.shell.close()
    assert gone == ["gone"]
    made.shell.deleteLater()


@pytest.mark.parametrize(
    ("back", "words"),
    [(timedelta(minutes=74), "today 9:10"), (timedelta(days=1), "yesterday 10:24"), (timedelta(days=5), "Thu, Oct 15")],
)
def test_when_the_backup_was(back: timedelta, words: str, clock: FixedClock) -> None:
    now: datetime = clock.local()
    assert when_words(now - back, now) == words


def test_a_screen_knows_no_leave_by_unless_it_says_so(program: Program, qtbot: QtBot) -> None:
    shell = unlock(qtbot, program)
    assert all(isinstance(screen, Screen) for screen in shell.screens.values())
    times = [screen.leave_by() for screen in shell.screens.values()]
    assert shell.leave_by() == min((at for at in times if at is not None), default=None)
