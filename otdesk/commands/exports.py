# SPDX-License-Identifier: MIT
"""`otdesk export`: the caseload as a table."""

from datetime import datetime
from pathlib import Path
from typing import Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Refusal
from otdesk.words import _, plural


def add(commands: Any) -> None:
    parser = declare(commands, "export", _export, _("write a table for other programs"))
    parser.add_argument("what", choices=["caseload"])
    with_vault(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv|.xlsx")
    parser.add_argument("--recipient", default="", metavar="WHO", help=_("who gets it, if somebody else"))
    parser.add_argument("--purpose", default="", metavar="WHY", help=_("what for"))


def _export(arguments: Arguments, now: datetime) -> int:
    from dataclasses import astuple, fields

    from otdesk.exchange.tables_out import bytes_for
    from otdesk.queries.exports import CaseloadLine, caseload_lines

    if arguments.out.suffix.casefold() not in {".csv", ".xlsx"}:
        raise Refusal(_("The file's name must end in .csv or .xlsx."))
    doors = opening.doors(arguments, now)
    try:
        vault = opening.opened(doors)
        with vault.read() as db:
            lines = caseload_lines(db, now.astimezone().date())
        headings = [item.name for item in fields(CaseloadLine)]
        opening.write(arguments.out, bytes_for(arguments.out, headings, [astuple(line) for line in lines]))
        with vault.write("export", now) as work:
            detail = {"lines": len(lines), "recipient": arguments.recipient, "purpose": arguments.purpose}
            work.audit("export", "caseload", None, detail)
            work.final()
    finally:
        doors.close(backup=False)
    print(plural("{n} service line written.", "{n} service lines written.", len(lines)))
    return 0
