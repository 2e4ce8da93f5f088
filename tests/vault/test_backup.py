# SPDX-License-Identifier: MIT
"""Backups: equal when restored, verified where they lie, thinned out by rule, and nothing damaged goes unseen."""

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from otdesk.faults import Refusal, Trouble
from otdesk.records.notes import Note
from otdesk.vault import backup, backup_file, keys, restore, rotation, schema
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

POLICY = keys.KeyPolicy(**vaults.weak_keys())


@pytest.fixture
def full(vault: Vault, clock: FixedClock) -> Vault:
    vault_rows.people(vault, clock)
    for number in range(5):
        vault_rows.signed(vault, clock, f"note {number} Łukasz")
    vault_rows.draft(vault, clock, "a draft")
    return vault


def _everything(vault: Vault) -> dict[str, list[object]]:
    with vault.read() as db:
        names = [
            row[0]
            for row in db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
            if row[0] not in {"vault_state", "audit_events", "sqlite_sequence"}
        ]
        return {name: list(db.execute(text(f"SELECT * FROM {name} ORDER BY 1"))) for name in names}  # noqa: S608 - our own names


def test_restored_is_equal(full: Vault, clock: FixedClock, tmp_path: Path) -> None:
    before = _everything(full)
    path = full.back_up(clock())
    full.close()
    folder = tmp_path / "elsewhere" / "vault"
    unlocked = restore.unlock_backup(path, passphrase=vaults.PASSPHRASE, policy=POLICY)
    assert restore.restore(path, unlocked, folder, clock()) is None
    again = vaults.unlocked(folder, clock())
    assert _everything(again) == before
    assert again.findings == []
    with again.read() as db:
        kinds = db.execute(text("SELECT kind FROM audit_events ORDER BY seq")).scalars().all()
        assert db.execute(text("SELECT epoch FROM vault_state")).scalar() == 2
    assert kinds[-2:] == ["restore", "unlock"]
    note_id = vault_rows.signed(again, clock, "after")
    again.close()
    vaults.unlocked(folder, clock()).close()
    assert note_id == 7


def test_a_backup_needs_nothing_else_and_opens_by_its_recovery_code(tmp_path: Path, clock: FixedClock) -> None:
    vault, code = Vault.create(tmp_path / "v", vaults.PASSPHRASE, vaults.PERSON, now=clock(), kdf=POLICY)
    vault_rows.people(vault, clock)
    path = vault.back_up(clock(), tmp_path / "usb")
    vault.close()
    unlocked = restore.unlock_backup(path, code=code, policy=POLICY)
    restore.restore(path, unlocked, tmp_path / "w", clock())
    by_words = keys.unlock(tmp_path / "w", vaults.PASSPHRASE, policy=POLICY)
    assert by_words.data_key == unlocked.data_key
    with pytest.raises(Trouble, match="passphrase"):
        restore.unlock_backup(path, passphrase="not this one at all", policy=POLICY)


def test_a_listed_backup_says_what_is_in_it_without_a_key(full: Vault, clock: FixedClock) -> None:
    full.back_up(clock())
    clock.advance(minutes=30)
    full.back_up(clock())
    listed = backup.listed(full.folder / "backups")
    assert [entry.made for entry in listed] == [clock(), clock() - timedelta(minutes=30)]
    assert (listed[0].students, listed[0].notes, listed[0].last_note) == (1, 6, vault_rows.DAY)
    whole = listed[0].path.read_bytes()
    assert vault_rows.STUDENT.split()[0].encode() not in whole
    (full.folder / "backups" / f"odd{backup_file.SUFFIX}").write_bytes(whole[:5000])
    assert len(backup.listed(full.folder / "backups")) == 2


def test_it_is_made_on_closing_only_when_something_changed(full: Vault, clock: FixedClock) -> None:
    own = full.folder / "backups"
    full.close(clock())
    assert len(backup.listed(own)) == 1
    again = vaults.unlocked(full.folder, clock.advance(minutes=5))  # the unlocking itself is no reason
    assert not again.backup_is_due()
    again.close(clock())
    assert len(backup.listed(own)) == 1
    again = vaults.unlocked(full.folder, clock.advance(minutes=5))
    vault_rows.draft(again, clock, "new")
    assert again.backup_is_due()
    again.close(clock())
    assert len(backup.listed(own)) == 2


def test_damaged_backups_are_found(full: Vault, clock: FixedClock, tmp_path: Path) -> None:
    path = full.back_up(clock())
    good = path.read_bytes()
    label = backup_file.read(path)
    rng = random.Random(3)  # noqa: S311 - a fixed sample
    harmed = [good[: rng.randrange(len(good))] for _ in range(10)]
    harmed += [good + b"x", b"", good[4096:], good[:4096] * 2 + good[8192:]]
    for _ in range(60):
        place = rng.randrange(len(good))
        harmed.append(good[:place] + bytes([good[place] ^ (1 << rng.randrange(8))]) + good[place + 1 :])
    found = 0
    for number, data in enumerate(harmed):
        bad = tmp_path / f"{number}{backup_file.SUFFIX}"
        bad.write_bytes(data)
        try:
            seen = backup.verify(bad, full.unlocked)
        except Trouble:
            found += 1
        else:
            assert seen == label  # blanks behind the label
    assert found >= len(harmed) - 3


