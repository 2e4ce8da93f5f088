# SPDX-License-Identifier: MIT
"""The places of the program in their order. Only what stands in `places()` is shown: a place is here when it works."""

from collections.abc import Callable
from dataclasses import dataclass

from otdesk.ui.bridge import Bridge
from otdesk.ui.screen import Screen
from otdesk.ui.tokens import Tone
from otdesk.words import _


@dataclass(frozen=True, slots=True)
class Place:
    """`number` is the figure of Ctrl+1..7, fixed for ever; 0 stands at the foot of the sidebar with its own `key`.

    `badge` reads the count beside the word; PLAIN shows bare figures, TODO an amber dot. Without `listed` it stands
    neither in the sidebar nor among the places to go to: a command leads there.
    """

    name: str
    words: str
    icon: str
    number: int
    build: Callable[[Bridge], Screen]
    badge: Callable[[Bridge], int] | None = None
    tone: Tone = Tone.TODO
    key: str = ""
    listed: bool = True

    @property
    def keys(self) -> str:
        """What leads there: "Ctrl+3", its own key, or nothing."""
        return self.key or (f"Ctrl+{self.number}" if self.number else "")


def places() -> tuple[Place, ...]:
    """Imported on first use: a place's module may bring half the program with it."""
    from otdesk.ui.caseload import screen as caseload
    from otdesk.ui.due_dates import screen as due_dates
    from otdesk.ui.importing import screen as importing
    from otdesk.ui.notes import screen as notes
    from otdesk.ui.planner import screen as planner
    from otdesk.ui.reports import screen as reports
    from otdesk.ui.settings import screen as settings
    from otdesk.ui.today import screen as today
    from otdesk.ui.travel import screen as travel

    return (
        Place("today", _("Today"), "sun", 1, today.build),
        Place("planner", _("Planner"), "calendar-days", 2, planner.build, planner.unplaced),
        Place("caseload", _("Caseload"), "users", 3, caseload.build, caseload.active, Tone.PLAIN),
        Place("notes", _("Notes"), "notebook-pen", 4, notes.build, notes.waiting),
        Place("due", _("Due dates"), "calendar-clock", 5, due_dates.build, due_dates.pressing),
        Place("reports", _("Reports"), "chart-line", 6, reports.build),
        Place("travel", _("Travel & time"), "route", 7, travel.build),
        Place("settings", _("Settings"), "settings", 0, settings.build, key="Ctrl+,"),
        Place("import", _("Import"), "file-input", 0, importing.build, listed=False),
    )
