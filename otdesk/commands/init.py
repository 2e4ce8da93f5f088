# SPDX-License-Identifier: MIT
"""`otdesk init`: a new vault."""

from datetime import datetime
from pathlib import Path
from typing import Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Fault, Refusal
from otdesk.words import _


def add(commands: Any) -> None:
    parser = declare(commands, "init", _init, _("make a new vault"))
    with_vault(parser)
    parser.add_argument(
        "--person", default="", metavar="NAME", help=_("who will use it; else the name of this account")
    )
    recovery = parser.add_mutually_exclusive_group()
    recovery.add_argument("--recovery-out", type=Path, metavar="FILE.pdf", help=_("where the recovery sheet goes"))
    recovery.add_argument("--no-recovery", action="store_true", help=_("throw the recovery code away"))


def _init(arguments: Arguments, now: datetime) -> int:
    from otdesk.doors import Doors

    if arguments.recovery_out is None and not arguments.no_recovery:
        raise Refusal(_("Say where the recovery sheet goes (--recovery-out), or --no-recovery."))
    sheet: Path | None = arguments.recovery_out
    if sheet is not None and sheet.exists():
        raise Refusal(_("{file} is there already.").format(file=sheet))
    if sheet is not None and not sheet.absolute().parent.is_dir():
        raise Refusal(_("The folder of {file} is not there.").format(file=sheet))
    person = arguments.person.strip() or _account_name()
    doors = Doors(arguments.vault, lambda: now)
    doors.create(person, opening.passphrase(arguments, new=True))
    try:
        doors.introduce(person)
        if sheet is not None:
            opening.write(sheet, doors.recovery_pdf())
    except Fault:
        doors.discard()
        raise
    doors.confirm_code()
    doors.close(backup=False)
    print(_("Vault made in {folder}.").format(folder=arguments.vault))
    return 0


def _account_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "OT"
