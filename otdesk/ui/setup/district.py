# SPDX-License-Identifier: MIT
"""The district of a new vault, and how it counts minutes: asked before the first schedule, never assumed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from otdesk.faults import Fault
from otdesk.rules.entries_people import DistrictEntry
from otdesk.rules.minutes import CountMode
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.policy_words import policy_words
from otdesk.ui.forms.zones import zones
from otdesk.ui.parts import widths
from otdesk.ui.parts.choices import CardWords, RadioCard
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.setup.step import StepPage
from otdesk.ui.theme import Type
from otdesk.words import _

_WIDTH = 660


class DistrictStep(StepPage):
    """Nothing has to be answered: Later goes on without a district, which Settings asks for then."""

    number = 3

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(
            _("Your district"),
            _("Its state, its clock and its minutes policy. Settings, District changes all of it."),
            _("Later"),
            _("Continue"),
        )
        self.panel_title = _("Minutes as your district counts them")
        self.panel_text = _("Until the policy is known, such weeks say “policy not set”, and nothing turns red.")
        self.went_back.connect(self.finished)
        self._bridge = bridge
        self.name, self.state = LabeledField(_("District")), LabeledField(_("State"), hint=_("Two letters: MN."))
        self.zone = Combo(zones())
        self.zone.choose(DistrictEntry("").time_zone)
        widths.at_most(self.name, _WIDTH)
        self.content.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        row.addWidget(self.state, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(LabeledField(_("Time zone"), self.zone), 2, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.content.addLayout(row)
        self._add_policy()
        self.content.addStretch(1)

    def _add_policy(self) -> None:
        """The three answers with their examples; the last one says that nobody knows yet, and is the first state."""
        self.content.addSpacing(theme.current().px(6))
        self.content.addWidget(Words(_("When a week has days without school, what is due?"), Type.CARD, wrap=True))
        why = _("The examples are for 2 × 30 minutes a week, Tuesday and Friday, with no school on Friday.")
        self.content.addWidget(Words(why, Type.CONTROL, "text2", wrap=True))
        later = CardWords(_("I do not know yet"), _("Ask your district. Such weeks say “policy not set” until then."))
        self._group = QButtonGroup(self)
        self.cards: dict[CountMode | None, RadioCard] = {}
        for mode, words in (*policy_words(), (None, later)):
            card = RadioCard(words)
            widths.at_most(card, _WIDTH)
            self._group.addButton(card)
            self.cards[mode] = card
            self.content.addWidget(card)
        self.cards[None].setChecked(True)

    def entered(self) -> None:
        self.name.editor.setFocus()

    def entry(self) -> DistrictEntry:
        policy = next((mode for mode, card in self.cards.items() if card.isChecked()), None)
        return DistrictEntry(
            self.name.text().strip(), self.state.text().strip().upper(), str(self.zone.value()), policy
        )  # fmt: skip

    def go_on(self) -> None:
        entry = self.entry()
        if not entry.name:
            self.name.say_error(_("Its name, or press Later."))
            self.name.editor.setFocus()
            return
        try:
            from otdesk.actions import districts  # the screens before unlock load no database

            self._bridge.do(districts.add, entry)
        except Fault as fault:
            self.tell(fault)
            return
        self.finished.emit()
