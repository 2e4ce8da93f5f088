# SPDX-License-Identifier: MIT
"""Choose the PIN that lifts the cover."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from otdesk.faults import Refusal
from otdesk.ui.cover import pin
from otdesk.ui.cover.pin import Pin
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.words import _


class PinForm(DialogBase):
    """`take` is given the PIN, or None when there is to be none any more."""

    def __init__(self, host: QWidget, take: Callable[[Pin | None], None], *, is_set: bool) -> None:
        why = _("It lifts the cover until OTDesk locks or closes. It is kept nowhere; the passphrase works too.")
        super().__init__(host, _("PIN for the cover"), detail=why)
        self._take = take
        self.first = LabeledField(_("PIN, 4 to 8 digits"), PassphraseEdit(_("PIN, 4 to 8 digits")), check=_check)
        self.again = LabeledField(_("Type it again"), PassphraseEdit(_("Type it again")), check=self._check_again)
        self.body.addWidget(self.first)
        self.body.addWidget(self.again)
        if is_set:
            self.none_button = DefaultButton(_("No PIN"))
            self.none_button.clicked.connect(self._take_none)
            self.footer.addWidget(self.none_button)
        self.add_buttons(_("Set the PIN"))

    def _check_again(self, text: str) -> str:
        if text and text != self.first.text():
            raise Refusal(_("This is not the same PIN."))
        return ""

    def accept(self) -> None:
        for field in (self.first, self.again):
            if not field.text():
                field.say_error(_("Type the PIN twice."))
            if not field.text() or not field.leave():
                field.setFocus()
                return
        self._take(Pin(self.first.text()))
        self._close(taken=True)

    def _take_none(self) -> None:
        self._take(None)
        self._close(taken=True)

    def _close(self, *, taken: bool) -> None:
        self.first.set_text("")
        self.again.set_text("")
        self.close_with(taken=taken)


def _check(text: str) -> str:
    if text:
        pin.check(text)
    return ""
