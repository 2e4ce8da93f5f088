# SPDX-License-Identifier: MIT
"""Every item of the fault bench with short counts; `python tests/faults/run.py --full` runs the long ones."""

import importlib
import json
from pathlib import Path

import pytest

from tests.faults import run
from tests.faults.outcome import Outcome

LAST_SHORT = 16
"""What comes after in the list is told by time and size, not by counts: one run each, by the command."""


def proofs_of(name: str) -> tuple[str, ...]:
    """Those of the suite that prove this item: they run without being asked for here."""
    return getattr(importlib.import_module(f"tests.faults.{name}"), "TESTS", ())


SHORT_FORMS = [name for name, number in run.ITEMS.items() if number <= LAST_SHORT and not proofs_of(name)]


def test_items_that_are_tests_of_the_suite_are_there() -> None:
    found = [path for name in run.ITEMS for path in proofs_of(name)]
    assert found
    assert all((run.ROOT / path.partition("::")[0]).is_file() for path in found)


@pytest.mark.parametrize("name", SHORT_FORMS)
@pytest.mark.timeout(600)
def test_short_form(name: str, tmp_path: Path) -> None:
    outcome, seconds = run.prove(name, full=False, folder=tmp_path)
    print(run.line(name, outcome, seconds))
    assert outcome.failures == ()
    assert outcome.holds
    assert outcome.fired > 0 or outcome.left_out


def test_what_did_not_fire_or_was_lost_is_a_failure() -> None:
    assert Outcome(3, 3, 5).holds
    assert not Outcome(3, 2, 5).holds
    assert not Outcome(3, 3, 5, lost=1).holds
    assert not Outcome(3, 3, 5, false_alarms=1).holds
    assert not Outcome(3, 3, 5, failures=("why",)).holds


def test_the_figures_go_to_a_file_and_a_failure_to_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {"kills": Outcome(3, 3, 5, figures=("as quick as ever",)), "instances": Outcome(2, 1)}

    def prove(name: str, *, full: bool, folder: Path | None) -> tuple[Outcome, float]:
        return found[name], 1.5

    monkeypatch.setattr(run, "prove", prove)
    out = tmp_path / "figures.json"
    assert run.main(["--only", "1", "--out", str(out)]) == 0
    assert run.main(["--full", "--only", "kills", "--only", "14", "--out", str(out)]) == 1
    written = json.loads(out.read_text(encoding="utf-8"))
    assert [(item["item"], item["fired"], item["holds"]) for item in written["items"]] == [(1, 3, True), (14, 1, False)]
    said = capsys.readouterr().out
    assert "full counts" in said
    assert "as quick as ever" in said
    with pytest.raises(SystemExit, match="There is no item ghosts"):
        run.main(["--only", "ghosts"])
