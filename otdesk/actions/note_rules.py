# SPDX-License-Identifier: MIT
"""The form the district's notes take and what it asks of each."""

from otdesk.actions.lookups import own_district
from otdesk.rules.note_formats import NoteRules, to_plain
from otdesk.vault.work import Work
from otdesk.words import _


def set_note_rules(work: Work, rules: NoteRules) -> None:
    """For notes signed from now on; what is signed keeps its form."""
    district = own_district(work)
    district.note_rules = to_plain(rules)
    work.describe(_("Form of notes noted"))
