# SPDX-License-Identifier: MIT
"""A kept vault is opened as it was kept, and what is not in it any more is seen."""

import json
from pathlib import Path

from otdesk.vault.keys import KeyPolicy
from tests import vaults
from tests.faults.migrations import EXPECTED, KEPT, PASSPHRASE, keep, not_as_kept


def test_a_vault_of_every_released_schema_opens_with_all_its_rows(tmp_path: Path) -> None:
    for kept in KEPT.glob("schema-*"):
        assert not_as_kept(kept, tmp_path / kept.name) == []


def test_what_is_missing_in_a_kept_vault_is_seen(tmp_path: Path) -> None:
    kept = keep(tmp_path / "kept", KeyPolicy(**vaults.weak_keys()))
    assert sorted(path.name for path in kept.iterdir()) == [
        "anchor", "data.db", EXPECTED, PASSPHRASE, "vault.json", "vault.json.bak",
    ]  # fmt: skip
    assert not_as_kept(kept, tmp_path / "whole") == []
    wanted = json.loads((kept / EXPECTED).read_text(encoding="utf-8"))
    wanted["counts"]["students"] += 1
    wanted["notes"][0][2] = "other words"
    (kept / EXPECTED).write_text(json.dumps(wanted), encoding="utf-8")
    lost = not_as_kept(kept, tmp_path / "harmed")
    assert len(lost) == 2
    assert all(text.startswith("lost: ") for text in lost)
