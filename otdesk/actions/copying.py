# SPDX-License-Identifier: MIT
"""Notes that are also entered in the district's own system: what it wants, and which are done."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from otdesk.actions.lookups import own_district
from otdesk.faults import Refusal
from otdesk.records.notes import EnteredNote, Note
from otdesk.rules.copy_profile import LONGEST, ProfileField, to_plain
from otdesk.rules.kinds import NoteStatus
from otdesk.vault.work import Work
from otdesk.words import _


def set_profile(work: Work, since: date | None, fields: Sequence[ProfileField]) -> None:
    """From when notes are entered elsewhere (None: they are not), and in which fields."""
    district = own_district(work)
    if since is not None and not fields:
        raise Refusal(_("Say at least one field of the other system."))
    if any(not 0 <= each.limit <= LONGEST for each in fields):
        raise Refusal(_("A field takes at most {n} letters.").format(n=LONGEST))
    district.copy_since, district.copy_fields = since, to_plain(fields)
    work.describe(_("Other system noted") if since is not None else _("Notes are not entered elsewhere"))


def mark_entered(work: Work, note_id: int) -> None:
    """It stands in the other system now."""
    note = work.db.get(Note, note_id)
    if note is None or note.status is not NoteStatus.SIGNED:
        raise Refusal(_("Only a signed note is entered elsewhere."))
    if work.db.scalar(select(EnteredNote.id).where(EnteredNote.note_id == note_id)) is None:
        work.db.add(EnteredNote(note_id=note_id, entered_at=work.now))
    work.describe(_("Marked as entered"))


def unmark_entered(work: Work, note_id: int) -> None:
    """It does not stand there after all."""
    row = work.db.scalar(select(EnteredNote).where(EnteredNote.note_id == note_id))
    if row is not None:
        work.db.delete(row)
    work.describe(_("Marked as not entered"))
