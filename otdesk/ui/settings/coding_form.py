# SPDX-License-Identifier: MIT
"""Codes for notes: how the district's payer counts units, which codes it takes, and the diagnoses used most."""

from PySide6.QtWidgets import QWidget

from otdesk import labels
from otdesk.actions import coding
from otdesk.faults import Refusal
from otdesk.queries import coding as queries
from otdesk.rules.coding import Coding, UnitRule
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.settings.coding_text import (
    codes_text,
    diagnoses_text,
    modifiers_told,
    read_codes_text,
    read_diagnoses_text,
    read_modifiers_text,
)
from otdesk.usual_codes import usual_coding
from otdesk.words import _, plural


class CodingForm(FormSheet):
    """Never assumed: until a rule is chosen notes carry no codes."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(
            host, bridge, _("Codes for notes"), _("Save"), width=600,
            detail=_("For districts that bill Medicaid. You type the codes of a note; OTDesk counts the units by the "
                     "rule of your payer and never by a more generous one."),
        )  # fmt: skip

    def build(self) -> None:
        now = self.bridge.read(queries.coding)
        shown = now if now is not None else usual_coding(UnitRule.CMS)
        self.rule = Combo(
            [("", _("Notes carry no codes")), *((rule.value, labels.unit_rule(rule)) for rule in UnitRule)]
        )
        self.rule.choose(now.rule.value if now is not None else "")
        self.codes = self.lines_field(
            _("Codes your district takes, one a line"), codes_text(shown.codes), rows=7, check=_told,
            hint=_("Code, your own words, and in brackets “untimed”; others are timed, 15 minutes a unit. 97150-HQ:"
                   " with its modifier."),
        )  # fmt: skip
        self.diagnoses = self.lines_field(
            _("Diagnoses used most, one a line"), diagnoses_text(shown.diagnoses), rows=4, check=_diagnoses_told,
            hint=_("Code and your own words."),
        )  # fmt: skip
        self.modifiers = self.field(
            _("Modifiers of every code"),
            ", ".join(shown.modifiers),
            check=modifiers_told,
            hint=_("GO, if your payer wants it"),
        )
        self.assistants = self.field(
            _("Before them, when an assistant gave it"), ", ".join(shown.assistants), check=modifiers_told,
            hint=_("CO, if your payer wants it"),
        )  # fmt: skip
        self.add(self.field(_("Units"), editor=self.rule))
        self.add(self.modifiers, self.assistants)
        self.add(self.codes)
        self.add(self.diagnoses)
        self.focus_first(self.rule)

    def save(self) -> None:
        rule = str(self.rule.value())
        codes, diagnoses = read_codes_text(self.codes.text()), read_diagnoses_text(self.diagnoses.text())
        modifiers = read_modifiers_text(self.modifiers.text())
        assistants = read_modifiers_text(self.assistants.text())
        said = Coding(UnitRule(rule), codes, diagnoses, modifiers, assistants) if rule else None
        self.bridge.do(coding.set_coding, said)


def _told(text: str) -> str:
    codes = read_codes_text(text)
    if not codes:
        raise Refusal(_("Say at least one code your district takes."))
    return plural("{n} code", "{n} codes", len(codes))


def _diagnoses_told(text: str) -> str:
    return plural("{n} diagnosis", "{n} diagnoses", len(read_diagnoses_text(text)))