@pytest.mark.parametrize("place", [5, 100, 1000, 9000])
def test_wherever_it_is_damaged_it_is_the_backup_that_is_spoken_of(full: Vault, clock: FixedClock, place: int) -> None:
    path = full.back_up(clock())
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(Trouble, match="This backup is damaged"):
        backup.verify(path, full.unlocked)


def test_halves_of_stopped_backups_do_not_fill_a_stick(full: Vault, clock: FixedClock, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name, hours in (("otdesk-20261001-080000.part", 30), ("otdesk-20261001-080000.part-journal", 30),
                        ("otdesk-20261020-100000.part", 1), ("notes of my own.part", 900)):  # fmt: skip
        (stick / name).write_bytes(b"half")
        then = (clock() - timedelta(hours=hours)).timestamp()
        os.utime(stick / name, (then, then))
    made = full.back_up(clock(), stick)
    assert {path.name for path in stick.iterdir()} == {made.name, "otdesk-20261020-100000.part", "notes of my own.part"}


def test_a_backup_of_another_vault_is_refused(full: Vault, clock: FixedClock, tmp_path: Path) -> None:
    path = full.back_up(clock())
    other = vaults.unlocked(vaults.make(tmp_path / "other", clock()), clock())
    with pytest.raises(Trouble, match="another vault"):
        backup.verify(path, other.unlocked)
    other.close()


def test_restoring_over_a_vault_puts_it_aside(full: Vault, clock: FixedClock) -> None:
    path = full.back_up(clock())
    vault_rows.signed(full, clock, "after the backup")
    unlocked = restore.unlock_backup(path, passphrase=vaults.PASSPHRASE, policy=POLICY)
    with pytest.raises(Refusal, match="already"):
        restore.restore(path, unlocked, full.folder, clock())
    with pytest.raises(Trouble, match="OTDesk is open"):
        restore.restore(path, unlocked, full.folder, clock(), replace=True)
    full.close()
    copy = full.folder.parent / path.name
    copy.write_bytes(path.read_bytes())
    aside = restore.restore(copy, unlocked, full.folder, clock(), replace=True)
    assert aside is not None
    for folder, notes in ((full.folder, 6), (aside, 7)):
        opened = vaults.unlocked(folder, clock())
        with opened.read() as db:
            assert db.query(Note).count() == notes
        opened.close()


def test_a_failed_restore_leaves_the_vault(full: Vault, clock: FixedClock, tmp_path: Path) -> None:
    path = full.back_up(clock(), tmp_path)
    unlocked = full.unlocked
    full.close()
    before = (full.folder / "data.db").read_bytes()
    data = bytearray(path.read_bytes())
    data[9000] ^= 4
    path.write_bytes(data)
    with pytest.raises(Trouble, match="damaged"):
        restore.restore(path, unlocked, full.folder, clock(), replace=True)
    assert (full.folder / "data.db").read_bytes() == before
    assert [entry.name for entry in full.folder.parent.iterdir() if "making" in entry.name] == []


def test_a_newer_backup_is_refused(
    full: Vault, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = full.back_up(clock())
    monkeypatch.setattr(schema, "SCHEMA", 0)
    with pytest.raises(Trouble, match="newer"):
        restore.restore(path, full.unlocked, tmp_path / "w", clock())
    assert not (tmp_path / "w").exists()


def test_a_place_that_cannot_be_written_is_told(full: Vault, clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble, match="could not be written"):
        full.back_up(clock(), tmp_path / "file")
    assert list((full.folder / "backups").iterdir()) == []


def test_rotation_keeps_by_rule() -> None:
    start = datetime(2021, 1, 1, 8, tzinfo=UTC)
    made = [start + timedelta(hours=7 * number) for number in range(5 * 365 * 24 // 7)]
    kept = rotation.keep(made)
    newest = max(made)
    assert kept >= set(sorted(made)[-10:])
    assert len(kept) <= 10 + 14 + 8 + 24
    for days in range(14):
        assert any(moment.date() == (newest - timedelta(days=days)).date() for moment in kept)
    assert len({(moment.year, moment.month) for moment in kept}) >= 24


@given(st.lists(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2027, 1, 1)), max_size=80))  # noqa: DTZ001 - made aware below
def test_rotation_never_drops_the_newest_and_is_stable(moments: list[datetime]) -> None:
    made = {moment.replace(tzinfo=UTC) for moment in moments}
    kept = rotation.keep(made)
    assert kept <= made
    assert not made or max(made) in kept
    assert rotation.keep(kept) == kept


def test_five_years_of_use_always_leave_a_week_old_one() -> None:
    now = datetime(2021, 1, 1, 8, tzinfo=UTC)
    kept: set[datetime] = set()
    rng = random.Random(5)  # noqa: S311 - a fixed sample
    for _day in range(5 * 365):
        now += timedelta(days=1)
        if rng.random() < 0.7:
            for hour in range(rng.randrange(1, 12)):
                kept = rotation.keep(kept | {now + timedelta(minutes=30 * hour)})
        recent = [moment for moment in kept if now - moment <= timedelta(days=7)]
        assert recent or now < datetime(2021, 1, 15, tzinfo=UTC)
    assert len(kept) <= 56


def test_old_ones_go_only_after_a_newer_proved_whole(full: Vault, clock: FixedClock) -> None:
    own = full.folder / "backups"
    for _ in range(14):
        full.back_up(clock.advance(minutes=10))
    assert len(backup.listed(own)) == 10
    newest = backup.listed(own)[0]
    assert newest.made == clock()
    assert backup.verify(newest.path, full.unlocked).made_at == clock()
