# SPDX-License-Identifier: MIT
"""`otdesk export`: the caseload as a table, the schedule as a calendar file, the chains for a check."""

from datetime import datetime
from pathlib import Path
from typing import Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Refusal
from otdesk.words import _, plural

_VERIFIER = "verify_chain.py"


def add(commands: Any) -> None:
    parser = declare(commands, "export", _export, _("write a table or a calendar for other programs"))
    parser.add_argument("what", choices=["caseload", "schedule", "chain"])
    with_vault(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv|.xlsx|.ics|.json")
    parser.add_argument("--names", action="store_true", help=_("full names in the schedule in place of initials"))
    parser.add_argument(
        "--records", action="store_true", help=_("the chain with the signed records, which name students")
    )
    parser.add_argument("--verifier", action="store_true", help=_("beside the chain, the script that checks it"))
    parser.add_argument("--recipient", default="", metavar="WHO", help=_("who gets it, if somebody else"))
    parser.add_argument("--purpose", default="", metavar="WHY", help=_("what for"))


def _export(arguments: Arguments, now: datetime) -> int:
    ways = {"schedule": _schedule, "caseload": _caseload, "chain": _chain}
    return ways[arguments.what](arguments, now)


def _chain(arguments: Arguments, now: datetime) -> int:
    """What a district checks without this program: resources/verifier/verify_chain.py says how."""
    from otdesk import paths

    if arguments.out.suffix.casefold() != ".json":
        raise Refusal(_("The file’s name must end in .json."))
    doors = opening.doors(arguments, now)
    try:
        vault = opening.opened(doors)
        with vault.write("export", now) as work:
            detail = {"records": arguments.records, "recipient": arguments.recipient, "purpose": arguments.purpose}
            work.audit("export", "chain", None, detail)
            work.final()
        opening.write(arguments.out, vault.chain_file(now, records=arguments.records))
        if arguments.verifier:
            script = paths.resource("verifier") / _VERIFIER
            opening.write(arguments.out.with_name(_VERIFIER), script.read_bytes())
    finally:
        doors.close(backup=False)
    print(_("Chain written. Check it with: python3 {script} {file}").format(script=_VERIFIER, file=arguments.out.name))
    return 0


def _schedule(arguments: Arguments, now: datetime) -> int:
    from otdesk.exchange.ics_out import ics_bytes
    from otdesk.queries.schedule_export import schedule

    if arguments.out.suffix.casefold() != ".ics":
        raise Refusal(_("The file's name must end in .ics."))
    doors = opening.doors(arguments, now)
    try:
        vault = opening.opened(doors)
        with vault.read() as db:
            events = schedule(db, now.astimezone().date(), names=arguments.names)
        opening.write(arguments.out, ics_bytes(events, now))
        with vault.write("export", now) as work:
            detail = {
                "events": len(events), "names": arguments.names, "recipient": arguments.recipient,
                "purpose": arguments.purpose,
            }  # fmt: skip
            work.audit("export", "schedule", None, detail)
            work.final()
    finally:
        doors.close(backup=False)
    print(plural("{n} appointment written.", "{n} appointments written.", len(events)))
    return 0


def _caseload(arguments: Arguments, now: datetime) -> int:
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
