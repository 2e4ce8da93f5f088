# SPDX-License-Identifier: MIT
"""Item 19: the whole suite in a name space that has no network; with short counts only what is quick of it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.faults.by_pytest import prove_by
from tests.faults.outcome import Outcome

WITHOUT = ("unshare", "-n" if sys.platform != "win32" and os.geteuid() == 0 else "-rn")
"""Root stays who it is: a made-up root may not mount the disks that other items fill and cut."""
SHORT, FULL = ("tests/vault/test_keys.py", "tests/vault/test_backup.py"), ("tests", "-n", "auto")
ASK = "import socket; socket.create_connection(('192.0.2.1', 80), 3)"


def prove(*, full: bool, scratch: Path) -> Outcome:
    if shutil.which("unshare") is None:
        return Outcome(0, 0, left_out=("a process without a network needs unshare, which is Linux's",))
    asked = subprocess.run([*WITHOUT, sys.executable, "-c", ASK], capture_output=True, text=True, check=False)
    gone = "Network is unreachable" in asked.stderr
    ran = prove_by(FULL if full else SHORT, scratch, before=WITHOUT)
    passed = re.search(r"(\d+) passed", ran.figures[-1]) if ran.figures else None
    failures = ran.failures if gone else (*ran.failures, f"there is a network: {asked.stderr[-200:]}")
    return Outcome(1, int(gone), int(passed[1]) if passed else 0, figures=ran.figures[-1:], failures=failures)
