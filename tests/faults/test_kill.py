# SPDX-License-Identifier: MIT
"""The checks of the kills themselves see a loss, and a killed owner leaves nothing that stands in the way."""

from pathlib import Path

import pytest

from otdesk.faults import Trouble
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.faults.children import KILLED, Nursery
from tests.faults.kills import missing, wait_for_growth


def test_the_check_itself_sees_a_loss(vault_folder: Path, clock: FixedClock) -> None:
    vault = vaults.unlocked(vault_folder, clock())
    vault_rows.people(vault, clock)
    note_id = vault_rows.signed(vault, clock, "w1.2")
    assert missing(vault, [f"signed {note_id} w1.2"]) == []
    assert missing(vault, [f"signed {note_id} w1.3"]) == [f"signed {note_id} w1.3"]
    assert missing(vault, ["draft 99 w2"]) == ["draft 99 w2"]
    vault.close()


def test_a_killed_owner_leaves_no_stale_lock(vault_folder: Path, tmp_path: Path, clock: FixedClock) -> None:
    vault = vaults.unlocked(vault_folder, clock())
    vault_rows.people(vault, clock)
    vault.close()
    with Nursery("tests.faults.killed_writer") as nursery:
        child = nursery.start(str(vault_folder), str(tmp_path / "log"))
        wait_for_growth(tmp_path / "log", 0)
        with pytest.raises(Trouble, match="OTDesk is open"):
            vaults.unlocked(vault_folder, clock())
        assert child.kill() == KILLED
    vaults.unlocked(vault_folder, clock.advance(days=1)).close()
