# SPDX-License-Identifier: MIT
from otdesk.cli import run

if __name__ == "__main__":
    run()
