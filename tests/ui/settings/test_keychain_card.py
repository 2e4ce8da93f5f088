# SPDX-License-Identifier: MIT
"""Settings, Security: the keychain is used only after the passphrase, and left with one press; both are audited."""

import pytest

from otdesk.ui.settings.keychain_card import KeychainCard
from otdesk.vault import keys
from tests import keychains, vaults
from tests.keychains import MemoryKeychain
from tests.ui.settings.test_security_page import WEAK, Opened, at

__all__ = ["at"]  # the fixture


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryKeychain:
    return keychains.stand_in(monkeypatch)


def use(at: Opened) -> KeychainCard:
    card = at.page.keychain
    card.use_button.click()
    assert card.proof is not None
    assert keys.keychain_of(at.folder) == "", "not before the passphrase"
    card.proof._edit.setText(vaults.PASSPHRASE)
    card.proof.accept()
    return card


def test_it_is_used_after_the_passphrase_and_left_with_one_press(at: Opened, store: MemoryKeychain) -> None:
    card = use(at)
    at.qtbot.waitUntil(card.leave_button.isVisible, timeout=20_000)
    assert vaults.PERSON in card.state.text()
    assert not card.use_button.isVisible()
    assert keys.unlock_with_keychain(at.folder, policy=WEAK).by == "keychain"
    assert at.audited()[-1] == "keychain_added"
    card.leave_button.click()
    at.qtbot.waitUntil(card.use_button.isVisible, timeout=20_000)
    assert not card.state.isVisible()
    assert store.kept == {}
    assert at.audited()[-1] == "keychain_removed"


def test_a_computer_without_one_is_told(at: Opened, store: MemoryKeychain) -> None:
    store.shut = True
    with at.qtbot.waitSignal(at.bridge.troubled, timeout=20_000) as told:
        card = use(at)
    assert told.args is not None
    assert "keychain of this computer cannot be used" in told.args[0]
    assert card.use_button.isEnabled()
    assert keys.keychain_of(at.folder) == ""
