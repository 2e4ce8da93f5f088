# SPDX-License-Identifier: MIT
"""Forms of the timesheet: a stretch of working time, and how the contract writes it."""

from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk import labels, words
from otdesk.actions import work_time
from otdesk.faults import Refusal
from otdesk.queries import mileage, schools, timesheet
from otdesk.queries.timesheet import TimeRow
from otdesk.rules.entries_time import ROUND_TO, TimesheetEntry, WorkEntry, named_in
from otdesk.rules.kinds import WorkKind
from otdesk.rules.workload import DIRECT
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import TimeCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import TagToggle
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

TYPED = tuple(kind for kind in WorkKind if kind not in DIRECT and kind is not WorkKind.TRAVEL)
"""Kinds one types here: sessions and drives are written where they happen."""
_NINE = 9 * 60


class NoNameCheck:
    """A remark that leaves with the timesheet names no student."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def __call__(self, text: str) -> str:
        name = named_in(text, self._names)
        if name:
            raise Refusal(_("“{name}” is a student’s name. Write it without.").format(name=name))
        return ""


class HoursCheck:
    def __call__(self, text: str) -> str:
        minutes = an_hours(text)
        return words.hours(minutes) if minutes is not None else ""


def an_hours(text: str) -> int | None:
    """Minutes from "37.5", "37:30" or "37 h 30"; None for an empty field."""
    plain = text.strip().casefold().removesuffix("h").replace("h", ":").replace(" ", "").replace(",", ".")
    if not plain:
        return None
    whole, colon, part = plain.partition(":")
    try:
        minutes = int(whole) * 60 + int(part or 0) if colon else round(float(plain) * 60)
    except ValueError as error:
        raise Refusal(_("Write hours like 37.5 or 37:30.")) from error
    if not 60 <= minutes <= 100 * 60:
        raise Refusal(_("Hours a week are from 1 to 100."))
    return minutes


class TimeForm(FormSheet):
    """New working time of a day, or one edited."""

    def __init__(
        self, host: QWidget, bridge: Bridge, day: date, row: TimeRow | None = None, gap: tuple[int, int] | None = None
    ) -> None:
        self._day, self._row, self._gap = day, row, gap
        self._schools = bridge.read(schools.schools)
        self._names = bridge.read(mileage.student_names)
        title = _("Working time") if row is not None else _("Add working time")
        super().__init__(host, bridge, title, _("Save") if row is not None else _("Add"))

    def build(self) -> None:
        entry = self._row.entry if self._row is not None else None
        start, end = self._gap or (_NINE, _NINE + 30)
        if entry is not None:
            start, end = entry.start, entry.end
        self.day = self.date_field(_("Date"), entry.day if entry is not None else self._day)
        self.kind = Combo([(kind, labels.work_kind(kind)) for kind in TYPED])
        self.kind.choose(entry.kind if entry is not None else WorkKind.DOCUMENTATION)
        self.start = self.field(_("Start"), words.clock_exact(start), check=TimeCheck())
        self.end = self.field(_("End"), words.clock_exact(end), check=TimeCheck())
        none: list[tuple[object, str]] = [(None, _("none"))]
        self.school = Combo(none + [(row.school_id, f"{row.entry.code}  {row.entry.name}") for row in self._schools])
        self.school.choose(entry.school_id if entry is not None else None)
        self.remark = self.field(
            _("Remark"), entry.remark if entry is not None else "", check=NoNameCheck(self._names),
            hint=_("As it stands on the timesheet, without a student’s name."),
        )  # fmt: skip
        self.add(self.field(_("What"), editor=self.kind))
        self.add(self.day)
        self.add(self.start, self.end)
        self.add(self.field(_("School"), editor=self.school))
        self.add(self.remark)

    def save(self) -> None:
        day = self.date_of(self.day)
        if day is None:
            raise Refusal(_("Date is missing."))
        school = self.school.value()
        entry = WorkEntry(
            day, read_text.a_time(self.start.text()), read_text.a_time(self.end.text()),
            WorkKind(str(self.kind.value())), school if isinstance(school, int) else None, self.remark.text(),
        )  # fmt: skip
        if self._row is not None and self._row.entry_id is not None:
            self.bridge.do(work_time.edit, self._row.entry_id, entry)
        else:
            self.bridge.do(work_time.add, entry)


class ContractForm(FormSheet):
    """The terms of the contract: agency, supervisor, hours, rounding, what is not paid."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._entry = bridge.read(timesheet.terms)
        detail = _("Start and end of each row are rounded, so a day is never longer than it was.")
        super().__init__(host, bridge, _("Terms of the timesheet"), _("Save"), width=560, detail=detail)

    def build(self) -> None:
        entry = self._entry
        self.agency = self.field(_("Contract agency, if there is one"), entry.agency)
        self.supervisor = self.field(_("Site supervisor"), entry.site_supervisor)
        hours = f"{entry.week_minutes / 60:g}" if entry.week_minutes is not None else ""
        self.hours = self.field(_("Contract hours a week"), hours, check=HoursCheck(), hint=_("37.5 or 37:30"))
        self.rounding = Combo([
            (step, _("to the minute") if step == 1 else _("to the nearest {n} minutes").format(n=step))
            for step in ROUND_TO
        ])  # fmt: skip
        self.rounding.choose(entry.round_to)
        self.add(self.agency)
        self.add(self.supervisor)
        self.add(self.hours, self.field(_("Rounding"), editor=self.rounding))
        self.page.column.addWidget(Words(_("Not paid"), Type.LABEL, "text2"))
        kinds = Flow()
        self.unpaid: dict[WorkKind, TagToggle] = {}
        for kind in WorkKind:
            toggle = self.unpaid[kind] = TagToggle(labels.work_kind(kind))
            toggle.setChecked(kind in entry.unpaid)
            kinds.add(toggle)
        self.page.column.addWidget(kinds)

    def save(self) -> None:
        unpaid = frozenset(kind for kind, toggle in self.unpaid.items() if toggle.isChecked())
        step = int(str(self.rounding.value()))
        entry = TimesheetEntry(self.agency.text(), self.supervisor.text(), an_hours(self.hours.text()), step, unpaid)
        self.bridge.do(work_time.set_terms, entry)
