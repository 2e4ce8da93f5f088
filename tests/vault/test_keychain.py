# SPDX-License-Identifier: MIT
"""A computer's keychain opens a vault beside the passphrase, never instead of it."""

import os
from pathlib import Path

import pytest

from otdesk.faults import Trouble
from otdesk.vault import keychain, keys, restore
from otdesk.vault.keys import KeyPolicy
from otdesk.vault.vault import Vault
from tests import keychains, vaults
from tests.clock import FixedClock
from tests.keychains import MemoryKeychain

WEAK = KeyPolicy(**vaults.weak_keys())


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryKeychain:
    return keychains.stand_in(monkeypatch)


def test_it_opens_the_same_keys_and_the_passphrase_still_does(vault: Vault, store: MemoryKeychain) -> None:
    assert keys.keychain_of(vault.folder) == ""
    keys.add_keychain(vault.folder, vault.unlocked)
    opened = keys.unlock_with_keychain(vault.folder, policy=WEAK)
    assert (opened.data_key, opened.person, opened.by) == (vault.unlocked.data_key, vaults.PERSON, "keychain")
    assert keys.keychain_of(vault.folder) == vaults.PERSON
    assert keys.unlock(vault.folder, vaults.PASSPHRASE, policy=WEAK).data_key == opened.data_key
    assert keys.persons(vault.folder) == [vaults.PERSON]


def test_what_the_keychain_holds_is_not_in_the_vault_and_not_the_key(vault: Vault, store: MemoryKeychain) -> None:
    keys.add_keychain(vault.folder, vault.unlocked)
    ((_place, secret),) = store.kept.items()
    assert secret not in (vault.folder / keys.HEADER).read_text(encoding="utf-8")
    assert bytes.fromhex(secret) != vault.unlocked.data_key
    assert len(secret) == 64


def test_another_computers_keychain_opens_nothing(vault: Vault, store: MemoryKeychain) -> None:
    keys.add_keychain(vault.folder, vault.unlocked)
    for other in (None, "ab" * 32, "no digits"):
        store.kept.clear()
        if other is not None:
            store.set_password("OTDesk", vault.unlocked.vault, other)
        with pytest.raises(Trouble, match="keychain does not open") as told:
            keys.unlock_with_keychain(vault.folder, policy=WEAK)
        assert told.value.next_step == "Type the passphrase."


def test_a_keychain_that_is_shut_is_told_and_changes_nothing(vault: Vault, store: MemoryKeychain) -> None:
    before = (vault.folder / keys.HEADER).read_bytes()
    store.shut = True
    with pytest.raises(Trouble, match="cannot be used"):
        keys.add_keychain(vault.folder, vault.unlocked)
    assert (vault.folder / keys.HEADER).read_bytes() == before


def test_it_is_left_even_when_the_keychain_is_gone(vault: Vault, store: MemoryKeychain) -> None:
    keys.add_keychain(vault.folder, vault.unlocked)
    store.shut = True
    keys.remove_keychain(vault.folder, vault.unlocked)
    store.shut = False
    with pytest.raises(Trouble):
        keys.unlock_with_keychain(vault.folder, policy=WEAK)
    keys.add_keychain(vault.folder, vault.unlocked)
    keys.remove_keychain(vault.folder, vault.unlocked)
    assert store.kept == {}


def test_one_keychain_at_a_time(vault: Vault, store: MemoryKeychain) -> None:
    keys.add_keychain(vault.folder, vault.unlocked)
    first = dict(store.kept)
    keys.add_keychain(vault.folder, vault.unlocked)
    assert store.kept != first
    assert [slot.kind for slot in keys.read_header(vault.folder).slots].count("keychain") == 1
    assert keys.unlock_with_keychain(vault.folder, policy=WEAK).by == "keychain"


def test_whoever_loses_access_loses_the_keychain_too(vault: Vault, store: MemoryKeychain) -> None:
    keys.add_person(vault.folder, vault.unlocked, "Noor Haddad", "a heron waits in the reeds", policy=WEAK)
    noor = keys.unlock(vault.folder, "a heron waits in the reeds", "Noor Haddad", policy=WEAK)
    keys.add_keychain(vault.folder, noor)
    keys.remove_person(vault.folder, vault.unlocked, "Noor Haddad")
    with pytest.raises(Trouble):
        keys.unlock_with_keychain(vault.folder, policy=WEAK)


def test_a_backup_is_not_opened_by_passphrases_of_a_keychain(
    vault: Vault, store: MemoryKeychain, clock: FixedClock, tmp_path: Path
) -> None:
    keys.add_keychain(vault.folder, vault.unlocked)
    made = vault.back_up(clock(), tmp_path / "stick")
    ((_place, secret),) = store.kept.items()
    with pytest.raises(Trouble):
        restore.unlock_backup(made, passphrase=secret, policy=WEAK)
    assert restore.unlock_backup(made, passphrase=vaults.PASSPHRASE, policy=WEAK).by == "passphrase"


def test_what_changes_while_the_system_asks_is_not_undone(vault: Vault, store: MemoryKeychain) -> None:
    words = "a heron waits in the reeds"
    store.meanwhile = lambda: keys.change_passphrase(vault.folder, vaults.PERSON, vaults.PASSPHRASE, words, policy=WEAK)
    keys.add_keychain(vault.folder, vault.unlocked)
    assert keys.unlock(vault.folder, words, policy=WEAK).data_key == vault.unlocked.data_key
    with pytest.raises(Trouble):
        keys.unlock(vault.folder, vaults.PASSPHRASE, policy=WEAK)


@pytest.mark.skipif(os.name != "posix", reason="a desktop session's bus is Linux's")
def test_a_machine_without_a_keychain_says_so(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    with pytest.raises(Trouble, match="cannot be used"):
        keychain.keep("vault", b"secret")
    with pytest.raises(Trouble, match="cannot be used"):
        keychain.find("vault")
    keychain.forget("vault")
