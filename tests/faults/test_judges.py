# SPDX-License-Identifier: MIT
"""What judges the long runs is not blind: memory that grows, handles that stay open, times over a limit are told, and
an hour too many."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from otdesk.actions import sessions
from otdesk.vault.work import Work
from tests.faults import clocks, scale, soak

MINUTES = 120.0


def rounds(**grown: float) -> list[dict[str, Any]]:
    """A round each minute; what is named grows to so many times itself."""
    start = {"memory": 200.0, "handles": 40.0, "threads": 5.0}
    return [
        {"minutes": float(at), "signed": at, "warnings": 0, "said": [],
         **{name: value * (1 + (grown.get(name, 1) - 1) * at / MINUTES) for name, value in start.items()}}
        for at in range(int(MINUTES))
    ]  # fmt: skip


def test_a_day_that_stays_as_it_is_holds() -> None:
    assert soak._judged(rounds(memory=1.03), MINUTES).holds


@pytest.mark.parametrize(("grown", "told"), [({"memory": 1.2}, "memory grew"), ({"handles": 2}, "handles or threads")])
def test_what_leaks_is_told(grown: dict[str, float], told: str) -> None:
    outcome = soak._judged(rounds(**grown), MINUTES)
    assert not outcome.holds
    assert told in outcome.failures[0]


def test_a_warning_is_told() -> None:
    said = rounds()
    said[-1]["said"] = ["QWidget::paintEngine: Should no longer be called"]
    assert not soak._judged(said, MINUTES).holds


@pytest.mark.parametrize("slow", list(scale.LIMITS))
def test_what_takes_longer_than_its_limit_is_told(slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = {name: [most * (1.5 if name == slow else 0.5), 0.01] for name, most in scale.LIMITS.items()}
    said = json.dumps({**times, "each": list(times), "notes": scale.SHORT, "findings": 0, "load": 0.1})
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "data.db").write_bytes(b"")
    monkeypatch.setattr(scale, "made", lambda folder, _wanted: folder)
    done = subprocess.CompletedProcess([], 0, stdout=said, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *_line, **_how: done)
    outcome = scale.prove(full=False, scratch=tmp_path)
    assert [failure.split(" took")[0] for failure in outcome.failures] == [slow]


@pytest.mark.parametrize("too_many", [0, 60])
def test_an_hour_that_summer_time_gives_away_is_told(
    too_many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rightly = sessions.set_times

    def carelessly(work: Work, session: int, begin: int, end: int) -> None:
        rightly(work, session, begin, end + too_many)

    monkeypatch.setattr(sessions, "set_times", carelessly)
    place = clocks._Place(tmp_path / "vault", "America/New_York")
    place.record(datetime(2026, 11, 1, 10, 0, tzinfo=ZoneInfo("America/New_York")))
    wrong = place.wrong()
    assert len(wrong) == (1 if too_many else 0)
    assert "20 min" in "".join(wrong) or not too_many
