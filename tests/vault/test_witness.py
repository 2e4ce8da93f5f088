# SPDX-License-Identifier: MIT
"""A whole old folder put back is noticed on the computer that saw a newer one, and only then."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from otdesk.vault import checking, restore, witness
from otdesk.vault.anchor import Damage
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock


@pytest.fixture
def used(vault: Vault, clock: FixedClock) -> Vault:
    vault_rows.people(vault, clock)
    vault_rows.signed(vault, clock, "first")
    return vault


def _copied(vault: Vault, tmp_path: Path) -> Path:
    vault.close()
    return Path(shutil.copytree(vault.folder, tmp_path / "older"))


def _work(folder: Path, clock: FixedClock, words: str) -> None:
    vault = vaults.unlocked(folder, clock.advance(days=1))
    vault_rows.signed(vault, clock, words)
    vault.close()


def _put_back(old: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(old, folder)


def test_an_old_folder_put_back_is_noticed(used: Vault, clock: FixedClock, tmp_path: Path) -> None:
    old = _copied(used, tmp_path)
    _work(used.folder, clock, "second")
    _put_back(old, used.folder)
    with pytest.raises(Damage, match="older than it was on this computer"):
        vaults.unlocked(used.folder, clock())
    with pytest.raises(Damage, match="older than it was on this computer"):
        checking.look_at_vault(used.folder, used.unlocked)
    accepted = Vault.open(used.folder, used.unlocked, now=clock(), accept_damage=True)
    accepted.close()
    vaults.unlocked(used.folder, clock()).close()  # accepted once, and the trail says so


def test_as_much_work_on_an_old_folder_is_noticed_too(
    used: Vault, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _copied(used, tmp_path)
    _work(used.folder, clock, "second")
    _put_back(old, used.folder)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("OTDESK_HOME", str(tmp_path / "another computer"))
        for words in ("third", "fourth"):
            _work(used.folder, clock, words)
    with pytest.raises(Damage, match="older than it was on this computer"):
        vaults.unlocked(used.folder, clock())


def test_a_killed_process_saw_no_more_than_there_is(used: Vault, clock: FixedClock, tmp_path: Path) -> None:
    vault_rows.signed(used, clock, "second")
    copy = Path(shutil.copytree(used.folder, tmp_path / "as killed"))
    used.close()
    seen = witness.read(used.folder, used.unlocked.vault, used.unlocked.key("anchor"))
    shutil.rmtree(used.folder)
    copy.rename(used.folder)
    assert seen is not None
    vaults.unlocked(used.folder, clock()).close()


def _restored_here(used: Vault, clock: FixedClock, tmp_path: Path) -> Path:
    path = used.back_up(clock(), tmp_path / "usb")
    vault_rows.signed(used, clock, "after the backup")
    used.close()
    restore.restore(path, used.unlocked, used.folder, clock(), replace=True)
    return used.folder


def _an_older_one_restored_after_others(used: Vault, clock: FixedClock, tmp_path: Path) -> Path:
    first = used.back_up(clock(), tmp_path / "usb")
    used.close()
    for _ in range(3):
        restore.restore(first, used.unlocked, used.folder, clock.advance(minutes=1), replace=True)
        again = vaults.unlocked(used.folder, clock())
        second = again.back_up(clock(), tmp_path / "usb")
        again.close()
        restore.restore(second, used.unlocked, used.folder, clock.advance(minutes=1), replace=True)
        vaults.unlocked(used.folder, clock()).close()
    restore.restore(first, used.unlocked, used.folder, clock.advance(minutes=1), replace=True)
    return used.folder


def _copied_to_another_place(used: Vault, clock: FixedClock, tmp_path: Path) -> Path:
    old = _copied(used, tmp_path)
    _work(used.folder, clock, "second")
    return old


def _worked_on_elsewhere_and_brought_back(used: Vault, clock: FixedClock, tmp_path: Path) -> Path:
    away = _copied(used, tmp_path)
    _work(away, clock, "second")
    _put_back(away, used.folder)
    return used.folder


def _restored_elsewhere_and_brought_back(used: Vault, clock: FixedClock, tmp_path: Path) -> Path:
    path = used.back_up(clock(), tmp_path / "usb")
    vault_rows.signed(used, clock, "never seen elsewhere")
    used.close()
    restore.restore(path, used.unlocked, tmp_path / "away", clock())
    _put_back(tmp_path / "away", used.folder)
    return used.folder


def _what_was_seen_is_damaged(used: Vault, clock: FixedClock, tmp_path: Path) -> Path:
    used.close()
    witness.path(used.folder, used.unlocked.vault).write_bytes(b"{}\n\n")
    return used.folder


@pytest.mark.parametrize(
    "way",
    [
        _restored_here,
        _an_older_one_restored_after_others,
        _copied_to_another_place,
        _worked_on_elsewhere_and_brought_back,
        _restored_elsewhere_and_brought_back,
        _what_was_seen_is_damaged,
    ],
)
def test_honest_ways_do_not_alarm(
    used: Vault, clock: FixedClock, tmp_path: Path, way: Callable[[Vault, FixedClock, Path], Path]
) -> None:
    folder = way(used, clock, tmp_path)
    checking.look_at_vault(folder, used.unlocked)
    vaults.unlocked(folder, clock()).close()
