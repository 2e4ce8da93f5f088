# SPDX-License-Identifier: MIT
"""The form of notes: the headings a district wants, and what it asks of every note."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from otdesk import labels
from otdesk.actions import note_rules
from otdesk.faults import Refusal
from otdesk.queries import coding
from otdesk.queries import note_rules as queries
from otdesk.queries.templates import usual_lists
from otdesk.rules.checklists import LONGEST, Lists, Tick, TooLong, items, of
from otdesk.rules.note_formats import IN_A_TABLE, OF_SESSIONS, NoteFormat, NoteRules, Required, may_ask
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class NoteRulesForm(FormSheet):
    """Data of each goal are always asked for, and a response where the note has sentences."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(
            host, bridge, _("Form of notes"), _("Save"), width=520,
            detail=_("For notes signed from now on; a signed note keeps its form. What is missing is told in amber and "
                     "keeps no true record from being signed."),
        )  # fmt: skip

    def build(self) -> None:
        now = self.bridge.read(queries.note_rules)
        self.layout_choice = Combo([(each.value, labels.note_format(each)) for each in OF_SESSIONS])
        self.layout_choice.choose(now.layout.value)
        self.layout_choice.currentIndexChanged.connect(self._name_boxes)
        self.add(self.field(_("Headings"), editor=self.layout_choice))
        self.asked = Words("", Type.LABEL, "text2", wrap=True)
        self.add(self.asked)
        self._coded = self.bridge.read(coding.coding) is not None
        self.boxes = {each: CheckBox("") for each in Required}
        for each, box in self.boxes.items():
            box.setChecked(each in now.required)
            self.add(box)
        self.lists = {
            tick: self.lines_field(_("{list}, one a line").format(list=labels.tick_list(tick)),
                                   "\n".join(of(queries.offered(now), tick)), rows=4)
            for tick in Tick
        }  # fmt: skip
        for field in self.lists.values():
            self.add(field)
        self.consent = CheckBox(_("A parent’s consent is asked for before a screening or MTSS"))
        self.consent.setChecked(now.consent)
        self.add(self.consent)
        self._name_boxes()
        self.focus_first(self.layout_choice)

    def _layout(self) -> NoteFormat:
        return NoteFormat(str(self.layout_choice.value()))

    def _name_boxes(self) -> None:
        """By the headings chosen, those that can be asked for under them."""
        for each, box in self.boxes.items():
            box.setText(labels.required(each, self._layout()))
            box.setVisible(may_ask(self._layout(), each) and (each is not Required.CODES or self._coded))
        for field in self.lists.values():
            field.setVisible(self._layout() is NoteFormat.CHECKLIST or field is self.lists[Tick.AREA])
        in_table = self._layout() in IN_A_TABLE
        self.asked.setText(
            _("Your district asks of every note, besides data")
            if in_table
            else _("Your district asks of every note, besides data and response")
        )

    def save(self) -> None:
        required = frozenset(each for each, box in self.boxes.items() if box.isChecked() and not box.isHidden())
        rules = NoteRules(self._layout(), required, self._lists(), self.consent.isChecked())
        self.bridge.do(note_rules.set_note_rules, rules)

    def _lists(self) -> Lists | None:
        """None where they are the usual ones. Refusal for an item that is more than a few words."""
        found = []
        for tick, field in self.lists.items():
            typed = items(field.text())
            if isinstance(typed, TooLong):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                raise Refusal(
                    _("“{item}” is longer than {n} letters. Say it in a few words.").format(
                        item=f"{typed.text[:24]} …", n=LONGEST
                    )
                )
            if typed:
                found.append((tick, typed))
        return None if tuple(found) == usual_lists() else tuple(found)
