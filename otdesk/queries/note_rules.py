# SPDX-License-Identifier: MIT
"""The form the district's notes take and what it asks of each."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.templates import usual_lists
from otdesk.records.districts import District
from otdesk.rules.checklists import Lists
from otdesk.rules.kinds import Mode, RecordKind
from otdesk.rules.note_formats import OF_RECORDS, NoteFormat, NoteRules, from_plain


def note_rules(db: Session, mode: Mode = Mode.DIRECT, kind: RecordKind = RecordKind.THERAPY) -> NoteRules:
    """The usual form until the district says its own; a consultation has one of its own, and so have the records that
    are not of therapy, of which a district asks nothing more."""
    if kind is not RecordKind.THERAPY:
        districts = _districts(db)
        return NoteRules(OF_RECORDS[kind], lists=districts.lists, consent=districts.consent)
    rules = _districts(db)
    return rules if mode is Mode.DIRECT else replace(rules, layout=NoteFormat.CONSULT)


def offered(rules: NoteRules) -> Lists:
    """What there is to tick."""
    return usual_lists() if rules.lists is None else rules.lists


def _districts(db: Session) -> NoteRules:
    plain = db.scalar(select(District.note_rules).order_by(District.id).limit(1))
    return from_plain(plain) if plain is not None else NoteRules()
