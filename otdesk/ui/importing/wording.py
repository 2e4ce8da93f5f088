# SPDX-License-Identifier: MIT
"""What the import says on its buttons, at its foot and beside it."""

from enum import StrEnum

from otdesk.rules.import_changes import Verdict
from otdesk.ui.importing.batch import Outcome
from otdesk.words import _, plural


class Stage(StrEnum):
    CHOOSE = "choose"
    MATCH = "match"
    RESULT = "result"


def panel_words(stage: Stage) -> tuple[str, str]:
    """Title and text of the panel of the first run."""
    return {
        Stage.CHOOSE: (_("Bring your caseload"), _("The lists you have. Nothing is saved until you agree.")),
        Stage.MATCH: (
            _("Match the columns once"),
            _("OTDesk guessed from the headings. Fix what is amber, then import."),
        ),
        Stage.RESULT: (_("Your caseload is here"), _("Undo takes the whole import back.")),
    }[stage]


def main_words(outcome: Outcome | None) -> str:
    """Of the button that imports; None before it is known what comes of it."""
    if outcome is None:
        return _("Import")
    if not outcome.changes:
        return _("Nothing to import")
    if outcome.count(Verdict.UPDATED) == 0 and outcome.added("Student"):
        return plural("Import {n} student", "Import {n} students", outcome.added("Student"))
    return plural("Import {n} row", "Import {n} rows", outcome.changes)


def sum_words(outcome: Outcome | None, *, busy: bool, writing: bool) -> str:
    """ "43 students, 5 schools, 51 service lines": what the files hold, beside the button."""
    if writing:
        return _("Importing …")
    if busy or outcome is None:
        return _("Looking at every row …")
    if not outcome.changes:
        known = outcome.count(Verdict.UNCHANGED)
        return plural("{n} row is in OTDesk already.", "All {n} rows are in OTDesk already.", known) if known else ""
    counts = (
        (outcome.students, "{n} student", "{n} students"),
        (outcome.added("School"), "{n} school", "{n} schools"),
        (outcome.lines, "{n} service line", "{n} service lines"),
    )
    return ", ".join(plural(one, many, n) for n, one, many in counts if n)


def next_words(lines: int) -> str:
    """What to do after an import."""
    if lines:
        return _("Next: lay out the week. The Planner shows what each student still needs.")
    return _("Next: bring the caseload, or look at today.")


def taken_back() -> str:
    return _("The import was taken back. Nothing of it is left in OTDesk.")
