# SPDX-License-Identifier: MIT
"""What the audit trail is about: the kinds of its rows, and the groups a person looks for."""

from datetime import timedelta
from enum import StrEnum

VIEW_EVERY = timedelta(minutes=15)
"""A student who stays on the screen, or comes back to it, is one view in this time."""
CLOCK_SLACK = timedelta(minutes=2)
"""A clock that is set right by less than this is not a jump."""


class AuditGroup(StrEnum):
    OPENED = "opened"
    VIEWED = "viewed"
    SIGNED = "signed"
    GIVEN = "given"
    TAKEN_IN = "taken_in"
    KEPT = "kept"
    SETTINGS = "settings"
    RETENTION = "retention"
    WARNINGS = "warnings"


_KEYS = (
    "passphrase_changed", "recovery_renewed", "recovery_tried", "district_added", "district_removed", "keychain_added",
    "keychain_removed",
)  # fmt: skip

KINDS: dict[AuditGroup, tuple[str, ...]] = {
    AuditGroup.OPENED: ("unlock", "unlock_failed", "cover_missed"),
    AuditGroup.VIEWED: ("view",),
    AuditGroup.SIGNED: ("sign", "addendum", "correction", "void", "co_sign", "send_back"),
    AuditGroup.GIVEN: ("print", "export", "packet_sent", "disclosed", "disclosure_error"),
    AuditGroup.TAKEN_IN: ("import", "packet_taken", "answers_taken"),
    AuditGroup.KEPT: ("backup", "test_restore", "restore", "verify", "upgrade"),
    AuditGroup.SETTINGS: ("settings", "person_added", "person_removed", *_KEYS),
    AuditGroup.RETENTION: ("hold_placed", "hold_lifted", "notice_sent", "purge"),
    AuditGroup.WARNINGS: ("clock_jump", "damage_accepted"),
}
"""Kinds by group; a kind of a newer OTDesk is in none and is found under all."""
