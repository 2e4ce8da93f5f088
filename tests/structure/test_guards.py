# SPDX-License-Identifier: MIT
"""The guards of conftest.py are proved to bite: a test that leaves something behind fails."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LEAVES = {
    "window": (
        (
            "from PySide6.QtWidgets import QWidget\nkept = []\n"
            "def test_it(qapp):\n    w = QWidget()\n    w.show()\n    kept.append(w)\n"
        ),
        "left behind: visible QWidget",
    ),
    "timer": (
        (
            "from PySide6.QtCore import QTimer\nkept = []\n"
            "def test_it(qapp):\n    t = QTimer()\n    t.start(60000)\n    kept.append(t)\n"
        ),
        "left behind: running timer 60000",
    ),
    "thread": (
        (
            "import threading\nstop = threading.Event()\n"
            "def test_it():\n    threading.Thread(target=stop.wait, args=(20,), name='lost', daemon=True).start()\n"
        ),
        "left behind: thread lost",
    ),
    "child": (
        (
            "import sys\nfrom subprocess import PIPE, Popen\nkept = []\n"
            "def test_it():\n    kept.append(Popen([sys.executable, '-c', 'input()'], stdin=PIPE))\n"
        ),
        "left behind: child process",
    ),
    "log line": (
        "import logging\ndef test_it():\n    logging.getLogger('otdesk').warning('something is off')\n",
        "unexpected log line: WARNING otdesk: something is off",
    ),
    "absent log line": (
        "def test_it(log_guard):\n    log_guard.expect('a line that never comes')\n",
        "never logged: a line that never comes",
    ),
    "Qt message": (
        "from PySide6.QtCore import qWarning\ndef test_it(qapp):\n    qWarning('a Qt complaint')\n",
        "a Qt complaint",
    ),
    "Python warning": (
        "import warnings\ndef test_it():\n    warnings.warn('old ways', DeprecationWarning)\n",
        "DeprecationWarning: old ways",
    ),
}
CLEAN = (
    "import logging\n"
    "from PySide6.QtCore import QTimer\n"
    "from PySide6.QtWidgets import QLabel\n"
    "def test_it(qtbot, log_guard, clock):\n"
    "    log_guard.expect('wanted')\n"
    "    logging.getLogger('otdesk').warning('wanted here')\n"
    "    label = QLabel('x')\n"
    "    qtbot.addWidget(label)\n"
    "    timer = QTimer(label)\n"
    "    with qtbot.waitSignal(timer.timeout):\n"
    "        timer.start(1)\n"
    "    label.show()\n"
    "    assert clock().hour == 15 and clock.local().hour == 10\n"
)


def run(test: str, folder: Path) -> tuple[int, str]:
    path = folder / "test_left.py"
    path.write_text(test, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
    ]
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "--basetemp", str(folder / "tmp"), str(path)]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("what", LEAVES)
def test_what_is_left_behind_fails_the_test(what: str, tmp_path: Path) -> None:
    test, complaint = LEAVES[what]
    code, output = run(test, tmp_path)
    assert code == 1, output
    assert complaint in output


def test_a_clean_test_passes(tmp_path: Path) -> None:
    code, output = run(CLEAN, tmp_path)
    assert code == 0, output
