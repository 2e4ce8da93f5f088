# SPDX-License-Identifier: MIT
"""What was done to the keys of the vault: they lie in vault.json, the audit trail tells of them."""

from enum import StrEnum

from otdesk.vault.work import Work


class KeyStep(StrEnum):
    """The kind of the audit row."""

    CHANGED = "passphrase_changed"
    RECOVERY_RENEWED = "recovery_renewed"
    RECOVERY_TRIED = "recovery_tried"
    KEYCHAIN_ADDED = "keychain_added"
    KEYCHAIN_REMOVED = "keychain_removed"
    DISTRICT_ADDED = "district_added"
    DISTRICT_REMOVED = "district_removed"


def note_step(work: Work, step: KeyStep) -> None:
    """Final: undo brings back no old passphrase."""
    work.audit(step.value, "vault")
    work.final()
