# SPDX-License-Identifier: MIT
"""The sentences an open note gives for what stands in its fields."""

from dataclasses import replace

from otdesk import labels
from otdesk.queries.notes import NoteForm
from otdesk.queries.templates import sentences
from otdesk.rules.kinds import Mode, Presence
from otdesk.rules.minutes import credited
from otdesk.rules.note_entry import NoteEntry
from otdesk.rules.sentences import Said, Sections, compose
from otdesk.ui.notes.checks import NOT_SEEN, untimed


def composed(form: NoteForm, entry: NoteEntry) -> Sections:
    """What is not said yet counts as it would when signed: present, times as planned."""
    return compose(_said(form, entry), sentences())


def as_begun(form: NoteForm) -> Sections:
    """What its data gave when the draft was kept: the district's form may have changed since, and with it whether
    sentences say the figures."""
    said = _said(form, form.entry)
    now, other = (compose(replace(said, table=table), sentences()) for table in (said.table, not said.table))
    return other if _found(form.entry, other) > _found(form.entry, now) else now


def _found(entry: NoteEntry, made: Sections) -> int:
    """How many of these pieces stand in the draft."""
    return sum(piece in entry.pieces(section) for section, pieces in made for piece in pieces)


def _said(form: NoteForm, entry: NoteEntry) -> Said:
    presence = form.presence or Presence.PRESENT
    why = labels.reason(form.reason) if form.reason is not None and presence in NOT_SEEN else ""
    minutes = None if untimed(form) and form.mode is not Mode.CONSULT else minutes_of(form)
    return form.said(entry, minutes, presence, why)


def minutes_of(form: NoteForm) -> int:
    """What is credited, or would be when the times are confirmed."""
    if form.minutes is not None:
        return form.minutes
    presence = form.presence or Presence.PRESENT
    return credited(presence, form.start, form.end, form.arrived, form.left, form.paused)
