# SPDX-License-Identifier: MIT
"""What several commands need: the vault of the command line, its passphrase, a file written whole."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from otdesk.commands.declaring import Arguments
from otdesk.faults import Refusal, Trouble
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.doors import Doors
    from otdesk.vault.vault import Vault


def doors(arguments: Arguments, now: datetime) -> "Doors":
    from otdesk.doors import Doors

    found = Doors(arguments.vault, lambda: now)
    if not found.exists():
        raise Refusal(_("There is no vault in {folder}.").format(folder=arguments.vault))
    found.unlock(passphrase(arguments))
    return found


def opened(found: "Doors") -> "Vault":
    if found.vault is None:
        raise RuntimeError("the vault is not open")
    return found.vault


def passphrase(arguments: Arguments, *, new: bool = False) -> str:
    """From the file or stdin asked for, else from the person at the terminal."""
    source: str = arguments.passphrase_file or ""
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if source:
        try:
            text = Path(source).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise Refusal(_("The passphrase file cannot be read.")) from fault
        return text.split("\n", 1)[0].rstrip("\r")
    if not sys.stdin.isatty():
        raise Refusal(_("There is no terminal to ask for the passphrase: say --passphrase-file."))
    import getpass

    typed = getpass.getpass(_("Passphrase: "))
    if new and getpass.getpass(_("Once more: ")) != typed:
        raise Refusal(_("The two passphrases differ."))
    return typed


def write(path: Path, data: bytes) -> None:
    from otdesk import system

    try:
        system.write_durably(path.absolute(), data)
    except OSError as fault:
        raise Trouble(_("{file} cannot be written: {why}.").format(file=path, why=fault.strerror)) from fault
