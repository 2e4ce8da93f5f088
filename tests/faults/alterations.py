# SPDX-License-Identifier: MIT
"""Item 11: every column of every signed row altered with the triggers dropped, rows gone, pages put back, files
replaced: blocked by the file itself or seen at the next opening, and a verifier of its own says the same."""

from pathlib import Path

from tests.faults.by_pytest import prove_by
from tests.faults.outcome import Outcome

TESTS = ("tests/vault/test_alterations.py",)


def prove(*, full: bool, scratch: Path) -> Outcome:
    return prove_by(TESTS, scratch, {"OTDESK_HISTORIES": "1000"} if full else None)
