# SPDX-License-Identifier: MIT
"""Making pages in a pool thread: rows are read, drawn, and the finished PDF comes back to the window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from otdesk import system
from otdesk.actions import schedule
from otdesk.queries import day_sheets, mileage, note_pages, tellings, timesheet, workload, workplace
from otdesk.words import _, full_name, month_year, plural, short_date

if TYPE_CHECKING:
    from otdesk.printouts.day_sheet import SheetOptions
    from otdesk.printouts.page import Printing, Printout
    from otdesk.queries.mileage import MileagePaper
    from otdesk.queries.timesheet import TimesheetPaper
    from otdesk.queries.workload import WorkloadPaper
    from otdesk.ui.bridge import Bridge
    from otdesk.ui.jobs import Report


@dataclass(frozen=True, slots=True)
class Made:
    """Pages ready to hand over. `note_ids` are the notes on them, in order, `students` whose record they hold; `held`:
    what is on them, in a few words; `kept`: what the vault is to remember of them."""

    printout: "Printout | None"
    held: str = ""
    note_ids: tuple[int, ...] = ()
    kept: Mapping[str, object] | None = None
    students: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Which notes: dates of service, one student or all, one school or all, drafts too or signed ones only."""

    first: date
    last: date
    student_id: int | None = None
    drafts: bool = False
    school_id: int | None = None


def printing(bridge: "Bridge") -> "Printing":
    """Who prints and when: "D. Whitfield" at the foot of every page."""
    from otdesk.printouts.page import Printing

    return Printing(bridge.now(), bridge.read(workplace.short_name))


def sheets(report: "Report", bridge: "Bridge", days: Sequence[date], options: "SheetOptions") -> Made:
    """Day sheets of these days. Days without anything are left out, unless that is all of them."""
    from otdesk.printouts.day_sheet import day_sheets as draw

    found = [bridge.read(day_sheets.day_sheet, day) for day in days]
    report.check()
    filled = [sheet for sheet in found if sheet.stops] or found[:1]
    return Made(draw(filled, options, printing(bridge)))


def slips(report: "Report", bridge: "Bridge") -> Made:
    """A slip for each teacher with changes not told yet."""
    from otdesk.printouts.tell_slips import tell_slips

    teachers = bridge.read(tellings.teachers, bridge.today())
    report.check()
    waiting = [
        replace(teacher, changes=tuple(change for change in teacher.changes if change.told_on is None))
        for teacher in teachers
        if not teacher.told
    ]
    cycle = bridge.read(schedule.cycle_length, bridge.today())
    return Made(tell_slips(waiting, cycle, printing(bridge)) if waiting else None)


def notes(report: "Report", bridge: "Bridge", note_ids: Sequence[int]) -> Made:
    """These notes as they would be printed now."""
    from otdesk.printouts.session_note import session_notes

    now = bridge.now()
    pages = [page for note_id in note_ids if (page := bridge.read(note_pages.note_page, note_id, now)) is not None]
    report.check()
    made = session_notes(pages, printing(bridge)) if pages else None
    return Made(made, plural("{n} note", "{n} notes", len(pages)), tuple(page.note_id for page in pages))


def batch(report: "Report", bridge: "Bridge", wanted: Batch) -> Made:
    """All notes of a stretch of days; says how far it is and stops when asked."""
    from otdesk.printouts.session_note import session_notes

    pages = bridge.read(
        note_pages.note_batch, wanted.first, wanted.last, bridge.now(), wanted.student_id, drafts=wanted.drafts,
        school_id=wanted.school_id,
    )  # fmt: skip
    report.check()
    held = plural("{n} note", "{n} notes", len(pages))
    if not pages:
        return Made(None, held)

    def tell(done: int) -> None:
        report.check()
        if done % 10 == 0:
            report.progress(done / len(pages), held)

    made = session_notes(pages, printing(bridge), tell)
    return Made(made, held, tuple(page.note_id for page in pages))


def mileage_claim(report: "Report", bridge: "Bridge", month: date) -> Made:
    """The claim of a month as it stands now."""
    from otdesk.printouts.mileage_claim import mileage_claim as draw

    said = claim_of(bridge, month)
    report.check()
    return Made(draw(said, printing(bridge)), month_year(month), kept=said.printed())


def claim_of(bridge: "Bridge", month: date) -> "MileagePaper":
    """What the screen shows of a month, as a claim."""
    now = bridge.now()
    shown = bridge.read(mileage.month, month, now.date(), now.hour * 60 + now.minute)
    who, _credentials, where = _person(bridge)
    return mileage.paper(shown, who, where, now.date(), _("Therapy, scheduled"))


def timesheet_pages(report: "Report", bridge: "Bridge", first: date, last: date) -> Made:
    """The timesheet of these days as it stands now."""
    from otdesk.printouts.timesheet import timesheet_pages as draw

    said = timesheet_of(bridge, first, last)
    report.check()
    return Made(draw(said, printing(bridge)), f"{short_date(first)} – {short_date(last)}")


def timesheet_of(bridge: "Bridge", first: date, last: date) -> "TimesheetPaper":
    now = bridge.now()
    shown = bridge.read(timesheet.sheet, first, last, now.date(), now.hour * 60 + now.minute)
    return timesheet.TimesheetPaper(shown, *_person(bridge))


def workload_pages(report: "Report", bridge: "Bridge", month: date) -> Made:
    """The workload of a month as it stands now."""
    from otdesk.printouts.workload import workload_pages as draw

    said = workload_of(bridge, month)
    report.check()
    return Made(draw(said, printing(bridge)), month_year(month))


def workload_of(bridge: "Bridge", month: date) -> "WorkloadPaper":
    now = bridge.now()
    last = mileage.last_of(month)
    shown = bridge.read(workload.workload, month, last, now.date(), now.hour * 60 + now.minute)
    return workload.WorkloadPaper(shown, *_person(bridge))


def _person(bridge: "Bridge") -> tuple[str, str, str]:
    """Name and credentials of the therapist, and the district."""
    person, district = bridge.read(workplace.therapist), bridge.read(workplace.district)
    who = full_name(person.entry.first, person.entry.last) if person is not None else ""
    credentials = person.entry.credentials if person is not None else ""
    return who, credentials, district.entry.name if district is not None else ""


def hand_over(report: "Report", pdf: bytes, printer: str) -> None:
    """To the print system, on its standard input."""
    report.check()
    system.print_pdf(pdf, printer)


def printers(report: "Report") -> list[str]:
    """The print system may take seconds to answer."""
    report.check()
    return system.printers()
