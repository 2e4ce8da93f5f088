# SPDX-License-Identifier: MIT
"""The program's entry: the window without a subcommand, else the command. Kept bare, for the first paint."""

import gc
import sys

_WINDOW_WORDS = frozenset({"--demo", "--vault", "--locked", "--resume", "--quit-after-show"})


def run() -> None:
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in _WINDOW_WORDS:
        gc.disable()  # until the window is shown: collecting during imports costs a quarter of the first paint
        from otdesk.app import main

        sys.exit(main(arguments))
    from otdesk.cli import run as run_command

    run_command()


if __name__ == "__main__":
    run()
