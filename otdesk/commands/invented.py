# SPDX-License-Identifier: MIT
"""`otdesk demo`, `sample`, `screens`: everything on invented people."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Refusal
from otdesk.words import _, plural


def add_demo(commands: Any) -> None:
    declare(commands, "demo", _demo, _("open the window on an invented year; nothing is kept"))


def _demo(_arguments: Arguments, _now: datetime) -> int:
    from otdesk.app import main as show_window

    return show_window(("--demo",))


def add_sample(commands: Any) -> None:
    parser = declare(commands, "sample", _sample, _("write invented years into an empty vault"))
    with_vault(parser)
    parser.add_argument("--years", type=_count, default=1, metavar="N", help=_("school years, the last one under way"))
    parser.add_argument("--students", type=_count, default=43, metavar="N", help=_("how many students"))
    parser.add_argument(
        "--sessions", type=_count, metavar="N", help=_("so many signed sessions per student and year, not a real week")
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same people"))


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(_("a number from 1 on is needed, not {text}").format(text=text))
    return int(text)


def _sample(arguments: Arguments, now: datetime) -> int:
    from otdesk.queries import choices
    from otdesk.sample.build import Size, fill

    doors = opening.doors(arguments, now)
    try:
        vault = opening.opened(doors)
        with vault.read() as db:
            if choices.schools(db):
                raise Refusal(_("This vault holds a caseload already. Invented years go into an empty vault only."))
        filled = fill(vault, Size(arguments.years, arguments.students, arguments.sessions), arguments.seed, now)
    finally:
        doors.close()
    print(
        plural("{n} invented student, ", "{n} invented students, ", filled.students)
        + plural("{n} signed note.", "{n} signed notes.", filled.notes)
    )
    return 0


def add_screens(commands: Any) -> None:
    parser = declare(commands, "screens", _screens, _("draw every screen with the sample caseload to PNG files"))
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--size", default="1366x768", metavar="WxH")
    parser.add_argument("--zoom", type=int, default=100, metavar="P")
    parser.add_argument("--only", default="", metavar="NAME", help=_("one screen"))


def _screens(arguments: Arguments, _now: datetime) -> int:
    from otdesk.sample.build import demo_now
    from otdesk.sample.throwaway import demo_vault
    from otdesk.ui.gallery import Wish, draw, size_of

    wish = Wish(arguments.theme, size_of(arguments.size), arguments.zoom, arguments.only)
    with demo_vault() as vault:
        for path in draw(arguments.folder, wish, demo_now, vault):
            print(path)
    return 0
