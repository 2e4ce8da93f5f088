# SPDX-License-Identifier: MIT
"""The levels of help that a district's notes use."""

from otdesk.actions.lookups import own_district
from otdesk.faults import Refusal
from otdesk.rules.assist_scale import LEAST, MOST, Levels, to_plain
from otdesk.vault.work import Work
from otdesk.words import _


def set_assist_scale(work: Work, levels: Levels) -> None:
    """Empty: the usual scale. What was measured before keeps its number."""
    district = own_district(work)
    if levels and not LEAST <= len(levels) <= MOST:
        raise Refusal(_("A scale has from {low} to {high} levels.").format(low=LEAST, high=MOST))
    if len({level.short for level in levels}) < len(levels):
        raise Refusal(_("Each level needs a short name of its own."))
    district.assist_scale = to_plain(levels) if levels else None
    work.describe(_("Assist scale noted") if levels else _("The usual assist scale applies"))
