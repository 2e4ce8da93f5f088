# SPDX-License-Identifier: MIT
"""The school year, its terms, and the days in it that are not regular."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.actions import calendar
from otdesk.actions.calendar import YearEntry
from otdesk.faults import Refusal
from otdesk.queries import schools as school_queries
from otdesk.queries import workplace
from otdesk.queries.session_changes import Effect
from otdesk.queries.workplace import CycleOfYear, MarkedDays, YearRow
from otdesk.rules.calendar import letter
from otdesk.rules.kinds import CycleRule, DayType
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.row_parts import EditRow, connect_row
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.effects import agree
from otdesk.ui.forms.read_text import a_date
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, IconButton, LinkButton
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.settings.cycle_fields import CycleFields
from otdesk.ui.settings.live_page import LivePage, date_text
from otdesk.ui.settings.terms import TermList
from otdesk.ui.theme import Type
from otdesk.words import _


class DaysForm(FormSheet):
    """Days that are closed, short or otherwise not regular."""

    def build(self) -> None:
        self.first = self.date_field(_("First day"), None)
        self.last = self.date_field(_("Last day"), None, hint=_("Empty: one day."))
        self.kind = Combo([(kind, labels.day_type(kind)) for kind in DayType])
        self.kind.choose(DayType.CLOSED)
        self.name = self.field(_("Name"), hint=_("Fall break, staff day ..."))
        schools = self.bridge.read(school_queries.schools)
        self.school = Combo([(None, _("All schools")), *((row.school_id, row.entry.name) for row in schools)])
        self.add(self.first, self.last)
        self.add(self.field(_("Kind of day"), editor=self.kind), self.field(_("Where"), editor=self.school))
        self.add(self.name)

    def effect_of_save(self) -> Effect:
        return self.bridge.rehearse(calendar.mark_days, *self._said())

    def save(self) -> None:
        self.bridge.do(calendar.mark_days, *self._said())

    def _said(self) -> tuple[date, date, DayType, str, int | None]:
        first = self.date_of(self.first)
        if first is None:
            raise Refusal(_("Say which day."))
        last, school = self.date_of(self.last) or first, self.school.value()
        kind = DayType(str(self.kind.value()))
        return first, last, kind, self.name.text(), int(str(school)) if school is not None else None


class CycleForm(FormSheet):
    """The plain week, or days A, B, ... with the rule for closed days and a day known to be A."""

    def __init__(self, host: QWidget, bridge: Bridge, row: YearRow) -> None:
        self._row = row
        super().__init__(
            host, bridge, _("Plain week or lettered days"), _("Save"), width=480,
            detail=_("Blocks on Monday move to day A, on Tuesday to day B. Sessions to come get new dates."),
        )  # fmt: skip

    def build(self) -> None:
        self.cycle = CycleFields(self, self._row.cycle, _("The week runs"), _("Monday to Friday"))

    def effect_of_save(self) -> Effect:
        return self.bridge.rehearse(calendar.set_year, self._said(), self._row.year_id)

    def save(self) -> None:
        self.bridge.do(calendar.set_year, self._said(), self._row.year_id)

    def _said(self) -> YearEntry:
        cycle = self.cycle.said()
        return replace(_kept(self._row), cycle_days=cycle.days, cycle_rule=cycle.rule, cycle_anchor=cycle.anchor)


class YearPage(LivePage):
    """The school year that holds today, else the newest; its closed and short days."""

    def __init__(self, bridge: Bridge) -> None:
        self.row: YearRow | None = None
        self._days: tuple[MarkedDays, ...] = ()
        self.form: FormSheet | None = None
        super().__init__(bridge, _("School year"))

    def build(self) -> None:
        widths.at_most(self.card, 720)  # a break with both its dates in one line
        self.name = self.field(_("Name"), check=NeededCheck(_("Name")), hint=_("2026–27"))
        self.first, self.last = self.date_field(_("First day of school")), self.date_field(_("Last day of school"))
        self.add(self.name)
        self.add(self.first, self.last)
        self.cycle = Words("", Type.CONTROL, "text2", wrap=True)
        self.cycle_button = LinkButton(_("Plain week or lettered days"))
        self.cycle_button.clicked.connect(self.edit_cycle)
        self.add(self.cycle)
        self.add(self.cycle_button)
        self.terms_title = Words(_("Terms"), Type.CARD)
        self.terms = TermList(self.bridge)
        self.add(self.terms_title)
        self.add(self.terms)
        self.add(Words(_("Closed and short days"), Type.CARD))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.card.column.addLayout(self._list)
        self.add_button = DefaultButton(_("Add days"), icon="calendar-plus")
        self.add_button.clicked.connect(self.add_days)
        self.import_button = DefaultButton(_("Import the district’s calendar"), icon="file-input")
        self.import_button.clicked.connect(self.import_calendar)
        buttons = Flow()
        buttons.add(self.add_button)
        buttons.add(self.import_button)
        self.card.add(buttons)

    def show_now(self) -> None:
        today = self.bridge.today()
        years = self.bridge.read(workplace.years)
        here = [year for year in years if year.entry.first_day <= today <= year.entry.last_day]
        self.row = next(iter([*here, *years]), None)
        entry = self.row.entry if self.row is not None else None
        self.fill(self.name, entry.name if entry is not None else "")
        self.fill(self.first, date_text(entry.first_day if entry is not None else None))
        self.fill(self.last, date_text(entry.last_day if entry is not None else None))
        self.cycle.setText(_cycle_said(self.row.cycle) if self.row is not None else "")
        for widget in (self.cycle_button, self.terms_title, self.terms):
            widget.setVisible(self.row is not None)
        if self.row is not None:
            self.terms.show_year(self.row.year_id)
        first = entry.first_day if entry is not None else date(today.year, 1, 1)
        last = entry.last_day if entry is not None else date(today.year + 1, 12, 31)
        self._show_days(self.bridge.read(workplace.marked_days, first, last))

    def _show_days(self, days: tuple[MarkedDays, ...]) -> None:
        self._days = days
        empty(self._list)
        for number, row in enumerate(days):
            name = row.name or labels.day_type(row.day_type)
            line = connect_row(EditRow(number, name, edit="days"), self._remove)
            line.edit_button.hide()
            when = words.day_date(row.first)
            if row.last != row.first:
                when = f"{when} – {words.day_date(row.last)}"
            line.line.addWidget(ElidedWords(name, Type.CONTROL_STRONG), 2)
            line.line.addWidget(ElidedWords(when, Type.CONTROL), 3)
            said = ", ".join(part for part in (labels.day_type(row.day_type), row.school) if part)
            line.line.addWidget(ElidedWords(said, Type.CONTROL, "text2"), 2)
            trash = IconButton("trash-2", _("Remove {name}, {when}").format(name=name, when=when))
            trash.setObjectName(f"days-remove-{row.first.isoformat()}-{row.school}")
            trash.setProperty("number", number)
            trash.clicked.connect(self._remove_sender)
            line.line.addWidget(trash)
            self._list.addWidget(line)
        if not days:
            self._list.addWidget(Words(_("None entered. Import the district’s calendar, or add them here."),
                                       Type.CONTROL, "text2", wrap=True))  # fmt: skip

    def keep(self) -> None:
        today = self.bridge.today()
        first, last = self.first.text().strip(), self.last.text().strip()
        if not (self.name.text().strip() and first and last):
            return  # the rest is still to come
        begin, end = a_date(first, today), a_date(last, today)
        if begin is None or end is None:
            return
        kept = _kept(self.row) if self.row is not None else YearEntry("", begin, end)
        entry = replace(kept, name=self.name.text().strip(), first_day=begin, last_day=end)
        if entry != kept:
            year_id = self.row.year_id if self.row is not None else None
            dialog = agree(self, self.bridge, calendar.set_year, entry, year_id)
            if dialog is not None:
                dialog.finished.connect(self._answered)

    def _answered(self, taken: bool) -> None:
        """The fields say what is kept."""
        if not taken:
            self.show_now()

    def edit_cycle(self) -> None:
        if self.row is not None:
            self.form = CycleForm(self, self.bridge, self.row)
            self.form.open()

    def add_days(self) -> None:
        self.form = DaysForm(self, self.bridge, _("Closed or short days"), _("Add"))
        self.form.open()

    def import_calendar(self) -> None:
        """Where calendar files (.ics) are read, and matched before anything is kept."""
        self.bridge.go("import")

    def _remove_sender(self) -> None:
        self._remove("days", int(self.sender().property("number")))

    def _remove(self, _what: str, number: int) -> None:
        row = self._days[number]
        agree(self, self.bridge, calendar.mark_days, row.first, row.last, DayType.REGULAR, "", row.school_id)


def _cycle_said(cycle: CycleOfYear) -> str:
    """ "The week runs Monday to Friday."; "The week runs in days A to F; after a closed day its letter waits." """
    if not cycle.days:
        return _("The week runs Monday to Friday.")
    said = {
        CycleRule.RESUME: _("The week runs in days A to {letter}; the letter of a closed day waits."),
        CycleRule.FIXED: _("The week runs in days A to {letter}; the letter of a closed day is skipped."),
    }[cycle.rule]
    return said.format(letter=letter(cycle.days - 1))


def _kept(row: YearRow) -> YearEntry:
    entry, cycle = row.entry, row.cycle
    return YearEntry(entry.name, entry.first_day, entry.last_day, cycle.days, cycle.rule, cycle.anchor)
