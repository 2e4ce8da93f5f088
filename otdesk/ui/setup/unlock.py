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
        self.by_keychain = True
        self._locked = resume != Resume()
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

    def offer_keychain(self) -> None:
        """Not after a lock: whoever stands at the computer is signed in to it."""
        offered = self.by_keychain and not self._locked and self._gate.keychain_opens()
        self.keychain_button.setVisible(offered)

    def unlock_with_keychain(self) -> None:
        """The system may ask something in a window of its own; the passphrase may be typed meanwhile."""
        if self.button.isEnabled():
            self.keychain_button.setEnabled(False)
            self.say_note(_("The keychain is being asked. You can type the passphrase instead."), "key-round")
            job = self._jobs.start(_ask_keychain, self._gate)
            job.done.connect(self._keychain_opens)
            job.failed.connect(self._keychain_failed)

    def _keychain_opens(self, unlocked: object) -> None:
        self._keychain_answered()
        if self.button.isEnabled():  # else the passphrase was quicker
            self._wait_for(self._jobs.start(_open_with, self._gate, unlocked))

    def _keychain_failed(self, error: object) -> None:
        self._keychain_answered()
        if self.button.isEnabled():
            self._failed(error)

    def _keychain_answered(self) -> None:
        self.keychain_button.setEnabled(True)
        self.say_note("")

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


def _ask_keychain(report: Report, gate: Gate) -> object:
    report.check()
    return gate.ask_keychain()


def _open_with(report: Report, gate: Gate, unlocked: object) -> None:
    report.check()
    gate.open_with(unlocked)


def _accept(report: Report, gate: Gate) -> None:
    report.check()
    gate.open(accept_damage=True)
