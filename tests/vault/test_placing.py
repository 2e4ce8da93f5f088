# SPDX-License-Identifier: MIT
"""A vault put in place by renames: whatever a crash left is finished or removed at the next start."""

from pathlib import Path

import pytest

from otdesk.doors import Doors
from otdesk.vault import placing
from tests import vaults
from tests.clock import FixedClock


def broken_off() -> None:
    raise KeyboardInterrupt


def test_a_restore_that_broke_off_between_its_renames_is_finished(vault_folder: Path, clock: FixedClock) -> None:
    """The old vault was put aside and the new one not yet put in its place: there is a vault all the same."""
    half = vaults.copy(vault_folder, placing.half_of(vault_folder))
    aside = vault_folder.with_name("aside")

    def put_aside_and_die() -> None:
        vault_folder.rename(aside)
        broken_off()

    with pytest.raises(KeyboardInterrupt):
        placing.put(half, vault_folder, put_aside_and_die)
    assert not vault_folder.exists()
    assert Doors(vault_folder, clock.local).exists()
    vaults.unlocked(vault_folder, clock()).close()
    assert sorted(path.name for path in vault_folder.parent.iterdir() if "vault" in path.name) == ["vault"]


def test_what_replaces_nothing_yet_is_thrown_away(vault_folder: Path, clock: FixedClock) -> None:
    half = vaults.copy(vault_folder, placing.half_of(vault_folder))
    with pytest.raises(KeyboardInterrupt):
        placing.put(half, vault_folder, broken_off)
    for name in ("anchor.new", "backups/otdesk-20261020-102400.part", "backups/otdesk-20261020-102400.part-journal"):
        (vault_folder / name).write_bytes(b"half")
    before = (vault_folder / "vault.json").read_bytes()
    vaults.unlocked(vault_folder, clock()).close()
    assert (vault_folder / "vault.json").read_bytes() == before
    assert [path.name for path in vault_folder.parent.iterdir() if path.name.startswith(".")] == []
    assert not list(vault_folder.rglob("*.new"))
    assert not list(vault_folder.rglob("*.part*"))


def test_a_new_vault_that_was_never_whole_is_no_vault(vault_folder: Path, clock: FixedClock) -> None:
    vault_folder.rename(placing.half_of(vault_folder))
    assert not Doors(vault_folder, clock.local).exists()
