# SPDX-License-Identifier: MIT
"""Print session notes: chosen ones, or a batch by dates; who gets them is asked and written down."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk import words
from otdesk.actions import disclosures
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.faults import Refusal
from otdesk.queries import choices, note_list
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import making
from otdesk.ui.paper.choices import short_box
from otdesk.ui.paper.disclosing import DisclosingDialog
from otdesk.ui.paper.making import Batch
from otdesk.ui.parts import readings
from otdesk.ui.parts.choices import CheckBox, SegmentedControl
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class Stretch(Enum):
    DAY = auto()
    WEEK = auto()
    MONTH = auto()


class _NotePages(DisclosingDialog):
    """One row of the audit trail for each student, naming her notes."""

    def write_down(self, way: Way, said: Disclosure) -> None:
        self.bridge.do(disclosures.record_notes, way, self.made.note_ids, said)


class NoteDialog(_NotePages):
    """These notes, as they would be printed now."""

    def __init__(self, host: QWidget, bridge: Bridge, note_ids: Sequence[int]) -> None:
        title = _("Print note") if len(note_ids) == 1 else _("Print notes")
        super().__init__(host, bridge, title)
        self._note_ids = tuple(note_ids)
        if len(note_ids) > 1:
            count = plural("{n} note", "{n} notes", len(note_ids))
            self.options.addWidget(Words(_("{notes}, each on its own page").format(notes=count), Type.CONTROL, "text2"))
        self.add_whom()

    def start_making(self) -> Job:
        return self.bridge.start(making.notes, self.bridge, self._note_ids)

    def file_name(self) -> str:
        """By date, never by name."""
        day = self.bridge.today().isoformat()
        return _("Session note {day}.pdf").format(day=day) if len(self._note_ids) == 1 else _notes_file(day)


class BatchDialog(_NotePages):
    """All notes of a stretch of days, of one student or all."""

    def __init__(
        self, host: QWidget, bridge: Bridge, first: date, last: date, student_id: int | None = None,
        around: date | None = None,
    ) -> None:  # fmt: skip
        """`around`: the day that Day, Week and Month are of; none: the first."""
        super().__init__(host, bridge, _("Print notes"))
        self._spoken = Batch(first, last, student_id)
        self._around = around or first
        self.stretch = SegmentedControl(
            [(Stretch.DAY, _("Day")), (Stretch.WEEK, _("Week")), (Stretch.MONTH, _("Month"))], _("Dates"), fill=True
        )
        self.stretch.set_value(Stretch.WEEK if first != last else Stretch.DAY)
        self.stretch.chosen.connect(self._stretch_chosen)
        self.options.addWidget(self.stretch)
        row = QHBoxLayout()
        self.first = LabeledField(_("From"), check=self._read_day)
        self.last = LabeledField(_("To"), check=self._read_day)
        for field, day in ((self.first, first), (self.last, last)):
            field.set_text(words.full_date(day))
            field.left.connect(self._dates_left)
            row.addWidget(field)
        self.options.addLayout(row)
        self.student = short_box()
        self.student.addItem(_("All students"), None)
        for choice in bridge.read(note_list.students_with_notes):
            self.student.addItem(choice.name, choice.student_id)
        self.student.setCurrentIndex(max(0, self.student.findData(student_id)))
        self.student.currentIndexChanged.connect(self.refresh)
        self.school = short_box()
        self.school.addItem(_("All schools"), None)
        for school in bridge.read(choices.schools):
            self.school.addItem(school.name, school.school_id)
        self.school.currentIndexChanged.connect(self.refresh)
        self.options.addWidget(LabeledField(_("Students"), self.student))
        self.options.addWidget(LabeledField(_("Schools"), self.school))
        self.drafts = CheckBox(_("Unsigned drafts too"))
        self.drafts.clicked.connect(self.refresh)
        self.options.addWidget(self.drafts)
        self.add_whom()

    def _stretch_chosen(self, stretch: object) -> None:
        """The day it was opened on, its week or its month, with one click."""
        first = last = self._around
        if stretch is Stretch.WEEK:
            first = self._around - timedelta(days=self._around.weekday())
            last = first + timedelta(days=4)
        elif stretch is Stretch.MONTH:
            first = self._around.replace(day=1)
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        self.first.set_text(words.full_date(first))
        self.last.set_text(words.full_date(last))
        self.refresh()

    def _read_day(self, text: str) -> str:
        return words.day_full_date(readings.day(text, self.bridge.today()))

    def wanted(self) -> Batch | None:
        """What the fields say; None while a date cannot be read or they are the wrong way round."""
        try:
            first = readings.day(self.first.text(), self.bridge.today())
            last = readings.day(self.last.text(), self.bridge.today())
        except Refusal:
            return None
        student, school = self.student.currentData(), self.school.currentData()
        if last < first:
            self.last.say_error(_("This is before the first day."))
            return None
        return Batch(
            first, last, student if isinstance(student, int) else None, self.drafts.isChecked(),
            school if isinstance(school, int) else None,
        )  # fmt: skip

    def _dates_left(self) -> None:
        wanted = self.wanted()
        if wanted is not None and wanted != self._spoken:
            self.refresh()

    def start_making(self) -> Job | None:
        wanted = self.wanted()
        if wanted is None:
            return None
        self._spoken = wanted
        return self.bridge.start(making.batch, self.bridge, wanted)

    def file_name(self) -> str:
        return _("Session notes {first} to {last}.pdf").format(
            first=self._spoken.first.isoformat(), last=self._spoken.last.isoformat()
        )


def _notes_file(day: str) -> str:
    return _("Session notes {day}.pdf").format(day=day)
