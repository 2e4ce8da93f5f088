# SPDX-License-Identifier: MIT
"""The form the district's notes take and what it asks of each."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.districts import District
from otdesk.rules.kinds import Mode, RecordKind
from otdesk.rules.note_formats import OF_RECORDS, NoteFormat, NoteRules, from_plain


def note_rules(db: Session, mode: Mode = Mode.DIRECT, kind: RecordKind = RecordKind.THERAPY) -> NoteRules:
    """The usual form until the district says its own; a consultation has one of its own, and so have the records that
    are not of therapy, of which a district asks nothing more."""
    if kind is not RecordKind.THERAPY:
        return NoteRules(OF_RECORDS[kind])
    plain = db.scalar(select(District.note_rules).order_by(District.id).limit(1))
    rules = from_plain(plain) if plain is not None else NoteRules()
    return rules if mode is Mode.DIRECT else replace(rules, layout=NoteFormat.CONSULT)
