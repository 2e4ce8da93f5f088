# SPDX-License-Identifier: MIT
"""Hours of a weekday as typed: "8:00 - 11:30, 12:15 - 2:35", nothing for the whole day, "no" for none of it."""

from collections.abc import Iterable

from otdesk import words
from otdesk.faults import Refusal
from otdesk.rules.spans import Span
from otdesk.ui.forms import read_text
from otdesk.words import _

NEVER: Span = (0, 0)
"""Equal start and end: not at all that day."""


def read_hours(text: str) -> list[Span]:
    """Raises Refusal for what is not read."""
    if text.strip().casefold() in {"no", "none", _("no")}:
        return [NEVER]
    found = []
    for piece in text.replace("–", "-").replace(" to ", "-").split(","):
        if not piece.strip():
            continue
        start, dash, end = piece.partition("-")
        if not dash:
            raise Refusal(_("Write from when to when, like 8:00 - 11:30, or “no”."))
        found.append((read_text.a_time(start), read_text.a_time(end)))
    if any(start >= end for start, end in found):
        raise Refusal(_("The end is not after the start."))
    return found


def hours_text(hours: Iterable[Span]) -> str:
    """What read_hours reads back."""
    return ", ".join(words.span(start, end) if start < end else _("no") for start, end in hours)


def hours_words(hours: Iterable[Span], never: str) -> str:
    """Under the field: the times in full, or `never` for not at all."""
    return ", ".join(
        f"{words.clock_exact(start)} – {words.clock_exact(end)}" if start < end else never for start, end in hours
    )
