# SPDX-License-Identifier: MIT
"""The form the district's notes take and what it asks of each."""

from sqlalchemy import select

from otdesk.faults import Refusal
from otdesk.records.districts import District
from otdesk.rules.note_formats import NoteRules, to_plain
from otdesk.vault.work import Work
from otdesk.words import _


def set_note_rules(work: Work, rules: NoteRules) -> None:
    """For notes signed from now on; what is signed keeps its form."""
    district = work.db.scalar(select(District).order_by(District.id).limit(1))
    if district is None:
        raise Refusal(_("Enter your district first: Settings, District and minutes."))
    district.note_rules = to_plain(rules)
    work.describe(_("Form of notes noted"))
