# SPDX-License-Identifier: MIT
"""The `otdesk` command: parses, calls, prints. 0 done, 1 refused or failed with one sentence, 2 wrong usage.

Each subcommand declares its arguments in otdesk/commands/; the rooms it needs are imported when it is carried out, so
that no command pays for another.
"""

import argparse
import gc
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from otdesk.commands import backups, district_key, exports, imports, init, invented, machine, pages, planning
from otdesk.commands.declaring import Command
from otdesk.faults import Fault
from otdesk.system import own_version
from otdesk.words import _

_GARBAGE = 50_000  # objects between two collections: a command is short, and looking costs a tenth of its time


def run() -> None:
    """The entry point of the program."""
    gc.set_threshold(_GARBAGE)
    sys.exit(main(sys.argv[1:], datetime.now(UTC)))


def main(arguments: Sequence[str], now: datetime) -> int:
    """Carry out one command line; `now` is the clock of everything it does."""
    parsed = _parser().parse_args(arguments)
    command: Command | None = getattr(parsed, "command", None)
    if command is None:
        from otdesk.app import main as show_window

        return show_window(())
    try:
        return command(parsed, now)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone: nothing left to say
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="otdesk", description=_("The day, the notes and the minutes of a traveling OT.")
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=_("show the version and stop"))
    commands = parser.add_subparsers(metavar="COMMAND")
    for command in (init, imports, exports, pages, backups, district_key, planning):
        command.add(commands)
    for add in (invented.add_demo, invented.add_sample, invented.add_screens, machine.add_selftest, machine.add_worker):
        add(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when asked: that takes longer than parsing."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 - argparse's signature
        values: object,  # noqa: ARG002 - argparse's signature
        option_string: str | None = None,  # noqa: ARG002 - argparse's signature
    ) -> None:
        print(f"otdesk {own_version()}")
        parser.exit()
