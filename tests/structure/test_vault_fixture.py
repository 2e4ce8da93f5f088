# SPDX-License-Identifier: MIT
"""The vault that tests are given is a real one, and each test has its own."""

from sqlalchemy import select

from otdesk.records.chain import VaultState
from otdesk.vault.vault import Vault
from tests import vaults
from tests.clock import FixedClock


def _changes(vault: Vault) -> int:
    with vault.read() as db:
        return db.scalars(select(VaultState)).one().commits


def test_it_is_encrypted_and_keeps_what_is_written(vault: Vault, clock: FixedClock) -> None:
    before = _changes(vault)
    with vault.write("touch", clock.advance(minutes=1)) as work:
        work.audit("view", "student", 1, {})
    assert _changes(vault) > before
    assert not (vault.folder / "data.db").read_bytes().startswith(b"SQLite format 3")
    vault.close()
    again = vaults.unlocked(vault.folder, clock.advance(minutes=1))
    try:
        assert again.findings == []
        assert _changes(again) > before
    finally:
        again.close()


def test_the_template_stays_as_it_was(vault: Vault, vault_template: object) -> None:
    assert vault.folder != vault_template
    assert vault.person == vaults.PERSON
