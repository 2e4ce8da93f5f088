# SPDX-License-Identifier: MIT
"""What stands in place of the table while there is no student."""

from PySide6.QtCore import Signal

from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.feedback import EmptyState
from otdesk.words import _


class Beginning(EmptyState):
    """Before the first school there is nothing a student could be added to."""

    add_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(_("No students yet"), "", icon="users", action=_("Add student"), key="Ctrl+N")
        self._bridge = bridge
        self._needs_school = False
        self.acted.connect(self._begin)

    def show_beginning(self, *, needs_school: bool) -> None:
        self._needs_school = needs_school
        if needs_school:
            self.say(_("No students yet"), _("Import the district’s spreadsheet, or enter your first school."))
        else:
            self.say(_("No students yet"), _("Import the district’s spreadsheet, or add the first student by hand."))
        if self.button is not None:
            words, key = (_("Enter a school"), "") if needs_school else (_("Add student"), "Ctrl+N")
            self.button.say(words, key=key)

    def _begin(self) -> None:
        if self._needs_school:
            self._bridge.go("settings/schools/new")
        else:
            self.add_wanted.emit()
