# SPDX-License-Identifier: MIT
"""Settings, Security: this computer's keychain may open the vault at the start, beside the passphrase."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import own_keys
from otdesk.actions.own_keys import KeyStep
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.flow import Flow
from otdesk.ui.settings.way_in import WayInCard
from otdesk.words import _


class KeychainCard(WayInCard):
    """Off until somebody wants it, and only after the passphrase."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        why = _(
            "With it OTDesk opens at the start without the passphrase: whoever can sign in to your account on this"
            " computer can read everything. After a lock the passphrase is asked all the same."
        )
        super().__init__(host, bridge, _("Keychain of this computer"), why)
        row = Flow()
        self.use_button = DefaultButton(_("Use the keychain"), icon="key-round")
        self.leave_button = DefaultButton(_("Stop using it"), icon="x")
        self.use_button.clicked.connect(self.use)
        self.leave_button.clicked.connect(self.leave)
        for button in (self.use_button, self.leave_button):
            row.add(button)
        self.add(row)

    def refill(self) -> None:
        self.show_person(self._bridge.keys.keychain())

    def show_person(self, person: str) -> None:
        """Whose vault it opens; empty for nobody's."""
        self.state.setVisible(bool(person))
        self.state.setText(_("A keychain opens the vault for {who}.").format(who=person) if person else "")
        self.use_button.setVisible(not person)
        self.leave_button.setVisible(bool(person))

    def use(self) -> None:
        why = _("Only you may let the keychain open the vault.")
        self.prove(_("Use the keychain"), why, self._use)

    def _use(self) -> None:
        self._wait_for(self._bridge.keys.use_keychain()).done.connect(self._used)

    def leave(self) -> None:
        self._wait_for(self._bridge.keys.leave_keychain()).done.connect(self._left)

    def _wait_for(self, job: Job) -> Job:
        self.enable(enabled=False)
        job.failed.connect(self.failed)
        return job

    def enable(self, *, enabled: bool) -> None:
        for button in (self.use_button, self.leave_button):
            button.setEnabled(enabled)

    def _used(self, _nothing: object) -> None:
        self._done(KeyStep.KEYCHAIN_ADDED)

    def _left(self, _nothing: object) -> None:
        self._done(KeyStep.KEYCHAIN_REMOVED)

    def _done(self, step: KeyStep) -> None:
        self.enable(enabled=True)
        with self._bridge.telling():
            self._bridge.do(own_keys.note_step, step)
        self.refill()
