# SPDX-License-Identifier: MIT
"""The facts of a school: a form to add one, and the live page that shows one."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import schools
from otdesk.actions.bells import band_words
from otdesk.faults import Refusal
from otdesk.queries import schools as school_queries
from otdesk.queries.schools import SchoolRow
from otdesk.rules.calendar import letter
from otdesk.rules.entries_places import SchoolEntry, free_code
from otdesk.rules.entries_students import HoursEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import hours, read_text
from otdesk.ui.forms.checks import NeededCheck, NumberCheck, TimeCheck
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import DefaultButton, LinkButton
from otdesk.ui.parts.fields import Editor, LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.settings.cycle_fields import LettersForm
from otdesk.ui.settings.live_page import LivePage, clock_text, coordinate_text
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class _Form(Protocol):
    def field(
        self, label: str, *, check: Callable[[str], str] | None = None, hint: str = "", editor: Editor | None = None
    ) -> LabeledField: ...

    def lines_field(self, label: str, *, rows: int = 3, hint: str = "") -> LabeledField: ...

    def add(self, *fields: QWidget) -> None: ...


class SchoolFields:
    """The same fields in the form and on the page."""

    def __init__(self, form: _Form) -> None:
        self.name = form.field(_("School name"), check=NeededCheck(_("School name")))
        self.code = form.field(_("Code"), check=NeededCheck(_("Code")), hint=_("Two letters, shown with the color."))
        self.grades = form.field(_("Grades"), check=_read_band)
        self.first_bell = form.field(_("First bell"), check=TimeCheck())
        self.dismissal = form.field(_("Dismissal"), check=TimeCheck())
        self.room = form.field(_("Your room"))
        self.phone = form.field(_("Office phone"))
        self.address = form.field(_("Address"))
        self.park = form.field(_("Parking, min"), check=NumberCheck(_("Parking"), 0, 120))
        self.setup = form.field(_("Sign-in, min"), check=NumberCheck(_("Setup"), 0, 120))
        self.note = form.lines_field(_("Note to self"), rows=2, hint=_("Park behind the gym. Sign in at the office."))
        self.latitude = form.field(_("Latitude"), hint=_("Optional: gives a first estimate of drives."))
        self.longitude = form.field(_("Longitude"))
        form.add(self.name)
        form.add(self.code, self.grades)
        form.add(self.first_bell, self.dismissal)
        form.add(self.room, self.phone)
        form.add(self.address)
        form.add(self.park, self.setup)
        form.add(self.note)
        form.add(self.latitude, self.longitude)

    def texts(self, entry: SchoolEntry) -> tuple[tuple[LabeledField, str], ...]:
        return (
            (self.name, entry.name), (self.code, entry.code),
            (self.grades, band_words(entry.grade_low, entry.grade_high)),
            (self.first_bell, clock_text(entry.first_bell)), (self.dismissal, clock_text(entry.dismissal)),
            (self.room, entry.room), (self.phone, entry.office_phone), (self.address, entry.address),
            (self.park, str(entry.park_minutes)), (self.setup, str(entry.setup_minutes)),
            (self.note, entry.arrival_note), (self.latitude, coordinate_text(entry.latitude)),
            (self.longitude, coordinate_text(entry.longitude)),
        )  # fmt: skip

    def entry(self, kept: SchoolEntry | None = None) -> SchoolEntry:
        """Raises Refusal for what cannot be read."""
        low, high = read_text.a_band(self.grades.text())
        return SchoolEntry(
            self.name.text().strip(), self.code.text().strip().upper(), low, high,
            read_text.a_time(self.first_bell.text()), read_text.a_time(self.dismissal.text()),
            self.address.text().strip(), self.phone.text().strip(), self.room.text().strip(),
            self.note.text().strip(), read_text.a_number(self.park.text(), _("Parking"), high=120) or 0,
            read_text.a_number(self.setup.text(), _("Setup"), high=120) or 0,
            read_text.a_coordinate(self.latitude.text(), _("Latitude"), 90),
            read_text.a_coordinate(self.longitude.text(), _("Longitude"), 180),
            kept.color if kept is not None else None, kept.district_id if kept is not None else None,
        )  # fmt: skip


class SchoolForm(FormSheet):
    """A new school; the code is proposed from the name, the color given by itself."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self.added: int | None = None
        super().__init__(host, bridge, _("Add school"), _("Add school"), width=560)
        self.focus_first(self.school.name.editor)

    def build(self) -> None:
        self.school = SchoolFields(self)
        for field, text in ((self.school.first_bell, "8:00"), (self.school.dismissal, "3:00"),
                            (self.school.park, "3"), (self.school.setup, "5")):  # fmt: skip
            field.set_text(text)
        self.school.name.left.connect(self._propose)

    def _propose(self) -> None:
        if self.school.code.text() or not self.school.name.text().strip():
            return
        taken = frozenset(row.entry.code for row in self.bridge.read(school_queries.schools, archived=True))
        self.school.code.set_text(free_code(self.school.name.text(), taken))

    def save(self) -> None:
        self.added = self.bridge.do(schools.add, self.school.entry())


