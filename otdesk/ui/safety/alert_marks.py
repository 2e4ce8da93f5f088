# SPDX-License-Identifier: MIT
"""Safety alerts as people see them on a working screen: icon, word, what to do, when it was reviewed."""

from collections.abc import Iterable
from datetime import date

from otdesk import labels, words
from otdesk.queries.alerts import AlertFact
from otdesk.rules.alerts import review_due
from otdesk.ui import statuses
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.tokens import Tone
from otdesk.words import _


def reviewed(alert: AlertFact) -> str:
    if alert.reviewed_on is None:
        return _("never reviewed")
    return _("reviewed {day}").format(day=words.full_date(alert.reviewed_on))


def alert_words(alert: AlertFact, who: str = "") -> str:
    """ "Choking: cuts food small (reviewed Sep 3, 2026)"; with `who` where several students are told of."""
    told = f"{labels.alert(alert.kind)}: {alert.words} ({reviewed(alert)})"
    return f"{who}, {told}" if who else told


def alert_marks(alerts: Iterable[AlertFact], today: date) -> tuple[Mark, ...]:
    """A pill for each kind; it says so when a review is due."""
    due: dict[str, tuple[AlertFact, bool]] = {}
    for alert in alerts:
        old = review_due(alert.reviewed_on, today)
        before = due.get(alert.kind)
        due[alert.kind] = (alert, old or (before is not None and before[1]))
    return tuple(
        Mark(
            _("{alert}, review due").format(alert=labels.alert(alert.kind)) if old else labels.alert(alert.kind),
            statuses.ALERT_ICONS[alert.kind],
            Tone.BAD,
        )
        for alert, old in due.values()
    )
