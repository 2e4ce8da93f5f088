# SPDX-License-Identifier: MIT
"""The comparison after a restore can fail, and so can the five years of rotation."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from otdesk.vault import keys, rotation
from tests.faults import restores


def test_a_row_that_is_gone_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = restores._rows

    def one_less(data: Path, unlocked: keys.Unlocked) -> dict[str, Any]:
        rows = whole(data, unlocked)
        return {**rows, "notes": rows["notes"][1:]} if data.parent.name == "second" else rows

    monkeypatch.setattr(restores, "SHORT", 1)
    monkeypatch.setattr(restores, "_rows", one_less)
    outcome = restores.prove(full=False, scratch=tmp_path)
    assert outcome.lost == 1
    assert not outcome.holds


def test_a_rotation_that_keeps_the_oldest_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def oldest(made: Iterable[datetime]) -> set[datetime]:
        return set(sorted(made)[:10])

    monkeypatch.setattr(rotation, "keep", oldest)
    assert restores.five_years(random.Random(12))[1] > timedelta(days=7)  # noqa: S311 - a fixed sample
