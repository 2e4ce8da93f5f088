# SPDX-License-Identifier: MIT
"""`otdesk` at another time, so that a school day is a school day whenever the test runs.

python -m tests.desktop.started_at 2026-10-20T07:30 [words of the window]
"""

import os
import sys
import threading
import time
from datetime import datetime, timedelta
from importlib.abc import MetaPathFinder

from otdesk import app
from tests.clock import SCHOOL_ZONE

START = datetime.fromisoformat(sys.argv[1]).replace(tzinfo=SCHOOL_ZONE)
BEGAN = time.monotonic()


def story_now() -> datetime:
    return START + timedelta(seconds=time.monotonic() - BEGAN)


class OneThread(MetaPathFinder):
    """Ends the program where a class of Qt is made beside the main thread: it would do so itself, but seldom."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.startswith(("otdesk.ui", "PySide6")) and threading.current_thread() is not threading.main_thread():
            os.write(2, f"{name} is imported by a pool thread\n".encode())
            os._exit(99)


if __name__ == "__main__":
    app.local_now = story_now
    sys.meta_path.insert(0, OneThread())
    sys.exit(app.main(sys.argv[2:]))
