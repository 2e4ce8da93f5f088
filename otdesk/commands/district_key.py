# SPDX-License-Identifier: MIT
"""`otdesk district-key`: what the office of a district makes once, so that it can open the vaults of its therapists."""

from datetime import datetime
from pathlib import Path
from typing import Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare
from otdesk.faults import Fault, Refusal
from otdesk.words import _


def add(commands: Any) -> None:
    parser = declare(commands, "district-key", _make, _("make a key with which a district's office opens vaults"))
    parser.add_argument("--district", required=True, metavar="NAME", help=_("name of the district"))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("folder for the sheet and the card"))


def _make(arguments: Arguments, now: datetime) -> int:
    from otdesk.printouts.recovery import district_sheet
    from otdesk.vault import district_key, recovery_code

    code = recovery_code.new_code()
    card = district_key.card_of(arguments.district, code)
    folder: Path = arguments.to
    if not folder.is_dir():
        raise Refusal(_("The folder {folder} is not there.").format(folder=folder))
    sheet, public = folder / "district-recovery-sheet.pdf", folder / f"district{district_key.SUFFIX}"
    for path in (sheet, public):
        if path.exists():
            raise Refusal(_("{file} is there already.").format(file=path))
    opening.write(public, district_key.to_file(card))
    try:
        opening.write(sheet, district_sheet(code.split("-"), card.district, card.number, now.astimezone().date()))
    except Fault:
        public.unlink(missing_ok=True)  # a card without its code
        raise
    print(
        _("Sheet with the secret code: {file}. Print it twice, lock it away, then delete the file.").format(file=sheet)
    )
    print(_("Card for the therapists, no secret: {file}. Its number is {n}.").format(file=public, n=card.number))
    return 0
