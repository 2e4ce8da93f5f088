# SPDX-License-Identifier: MIT
"""What an import would do: every row with its verdict, before anything is written."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.import_calendar import preview_calendar
from otdesk.queries.import_caseload import CaseloadPreview
from otdesk.queries.import_draft import Draft
from otdesk.queries.import_schools import preview_bells, preview_schools, preview_travel
from otdesk.records.imports import ImportMapping
from otdesk.rules.import_changes import Decisions, Preview
from otdesk.rules.import_rows import BellRow, CalendarRow, CaseloadRow, FileKind, ParsedFile, SchoolRow, TravelRow


def preview(db: Session, parsed: ParsedFile, today: date, decisions: Decisions | None = None) -> Preview:
    """Compare a file with the vault. `today` closes changed service lines; `decisions` are the person's so far."""
    draft = Draft(decisions or Decisions())
    if parsed.kind is FileKind.CASELOAD:
        return _caseload(db, parsed, today, draft)
    if parsed.kind is FileKind.SCHOOLS:
        preview_schools(db, draft, [row for row in parsed.rows if isinstance(row, SchoolRow)])
    elif parsed.kind is FileKind.TRAVEL:
        preview_travel(db, draft, [row for row in parsed.rows if isinstance(row, TravelRow)])
    elif parsed.kind is FileKind.BELLS:
        preview_bells(db, draft, [row for row in parsed.rows if isinstance(row, BellRow)])
    else:
        preview_calendar(db, draft, [row for row in parsed.rows if isinstance(row, CalendarRow)])
    return Preview(parsed.file, parsed.kind, tuple(draft.rows), draft.changes())


def _caseload(db: Session, parsed: ParsedFile, today: date, draft: Draft) -> Preview:
    rows = [row for row in parsed.rows if isinstance(row, CaseloadRow)]
    caseload = CaseloadPreview(db, draft, rows, today)
    caseload.run()
    taken = {row.row for row in draft.rows if not row.why}
    return Preview(
        parsed.file,
        parsed.kind,
        tuple(draft.rows),
        draft.changes(),
        caseload.absent(),
        caseload.unknown_schools(),
        caseload.students(),
        sum(len(row.lines) for row in rows if row.row in taken),
    )


def mappings(db: Session) -> Mapping[str, Mapping[str, str]]:
    """The column choices remembered so far, by the hash of the headings."""
    return {
        row.headings_hash: {heading: str(name) for heading, name in row.columns.items()}
        for row in db.scalars(select(ImportMapping))
    }
