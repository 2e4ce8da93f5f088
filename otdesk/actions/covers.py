# SPDX-License-Identifier: MIT
"""What happened while the window was covered."""

from otdesk.vault.work import Work


def note_misses(work: Work, tries: int) -> None:
    """So many wrong PINs or passphrases in a row; into the audit trail, final."""
    work.audit("cover_missed", "vault", None, {"tries": tries})
    work.final()
