# SPDX-License-Identifier: MIT
"""The fault bench: everything OTDesk promises of a vault, attacked, with figures.

    .venv/bin/python tests/faults/run.py                 short counts, minutes
    .venv/bin/python tests/faults/run.py --full          the counts that README's table names, hours
    .venv/bin/python tests/faults/run.py --only kills    one item, by name or number; may be said more than once

The exit code is 1 when a promise did not hold or a fault that was asked for did not fire.
"""

import argparse
import importlib
import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # not this folder: its names are those of tests.faults

from tests import vaults  # noqa: E402
from tests.faults.outcome import Outcome  # noqa: E402

# In the order of the list that the vault is held to.
ITEMS = {
    "kills": 1,
    "every_step": 2,
    "power_cuts": 3,
    "disk_errors": 4,
    "verify_thousand": 5,
    "plaintext": 6,
    "wrong_keys": 7,
    "lock_states": 8,
    "imports": 9,
    "payloads": 10,
    "alterations": 11,
    "restores": 12,
    "migrations": 13,
    "instances": 14,
    "clocks": 15,
    "typing_bursts": 16,
    "soak": 17,
    "scale": 18,
    "no_network": 19,
}
COLUMNS = ("injected", "fired", "acknowledged", "lost", "detected", "false_alarms")


def prove(name: str, *, full: bool, folder: Path | None = None) -> tuple[Outcome, float]:
    """Run one item in a folder of its own; what it found, and the seconds it took."""
    module = importlib.import_module(f"tests.faults.{name}")
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(prefix=f"otdesk-{name}-", dir=folder) as scratch,
        vaults.quick_memory(),
        patch.dict(os.environ, OTDESK_HOME=str(Path(scratch) / "otdesk-home")),  # nothing of it is this person's
    ):
        outcome: Outcome = module.prove(full=full, scratch=Path(scratch))
    return outcome, time.perf_counter() - began


def head(*, full: bool) -> str:
    from otdesk import system

    counts, now = "full counts" if full else "short counts", datetime.now().astimezone()
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    return f"OTDesk {system.own_version()} fault bench, {now:%Y-%m-%d %H:%M %Z}, {counts}, {machine}"


def line(name: str, outcome: Outcome, seconds: float) -> str:
    figures = " ".join(f"{getattr(outcome, column):>12,}" for column in COLUMNS)
    return f"{ITEMS[name]:>2} {name:<16} {figures} {seconds:>9,.1f}  {'ok' if outcome.holds else 'FAILED'}"


def titles() -> str:
    names = " ".join(f"{column.replace('_', ' '):>12}" for column in COLUMNS)
    return f"{'':2} {'item':<16} {names} {'seconds':>9}"


def chosen(asked: list[str]) -> list[str]:
    numbers = {str(number): name for name, number in ITEMS.items()}
    names = [numbers.get(word, word) for word in asked] or list(ITEMS)
    unknown = [name for name in names if name not in ITEMS]
    if unknown:
        raise SystemExit(f"There is no item {', '.join(unknown)}. There are: {', '.join(ITEMS)}.")
    return names


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Attack a vault in every way it is promised to stand, and count.")
    parser.add_argument("--full", action="store_true", help="the counts of README's table instead of short ones")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="one item, by name or number")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the figures as JSON too")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where vaults are made and harmed")
    asked = parser.parse_args(argv)
    names = chosen(asked.only)
    title = head(full=asked.full)
    print(f"{title}\n{titles()}", flush=True)
    found = []
    for name in names:
        outcome, seconds = prove(name, full=asked.full, folder=asked.scratch)
        print(line(name, outcome, seconds), flush=True)
        for text in (*outcome.figures, *(f"LEFT OUT: {text}" for text in outcome.left_out),
                     *(f"FAILED: {text}" for text in outcome.failures)):  # fmt: skip
            print(f"{'':20}{text}", flush=True)
        found.append({"item": ITEMS[name], "name": name, "seconds": round(seconds, 1), "holds": outcome.holds,
                      **asdict(outcome)})  # fmt: skip
    if asked.out:
        asked.out.write_text(
            json.dumps({"run": title, "items": found}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    return 0 if all(item["holds"] for item in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
