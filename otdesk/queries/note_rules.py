# SPDX-License-Identifier: MIT
"""The form the district's notes take and what it asks of each."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.districts import District
from otdesk.rules.note_formats import NoteRules, from_plain


def note_rules(db: Session) -> NoteRules:
    """The usual form until the district says its own."""
    plain = db.scalar(select(District.note_rules).order_by(District.id).limit(1))
    return from_plain(plain) if plain is not None else NoteRules()
