# SPDX-License-Identifier: MIT
"""The new school year: its dates, and what becomes of each student, to look at before one step changes it all."""

from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import new_year
from otdesk.actions.calendar import TermEntry, YearEntry
from otdesk.faults import Refusal
from otdesk.queries.new_year import NewYear, RiseRow
from otdesk.rules.new_year import Rise, a_year_on, next_name
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class NewYearForm(FormSheet):
    """While a school year is under way it shows what will be, and Begin waits."""

    def __init__(self, host: QWidget, bridge: Bridge, plan: NewYear) -> None:
        self._plan = plan
        under_way = plan.last is not None and plan.last.entry.last_day >= bridge.today()
        super().__init__(
            host, bridge, _("New school year"), _("Begin the year"), width=560, detail=_lead(plan, under_way)
        )
        self.main_button.setEnabled(not under_way)

    def build(self) -> None:
        self.year_fields: tuple[LabeledField, LabeledField, LabeledField] | None = None
        if self._plan.entered is None:
            self._ask_year()
        undecided = sum(row.proposed is None for row in self._plan.rows)
        if undecided:
            said = plural("{n} student to decide first", "{n} students to decide first", undecided)
            self.add(Words(said, Type.CONTROL_STRONG, "todo.ink", wrap=True))
        self.choices: list[tuple[RiseRow, Combo]] = []
        for row in self._plan.rows:
            self._ask(row)
        self.clear = CheckBox(_("Clear teachers and rooms"))
        self.clear.setChecked(True)
        self.add(self.clear)

    def _ask_year(self) -> None:
        last = self._plan.last
        name = self.field(
            _("Name"), next_name(last.entry.name) if last is not None else "", check=NeededCheck(_("Name"))
        )
        first = self.date_field(_("First day"), a_year_on(last.entry.first_day) if last is not None else None)
        end = self.date_field(_("Last day"), a_year_on(last.entry.last_day) if last is not None else None)
        self.year_fields = (name, first, end)
        self.add(name)
        self.add(first, end)
        if self._plan.terms:
            said = plural("{n} term is entered by the same weekdays", "{n} terms are entered by the same weekdays",
                          len(self._plan.terms))  # fmt: skip
            self.add(Words(said, Type.META, "text2", wrap=True))

    def _ask(self, row: RiseRow) -> None:
        options: list[tuple[object, str]] = [(rise, self._words(rise, row)) for rise in row.offered]
        if row.proposed is None:
            options.insert(0, (None, _("Choose")))
        combo = Combo(options)
        combo.choose(row.proposed)
        label = f"{row.name}, {words.grade_long(row.grade)}, {row.code}"
        self.add(self.field(label, editor=combo))
        self.choices.append((row, combo))

    def _words(self, rise: Rise, row: RiseRow) -> str:
        if rise.exits:
            return _("Exits with the old year")
        if rise.grade == row.grade:
            return _("Stays in {grade}").format(grade=words.grade_long(rise.grade))
        return f"{words.grade_long(rise.grade)}, {self._plan.schools[rise.school_id]}"

    def save(self) -> None:
        rises = []
        for row, combo in self.choices:
            rise = combo.value()
            if not isinstance(rise, Rise):
                combo.setFocus()
                raise Refusal(_("Choose what becomes of {name}.").format(name=row.name))
            rises.append(rise)
        first, year = self._year()
        terms = _terms(self._plan, year) if year is not None else ()
        self.bridge.do(new_year.begin, first, rises, year, terms, clear_rooms=self.clear.isChecked())

    def _year(self) -> tuple[date, YearEntry | None]:
        """The first day, and the year to be entered unless the calendar has it."""
        if self._plan.entered is not None:
            return self._plan.entered.entry.first_day, None
        if self.year_fields is None:
            raise RuntimeError("neither a year nor fields for one")
        name, first, end = self.year_fields
        begins, ends = self.date_of(first), self.date_of(end)
        if begins is None or ends is None:
            raise Refusal(_("Say when the school year begins and ends."))
        cycle = self._plan.last.cycle if self._plan.last is not None else None
        if cycle is None:
            return begins, YearEntry(name.text(), begins, ends)
        return begins, YearEntry(name.text(), begins, ends, cycle.days, cycle.rule)


def _terms(plan: NewYear, year: YearEntry) -> tuple[TermEntry, ...]:
    """Those of the last year by the same weekdays, as far as they lie in the new one."""
    found = []
    for number, term in enumerate(plan.terms):
        first = year.first_day if number == 0 else max(a_year_on(term.first_day), year.first_day)
        last = year.last_day if number == len(plan.terms) - 1 else min(a_year_on(term.last_day), year.last_day)
        due = a_year_on(term.reports_due) if term.reports_due is not None else None
        if first <= last:
            found.append(TermEntry(term.name, first, last, due))
    return tuple(found)


def _lead(plan: NewYear, under_way: bool) -> str:
    if under_way and plan.last is not None:
        return _("The school year ends on {day}. After that the new one can begin; this is what it will be.").format(
            day=words.full_date(plan.last.entry.last_day)
        )
    if plan.entered is not None:
        return _("{name} begins on {day}. Where everybody was is kept; one Undo takes it all back.").format(
            name=plan.entered.entry.name, day=words.full_date(plan.entered.entry.first_day)
        )
    return _("Where everybody was is kept; one Undo takes it all back.")
