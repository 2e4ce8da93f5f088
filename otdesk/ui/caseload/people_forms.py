# SPDX-License-Identifier: MIT
"""Small forms of a student's page: alert, contact, time not available, half days, what works."""

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import alerts, commitments, contacts, students
from otdesk.queries.schools import SchoolRow
from otdesk.queries.students import AlertRow, CommitmentRow, ContactRow, StudentPage
from otdesk.rules.entries_students import AlertEntry, CommitmentEntry, ContactEntry, HoursEntry
from otdesk.rules.kinds import AlertKind
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import hours, read_text
from otdesk.ui.forms.checks import NeededCheck, TimeCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.fields import LabeledField
from otdesk.words import _

_LANGUAGES = {"en": "English", "es": "Español"}


class AlertForm(FormSheet):
    """A new alert of a student, or one edited."""

    def __init__(self, host: QWidget, bridge: Bridge, student_id: int, alert: AlertRow | None = None) -> None:
        self._student_id, self._alert = student_id, alert
        super().__init__(host, bridge, _("Safety alert"), _("Add") if alert is None else _("Save"))

    def build(self) -> None:
        entry = self._alert.entry if self._alert is not None else None
        self.kind = Combo([(kind, alerts.kind_words(kind)) for kind in AlertKind])
        kind = self.field(_("Kind"), editor=self.kind)
        self.words = self.lines_field(
            _("What to do"), entry.words if entry is not None else "", rows=3, check=NeededCheck(_("What to do")),
            hint=_("As a substitute should read it: “Stay near, time it, call the nurse after 3 minutes.”"),
        )  # fmt: skip
        self.reviewed = self.date_field(
            _("Last reviewed"), entry.reviewed_on if entry is not None else self.bridge.today()
        )
        if entry is not None:
            self.kind.choose(entry.kind)
        self.add(kind)
        self.add(self.words)
        self.add(self.reviewed)

    def save(self) -> None:
        entry = AlertEntry(AlertKind(str(self.kind.value())), self.words.text(), self.date_of(self.reviewed))
        if self._alert is None:
            self.bridge.do(alerts.add, self._student_id, entry)
        else:
            self.bridge.do(alerts.edit, self._alert.alert_id, entry)


class ContactForm(FormSheet):
    def __init__(self, host: QWidget, bridge: Bridge, student_id: int, contact: ContactRow | None = None) -> None:
        self._student_id, self._contact = student_id, contact
        super().__init__(host, bridge, _("Contact"), _("Add") if contact is None else _("Save"))

    def build(self) -> None:
        entry = self._contact.entry if self._contact is not None else ContactEntry("")
        self.name = self.field(_("Name"), entry.name, check=NeededCheck(_("Name")))
        self.relation = self.field(_("Relation"), entry.relation, hint=_("Mother, uncle, case manager ..."))
        self.phone = self.field(_("Phone"), entry.phone)
        self.email = self.field(_("Email"), entry.email)
        self.language = Combo(_languages(entry.language))
        self.language.choose(entry.language)
        self.add(self.name, self.relation)
        self.add(self.phone, self.email)
        self.add(self.field(_("Papers go home in"), editor=self.language))

    def save(self) -> None:
        entry = ContactEntry(
            self.name.text(), self.relation.text(), self.phone.text(), self.email.text(), str(self.language.value())
        )
        if self._contact is None:
            self.bridge.do(contacts.add, self._student_id, entry)
        else:
            self.bridge.do(contacts.edit, self._contact.contact_id, entry)


class CommitmentForm(FormSheet):
    """A weekly time with somebody else."""

    def __init__(self, host: QWidget, bridge: Bridge, student_id: int, row: CommitmentRow | None = None) -> None:
        self._student_id, self._row = student_id, row
        super().__init__(host, bridge, _("Time not available"), _("Add") if row is None else _("Save"))

    def build(self) -> None:
        entry = self._row.entry if self._row is not None else None
        self.label = self.field(
            _("With whom, or what"), entry.label if entry is not None else "", check=NeededCheck(_("Label")),
            hint=_("Speech, PT, resource room, band ..."),
        )  # fmt: skip
        self.weekday = Combo([(n, words.weekday(n, long=True)) for n in range(7)])
        self.weekday.choose(entry.weekday if entry is not None else 0)
        self.start = self.field(_("Start"), words.clock(entry.start) if entry is not None else "", check=TimeCheck())
        self.end = self.field(_("End"), words.clock(entry.end) if entry is not None else "", check=TimeCheck())
        self.first = self.date_field(_("From"), entry.valid_from if entry is not None else None)
        self.last = self.date_field(_("Until"), entry.valid_to if entry is not None else None, hint=_("Empty: always."))
        self.add(self.label)
        self.add(self.field(_("Weekday"), editor=self.weekday), self.start, self.end)
        self.add(self.first, self.last)

    def save(self) -> None:
        entry = CommitmentEntry(
            self.label.text(), int(str(self.weekday.value())), read_text.a_time(self.start.text()),
            read_text.a_time(self.end.text()), self.date_of(self.first), self.date_of(self.last),
        )  # fmt: skip
        if self._row is None:
            self.bridge.do(commitments.add, self._student_id, entry)
        else:
            self.bridge.do(commitments.edit, self._row.commitment_id, entry)


class HoursForm(FormSheet):
    """Half days and a second building: one line per weekday, empty where she is there all day."""

    def __init__(self, host: QWidget, bridge: Bridge, page: StudentPage, schools: tuple[SchoolRow, ...]) -> None:
        self._page, self._schools = page, schools
        super().__init__(
            host, bridge, _("Half days and second building"), _("Save"), width=560,
            detail=_(
                "A weekday left empty is a whole day at the usual school. Write times like 8:00 - 11:30, "
                "or “no” for a day not at school."
            ),
        )  # fmt: skip

    def build(self) -> None:
        self.days: list[tuple[LabeledField, Combo]] = []
        for weekday in range(5):
            kept = [row for row in self._page.hours if row.weekday == weekday]
            text = hours.hours_text((row.start, row.end) for row in kept)
            field = self.field(words.weekday(weekday, long=True), text, check=self._read)
            school = Combo([(s.school_id, s.entry.name) for s in self._schools])
            school.choose(kept[0].school_id if kept else self._page.school.school_id)
            self.add(field, self.field(_("At"), editor=school))
            self.days.append((field, school))

    def _read(self, text: str) -> str:
        return hours.hours_words(hours.read_hours(text), _("Not at school"))

    def save(self) -> None:
        rows = tuple(
            HoursEntry(int(str(school.value())), weekday, start, end)
            for weekday, (field, school) in enumerate(self.days)
            for start, end in hours.read_hours(field.text())
        )
        self.bridge.do(commitments.set_hours, self._page.student_id, rows)


class WorksForm(FormSheet):
    """What works with her, in free words."""

    def __init__(self, host: QWidget, bridge: Bridge, page: StudentPage) -> None:
        self._page = page
        super().__init__(host, bridge, _("What works for {name}").format(name=page.called), _("Save"))

    def build(self) -> None:
        self.text = self.lines_field(
            _("What works"), self._page.what_works, rows=6, hint=_("What you would tell a substitute.")
        )
        self.add(self.text)

    def save(self) -> None:
        self.bridge.do(students.set_what_works, self._page.student_id, self.text.text())


def _languages(kept: str) -> list[tuple[str, str]]:
    """What papers can be printed in, and what was kept before, from an import."""
    codes = dict.fromkeys([*words.languages(), kept])
    return [(code, _LANGUAGES.get(code, code)) for code in codes]
