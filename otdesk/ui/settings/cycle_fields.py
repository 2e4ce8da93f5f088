# SPDX-License-Identifier: MIT
"""How many lettered days there are, what a closed day does to them, and a day that is A: of the year, of a school."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import calendar
from otdesk.actions.calendar import LettersEntry
from otdesk.queries.schools import SchoolRow
from otdesk.queries.session_changes import Effect
from otdesk.queries.workplace import CycleOfYear
from otdesk.rules.calendar import letter
from otdesk.rules.kinds import CycleRule
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.words import _

MOST_LETTERS = 10


class CycleFields:
    """The fields in a form. `plain`: what there is without letters."""

    def __init__(self, form: FormSheet, cycle: CycleOfYear, label: str, plain: str) -> None:
        self._form = form
        letters = ((n, _("Days A to {letter}").format(letter=letter(n - 1))) for n in range(2, MOST_LETTERS + 1))
        self.days = Combo([(0, plain), *letters])
        self.rule = Combo([(CycleRule.RESUME, _("Its letter waits")), (CycleRule.FIXED, _("Its letter is skipped"))])
        self.days.choose(cycle.days)
        self.rule.choose(cycle.rule)
        self.anchor = form.date_field(_("A day that is day A"), cycle.anchor, hint=_("Empty: the first day of school."))
        form.add(form.field(label, editor=self.days), form.field(_("Closed day"), editor=self.rule))
        form.add(self.anchor)
        form.focus_first(self.days)

    def said(self) -> CycleOfYear:
        days = int(str(self.days.value()))
        return CycleOfYear(days, CycleRule(str(self.rule.value())), self._form.date_of(self.anchor) if days else None)


class LettersForm(FormSheet):
    """Letters of one school, where the typical week goes by other days."""

    def __init__(self, host: QWidget, bridge: Bridge, row: SchoolRow) -> None:
        self._row = row
        super().__init__(
            host, bridge, _("Lettered days at {school}").format(school=row.entry.name), _("Save"), width=480,
            detail=_("For a school that runs A and B days while the others go by weekday. In the planner, F2 on a "
                     "block there holds it on one letter only; two blocks can then share a time."),
        )  # fmt: skip

    def build(self) -> None:
        self.cycle = CycleFields(self, self._row.letters, _("This school runs"), _("No letters of its own"))

    def effect_of_save(self) -> Effect:
        return self.bridge.rehearse(calendar.set_letters, self._row.school_id, self._said())

    def save(self) -> None:
        self.bridge.do(calendar.set_letters, self._row.school_id, self._said())

    def _said(self) -> LettersEntry:
        cycle = self.cycle.said()
        return LettersEntry(cycle.days, cycle.rule, cycle.anchor)
