# SPDX-License-Identifier: MIT
"""The answers to how a district counts weeks with days without school. Loads no database: the first run asks too."""

from otdesk.rules.minutes import CountMode
from otdesk.ui.parts.choices import CardWords
from otdesk.words import _


def policy_words() -> tuple[tuple[CountMode, CardWords], ...]:
    """The answers with an example each: 2 × 30 minutes a week, Friday without school, sessions Tuesday and Friday."""
    return (
        (
            CountMode.FULL,
            CardWords(_("The whole promise"), _("60 minutes stay due. Friday’s session is made up on another day.")),
        ),
        (
            CountMode.SESSIONS,
            CardWords(_("Whole sessions"), _("4 of 5 days make 1 of 2 sessions: 30 minutes are due that week.")),
        ),
        (
            CountMode.SCHEDULED,
            CardWords(_("What was scheduled"), _("Tuesday’s session is due, Friday’s is not: 30 minutes that week.")),
        ),
    )
