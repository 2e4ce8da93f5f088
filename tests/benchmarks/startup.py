# SPDX-License-Identifier: MIT
"""First paint: from the start of the process to the first expose event, as a ratio to a bare Qt window.

    .venv/bin/python tests/benchmarks/startup.py [ROUNDS] [PROGRAM]

PROGRAM is a frozen OTDesk (build/frozen/otdesk/otdesk), compared with the one started from here.

All are run by turns, so that a busy machine slows all; the medians are compared. Each leaves at the expose event.
ReText, an editor for Markdown, joins in where its package is installed (`apt install retext`): of the well-kept Qt
programs measured its window was there first.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT, LIMIT_RETEXT = 1.3, 0.55
SYSTEM_PYTHON, RETEXT_AT = "/usr/bin/python3", Path("/usr/share/retext")

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

RETEXT = f"""
import sys, time, os
sys.path.insert(0, {str(RETEXT_AT)!r})
from PyQt6 import QtCore, QtGui, QtWidgets
class Watched(QtWidgets.QApplication):
    def notify(self, watched, event):
        if event.type() == QtCore.QEvent.Type.Expose and isinstance(watched, QtGui.QWindow) and watched.isExposed():
            print(time.monotonic(), flush=True)
            os._exit(0)
        return super().notify(watched, event)
QtWidgets.QApplication = Watched
sys.argv = ["retext", "--new-window"]
from ReText.__main__ import main
main()
"""


def first_paint(command: list[str], home: str) -> list[float]:
    """Milliseconds from the start of the process to its first expose event, and (ours) to the finished first page."""
    environment = {**os.environ, "OTDESK_HOME": home, "XDG_CONFIG_HOME": home, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    moments = [line for line in done.stdout.splitlines() if line.replace(".", "", 1).isdigit()]
    return [(float(at) - began) * 1000 for at in moments]


def measure(rounds: int, frozen: str = "") -> dict[str, float]:
    """Medians in ms by program; "page" is OTDesk's first page. A first round of each warms the caches."""
    commands = {"bare": [sys.executable, "-c", BARE], "ours": [sys.executable, "-m", "otdesk", "--quit-after-show"]}
    if RETEXT_AT.is_dir():
        commands["retext"] = [SYSTEM_PYTHON, "-c", RETEXT]
    if frozen:
        commands["frozen"] = [frozen, "--quit-after-show"]
    times: dict[str, list[float]] = {name: [] for name in (*commands, "page", "frozen page")}
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            for name, command in commands.items():
                took = first_paint(command, home)
                if number:
                    times[name].append(took[0])
                    times["frozen page" if name == "frozen" else "page"] += took[1:2]
    return {name: statistics.median(found) for name, found in times.items() if found}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    found = measure(rounds, sys.argv[2] if len(sys.argv) > 2 else "")
    bare, ours, page, retext = found["bare"], found["ours"], found["page"], found.get("retext")
    print(
        f"bare window {bare:.0f} ms, OTDesk {ours:.0f} ms: {ours / bare:.2f} x (limit {LIMIT}); "
        f"its first page {page:.0f} ms: {page / bare:.2f} x; median of {rounds}"
    )
    if retext is not None:
        print(f"ReText {retext:.0f} ms: OTDesk takes {ours / retext:.2f} x of it (limit {LIMIT_RETEXT}), "
              f"its first page {page / retext:.2f} x")  # fmt: skip
    if "frozen" in found:
        frozen, its_page = found["frozen"], found["frozen page"]
        print(f"frozen {frozen:.0f} ms: {frozen / bare:.2f} x the bare window, {frozen / ours:.2f} x ours; "
              f"its first page {its_page:.0f} ms: {its_page / page:.2f} x")  # fmt: skip
    near = retext is None or ours / retext <= LIMIT_RETEXT
    return 0 if ours / bare <= LIMIT and near else 1


if __name__ == "__main__":
    sys.exit(main())
