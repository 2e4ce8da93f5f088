# SPDX-License-Identifier: MIT
"""Item 17: a scripted day in the life for two hours: memory after the warm-up does not grow, handles stay, 0 warnings.

.venv/bin/python -m tests.faults.soak --minutes 120
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.faults.children import ROOT
from tests.faults.outcome import Outcome
from tests.faults.typing_bursts import PER_KILL, prepared

SHORT, FULL = 1.0, 120.0  # minutes
WARM, END = 0.2, 0.1  # of the time: what is the warm-up, and what is looked at at its end and at the end of all
MOST_GROWTH = 0.05
JUDGED_FROM = 10.0  # minutes: in less, all is still warming up


def prove(*, full: bool, scratch: Path, minutes: float | None = None) -> Outcome:
    if not Path("/proc/self/smaps_rollup").exists():
        return Outcome(0, 0, left_out=("memory and handles are read as Linux tells them",))
    wanted = minutes or (FULL if full else SHORT)
    folder, sessions = prepared(scratch / "vault", max(10, round(wanted * 30 / PER_KILL)))
    out = scratch / "figures"
    command = [sys.executable, "-m", "tests.faults.soak_day", str(folder), str(wanted), str(out), *map(str, sessions)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    rounds = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []
    if done.returncode or len(rounds) < 3:
        return Outcome(0, 0, failures=(f"the day ended early after {len(rounds)} rounds: {done.stderr[-600:]}",))
    return _judged(rounds, wanted)


def _judged(rounds: list[dict[str, Any]], minutes: float) -> Outcome:
    early = [one for one in rounds if (WARM - END) * minutes <= one["minutes"] < WARM * minutes] or rounds[:1]
    late = [one for one in rounds if one["minutes"] >= (1 - END) * minutes] or rounds[-1:]
    failures = []
    memory, handles, threads = (
        tuple(statistics.median(one[name] for one in part) for part in (early, late))
        for name in ("memory", "handles", "threads")
    )
    growth = memory[1] / memory[0] - 1
    if minutes >= JUDGED_FROM and growth >= MOST_GROWTH:
        failures.append(f"memory grew by {growth:.1%}")
    if minutes >= JUDGED_FROM and (handles[1] > handles[0] + 2 or threads[1] > threads[0] + 2):
        failures.append("handles or threads grew")
    last = rounds[-1]
    failures += [f"said: {text}" for text in last["said"]]
    grown = f"memory {memory[0]:.0f} MiB after the warm-up, {memory[1]:.0f} at the end: {growth:+.1%}"
    figures = (
        f"{minutes:g} minutes, {len(rounds)} rounds, {last['signed']} notes signed, {last['warnings']} warnings",
        f"{grown}; handles {handles[0]:.0f} and {handles[1]:.0f}, threads {threads[0]:.0f} and {threads[1]:.0f}",
    )
    return Outcome(len(rounds), len(rounds), last["signed"], figures=figures, failures=tuple(failures))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=FULL)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="otdesk-soak-") as scratch:
        outcome = prove(full=True, scratch=Path(scratch), minutes=asked.minutes)
    print("\n".join((*outcome.figures, *outcome.failures)))
    return 0 if outcome.holds else 1


if __name__ == "__main__":
    sys.exit(main())
