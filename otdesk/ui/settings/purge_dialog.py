# SPDX-License-Identifier: MIT
"""Hand records over and destroy them: which, a copy first, then a backup, a typed word, and a certificate."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from otdesk.actions import disclosures, retention
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.actions.retention import PurgeEntry
from otdesk.faults import Fault
from otdesk.queries import retention as queries
from otdesk.queries.retention import SchoolScope
from otdesk.rules.disclosure import Given
from otdesk.rules.retention import Standing
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.sheet import labeled
from otdesk.ui.notes.signing import Proof
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import CheckBox, SegmentedControl
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.settings.handing_over import Copied, copy_out
from otdesk.ui.settings.rule_words import kept
from otdesk.ui.theme import Type
from otdesk.words import _, listed, plural

_DUE, _SCHOOLS = "due", "schools"


def ask_zip(host: QWidget, name: str) -> Path | None:
    """Where the person wants the ZIP file; None when she changed her mind."""
    path, _kind = QFileDialog.getSaveFileName(host, _("Copy to a ZIP file"), str(Path.home() / name), "ZIP (*.zip)")
    return Path(path).with_suffix(".zip") if path else None


def ask_folder(host: QWidget, name: str) -> Path | None:
    """A new folder in the one the person chooses."""
    path = QFileDialog.getExistingDirectory(host, _("Copy to a folder"), str(Path.home()))
    return Path(path) / name if path else None


class PurgeDialog(DialogBase):
    """`purge_id` is the certificate's number once it was done."""

    where_zip = staticmethod(ask_zip)  # replaced by tests
    where_folder = staticmethod(ask_folder)

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        detail = _("Everything of these students is removed for good. Undo cannot bring it back.")
        super().__init__(host, _("Hand over and destroy"), width=600, detail=detail)
        self._bridge = bridge
        self.copied: Copied | None = None
        self.purge_id: int | None = None
        self._busy = False
        self._entry: PurgeEntry | None = None
        rows = bridge.read(queries.records, bridge.today())
        self._names = {row.student_id for row in rows}
        self._held = {row.student_id for row in rows if row.standing is Standing.HELD}
        self._due = tuple(row.student_id for row in rows if row.standing is Standing.DUE)
        self._schools = bridge.read(queries.schools)
        self._proof = Proof(bridge, self)
        self._proof.given.connect(self._begin)
        self._build_which()
        self._build_why()
        self._build_copy()
        self.add_buttons(_("Destroy"), danger=True)
        self._told()

    # --- building ---

    def _build_which(self) -> None:
        due = plural("{n} past its time", "{n} past their time", len(self._due))
        self.which = SegmentedControl([(_DUE, due), (_SCHOOLS, _("All of schools"))], _("Which records"))
        self.which.set_value(_DUE if self._due else _SCHOOLS)
        self.which.chosen.connect(self._chosen)
        self.body.addWidget(labeled(_("Which records"), self.which))
        self.school_box = QWidget()
        column = QVBoxLayout(self.school_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        self.checks: list[tuple[SchoolScope, CheckBox]] = []
        for school in self._schools:
            count = plural("{n} student", "{n} students", school.students)
            check = CheckBox(f"{school.name}, {count}")
            check.setChecked(True)
            check.clicked.connect(self._chosen)
            column.addWidget(check)
            self.checks.append((school, check))
        self.body.addWidget(self.school_box)
        answered, waiting = self._bridge.read(queries.sent_notes)
        said = plural("{n} answered note of other vaults", "{n} answered notes of other vaults", answered)
        self.sent = CheckBox(said)
        self.sent.clicked.connect(self._chosen)
        self.body.addWidget(self.sent)
        self.sent.setVisible(bool(answered or waiting))
        self._can_go = bool(answered)
        self.sent.setEnabled(self._can_go)

    def _build_why(self) -> None:
        in_force = self._bridge.read(queries.rule, self._bridge.today())
        self.rule = LabeledField(_("Rule or agreement"), hint=_("Stands on the certificate."))
        self.rule.set_text(kept(in_force))
        self.handed_to = LabeledField(
            _("Copy handed over to"), hint=_("A person and where from; empty: nobody gets one.")
        )
        self.body.addWidget(self.rule)
        self.body.addWidget(self.handed_to)

    def _build_copy(self) -> None:
        self.zip_button = DefaultButton(_("Copy to a ZIP file"), icon="archive")
        self.folder_button = DefaultButton(_("Copy to a folder"), icon="folder-open")
        self.zip_button.clicked.connect(self.copy_to_zip)
        self.folder_button.clicked.connect(self.copy_to_folder)
        self.secret = LabeledField(
            _("Passphrase of the ZIP file"), PassphraseEdit(_("Passphrase of the ZIP file")),
            hint=_("Empty: not encrypted. Tell it on another way than the file."),
        )  # fmt: skip
        self.body.addWidget(self.secret)
        row = Flow()
        row.add(self.zip_button)
        row.add(self.folder_button)
        self.body.addWidget(row)
        self.no_copy = CheckBox(_("No copy is wanted"))
        self.body.addWidget(self.no_copy)
        self.state = Words("", Type.META, "text2", wrap=True)
        self.body.addWidget(self.state)
        self.confirm = LabeledField("")
        self.body.addWidget(self.confirm)
        self._fault = Words("", Type.META, "bad.ink", wrap=True)
        self._fault.hide()
        self.body.addWidget(self._fault)

    def place(self) -> None:
        """All the height there is, where it has to scroll: what goes is seen before it goes."""
        super().place()
        if self._scrolls:
            room = self._over.rect().adjusted(16, 16, -16, -16)
            self.setGeometry(self.x(), room.top(), self.width(), room.height())

    def typed(self) -> bool:
        return bool(self.confirm.text().strip() or self.handed_to.text().strip())

    # --- what is chosen ---

    def students(self) -> tuple[int, ...]:
        if self.which.value() == _DUE:
            return self._due
        chosen = [school.school_id for school, check in self.checks if check.isChecked()]
        return self._bridge.read(queries.students_of, chosen)

    def scope(self) -> str:
        """In words, without a student's name."""
        count = plural("{n} student", "{n} students", len(self.students()))
        if self.which.value() == _DUE:
            return _("{count}, records past their time").format(count=count)
        names = [school.name for school, check in self.checks if check.isChecked()]
        districts = {school.district for school, _check in self.checks if school.district}
        where = listed(names)
        if len(names) == len(self.checks) and districts:
            where = _("all schools of {district}").format(district=listed(sorted(districts)))
        return f"{count}, {where}" if names else count

    def word(self) -> str:
        """What has to be typed."""
        return _("DESTROY {n}").format(n=len(self.students()))

    def _chosen(self, _what: object = None) -> None:
        """Another choice: a copy that was saved before is not the copy of it."""
        self.copied = None
        self._told()

    def _told(self) -> None:
        students = self.students()
        self.school_box.setVisible(self.which.value() == _SCHOOLS)
        self.confirm.rename(_("Type {word} to go on").format(word=self.word()))
        held = len(self._held & set(students))
        parts = [self.scope(), plural("{n} note", "{n} notes", self._bridge.read(queries.note_count, students))]
        if held:
            parts.append(_("{n} under a legal hold: nothing can go").format(n=held))
        if self.copied is not None:
            files = plural("{n} file", "{n} files", self.copied.files)
            parts.append(_("copy saved as {name}: {files}").format(name=self.copied.path.name, files=files))
        self.state.setText(" · ".join(parts))
        self._fault.hide()

    # --- the copy ---

    def copy_to_zip(self) -> None:
        passphrase = self.secret.text()
        try:
            if passphrase:
                self._bridge.check_passphrase(passphrase)
        except Fault as fault:
            self.secret.say_error(str(fault))
            return
        self._copy(type(self).where_zip(self, f"{self._copy_name()}.zip"), passphrase)

    def copy_to_folder(self) -> None:
        self._copy(type(self).where_folder(self, self._copy_name()))

    def _copy_name(self) -> str:
        return _("Records {day}").format(day=self._bridge.today().isoformat())

    def _copy(self, target: Path | None, passphrase: str = "") -> None:
        if target is None or self._busy or not (self.students() or self.sent.isChecked()):
            return
        who = self.handed_to.text().strip()
        said = Disclosure(who, self.rule.text(), _("Owner of the records")) if who else Disclosure(own_file=True)
        try:
            self._bridge.do(disclosures.record, Way.EXPORT, Given.RECORD, self.students(), said)
        except Fault as fault:
            self._failed(fault)
            return
        self._say_busy(_("Writing the copy"))
        chosen = self.students(), self.sent.isChecked()
        job = self._bridge.start(copy_out, self._bridge, *chosen, target, passphrase)
        job.done.connect(self._copy_made)
        job.failed.connect(self._failed)

    def _copy_made(self, made: object) -> None:
        self._set_busy(False)
        if isinstance(made, Copied):
            self.copied = made
            self._told()

    # --- destruction ---

    def accept(self) -> None:
        wrong = self._missing()
        if self._busy:
            return
        if wrong:
            self._say_fault(wrong)
            return
        self._entry = self._as_confirmed()
        self._proof.ask()

    def _as_confirmed(self) -> PurgeEntry:
        copied = self.copied
        return PurgeEntry(
            self.students(), self.scope(), self.rule.text().strip(), copied.sha256 if copied is not None else "",
            self.handed_to.text().strip() if copied is not None else "", self.sent.isChecked(),
        )  # fmt: skip

    def _missing(self) -> str:
        students = self.students()
        if not students and not self.sent.isChecked():
            return _("There is nothing to destroy. Choose a school.")
        if self._held & set(students):
            return _("A legal hold is on some of these records. Lift it first, or leave their school out.")
        if not self.rule.text().strip():
            return _("Say under which rule or agreement.")
        if self.copied is None and not self.no_copy.isChecked():
            return _("Save a copy first, or say that none is wanted.")
        if self.confirm.text().strip() != self.word():
            return _("Type {word} to go on.").format(word=self.word())
        return ""

    def _begin(self) -> None:
        self._say_busy(_("Making a backup first"))
        job = self._bridge.back_up()
        job.done.connect(self._destroy)
        job.failed.connect(self._failed)

    def _destroy(self, _backup: object) -> None:
        """What was confirmed, whatever became of the choices since."""
        entry = self._entry
        self._set_busy(False)
        try:
            if entry is not None:
                self.purge_id = self._bridge.do(retention.destroy, entry)
        except Fault as fault:
            self._failed(fault)
            return
        super().accept()

    # --- telling ---

    def _say_busy(self, text: str) -> None:
        self._set_busy(True)
        self.state.setText(text)

    def _set_busy(self, busy: bool) -> None:
        """While a copy or a backup is made nothing can be chosen anew."""
        self._busy = busy
        for part in (
            self.which, self.school_box, self.rule, self.handed_to, self.secret, self.zip_button, self.folder_button,
            self.no_copy, self.confirm,
        ):  # fmt: skip
            part.setEnabled(not busy)
        self.sent.setEnabled(not busy and self._can_go)

    def _failed(self, fault: object) -> None:
        self._set_busy(False)
        self._told()
        if not isinstance(fault, Fault):
            raise fault if isinstance(fault, BaseException) else TypeError(fault)
        self._say_fault(str(fault))

    def _say_fault(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.show()
