# SPDX-License-Identifier: MIT
"""`otdesk` at another time, so that a school day is a school day whenever the test runs.

python -m tests.desktop.started_at 2026-10-20T07:30 [words of the window]
"""

import sys
import time
from datetime import datetime, timedelta

from otdesk import app
from tests.clock import SCHOOL_ZONE

START = datetime.fromisoformat(sys.argv[1]).replace(tzinfo=SCHOOL_ZONE)
BEGAN = time.monotonic()


def story_now() -> datetime:
    return START + timedelta(seconds=time.monotonic() - BEGAN)


if __name__ == "__main__":
    app.local_now = story_now
    sys.exit(app.main(sys.argv[2:]))
