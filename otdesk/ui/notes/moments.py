# SPDX-License-Identifier: MIT
"""When a student came late or left early: without it nobody knows how many minutes were hers."""

from otdesk import words
from otdesk.actions.attendance import Mark
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import Presence
from otdesk.ui.notes.checks import TIMED
from otdesk.words import _


def moment_word(presence: Presence | None) -> str:
    return _("Came at") if presence is Presence.LATE else _("Left at")


def moment_of(form: NoteForm) -> int | None:
    """What the vault knows."""
    return form.arrived if form.presence is Presence.LATE else form.left


def moment_text(form: NoteForm) -> str:
    minute = moment_of(form)
    return words.clock(minute) if minute is not None and form.presence in TIMED else ""


def mark_at(presence: Presence, minute: int | None) -> Mark:
    """She came or left at `minute`."""
    late = presence is Presence.LATE
    return Mark(presence, arrived=minute if late else None, left=None if late else minute)
