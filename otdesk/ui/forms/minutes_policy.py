# SPDX-License-Identifier: MIT
"""How the district counts weeks with days without school: asked once, in plain examples, never assumed."""

from PySide6.QtWidgets import QButtonGroup, QWidget

from otdesk.actions import districts
from otdesk.faults import Fault
from otdesk.queries import line_minutes
from otdesk.rules.minutes import CountMode
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.policy_words import policy_words
from otdesk.ui.parts.choices import RadioCard
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class MinutesPolicyDialog(DialogBase):
    """Opens on the answer given before; nothing is chosen when nobody answered yet."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(
            host,
            _("When a week has days without school, what is due?"),
            width=560,
            detail=_(
                "Districts differ, and federal law does not say: ask yours. The examples are for 2 × 30 minutes a week,"
                " seen on Tuesday and Friday, with no school on Friday."
            ),
        )
        self._bridge = bridge
        self._group = QButtonGroup(self)
        self.cards: dict[CountMode, RadioCard] = {}
        said = bridge.read(line_minutes.policy_of)
        for number, (mode, words) in enumerate(policy_words()):
            card = self.cards[mode] = RadioCard(words)
            self._group.addButton(card, number)
            card.setChecked(mode is said)
            card.clicked.connect(self._chosen)
            self.body.addWidget(card)
        self._missing = Words("", Type.META, "bad.ink", wrap=True)
        self._missing.hide()
        self.body.addWidget(self._missing)
        self.add_buttons(_("Set policy"))
        self.focus_first(self.cards[said if said in self.cards else CountMode.FULL])

    @property
    def chosen(self) -> CountMode | None:
        return next((mode for mode, card in self.cards.items() if card.isChecked()), None)

    def _chosen(self) -> None:
        self._missing.hide()

    def _say(self, text: str) -> None:
        self._missing.setText(text)
        self._missing.show()

    def accept(self) -> None:
        mode = self.chosen
        if mode is None:
            self._say(_("Choose what your district does, or cancel and ask first."))
            return
        try:
            self._bridge.do(districts.set_minutes_policy, mode)
        except Fault as fault:
            self._say(str(fault))
            return
        super().accept()
