# SPDX-License-Identifier: MIT
"""Unlock (i): clock, leave-by, passphrase. No names of students stand here."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal

from otdesk.faults import Fault, Trouble
from otdesk.ui.jobs import Job, Jobs, Report
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.setup.face import LockFace
from otdesk.ui.setup.gate import Gate
from otdesk.ui.setup.resume import Resume
from otdesk.words import _, clock, plural


class UnlockPage(LockFace):
    """`opened` when the vault is open; `code_wanted` for the recovery sheet, `restore_wanted` for a backup."""

    opened = Signal()
    code_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, gate: Gate, jobs: Jobs, now: Callable[[], datetime], resume: Resume) -> None:
        super().__init__(now, _("Passphrase"), _("Unlock"), _("Use my recovery sheet"))
        self._gate, self._jobs = gate, jobs
        self.leave_by, self.day = resume.leave_by, resume.day
        self.code_button = self.link
        self.code_button.clicked.connect(self.code_wanted)
        self.restore_button = LinkButton(_("Restore a backup"))
        self.restore_button.clicked.connect(self.restore_wanted)
        self.links.addWidget(self.restore_button)
        self.keychain_button = LinkButton(_("Use the keychain of this computer"))
        self.keychain_button.clicked.connect(self.unlock_with_keychain)
        self.below.addWidget(self.keychain_button, 0, Qt.AlignmentFlag.AlignLeft)
        # After a lock the passphrase is asked: whoever stands at the computer is signed in to it.
        self.keychain_button.setVisible(resume == Resume() and gate.keychain_opens())
        self.say_note(_note(resume))
        self.tick()

    def waits(self) -> int:
        return self._gate.wait_seconds()

    # --- unlocking ---

    def submit(self) -> None:
        self.unlock()

    def unlock(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.field.text():
            self.field.say_error(_("Type your passphrase."))
            return
        self._wait_for(self._jobs.start(_unlock, self._gate, self.field.text()))

    def unlock_with_keychain(self) -> None:
        if self.button.isEnabled():
            self._wait_for(self._jobs.start(_unlock_with_keychain, self._gate))

    def _wait_for(self, job: Job) -> None:
        self.busy(_("Unlocking…"))
        job.done.connect(self._opened)
        job.failed.connect(self._failed)

    def _opened(self) -> None:
        self.field.set_text("")
        self.opened.emit()

    def _failed(self, error: object) -> None:
        self.free()
        if not isinstance(error, Fault):
            if isinstance(error, BaseException):
                raise error
            return
        if self._gate.is_damage(error):
            self._ask_about(error)
            return
        self.refuse(f"{error.message} {error.next_step}".strip() if isinstance(error, Trouble) else error.message)
        self.tick()

    def _ask_about(self, damage: Fault) -> None:
        step = damage.next_step if isinstance(damage, Trouble) else ""
        text = f"{damage.message} {step}".strip()
        if ConfirmDialog.confirm(self, _("Something is missing in this vault"), text, _("Open what is there")):
            self.busy(_("Opening…"))
            job = self._jobs.start(_accept, self._gate)
            job.done.connect(self._opened)
            job.failed.connect(self._failed)


def _note(resume: Resume) -> str:
    parts = []
    if resume.locked_after:
        parts.append(plural("Locked after {n} minute.", "Locked after {n} minutes.", resume.locked_after))
    if resume.saved_at is not None:
        parts.append(_("Saved at {time}; nothing is lost.").format(time=clock(resume.saved_at)))
    return " ".join(parts)


def _unlock(report: Report, gate: Gate, passphrase: str) -> None:
    report.check()
    gate.unlock(passphrase)


def _unlock_with_keychain(report: Report, gate: Gate) -> None:
    report.check()
    gate.unlock_with_keychain()


def _accept(report: Report, gate: Gate) -> None:
    report.check()
    gate.open(accept_damage=True)
