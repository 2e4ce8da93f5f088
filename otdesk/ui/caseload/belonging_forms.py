# SPDX-License-Identifier: MIT
"""Forms for equipment on loan and kept files; a copy of a file leaves only after it is written down who gets it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk import system
from otdesk.actions import attachments, loans
from otdesk.faults import Fault, Refusal, Trouble
from otdesk.queries.belongings import FileRow, LoanRow
from otdesk.rules.entries_belongings import LoanEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.paper.whom import Whom
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class LoanForm(FormSheet):
    """Equipment lent to a student, or one loan edited."""

    def __init__(self, host: QWidget, bridge: Bridge, student_id: int, loan: LoanRow | None = None) -> None:
        self._student_id, self._loan = student_id, loan
        super().__init__(host, bridge, _("Equipment on loan"), _("Lend") if loan is None else _("Save"))

    def build(self) -> None:
        today = self.bridge.today()
        entry = self._loan.entry if self._loan is not None else LoanEntry("", today)
        self.item = self.field(
            _("Item"), entry.item, check=NeededCheck(_("Item")), hint=_("Slant board, wiggle cushion, pencil grips ...")
        )
        self.number = self.field(_("Inventory number"), entry.number)
        self.lent = self.date_field(_("Lent on"), entry.lent_on)
        self.due = self.date_field(_("Due back"), entry.due_back, hint=_("Empty: no day was set."))
        self.add(self.item)
        self.add(self.number)
        self.add(self.lent, self.due)
        self.back: LabeledField | None = None
        if self._loan is not None:
            self.back = self.date_field(_("Came back on"), entry.returned_on, hint=_("Empty: still out."))
            self.add(self.back)
        self.remark = self.lines_field(_("Remark"), entry.remark, rows=2)
        self.add(self.remark)

    def save(self) -> None:
        lent = self.date_of(self.lent)
        if lent is None:
            raise Refusal(_("Say since when it is lent."))
        entry = LoanEntry(
            self.item.text().strip(), lent, self.number.text().strip(), self.date_of(self.due),
            self.date_of(self.back) if self.back is not None else None, self.remark.text().strip(),
        )  # fmt: skip
        if self._loan is None:
            self.bridge.do(loans.lend, self._student_id, entry)
        else:
            self.bridge.do(loans.edit, self._loan.loan_id, entry)


class FileForm(FormSheet):
    """Name and remark of a kept file."""

    def __init__(self, host: QWidget, bridge: Bridge, file: FileRow) -> None:
        self._file = file
        super().__init__(host, bridge, _("File"), _("Save"))

    def build(self) -> None:
        self.name = self.field(_("Name"), self._file.name, check=NeededCheck(_("Name")))
        self.remark = self.lines_field(
            _("Remark"), self._file.remark, rows=2, hint=_("What it shows, who wrote it, what it is for.")
        )
        self.add(self.name)
        self.add(self.remark)

    def save(self) -> None:
        self.bridge.do(attachments.rename, self._file.file_id, self.name.text(), self.remark.text())


def ask_where(host: QWidget, name: str) -> Path | None:
    """Where the person wants the copy; None when she changed her mind."""
    path, _kind = QFileDialog.getSaveFileName(host, _("Save a copy"), str(Path.home() / name))
    return Path(path) if path else None


class CopyDialog(DialogBase):
    """A copy outside the vault is no longer encrypted: who gets it is written to the audit trail first."""

    where = staticmethod(ask_where)  # replaced by tests

    def __init__(self, host: QWidget, bridge: Bridge, file: FileRow) -> None:
        said = _("The copy is outside the vault and not encrypted. Delete it when it has served.")
        super().__init__(host, _("Save a copy"), width=480, detail=f"{file.name}. {said}")
        self._bridge, self._file = bridge, file
        self.whom = Whom()
        self.whom.changed.connect(self._changed)
        self.body.addWidget(self.whom)
        self.fault = Words("", Type.META, "bad.ink", wrap=True)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.add_buttons(_("Save a copy"))
        self.focus_first(self.whom.who)

    def typed(self) -> bool:
        return any(field.text().strip() for field in (self.whom.recipient, self.whom.purpose))

    def accept(self) -> None:
        if not self.whom.complete():
            return
        path = type(self).where(self, self._file.name)
        if path is None:
            return
        try:
            self._save(path)
        except Fault as fault:
            self.fault.setText(str(fault))
            self.fault.show()
            return
        self._bridge.say(_("Saved as {name}").format(name=path.name))
        super().accept()

    def _save(self, path: Path) -> None:
        said = self.whom.disclosure()
        if said is None:
            return
        data = self._bridge.do(attachments.save_out, self._file.file_id, said)
        try:
            system.write_durably(path, data)
        except OSError as fault:
            why = fault.strerror or ""
            raise Trouble(
                _("The copy could not be saved: {why}.").format(why=why), _("Choose another place.")
            ) from fault

    def _changed(self) -> None:
        self.fault.hide()
