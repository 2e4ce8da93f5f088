# SPDX-License-Identifier: MIT
"""The sentences an open note gives for what stands in its fields."""

from otdesk import labels
from otdesk.queries.notes import NoteForm
from otdesk.queries.templates import sentences
from otdesk.rules.kinds import Presence
from otdesk.rules.minutes import credited
from otdesk.rules.note_entry import NoteEntry
from otdesk.rules.sentences import Sections, compose
from otdesk.ui.notes.checks import NOT_SEEN


def composed(form: NoteForm, entry: NoteEntry) -> Sections:
    """What is not said yet counts as it would when signed: present, times as planned."""
    presence = form.presence or Presence.PRESENT
    why = labels.reason(form.reason) if form.reason is not None and presence in NOT_SEEN else ""
    return compose(form.said(entry, minutes_of(form), presence, why), sentences())


def minutes_of(form: NoteForm) -> int:
    """What is credited, or would be when the times are confirmed."""
    if form.minutes is not None:
        return form.minutes
    presence = form.presence or Presence.PRESENT
    return credited(presence, form.start, form.end, form.arrived, form.left, form.paused)
