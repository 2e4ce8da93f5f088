# SPDX-License-Identifier: MIT
"""The preferences of this computer, built from their declarations; every change counts at once."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from otdesk import settings
from otdesk.faults import Refusal
from otdesk.settings import Preference, Settings
from otdesk.ui.forms.sheet import labeled
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import CheckBox, SegmentedControl
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.words import _

SHOWN: tuple[Preference[Any], ...] = (
    settings.THEME,
    settings.DENSITY,
    settings.ZOOM,
    settings.NOTICES,
    settings.SINGLE_LETTERS,
    settings.SIDEBAR_NARROW,
)


class ChoiceOf(SegmentedControl):
    def __init__(self, preference: Preference[Any], kept: Settings) -> None:
        options = [(value, _(words)) for value, words in preference.choices]
        super().__init__(options, _(preference.words), fill=True)
        self._preference, self._kept = preference, kept
        self.set_value(kept.get(preference))
        self.chosen.connect(self._keep)

    def _keep(self, value: object) -> None:
        self._kept.put(self._preference, value)


class SwitchOf(CheckBox):
    def __init__(self, preference: Preference[bool], kept: Settings) -> None:
        super().__init__(_(preference.words))
        self._preference, self._kept = preference, kept
        self.setChecked(kept.get(preference))
        self.toggled.connect(self._keep)

    def _keep(self, on: bool) -> None:
        self._kept.put(self._preference, on)


class NumberOf(LabeledField):
    def __init__(self, preference: Preference[int], kept: Settings) -> None:
        super().__init__(_(preference.words), QLineEdit(), check=self._read)
        self._preference, self._kept = preference, kept
        widths.at_most(self, 320)
        self.set_text(str(kept.get(preference)))

    def _read(self, text: str) -> str:
        """Keeps the number when it is one that may be; else says which may."""
        cleaned = text.strip().rstrip("%").strip()
        if not cleaned.isdigit() or not self._preference.accepts(int(cleaned)):
            low, high = self._preference.low, self._preference.high
            raise Refusal(_("A whole number from {low} to {high}.").format(low=low, high=high))
        self._kept.put(self._preference, int(cleaned))
        return ""


def field_of(preference: Preference[Any], kept: Settings) -> QWidget:
    """What changes a preference: a choice, a switch or a number, with its words."""
    if not preference.choices:
        return SwitchOf(preference, kept) if isinstance(preference.default, bool) else NumberOf(preference, kept)
    return labeled(_(preference.words), ChoiceOf(preference, kept))


class PreferencesDialog(DialogBase):
    def __init__(self, host: QWidget, kept: Settings) -> None:
        super().__init__(host, _("This computer"), width=560, detail=_("Kept on this computer, not in the vault."))
        for preference in SHOWN:
            self.body.addWidget(field_of(preference, kept))
        done = DefaultButton(_("Done"), key="Esc")
        done.clicked.connect(self.accept)
        self.footer.addStretch(1)
        self.footer.addWidget(done)

    def accept(self) -> None:
        """A number still being typed is checked before the dialog goes; a wrong one keeps it open."""
        if all(field.leave() for field in self.findChildren(NumberOf)):
            super().accept()
