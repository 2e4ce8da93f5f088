# SPDX-License-Identifier: MIT
"""`otdesk backup`, `restore` and `verify`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Refusal, Trouble
from otdesk.words import _, day_full_date, full_date, plural

if TYPE_CHECKING:
    from otdesk.vault.checking import Facts
    from otdesk.vault.keys import Unlocked


def add(commands: Any) -> None:
    parser = declare(commands, "backup", _backup, _("make a verified backup"))
    with_vault(parser)
    parser.add_argument("--to", type=Path, metavar="DIR", help=_("folder for it; else the vault's own"))
    parser = declare(commands, "restore", _restore, _("make a vault again from a backup"))
    with_vault(parser)
    parser.add_argument("--from", dest="backup", type=Path, required=True, metavar="FILE", help=_("the backup"))
    parser.add_argument("--replace", action="store_true", help=_("keep the vault that is there beside the new one"))
    parser = declare(commands, "verify", _verify, _("look at everything in a closed vault or a backup"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--vault", type=Path, metavar="DIR", help=_("folder of the vault"))
    what.add_argument("--backup", type=Path, metavar="FILE", help=_("a backup"))
    parser.add_argument("--passphrase-file", metavar="FILE", help=_("read the passphrase from FILE, - is stdin"))


def _backup(arguments: Arguments, now: datetime) -> int:
    doors = opening.doors(arguments, now)
    try:
        made = opening.opened(doors).back_up(now, arguments.to)
    finally:
        doors.close(backup=False)
    print(_("Backup made and verified: {file}").format(file=made))
    return 0


def _restore(arguments: Arguments, now: datetime) -> int:
    from otdesk.doors import Doors
    from otdesk.vault import backup_file

    backup_file.read(arguments.backup)  # before anything is asked
    doors = Doors(arguments.vault, lambda: now)
    if doors.exists() and not arguments.replace:
        raise Refusal(_("There is a vault in this folder already. Say --replace to keep it beside the restored one."))
    aside = doors.restore(arguments.backup, opening.passphrase(arguments), replace=arguments.replace)
    doors.close(backup=False)
    print(_("Vault restored in {folder}.").format(folder=arguments.vault))
    if aside is not None:
        print(_("The vault that was there is kept in {folder}.").format(folder=aside))
    return 0


def _verify(arguments: Arguments, now: datetime) -> int:
    from otdesk.vault import checking, restore

    try:
        if arguments.backup is not None:
            unlocked = restore.unlock_backup(arguments.backup, passphrase=opening.passphrase(arguments))
            facts = checking.look_at_backup(arguments.backup, unlocked)
        else:
            facts = checking.look_at_vault(arguments.vault, _unlocked(arguments, now))
    except OSError as fault:
        raise Trouble(
            _("This cannot be read: {why}.").format(why=(fault.strerror or _("the disk refused")).lower()),
            _("Look whether the disk or stick is there, and whether you may write in the folder."),
        ) from fault
    print(_said(facts))
    return 0


def _unlocked(arguments: Arguments, now: datetime) -> "Unlocked":
    """The keys of a vault; nothing in it is mended. A wrong passphrase is noted as at the lock screen."""
    from otdesk.vault import keys

    keys.read_header(arguments.vault)
    text = opening.passphrase(arguments)
    try:
        return keys.unlock(arguments.vault, text, mend=False)
    except Trouble:
        keys.note_wrong_try(arguments.vault, now)
        raise


def _said(facts: "Facts") -> str:
    """ "Whole: 43 students, 812 notes, the last of Oct 20, 2026." """
    said = [plural("{n} student", "{n} students", facts.students), plural("{n} note", "{n} notes", facts.notes)]
    if facts.last_note is not None:
        said.append(_("the last of {day}").format(day=full_date(facts.last_note)))
    said.append(plural("{n} signature", "{n} signatures", facts.links))
    said.append(plural("{n} line in the audit trail", "{n} lines in the audit trail", facts.events))
    what = _("Whole") if facts.made is None else _("Whole, made {day}").format(
        day=day_full_date(facts.made.astimezone().date())
    )  # fmt: skip
    return f"{what}: {', '.join(said)}."
