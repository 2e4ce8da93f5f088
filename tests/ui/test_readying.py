# SPDX-License-Identifier: MIT
"""What is imported while somebody types, and in which thread."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WATCH = """
import json, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import otdesk.app
from otdesk.ui.jobs import Jobs
from otdesk.ui.readying import Readying

seen = {"main": [], "beside": []}

class Watch:
    def find_spec(self, name, path=None, target=None):
        seen["main" if threading.current_thread() is threading.main_thread() else "beside"].append(name)
        return None

application = QApplication([])
jobs = Jobs()
sys.meta_path.insert(0, Watch())
readying = Readying(jobs, otdesk.app.warm_up, jobs)
readying.ready.connect(application.quit)
QTimer.singleShot(60_000, lambda: application.exit(1))
code = application.exec()
jobs.stop()
before = len(sys.modules)
from otdesk.ui.places import places
places()
print(json.dumps({**seen, "late": len(sys.modules) - before}))
sys.exit(code)
"""


def test_classes_of_qt_are_made_on_the_main_thread_alone(tmp_path: Path) -> None:
    """Made in a pool thread they ended the program, about once in forty starts: while a name was typed, say."""
    env = {"OTDESK_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", WATCH], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    qt = [name for name in seen["beside"] if name.startswith(("PySide6", "shiboken6", "otdesk.ui"))]
    assert qt == []
    assert {"otdesk.vault.vault", "sqlalchemy", "otdesk.queries.notes", "otdesk.actions.notes"} <= set(seen["beside"])
    assert {"otdesk.ui.notes.screen", "otdesk.ui.planner.screen"} <= set(seen["main"])
    assert seen["late"] == 0
