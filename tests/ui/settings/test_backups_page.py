# SPDX-License-Identifier: MIT
"""Settings, Backups, in the window: what there is, back up now, the second place, a trial, the way to a restore."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from otdesk import settings
from otdesk.settings import Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.places import places
from otdesk.ui.settings.backups_page import BackupsPage
from otdesk.ui.settings.screen import SettingsScreen
from otdesk.ui.shell import Shell
from otdesk.vault.vault import Vault
from tests import vault_rows
from tests.clock import FixedClock


@pytest.fixture
def kept(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.stop()


@pytest.fixture
def shell(qtbot: QtBot, vault: Vault, clock: FixedClock, jobs: Jobs, kept: Settings) -> Iterator[Shell]:
    vault_rows.people(vault, clock)
    vault_rows.signed(vault, clock, "first")
    bridge = Bridge(vault, clock.local, jobs)
    made = Shell(bridge, kept, places())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start("settings/backups")
    yield made
    bridge.close()
    made.close()


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> BackupsPage:
    screen = shell.screens["settings"]
    assert isinstance(screen, SettingsScreen)
    qtbot.waitUntil(lambda: shell.backups.standing is not None and not shell.backups.busy)
    return screen.backups


def _rest(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: not shell.backups.busy, timeout=20_000)


def test_nothing_yet_is_said(page: BackupsPage, shell: Shell) -> None:
    assert page.model.rowCount() == 0
    assert page.state.text().startswith("No second place yet.")
    assert not page.forget_button.isVisible()
    assert not page.restore_button.isEnabled()
    assert shell.status.copy.text() == "No second copy yet"
    assert page.now_button.isEnabled()


def test_back_up_now_with_progress(qtbot: QtBot, page: BackupsPage, shell: Shell) -> None:
    parts: list[object] = []
    shell.backups.working.connect(lambda part, _words: parts.append(part))
    qtbot.mouseClick(page.now_button, Qt.MouseButton.LeftButton)
    assert page.progress.isVisible()
    assert not page.now_button.isEnabled()
    _rest(qtbot, shell)
    assert not page.progress.isVisible()
    assert 1.0 in parts
    assert page.model.rowCount() == 1
    assert [page.model.index(0, column).data() for column in range(5)] == [
        "Oct 20, 2026, 10:24 AM", "this laptop", "1", "1", "Oct 20",
    ]  # fmt: skip
    assert shell.status.backup.text() == "Backup: today 10:24"
    assert shell.voice.toasts.texts()[-1] == "Backed up on this laptop"


def test_the_keyboard_comes_back_to_the_button_it_pressed(qtbot: QtBot, page: BackupsPage, shell: Shell) -> None:
    page.now_button.setFocus()
    qtbot.keyClick(page.now_button, Qt.Key.Key_Space)
    assert page.table.hasFocus()
    qtbot.waitUntil(page.now_button.isEnabled, timeout=20_000)
    assert page.now_button.hasFocus()
    _rest(qtbot, shell)


def test_a_second_place_is_chosen_gets_a_copy_and_is_let_go(
    qtbot: QtBot, page: BackupsPage, shell: Shell, kept: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    monkeypatch.setattr(BackupsPage, "ask", staticmethod(lambda _host: stick))
    page.choose_button.click()
    _rest(qtbot, shell)
    assert kept.get(settings.SECOND_PLACE) == str(stick)
    assert len(list(stick.iterdir())) == 1
    assert page.where.text() == str(stick)
    assert page.state.text() == "Last copy today 10:24, looked through there page by page."
    assert shell.status.copy.text() == "Second copy: today 10:24"
    assert sorted(page.model.index(row, 1).data() for row in range(2)) == ["second place", "this laptop"]
    stick.rename(tmp_path / "pocket")
    shell.backups.look()
    _rest(qtbot, shell)
    assert page.state.text().startswith("Not there now; the last copy is of today 10:24. Plug the stick in")
    page.forget_button.click()
    _rest(qtbot, shell)
    assert kept.get(settings.SECOND_PLACE) == ""
    assert not page.forget_button.isVisible()


def test_the_vaults_own_folder_is_no_second_place(
    page: BackupsPage, shell: Shell, vault: Vault, kept: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BackupsPage, "ask", staticmethod(lambda _host: vault.folder / "backups"))
    page.choose()
    assert kept.get(settings.SECOND_PLACE) == ""
    assert not shell.backups.busy


def test_a_backup_is_restored_on_trial(qtbot: QtBot, page: BackupsPage, shell: Shell) -> None:
    page.back_up()
    _rest(qtbot, shell)
    page.try_button.click()
    _rest(qtbot, shell)
    assert page.tested.text() == "Restored on trial today 10:24: the backup of today 10:24 is whole."


def test_a_restore_says_what_is_in_it_before_it_is_asked_for(qtbot: QtBot, page: BackupsPage, shell: Shell) -> None:
    page.back_up()
    _rest(qtbot, shell)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.dialog
    assert dialog is not None
    assert dialog.cancel_button.hasFocus()
    wanted: list[object] = []
    shell.backups.restore_wanted.connect(wanted.append)
    dialog.reject()
    assert wanted == []
    page.restore()
    assert page.dialog is not None
    page.dialog.main_button.click()
    assert [Path(str(path)).suffix for path in wanted] == [".otdesk-backup"]
