# SPDX-License-Identifier: MIT
"""Backups by themselves: own, in a second place that comes and goes, on trial once a month."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from otdesk import paths, system
from otdesk.faults import Trouble
from otdesk.rules.backups import Standing
from otdesk.vault import backing_up, backup, restore
from otdesk.vault.checking import Facts
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock


@pytest.fixture
def used(vault: Vault, clock: FixedClock) -> Vault:
    vault_rows.people(vault, clock)
    vault_rows.signed(vault, clock, "first")
    return vault


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder


def _trail(vault: Vault, kind: str) -> list[str]:
    with vault.read() as db:
        rows = db.execute(text("SELECT detail FROM audit_events WHERE kind = :kind ORDER BY seq"), {"kind": kind})
        return [str(row[0]) for row in rows]


def _again(vault: Vault, clock: FixedClock, stick: Path, **passed: int) -> Standing:
    clock.advance(**passed)
    vault_rows.draft(vault, clock, "more")
    return backing_up.tend(vault, clock(), stick)


def test_without_a_second_place_only_its_own(used: Vault, clock: FixedClock) -> None:
    found = backing_up.tend(used, clock(), None)
    assert (len(found.own), found.second, found.place, found.copied) == (1, (), None, None)
    assert (found.own[0].students, found.own[0].notes, found.own[0].last_note) == (1, 1, vault_rows.DAY)


def test_a_copy_is_made_and_looked_through_when_the_stick_is_there(used: Vault, clock: FixedClock, stick: Path) -> None:
    found = backing_up.tend(used, clock(), stick)
    assert found.there
    assert found.copied == clock()
    assert backup.verify(found.second[0].path, used.unlocked).vault == used.unlocked.vault
    assert backing_up.tend(used, clock.advance(days=1), stick).second == found.second, "nothing changed"
    assert len(_again(used, clock, stick, minutes=5).second) == 2
    assert len(_again(used, clock, stick, minutes=5).second) == 2, "not every five minutes"
    assert len(_again(used, clock, stick, minutes=60).second) == 3


def test_a_stick_that_is_away_is_missed_and_never_made_up(used: Vault, clock: FixedClock, stick: Path) -> None:
    backing_up.tend(used, clock(), stick)
    copied = clock()
    away = stick.rename(stick.with_name("pocket"))
    found = _again(used, clock, stick, days=9)
    assert not found.there
    assert found.copied == copied, "the trail knows"
    assert not stick.exists(), "no folder takes its name"
    assert len(found.own) == 2
    away.rename(stick)
    back = backing_up.tend(used, clock.advance(minutes=5), stick)
    assert (back.there, back.copied) == (True, clock())


def test_a_full_stick_is_told_and_the_own_backup_is_made(
    used: Vault, clock: FixedClock, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def free(folder: Path) -> int:
        return 1000 if folder == stick else 10**12

    monkeypatch.setattr(system, "free_bytes", free)
    found = backing_up.tend(used, clock(), stick)
    assert len(found.own) == 1
    assert found.second == ()
    assert "too little room for a backup: it needs 1 MB, 0 MB are free. Make room there" in found.trouble
    assert list(stick.iterdir()) == []


def test_a_stick_that_takes_nothing_is_told(
    used: Vault, clock: FixedClock, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = system.sync_folder

    def refuse(folder: Path) -> None:
        if folder == stick:
            raise PermissionError(13, "Permission denied")
        sync(folder)

    with monkeypatch.context() as patch:
        patch.setattr(system, "sync_folder", refuse)
        told = backing_up.tend(used, clock(), stick).trouble
    assert "could not be written: permission denied. Choose another" in told


def test_backups_of_another_vault_on_the_same_stick_stay(
    used: Vault, clock: FixedClock, stick: Path, tmp_path: Path
) -> None:
    other = vaults.unlocked(vaults.make(tmp_path / "other", clock()), clock())
    theirs = [other.back_up(clock.advance(minutes=1), stick) for _ in range(3)]
    other.close()
    for _ in range(14):
        last = _again(used, clock, stick, minutes=60)
    assert len(last.second) == 10
    assert all(path.exists() for path in theirs)
    assert {entry.vault for entry in last.second} == {used.unlocked.vault}


def test_progress_is_told(used: Vault, clock: FixedClock, stick: Path) -> None:
    heard: list[float] = []
    found = backing_up.back_up(used, clock(), stick, heard.append)
    assert (len(found.own), len(found.second)) == (1, 1)
    assert heard[-1] == 1.0
    assert all(0 <= part <= 1 for part in heard)


# --- on trial ---


def test_once_a_month_a_backup_is_restored_on_trial(used: Vault, clock: FixedClock) -> None:
    found = backing_up.tend(used, clock(), None)
    assert found.tested is not None
    assert found.tested.whole
    assert len(_trail(used, "test_restore")) == 1
    assert [path.name for path in paths.data_folder().iterdir()] == ["seen"], "nothing is left of it"
    _again(used, clock, Path("/nowhere"), days=29)
    assert len(_trail(used, "test_restore")) == 1
    _again(used, clock, Path("/nowhere"), days=1)
    assert len(_trail(used, "test_restore")) == 2
    used.close()
    vaults.unlocked(used.folder, clock()).close()


def test_what_lies_on_the_disk_meanwhile_is_encrypted(
    used: Vault, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def look(folder: Path, _unlocked: object) -> object:
        seen.extend(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert folder.stat().st_mode & 0o77 == 0
        return Facts(1, 1, vault_rows.DAY, 1, 9)

    monkeypatch.setattr("otdesk.vault.checking.look_at_vault", look)
    used.back_up(clock())
    assert backing_up.restore_on_trial(used, backing_up.standing(used, None).own[0], clock())
    assert len(seen) >= 3
    assert not any(vault_rows.STUDENT.split()[1].encode() in data or data.startswith(b"SQLite") for data in seen)


def test_a_damaged_backup_fails_the_trial_and_the_next_one_is_tried_at_once(used: Vault, clock: FixedClock) -> None:
    path = used.back_up(clock())
    data = bytearray(path.read_bytes())
    data[9000] ^= 1
    path.write_bytes(data)
    found = backing_up.tend(used, clock.advance(minutes=5), None)
    assert found.tested is not None
    assert not found.tested.whole
    better = _again(used, clock, Path("/nowhere"), minutes=40)
    assert better.tested is not None
    assert better.tested.whole
    assert better.tested.made == clock()


def test_a_full_disk_is_no_verdict(used: Vault, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    used.back_up(clock())
    monkeypatch.setattr(system, "free_bytes", lambda _folder: 10)
    with pytest.raises(Trouble, match="too little room on the disk to restore"):
        backing_up.restore_on_trial(used, backing_up.standing(used, None).own[0], clock())
    assert _trail(used, "test_restore") == []


# --- after a restore ---


def test_the_backups_stay_at_hand_after_a_restore(used: Vault, clock: FixedClock) -> None:
    first = used.back_up(clock())
    clock.advance(days=1)
    vault_rows.signed(used, clock, "second")
    used.back_up(clock())
    used.close()
    aside = restore.restore(first, used.unlocked, used.folder, clock(), replace=True)
    assert aside is not None
    again = vaults.unlocked(used.folder, clock())
    found = backing_up.standing(again, None)
    assert [entry.notes for entry in found.own] == [2, 1]
    assert again.backup_is_due()
    assert backing_up.tend(again, clock.advance(minutes=31), None).own[0].notes == 1
    again.close()


def test_a_folder_that_lost_its_header_is_put_aside(used: Vault, clock: FixedClock, tmp_path: Path) -> None:
    path = used.back_up(clock(), tmp_path / "usb")
    used.close()
    for name in ("vault.json", "vault.json.bak"):
        (used.folder / name).unlink()
    aside = restore.restore(path, used.unlocked, used.folder, clock() + timedelta(days=1), replace=True)
    assert aside is not None
    assert (aside / "data.db").is_file()
    vaults.unlocked(used.folder, clock()).close()
