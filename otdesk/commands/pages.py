# SPDX-License-Identifier: MIT
"""`otdesk print`: day sheets and notes as PDF."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Refusal
from otdesk.words import _, plural

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from otdesk.printouts.page import Printing, Printout


def add(commands: Any) -> None:
    parser = commands.add_parser("print", help=_("write day sheets and notes as PDF"))
    pages = parser.add_subparsers(metavar="PAGES", required=True)
    day = declare(pages, "day", _print_day, _("the day sheet of one day, for yourself"))
    day.add_argument("date", type=_date, metavar="DATE")
    notes = declare(pages, "notes", _print_notes, _("signed notes of a stretch of days"))
    notes.add_argument("--from", dest="first", type=_date, required=True, metavar="D")
    notes.add_argument("--to", dest="last", type=_date, required=True, metavar="D")
    notes.add_argument("--student", metavar="ID", help=_("one student, by the district's ID"))
    notes.add_argument("--recipient", default="", metavar="WHO", help=_("who gets them; without it: your own file"))
    notes.add_argument("--purpose", default="", metavar="WHY")
    for page in (day, notes):
        with_vault(page)
        page.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("a date is written like 2026-10-20, not {text}").format(text=text)) from None


def _print_day(arguments: Arguments, now: datetime) -> int:
    from otdesk.printouts.day_sheet import SheetOptions, day_sheets
    from otdesk.queries import day_sheets as sheets

    doors = opening.doors(arguments, now)
    try:
        with opening.opened(doors).read() as db:
            sheet, printing = sheets.day_sheet(db, arguments.date), _printing(db, now)
        return _hand_out(day_sheets([sheet], SheetOptions(), printing), arguments.out)
    finally:
        doors.close()


def _print_notes(arguments: Arguments, now: datetime) -> int:
    from otdesk.actions import disclosures
    from otdesk.printouts.session_note import session_notes
    from otdesk.queries import choices, note_pages

    doors = opening.doors(arguments, now)
    try:
        vault = opening.opened(doors)
        with vault.read() as db:
            student = choices.student_by_number(db, arguments.student) if arguments.student else None
            if arguments.student and student is None:
                raise Refusal(_("No student has the ID {number}.").format(number=arguments.student))
            pages = note_pages.note_batch(db, arguments.first, arguments.last, now, student)
            printing = _printing(db, now)
        if not pages:
            raise Refusal(_("There is no signed note in these days."))
        given = disclosures.Disclosure(arguments.recipient, arguments.purpose, own_file=not arguments.recipient)
        with vault.write("print_notes", now) as work:
            disclosures.record_notes(work, disclosures.Way.EXPORT, [page.note_id for page in pages], given)
        return _hand_out(session_notes(pages, printing), arguments.out)
    finally:
        doors.close()


def _printing(db: "Session", now: datetime) -> "Printing":
    """Who prints, and when, in the district's time."""
    from otdesk.printouts.page import Printing
    from otdesk.queries import workplace

    return Printing(now.astimezone(workplace.zone(db)), workplace.short_name(db))


def _hand_out(made: "Printout", out: Path) -> int:
    opening.write(out, made.pdf)
    for warning in made.warnings:
        print(warning, file=sys.stderr)
    print(plural("{n} page written.", "{n} pages written.", made.pages))
    return 0
