# SPDX-License-Identifier: MIT
"""The school year and the days in it that are not regular."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from otdesk import labels, words
from otdesk.actions import calendar
from otdesk.actions.calendar import YearEntry
from otdesk.faults import Refusal
from otdesk.queries import schools as school_queries
from otdesk.queries import workplace
from otdesk.queries.workplace import MarkedDays, YearRow
from otdesk.rules.kinds import DayType
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.row_parts import EditRow, connect_row, empty
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.read_text import a_date
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import DefaultButton, IconButton
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.settings.live_page import LivePage, date_text
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

    def save(self) -> None:
        first = self.date_of(self.first)
        if first is None:
            raise Refusal(_("Say which day."))
        school = self.school.value()
        self.bridge.do(
            calendar.mark_days, first, self.date_of(self.last) or first, DayType(str(self.kind.value())),
            self.name.text(), int(str(school)) if school is not None else None,
        )  # fmt: skip


class YearPage(LivePage):
    """The school year that holds today, else the newest; its closed and short days."""

    def __init__(self, bridge: Bridge) -> None:
        self.row: YearRow | None = None
        self._days: tuple[MarkedDays, ...] = ()
        self.form: FormSheet | None = None
        super().__init__(bridge, _("School year"))

    def build(self) -> None:
        self.name = self.field(_("Name"), check=NeededCheck(_("Name")), hint=_("2026–27"))
        self.first, self.last = self.date_field(_("First day of school")), self.date_field(_("Last day of school"))
        self.add(self.name)
        self.add(self.first, self.last)
        self.add(Words(_("Closed and short days"), Type.CARD))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.card.column.addLayout(self._list)
        self.add_button = DefaultButton(_("Add days"), icon="calendar-plus")
        self.add_button.clicked.connect(self.add_days)
        self.add(self.add_button)

    def show_now(self) -> None:
        today = self.bridge.today()
        years = self.bridge.read(workplace.years)
        here = [year for year in years if year.entry.first_day <= today <= year.entry.last_day]
        self.row = next(iter([*here, *years]), None)
        entry = self.row.entry if self.row is not None else None
        self.fill(self.name, entry.name if entry is not None else "")
        self.fill(self.first, date_text(entry.first_day if entry is not None else None))
        self.fill(self.last, date_text(entry.last_day if entry is not None else None))
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
            line.line.addWidget(ElidedWords(when, Type.CONTROL), 2)
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
        kept = self.row.entry if self.row is not None else None
        if kept is not None and (kept.name, kept.first_day, kept.last_day) == (self.name.text().strip(), begin, end):
            return
        old = self.row.cycle if self.row is not None else None
        entry = YearEntry(self.name.text().strip(), begin, end)
        if old is not None:
            entry = YearEntry(entry.name, begin, end, old.days, old.rule, old.anchor)
        self.bridge.do(calendar.set_year, entry, self.row.year_id if self.row is not None else None)

    def add_days(self) -> None:
        self.form = DaysForm(self, self.bridge, _("Closed or short days"), _("Add"))
        self.form.open()

    def _remove_sender(self) -> None:
        self._remove("days", int(self.sender().property("number")))

    def _remove(self, _what: str, number: int) -> None:
        row = self._days[number]
        with self.bridge.telling():
            self.bridge.do(calendar.mark_days, row.first, row.last, DayType.REGULAR, "", row.school_id)
