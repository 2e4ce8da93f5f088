# SPDX-License-Identifier: MIT
"""Somebody else who writes or signs notes here: name, license, supervisor, and a passphrase of her own."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk.actions import therapists
from otdesk.faults import Fault, Refusal
from otdesk.queries import people
from otdesk.queries.people import Person
from otdesk.rules.dates_text import DateUse
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import Role
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.jobs import Job
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.setup.passphrase import NewPassphrase
from otdesk.ui.setup.sheet import SheetPage
from otdesk.words import _


class PersonForm(FormSheet):
    """A new person, or one changed. She needs no passphrase to be named as a supervisor."""

    def __init__(self, host: QWidget, bridge: Bridge, person: Person | None = None) -> None:
        self._person = person
        title = _("Add a person") if person is None else _("Change a person")
        super().__init__(host, bridge, title, _("Add") if person is None else _("Save"), width=560)

    def build(self) -> None:
        person = self._person
        entry = person.entry if person is not None else TherapistEntry("", "", Role.OT)
        self.first = self.field(_("First name"), entry.first, check=NeededCheck(_("First name")))
        self.last = self.field(_("Last name"), entry.last, check=NeededCheck(_("Last name")))
        self.role = Combo([(Role.OT, _("Occupational therapist")), (Role.OTA, _("OT assistant"))])
        self.role.choose(entry.role)
        self.credentials = self.field(_("Credentials"), entry.credentials, hint=_("As printed after the name: OTR/L."))
        self.license = self.field(_("License number"), entry.license_number)
        self.state = self.field(_("License state"), entry.license_state)
        self.valid_to = self.date_field(_("License valid until"), entry.license_to)
        own = person.therapist_id if person is not None else 0
        others = [row for row in self.bridge.read(people.people) if row.entry.role is Role.OT]
        options = [(row.therapist_id, row.signs_as) for row in others if row.therapist_id != own]
        self.supervisor = Combo([(0, _("Nobody")), *options])
        self.supervisor.choose(person.supervisor_id or 0 if person is not None else 0)
        self.add(self.first, self.last)
        self.add(self.field(_("Role"), editor=self.role), self.credentials)
        self.add(self.license, self.state)
        self.add(self.valid_to, self.field(_("Supervised by"), editor=self.supervisor))

    def entry(self) -> TherapistEntry:
        kept = self._person.entry if self._person is not None else TherapistEntry("", "")
        return TherapistEntry(
            self.first.text().strip(), self.last.text().strip(), Role(str(self.role.value())),
            self.credentials.text().strip(), self.license.text().strip(), self.state.text().strip().upper(),
            kept.license_from, self.date_of(self.valid_to, DateUse.PLAN), kept.npi, kept.signature_line,
            kept.work_start, kept.work_end, kept.lunch_minutes, kept.lunch_from, kept.lunch_to,
        )  # fmt: skip

    def save(self) -> None:
        supervisor = int(str(self.supervisor.value())) or None
        if self._person is None:
            self.bridge.do(therapists.add_person, None, self.entry(), supervisor)
        else:
            self.bridge.do(therapists.edit_person, self._person.therapist_id, self.entry(), supervisor)


class AccessForm(DialogBase):
    """A passphrase of her own, typed by her; then her recovery sheet."""

    def __init__(self, host: QWidget, bridge: Bridge, person: Person) -> None:
        super().__init__(
            host, _("A passphrase for {who}").format(who=person.name), width=480,
            detail=_("She types it herself. With it she opens this vault, all of it, and what she signs is hers."),
        )  # fmt: skip
        self._host, self._bridge, self._person = host, bridge, person
        self._job: Job | None = None
        self.sheet: SheetDialog | None = None
        self.passphrase = NewPassphrase(bridge, _("Passphrase"))
        self.body.addWidget(self.passphrase)
        self.add_buttons(_("Continue"))
        self.focus_first(self.passphrase)

    def typed(self) -> bool:
        return bool(self.passphrase.text())

    def accept(self) -> None:
        if self._job is not None or not self.passphrase.ready():
            return
        self.main_button.setEnabled(False)
        self._job = self._bridge.add_person(self._person.name, self.passphrase.text())
        self._job.done.connect(self._made)
        self._job.failed.connect(self._failed)

    def reject(self) -> None:
        """Not halfway: who is let in is let in, and the sheet has to be shown."""
        if self._job is None:
            super().reject()

    def _made(self, code: object) -> None:
        self.passphrase.clear()
        with self._bridge.telling():
            self._bridge.do(therapists.give_access, self._person.therapist_id, self._person.name)
        self.close_with(taken=True)
        self.sheet = SheetDialog(self._host, self._bridge, self._person.name, str(code))
        self.sheet.open()

    def _failed(self, fault: object) -> None:
        self._job = None
        self.main_button.setEnabled(True)
        if isinstance(fault, Refusal):
            self.passphrase.first.say_error(fault.message)
        elif isinstance(fault, Fault):
            self._bridge.tell(fault)
        elif isinstance(fault, BaseException):
            raise fault


class _Sheet:
    """The recovery sheet of a person who was just given access."""

    def __init__(self, bridge: Bridge, name: str, code: str) -> None:
        self._bridge, self._name, self._code = bridge, name, code

    def recovery_pdf(self) -> bytes:
        from otdesk.printouts.recovery import recovery_sheet

        return recovery_sheet(self._code.split("-"), self._name, self._bridge.vault_name(), self._bridge.today())

    def code_group(self, number: int) -> str:
        return self._code.split("-")[number]

    def code_groups(self) -> int:
        return len(self._code.split("-"))

    def confirm_code(self) -> None:
        self._code = ""


class SheetDialog(DialogBase):
    """Her recovery sheet, to print or save, and part of it typed back."""

    def __init__(self, host: QWidget, bridge: Bridge, name: str, code: str, without: str = "") -> None:
        super().__init__(host, _("Recovery sheet of {who}").format(who=name), width=980)
        self.page = SheetPage(_Sheet(bridge, name, code), bridge.jobs, without or _("Without a sheet"), _("Done"))
        self.page.number = 1  # Esc belongs to the dialog
        self.page.roomy = True
        self.page.measure()
        self.page.finished.connect(self.accept)
        self.page.went_back.connect(self.reject)
        holder = QVBoxLayout()
        holder.addWidget(self.page)
        self.body.addLayout(holder, 1)
        self.focus_first(self.page.save_button)

    def open(self) -> None:
        super().open()
        self.page.entered()
