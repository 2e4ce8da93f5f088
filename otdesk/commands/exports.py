# SPDX-License-Identifier: MIT
"""`otdesk export`: the caseload as a table, the schedule as a calendar file, the chains for a check."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Refusal
from otdesk.rules.disclosure import Given
from otdesk.words import _, plural

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

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
        _record_plainly(vault, arguments, now, "chain", {"records": arguments.records})
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
    from otdesk.queries.schedule_export import schedule, students_named

    if arguments.out.suffix.casefold() != ".ics":
        raise Refusal(_("The file's name must end in .ics."))
    doors = opening.doors(arguments, now)
    try:
        vault, today = opening.opened(doors), now.astimezone().date()
        with vault.read() as db:
            events, students = schedule(db, today, names=arguments.names), students_named(db, today)
        if arguments.names:
            _record(vault, arguments, now, Given.SCHEDULE, students)
        else:
            _record_plainly(vault, arguments, now, "schedule", {"events": len(events)})
        opening.write(arguments.out, ics_bytes(events, now))
    finally:
        doors.close(backup=False)
    print(plural("{n} appointment written.", "{n} appointments written.", len(events)))
    return 0


def _caseload(arguments: Arguments, now: datetime) -> int:
    from dataclasses import astuple, fields

    from otdesk.exchange.tables_out import bytes_for
    from otdesk.queries.exports import CaseloadLine, caseload_lines, exported_students

    if arguments.out.suffix.casefold() not in {".csv", ".xlsx"}:
        raise Refusal(_("The file's name must end in .csv or .xlsx."))
    doors = opening.doors(arguments, now)
    try:
        vault, today = opening.opened(doors), now.astimezone().date()
        with vault.read() as db:
            lines, students = caseload_lines(db, today), exported_students(db, today)
        headings = [item.name for item in fields(CaseloadLine)]
        made = bytes_for(arguments.out, headings, [astuple(line) for line in lines])
        _record(vault, arguments, now, Given.CASELOAD, students)
        opening.write(arguments.out, made)
    finally:
        doors.close(backup=False)
    print(plural("{n} service line written.", "{n} service lines written.", len(lines)))
    return 0


def _record(vault: "Vault", arguments: Arguments, now: datetime, what: Given, students: tuple[int, ...]) -> None:
    """A row in the disclosure log of each student, before there is a file. Refusal when somebody else gets it and it is
    not said what for."""
    from otdesk.actions import disclosures

    given = disclosures.Disclosure(arguments.recipient, arguments.purpose, own_file=not arguments.recipient)
    with vault.write("export", now) as work:
        disclosures.record(work, disclosures.Way.EXPORT, what, students, given)


def _record_plainly(vault: "Vault", arguments: Arguments, now: datetime, what: str, detail: dict[str, Any]) -> None:
    """A row for something that names no student."""
    with vault.write("export", now) as work:
        work.audit("export", what, None, {**detail, "recipient": arguments.recipient, "purpose": arguments.purpose})
        work.final()
