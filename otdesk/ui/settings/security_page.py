# SPDX-License-Identifier: MIT
"""Settings, Security: when the window is covered and locked; passphrase, recovery sheet, keychain, the district's
office."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk import settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Commands
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.preferences import NumberOf, field_of
from otdesk.ui.settings.district_card import DistrictCard
from otdesk.ui.settings.key_forms import DrillForm, NewSheetProof, PassphraseForm
from otdesk.ui.settings.keychain_card import KeychainCard
from otdesk.ui.theme import Type
from otdesk.words import _

_WIDTH = 620
_SHOWN = (settings.COVER_MINUTES, settings.LOCK_MINUTES, settings.LOCK_SHOWS_LEAVE, settings.SIGN_PROOF)


class SecurityPage(QWidget):
    """Times are kept on this computer; every change counts at once."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.form: DialogBase | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.sheet = ScrollColumn()
        self.sheet.column.setContentsMargins(0, 0, theme.current().px(5), theme.current().px(4))
        outer.addWidget(self.sheet)
        self._add(self._cover_card())
        self._add(self._key_card())
        self.keychain = KeychainCard(self, bridge)
        self._add(self.keychain)
        self.office = DistrictCard(self, bridge)
        self._add(self.office)
        self.sheet.column.addStretch(1)

    def _add(self, card: Card) -> None:
        widths.at_most(card, _WIDTH)
        line = QHBoxLayout()  # only a row reckons the height at the width the card may have
        line.addWidget(card, 1000)
        line.addStretch(1)
        self.sheet.column.addLayout(line)

    def _cover_card(self) -> Card:
        card = Card(_("Cover and lock"))
        why = _(
            "A cover hides everything at once; a PIN or the passphrase lifts it. A lock closes the vault: only the"
            " passphrase opens it again. Sleep and the lock of the screen lock OTDesk too."
        )
        card.add(Words(why, Type.CONTROL, "text2", wrap=True))
        for preference in _SHOWN:
            card.add(field_of(preference, self.bridge.preferences))
        self.pin_button = DefaultButton(_("PIN for the cover"), icon="grip")
        self.pin_button.clicked.connect(self._ask_pin)
        card.add(self.pin_button)
        return card

    def _key_card(self) -> Card:
        card = Card(_("Passphrase and recovery sheet"))
        why = _(
            "Try the sheet now and then: the drill finds any slip in the code and tells whether it opens this vault. A"
            " lost sheet is replaced by a new one."
        )
        card.add(Words(why, Type.CONTROL, "text2", wrap=True))
        row = Flow()
        self.change_button = DefaultButton(_("Change the passphrase"), icon="key-round")
        self.sheet_button = DefaultButton(_("New recovery sheet"), icon="printer")
        self.drill_button = DefaultButton(_("Recovery drill"), icon="list-checks")
        for button, act in (
            (self.change_button, self.change_passphrase), (self.sheet_button, self.new_sheet),
            (self.drill_button, self.drill),
        ):  # fmt: skip
            button.clicked.connect(act)
            row.add(button)
        card.add(row)
        return card

    def change_passphrase(self) -> None:
        self._open(PassphraseForm(self, self.bridge))

    def new_sheet(self) -> None:
        self._open(NewSheetProof(self, self.bridge))

    def drill(self) -> None:
        self._open(DrillForm(self, self.bridge))

    def _open(self, form: DialogBase) -> None:
        self.form = form
        form.open()

    def refill(self) -> None:
        self.keychain.refill()
        self.office.refill()
        commands = self._commands()
        self.pin_button.setVisible(commands is not None and commands.has("app.pin"))

    def leave(self) -> None:
        """A number still being typed is kept if it may be."""
        for field in self.findChildren(NumberOf):
            field.leave()

    def _commands(self) -> Commands | None:
        commands = getattr(self.window(), "commands", None)
        return commands if isinstance(commands, Commands) else None

    def _ask_pin(self) -> None:
        commands = self._commands()
        if commands is not None:
            commands.entry("app.pin").fire()
