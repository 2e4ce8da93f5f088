# SPDX-License-Identifier: MIT
"""Rule packs come into a vault as dated rows: when it is made, and when OTDesk brings newer ones."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk import paths
from otdesk.faults import Refusal
from otdesk.records.packs import RulePack
from otdesk.vault import packs
from otdesk.vault.vault import Vault
from tests import vaults
from tests.clock import FixedClock


def _packs(vault: Vault) -> set[tuple[str, date]]:
    with vault.read() as db:
        return {(name, day) for name, day in db.execute(select(RulePack.name, RulePack.effective_from))}


def test_a_new_vault_holds_every_shipped_pack(vault: Vault, clock: FixedClock) -> None:
    shipped = {path.stem for path in paths.resource("rule_packs").glob("*.toml")}
    assert shipped
    assert {name for name, _day in _packs(vault)} == shipped
    with pytest.raises(Refusal):
        vault.undo(clock())


def test_a_newer_pack_is_added_beside_the_old_one(
    vault: Vault, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _packs(vault)
    vault.close()
    folder = tmp_path / "resources" / "rule_packs"
    folder.mkdir(parents=True)
    head = 'effective_from = 2099-07-01\nsource = "a law"\nchecked_on = 2099-08-01\n'
    (folder / "minutes.toml").write_text(head + "[rule]\nfrom = 2099-07-02\nwords = 'ä'\n", encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "resources")
    for _ in range(2):
        again = vaults.unlocked(vault.folder, clock())
        assert _packs(again) == before | {("minutes", date(2099, 7, 1))}
        with again.read() as db:
            row = db.scalars(select(RulePack).where(RulePack.effective_from == date(2099, 7, 1))).one()
            assert (row.body, row.source, row.checked_on) == (
                {"rule": {"from": "2099-07-02", "words": "ä"}},
                "a law",
                date(2099, 8, 1),
            )
        with again.write("again", clock()) as work:
            assert packs.load(work.db) == 0
        again.close()
