# SPDX-License-Identifier: MIT
"""For whom pages are: one's own file, or somebody else, who is written down with the purpose (domain.md 10)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk.actions.disclosures import Disclosure
from otdesk.ui import theme
from otdesk.ui.paper.choices import short_box
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

_OWN, _OTHER = "own", "other"


class Whom(QWidget):
    """`changed` when a choice was made. Nothing is chosen at first: who gets a record is always said."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(Words(_("These pages are for"), Type.LABEL, "text2"))
        self.who = SegmentedControl(
            [(_OWN, _("My own file")), (_OTHER, _("Somebody else"))], _("These pages are for"), fill=True
        )
        self.who.chosen.connect(self._chosen)
        column.addWidget(self.who)
        self._missing = Words("", Type.META, "bad.ink", wrap=True)
        self._missing.hide()
        column.addWidget(self._missing)
        self.others = QWidget()
        rows = QVBoxLayout(self.others)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(8))
        self.recipient = LabeledField(_("Who gets them"), hint=_("A person and where from: Ms. Vale, Birchwood office"))
        self.purpose = LabeledField(_("What for"), hint=_("IEP meeting, Medicaid claim, records request"))
        box = short_box()
        box.setEditable(True)
        box.addItems(authorities())
        self.authority = LabeledField(_("What allows it"), box)
        for field in (self.recipient, self.purpose, self.authority):
            rows.addWidget(field)
        column.addWidget(self.others)
        self.others.hide()
        self.setFocusProxy(self.who)

    def disclosure(self) -> Disclosure | None:
        """What was chosen and typed; None when nothing was chosen."""
        value = self.who.value()
        if value is None:
            return None
        if value == _OWN:
            return Disclosure(own_file=True)
        return Disclosure(self.recipient.text(), self.purpose.text(), self.authority.text())

    def complete(self) -> bool:
        """Whether all is said; else shows what is missing and puts the cursor there."""
        said = self.disclosure()
        self._missing.setVisible(said is None)
        if said is None:
            self._missing.setText(_("Choose who these pages are for. It is written to the audit trail."))
            self.who.setFocus()
            return False
        if said.own_file:
            return True
        for field, text in (
            (self.recipient, _("Say who gets these pages.")),
            (self.purpose, _("Say what these pages are for.")),
        ):
            if not field.text().strip():
                field.say_error(text)
                field.editor.setFocus()
                return False
        return True

    def choose_somebody_else(self) -> None:
        self.who.set_value(_OTHER)
        self._chosen()

    def choose_own_file(self) -> None:
        self.who.set_value(_OWN)
        self._chosen()

    def _chosen(self) -> None:
        self._missing.hide()
        other = self.who.value() == _OTHER
        self.others.setVisible(other)
        self.changed.emit()


def authorities() -> list[str]:
    """What commonly allows a disclosure; anything else can be typed."""
    return [
        "",
        _("School official with a legitimate interest"),
        _("Parent’s own request"),
        _("Written consent on file"),
        _("Transfer to another school"),
        _("Audit or program review"),
        _("Court order or subpoena"),
    ]
