# SPDX-License-Identifier: MIT
"""One of two processes that open the same vault at the same moment: `python -m tests.faults.rival VAULT GATE SAID`.

It waits until the file GATE is there, tries, adds "owner" or the refusal to SAID, and holds what it has until killed.
"""

import os
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

from otdesk.faults import Trouble
from tests import vaults
from tests.clock import FixedClock
from tests.faults import killed_writer


def warmed() -> AbstractContextManager[None]:
    return killed_writer.warmed()


def main() -> None:
    folder, gate = Path(sys.argv[1]), sys.argv[2]
    said = os.open(sys.argv[3], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    while not os.path.exists(gate):  # noqa: PTH110 - quickest: both are to come through together
        time.sleep(0.0002)
    try:
        vault = vaults.unlocked(folder, FixedClock()())
    except Trouble as told:
        os.write(said, f"{told.message}\n".encode())
    else:
        os.write(said, f"owner {os.getpid()} {len(vault.findings)}\n".encode())
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
