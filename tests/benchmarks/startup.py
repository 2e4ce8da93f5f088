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
            print(time.monotonic(), flush=True)
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


def first_paint(command: list[str], home: str) -> list[float]:
    """Milliseconds from the start of the process to its first expose event, and (ours) to the finished first page."""
    environment = {**os.environ, "OTDESK_HOME": home, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return [(float(at) - began) * 1000 for at in done.stdout.split()]


def measure(rounds: int) -> tuple[float, float, float]:
    """Medians of (bare window, OTDesk, OTDesk's first page) in ms; a first round of each warms the caches."""
    bare, ours = [sys.executable, "-c", BARE], [sys.executable, "-m", "otdesk", "--quit-after-show"]
    times: dict[str, list[list[float]]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            for name, command in (("bare", bare), ("ours", ours)):
                took = first_paint(command, home)
                if number:
                    times[name].append(took)
    median = statistics.median
    return (
        median(run[0] for run in times["bare"]),
        median(run[0] for run in times["ours"]),
        median(run[1] for run in times["ours"]),
    )


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    bare, ours, page = measure(rounds)
    print(
        f"bare window {bare:.0f} ms, OTDesk {ours:.0f} ms: {ours / bare:.2f} x (limit {LIMIT}); "
        f"its first page {page:.0f} ms: {page / bare:.2f} x; median of {rounds}"
    )
    return 0 if ours / bare <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
