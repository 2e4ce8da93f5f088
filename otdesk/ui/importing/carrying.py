# SPDX-License-Identifier: MIT
"""What runs beside the window: reading files in a child process, trying an import out, carrying it out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.parse import read_table
from otdesk.exchange.reading import FileReader
from otdesk.faults import Refusal
from otdesk.rules.import_rows import FileProblem
from otdesk.ui.importing.batch import Batch, ChosenFile, Outcome
from otdesk.ui.jobs import Report
from otdesk.words import _, listed, plural

if TYPE_CHECKING:
    from otdesk.ui.bridge import Bridge

Work = Any  # the vault's; of the screens only the bridge knows its type
Mappings = Mapping[str, Mapping[str, str]]


def read_files(
    report: Report, files: tuple[ChosenFile, ...], today: date, mappings: Mappings
) -> tuple[ChosenFile, ...]:
    """Read each file in a child process. Raises Cancelled when the person stops it."""
    read = []
    with FileReader() as reader:
        for number, chosen in enumerate(files):
            report.progress((number + 0.5) / len(files), chosen.path.name)
            report.check()
            read.append(_read(report, reader, chosen, today, mappings))
            report.check()
    return tuple(read)


def _read(report: Report, reader: FileReader, chosen: ChosenFile, today: date, mappings: Mappings) -> ChosenFile:
    said = chosen.kind is not None  # then the person matches what the headings do not say
    try:
        parsed = reader.read(
            chosen.path,
            today,
            kind=chosen.kind,
            mappings=mappings,
            sheet=chosen.sheet,
            unmatched=said,
            stop=report.stop,
        )
    except UnusableFile as unusable:
        return replace(chosen, parsed=None, problem=unusable.problem)
    problem = FileProblem.COLUMN_MISSING if said and parsed.table is not None and not parsed.rows else None
    return replace(chosen, parsed=parsed, problem=problem)


def read_again(report: Report, chosen: ChosenFile, today: date) -> ChosenFile:
    """The rows of a table whose columns were corrected; without a column it needs, the file says so and keeps it."""
    report.check()
    parsed = chosen.parsed
    if parsed is None or parsed.table is None:
        return chosen
    try:
        rows = read_table(parsed.file, parsed.kind, parsed.table, today)
    except UnusableFile as unusable:
        return replace(chosen, problem=unusable.problem)
    return replace(chosen, parsed=rows, problem=None)


class _TakenBack(Exception):
    """Ends a transaction whose changes were only to be seen."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def try_out(report: Report, bridge: "Bridge", batch: Batch) -> Outcome:
    """What the import would do, found out by doing it and taking it back: nothing is written."""
    report.check()
    try:
        bridge.do(rehearse_import, batch, bridge.today())
    except _TakenBack as taken:
        return taken.outcome
    raise RuntimeError("a rehearsal was written")


def rehearse_import(work: Work, batch: Batch, today: date) -> None:
    """Always ends with the exception that rolls it back."""
    raise _TakenBack(_carry(work, batch, today))


def carry_out(report: Report, bridge: "Bridge", batch: Batch, shown: Outcome) -> Outcome:
    """The import as it was shown, in one transaction. Refusal when the vault has changed since and it would differ."""
    report.check()
    return bridge.do(import_files, batch, bridge.today(), shown)


def import_files(work: Work, batch: Batch, today: date, shown: Outcome) -> Outcome:
    from otdesk.actions.imports import remember_columns

    outcome = _carry(work, batch, today)
    if not outcome.same_as(shown):
        raise Refusal(_("Something this import builds on has changed since it was shown. Look at the rows again."))
    for number in batch.order():
        chosen = batch.files[number]
        if chosen.settled and chosen.parsed is not None and chosen.table is not None:
            remember_columns(work, chosen.parsed.kind, chosen.table)
    work.describe(imported_words(outcome))
    return outcome


def _carry(work: Work, batch: Batch, today: date) -> Outcome:
    """Each file compared with what the files before it have brought."""
    from otdesk.actions.imports import apply
    from otdesk.queries.import_schools import known_schools
    from otdesk.queries.imports import preview

    previews = {}
    for number in batch.order():
        parsed = batch.files[number].parsed
        if parsed is not None:
            known = {school.name: school.id for school in known_schools(work.db)}
            previews[number] = preview(work.db, parsed, today, batch.decisions(number, known))
            apply(work, previews[number])
    return Outcome(previews, tuple(school.name for school in known_schools(work.db)))


def imported_words(outcome: Outcome) -> str:
    """ "Imported 46 students, 5 schools and 48 service lines", or how many rows where nobody is new."""
    parts = [
        words
        for kind, words in (
            ("Student", plural("{n} student", "{n} students", outcome.added("Student"))),
            ("School", plural("{n} school", "{n} schools", outcome.added("School"))),
            ("ServiceLine", plural("{n} service line", "{n} service lines", outcome.added("ServiceLine"))),
        )
        if outcome.added(kind)
    ]
    if not outcome.added("Student"):
        parts = [plural("{n} row", "{n} rows", outcome.changes)]
    return _("Imported {what}").format(what=listed(parts))


@dataclass(frozen=True, slots=True)
class Worked:
    """The answer to one request of the desk, with its number."""

    serial: int
    batch: Batch
    outcome: Outcome


def work_out(report: Report, bridge: "Bridge", serial: int, batch: Batch, again: frozenset[Path]) -> Worked:
    """Read the tables of the files `again` anew, then try the whole import out."""
    for number, chosen in enumerate(batch.files):
        if chosen.path in again:
            batch = batch.with_file(number, read_again(report, chosen, bridge.today()))
    return Worked(serial, batch, try_out(report, bridge, batch))
