# SPDX-License-Identifier: MIT
"""`otdesk selftest`, and the worker the program starts for itself."""

from datetime import datetime
from typing import Any

from otdesk.commands.declaring import Arguments, declare
from otdesk.faults import Trouble
from otdesk.words import _, plural


def add_selftest(commands: Any) -> None:
    declare(commands, "selftest", _selftest, _("look whether everything this program needs is there"))


def _selftest(_arguments: Arguments, now: datetime) -> int:
    from otdesk.selftest import checks

    failed = 0
    for name, outcome in checks(now):
        print(
            f"{'ok    ' if outcome is None else 'FAILED'} {name}{'' if outcome is None else ': ' + outcome}", flush=True
        )
        failed += outcome is not None
    if failed:
        raise Trouble(plural("{n} check failed.", "{n} checks failed.", failed))
    return 0


def add_worker(commands: Any) -> None:
    parser = commands.add_parser("worker")  # for the program itself; no help line
    parser.add_argument("task", choices=["parse", "plan", "models"])
    parser.set_defaults(command=_worker)


def _worker(arguments: Arguments, _now: datetime) -> int:
    from otdesk import workers

    if arguments.task == "parse":
        from otdesk.exchange.parse import answer, warm

        warm()
        return workers.serve(answer)
    from otdesk.commands import planning

    return planning.serve(arguments.task)
