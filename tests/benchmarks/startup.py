# SPDX-License-Identifier: MIT
"""First paint: from the start of the process to the first expose event, as a ratio to a bare Qt window.

    .venv/bin/python tests/benchmarks/startup.py [ROUNDS]

The two are run by turns, so that a busy machine slows both; the medians are compared. Both leave at the expose event.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1.3

BARE = """
import time, os
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Expose:
            print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
            os._exit(0)
        return False
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
watch = Watch()
window.windowHandle().installEventFilter(watch)
app.exec()
"""


def first_paint(command: list[str], home: str) -> float:
    """Milliseconds from the start of the process to its first expose event."""
    environment = {**os.environ, "OTDESK_HOME": home, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return (float(done.stdout.split()[-1]) - began) * 1000


def measure(rounds: int) -> tuple[float, float]:
    """Medians of (bare window, OTDesk) in milliseconds; one round of each first warms the caches."""
    bare, ours = [sys.executable, "-c", BARE], [sys.executable, "-m", "otdesk", "--quit-after-show"]
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            for name, command in (("bare", bare), ("ours", ours)):
                took = first_paint(command, home)
                if number:
                    times[name].append(took)
    return statistics.median(times["bare"]), statistics.median(times["ours"])


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    bare, ours = measure(rounds)
    print(f"bare window {bare:.0f} ms, OTDesk {ours:.0f} ms: {ours / bare:.2f} x (limit {LIMIT}), median of {rounds}")
    return 0 if ours / bare <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
