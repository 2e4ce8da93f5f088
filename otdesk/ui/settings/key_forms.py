# SPDX-License-Identifier: MIT
"""The person's own keys: another passphrase, a new recovery sheet, and a drill with the printed one."""

from PySide6.QtWidgets import QLineEdit, QWidget

from otdesk.actions import own_keys
from otdesk.actions.own_keys import KeyStep
from otdesk.faults import Fault, Refusal, Trouble
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.notes.signing import ProveDialog
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.ui.settings.person_form import SheetDialog
from otdesk.ui.setup.passphrase import NewPassphrase
from otdesk.ui.tokens import Tone
from otdesk.words import _


class _KeyForm(DialogBase):
    """One job at a time; what is wrong stands at `_blamed`, the rest is told."""

    confidential = True

    def __init__(self, host: QWidget, bridge: Bridge, title: str, detail: str, blamed: LabeledField) -> None:
        super().__init__(host, title, width=480, detail=detail)
        self._bridge, self._blamed = bridge, blamed
        self._job: Job | None = None
        self.body.addWidget(blamed)

    def wait_for(self, job: Job) -> None:
        self.main_button.setEnabled(False)
        self._job = job
        job.failed.connect(self._failed)

    def is_busy(self) -> bool:
        return self._job is not None

    def reject(self) -> None:
        """Not halfway: a passphrase that is being changed is changed, and that has to be told."""
        if not self.is_busy():
            super().reject()

    def free(self) -> None:
        self._job = None
        self.main_button.setEnabled(True)

    def note(self, step: KeyStep) -> None:
        with self._bridge.telling():
            self._bridge.do(own_keys.note_step, step)

    def _failed(self, error: object) -> None:
        self.free()
        if not isinstance(error, Fault):
            if isinstance(error, BaseException):
                raise error
            return
        text = f"{error.message} {error.next_step}".strip() if isinstance(error, Trouble) else error.message
        self._blamed.say_error(text)
        self._blamed.setFocus()


class PassphraseForm(_KeyForm):
    """The old passphrase, then the new one twice. The recovery sheet stays valid."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        old = LabeledField(_("Passphrase now"), PassphraseEdit(_("Passphrase now")))
        why = _("The recovery sheet stays valid. Backups made before still open with the passphrase of then.")
        super().__init__(host, bridge, _("Change the passphrase"), why, old)
        self.old = old
        self.new = NewPassphrase(bridge, _("New passphrase"))
        self.body.addWidget(self.new)
        self.add_buttons(_("Change"))

    def typed(self) -> bool:
        return bool(self.old.text() or self.new.text())

    def accept(self) -> None:
        if self.is_busy():
            return
        if not self.old.text():
            self.old.say_error(_("Type the passphrase that opens the vault now."))
            self.old.setFocus()
        elif self.new.ready():
            job = self._bridge.keys.change_passphrase(self.old.text(), self.new.text())
            job.done.connect(self._changed)
            self.wait_for(job)

    def _changed(self, _opened: object) -> None:
        self.old.set_text("")
        self.new.clear()
        self._bridge.proved()
        self.note(KeyStep.CHANGED)
        self.close_with(taken=True)
        self._bridge.say(_("The new passphrase opens the vault from now on."))


class DrillForm(_KeyForm):
    """The code of the printed sheet is typed, as on the day it is needed."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        code = LabeledField(_("Recovery code"), QLineEdit(), check=self._check)
        why = _("Type the whole code from your printed sheet. Nothing is changed; it is only tried.")
        super().__init__(host, bridge, _("Recovery drill"), why, code)
        self.code = code
        self.right: Banner | None = None
        self.add_buttons(_("Try it"))
        self.focus_first(code)

    def _check(self, text: str) -> str:
        """A slip is found as soon as the field is left."""
        if text.strip():
            self._bridge.keys.check_code(text)
        return ""

    def typed(self) -> bool:
        return False  # the sheet still has it

    def accept(self) -> None:
        if self.is_busy():
            return
        if not self.code.text().strip():
            self.code.say_error(_("Type the code from the sheet."))
        elif self.code.leave():
            job = self._bridge.keys.try_code(self.code.text())
            job.done.connect(self._opened)
            self.wait_for(job)
            return
        self.code.setFocus()

    def _opened(self, person: object) -> None:
        self.free()
        self.code.set_text("")
        self.code.hide()
        self.right = Banner(
            _("Right. The sheet of {who} opens this vault.").format(who=person), Tone.DONE, icon="circle-check"
        )
        self.body.addWidget(self.right)
        self.note(KeyStep.RECOVERY_TRIED)
        self.main_button.hide()
        self.cancel_button.say(_("Close"))
        self.cancel_button.setFocus()
        self.place()


class NewSheetProof(ProveDialog):
    """Only whoever is at work may make her old sheet invalid."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        why = _("The old sheet stops working once part of the new code is typed back.")
        super().__init__(host, bridge, _("A new recovery sheet"), why)
        self._host = host
        self.sheet: NewSheet | None = None
        self.proved.connect(self._show)

    def _show(self) -> None:
        self.sheet = NewSheet(self._host, self._bridge)
        self.sheet.open()


class NewSheet(SheetDialog):
    """The new code counts from the moment part of it is typed back; until then the old sheet does."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._code = bridge.keys.new_code()
        super().__init__(host, bridge, bridge.person, self._code, _("Keep the old sheet"))
        self._bridge = bridge

    def accept(self) -> None:
        try:
            self._bridge.keys.take_code(self._code)
        except (Refusal, Trouble) as fault:
            self._bridge.tell(fault)
            self.reject()
            return
        self._code = ""
        with self._bridge.telling():
            self._bridge.do(own_keys.note_step, KeyStep.RECOVERY_RENEWED)
        super().accept()
        self._bridge.say(_("The new sheet counts from now on. Destroy the old one."))
