# SPDX-License-Identifier: MIT
"""The count of damaged vaults can fail: a blind look misses, an unharmed vault does not count, an accuser is told."""

from pathlib import Path

import pytest

from otdesk.faults import Trouble
from tests.faults import damages, verify_thousand


def _blind(_path: Path) -> None:
    pass


def _accuser(_path: Path) -> None:
    raise Trouble("Everything is damaged.", "Buy a new one.")


def test_a_blind_look_misses_and_an_accuser_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_thousand, "look", _blind)
    (tmp_path / "blind").mkdir()
    blind = verify_thousand.run(tmp_path / "blind", 12, 0)
    assert blind.missed.total() == 12
    assert not blind.outcome().holds
    monkeypatch.setattr(verify_thousand, "look", _accuser)
    (tmp_path / "accuser").mkdir()
    accuser = verify_thousand.run(tmp_path / "accuser", 0, 4)
    assert accuser.accused.total() == 4
    assert not accuser.outcome().holds


def test_a_harm_that_does_not_fire_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def harmless(case: damages.Case, _rng: object) -> Path:
        return damages.put(case.closed, case.place)

    monkeypatch.setattr(verify_thousand, "PER_CASE", 2)
    monkeypatch.setattr(damages, "VAULT_HARMS", (harmless, damages.old_folder))
    monkeypatch.setattr(damages, "BACKUP_HARMS", ())
    figures = verify_thousand.run(tmp_path, 1, 0)
    assert figures.fired < figures.injected
    assert figures.harmless.total() == figures.injected - figures.fired
    assert not figures.outcome().holds