class RoomForm(FormSheet):
    """When the therapist's room there is hers: a line per weekday."""

    def __init__(self, host: QWidget, bridge: Bridge, row: SchoolRow) -> None:
        self._row = row
        super().__init__(
            host, bridge, _("Room hours at {school}").format(school=row.entry.name), _("Save"), width=520,
            detail=_("A weekday left empty is free all day. Write times like 8:00 - 11:30, or “no” for a day without."),
        )  # fmt: skip

    def build(self) -> None:
        kept = self.bridge.read(school_queries.room_hours, self._row.school_id)
        self.days = [
            self.field(
                words.weekday(weekday, long=True),
                hours.hours_text((row.start, row.end) for row in kept if row.weekday == weekday),
                check=self._read,
            )
            for weekday in range(5)
        ]
        for day in self.days:
            self.add(day)
        self.focus_first(self.days[0].editor)

    def _read(self, text: str) -> str:
        return hours.hours_words(hours.read_hours(text), _("Not free"))

    def save(self) -> None:
        rows = tuple(
            HoursEntry(self._row.school_id, weekday, start, end)
            for weekday, field in enumerate(self.days)
            for start, end in hours.read_hours(field.text())
        )
        self.bridge.do(schools.set_room_hours, self._row.school_id, rows)


class SchoolPage(LivePage):
    """One school, kept as it is typed."""

    def __init__(self, bridge: Bridge) -> None:
        self.row: SchoolRow | None = None
        super().__init__(bridge)

    def build(self) -> None:
        self.school = SchoolFields(self)
        self.hours = Words("", Type.CONTROL, "text2", wrap=True)
        self.hours_button = LinkButton(_("Room hours"))
        self.hours_button.clicked.connect(self.edit_hours)
        self.letters = Words("", Type.CONTROL, "text2", wrap=True)
        self.letters_button = LinkButton(_("Lettered days"))
        self.letters_button.clicked.connect(self.edit_letters)
        self.foot = Words("", Type.META, "text2", wrap=True)
        self.archive_button = DefaultButton(_("Archive this school"), icon="archive")
        self.restore_button = DefaultButton(_("Bring this school back"), icon="archive-restore")
        self.archive_button.clicked.connect(self._archive)
        self.restore_button.clicked.connect(self._restore)
        self.form: FormSheet | None = None
        parts = (self.hours, self.hours_button, self.letters, self.letters_button, self.foot)
        for part in (*parts, self.archive_button, self.restore_button):
            self.add(part)

    def show_school(self, row: SchoolRow | None) -> None:
        """Another school's texts replace whatever stands in the fields."""
        if row is None or self.row is None or row.school_id != self.row.school_id:
            for field in self.fields:
                field.clear_line()
                field.editor.clearFocus()
        self.row = row
        self.refill()

    def show_now(self) -> None:
        if self.row is None:
            return
        for field, text in self.school.texts(self.row.entry):
            self.fill(field, text)
        self.hours.setText(self._hours_said(self.row))
        self.letters.setText(_letters_said(self.row))
        here = plural("{n} student here.", "{n} students here.", self.row.students)
        self.foot.setText(
            _("Archived: not offered any more, and kept in every record.")
            if self.row.archived
            else _("{here} Changes are kept as you leave a field.").format(here=here)
        )
        self.archive_button.setVisible(not self.row.archived)
        self.restore_button.setVisible(self.row.archived)

    def _hours_said(self, row: SchoolRow) -> str:
        """ "Your room is free all day", or "Room: Mon 8:00 – 11:30 · Wed not free"."""
        kept = self.bridge.read(school_queries.room_hours, row.school_id)
        if not kept:
            return _("Your room is free all day.")
        said = [
            f"{words.weekday(one.weekday)} {words.span(one.start, one.end) if not one.never else _('not free')}"
            for one in kept
        ]
        return _("Room: {hours}").format(hours=" · ".join(said))

    def edit_hours(self) -> None:
        if self.row is not None:
            self.form = RoomForm(self, self.bridge, self.row)
            self.form.open()

    def edit_letters(self) -> None:
        if self.row is not None:
            self.form = LettersForm(self, self.bridge, self.row)
            self.form.open()

    def keep(self) -> None:
        if self.row is None:
            return
        latitude, longitude = self.school.latitude.text().strip(), self.school.longitude.text().strip()
        if bool(latitude) != bool(longitude):
            return  # the other one is still to come
        entry = self.school.entry(self.row.entry)
        if entry != self.row.entry:
            self.bridge.do(schools.edit, self.row.school_id, entry)

    def _archive(self) -> None:
        if self.row is not None:
            with self.bridge.telling():
                self.bridge.do(schools.archive, self.row.school_id)

    def _restore(self) -> None:
        if self.row is not None:
            with self.bridge.telling():
                self.bridge.do(schools.restore, self.row.school_id)


def _letters_said(row: SchoolRow) -> str:
    if not row.letters.days:
        return _("It runs in the days of the school year.")
    return _("It runs in days A to {letter} of its own.").format(letter=letter(row.letters.days - 1))


def _read_band(text: str) -> str:
    if not text.strip():
        raise Refusal(_("Write grades like K-5 or 3."))
    low, high = read_text.a_band(text)
    return f"{words.grade_long(low)} – {words.grade_long(high)}" if low != high else words.grade_long(low)
