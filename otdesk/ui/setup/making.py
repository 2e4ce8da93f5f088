# SPDX-License-Identifier: MIT
"""While the sample year is invented: half a minute with nothing to decide."""

from otdesk.ui.parts import widths
from otdesk.ui.parts.feedback import Banner, ProgressLine
from otdesk.ui.setup.step import StepPage
from otdesk.words import _


class MakingPage(StepPage):
    number = 0

    def __init__(self) -> None:
        super().__init__(
            _("Look around"),
            _("A therapist with five schools, and everything that happened since September. All of it is invented."),
            _("Quit"),
            _("Look around"),
        )
        self.panel_title = _("Your week, your notes, one laptop")
        self.panel_text = _("Try everything. Nothing here is kept when you close the window.")
        self.line = ProgressLine(_("Inventing a school year"))
        self.line.show_progress(None, _("about half a minute"))
        widths.at_most(self.line, 560)
        self.content.addWidget(self.line)
        note = Banner(_("The clock stands at Tuesday, October 20, 2026, 10:24."))
        widths.at_most(note, 560)
        self.content.addWidget(note)
        self.content.addStretch(1)
        self.main_button.hide()
