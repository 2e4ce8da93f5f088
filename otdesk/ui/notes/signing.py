# SPDX-License-Identifier: MIT
"""Signing: who is at the keyboard is proved when it is long ago, then what is shown is signed as it is shown."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from otdesk.actions import notes
from otdesk.faults import Fault, Trouble
from otdesk.queries import note_pages
from otdesk.queries import notes as note_queries
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import Presence
from otdesk.rules.note_entry import NoteEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.notes.checks import says_nothing, untimed
from otdesk.ui.parts.dialogs import ConfirmDialog, DialogBase
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.words import _


class ProveDialog(DialogBase):
    """Asks for the passphrase; `proved` once it was right. The check runs beside the window."""

    proved = Signal()

    def __init__(self, host: QWidget, bridge: Bridge, title: str = "", detail: str = "") -> None:
        why = _("You unlocked OTDesk a while ago. A signature needs your passphrase again.")
        super().__init__(host, title or _("Is it you?"), detail=detail or why)
        self._bridge = bridge
        self._edit = PassphraseEdit(_("Passphrase"))
        self._field = LabeledField(_("Passphrase"), self._edit)
        self.body.addWidget(self._field)
        self.add_buttons(_("Go on"))
        self._job: Job | None = None

    def accept(self) -> None:
        if self._job is not None:
            return
        self.main_button.setEnabled(False)
        self._job = self._bridge.prove(self._edit.text(), self.person())
        self._job.done.connect(self.right)
        self._job.failed.connect(self._wrong)

    def person(self) -> str:
        """Whose passphrase is asked for; empty: of the person at work."""
        return ""

    def right(self, _opened: object) -> None:
        """It was hers; `_opened` is what her slot gave."""
        self._bridge.proved()
        self.close_with(taken=True)
        self.proved.emit()

    def _wrong(self, fault: object) -> None:
        self._job = None
        self.main_button.setEnabled(True)
        self._edit.selectAll()
        self._field.say_error(str(fault) if isinstance(fault, Trouble) else _("This did not work. Type it again."))
        if isinstance(fault, BaseException) and not isinstance(fault, Fault):
            raise fault


def meant(host: QWidget, form: NoteForm, entry: NoteEntry) -> bool:
    """Whether a note in which something looks forgotten is really to be signed as it stands: no minute said of whoever
    came late or left early, no word written."""
    doubts = []
    if untimed(form):
        title = _("When did {who} come?") if form.presence is Presence.LATE else _("When did {who} leave?")
        doubts.append((title.format(who=form.called), _("It is not said, so the whole session would be counted.")))
    if says_nothing(form, entry):
        doubts.append((_("Nothing is written in this note"), _("It would say only that the session was held.")))
    return all(ConfirmDialog.confirm(host, title, detail, _("Sign it")) for title, detail in doubts)


class Proof(QObject):
    """`given` once it is sure who is at the keyboard: at once when proved lately, else after the passphrase."""

    given = Signal()

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        super().__init__(host)
        self._bridge, self._host = bridge, host

    def ask(self) -> None:
        if not self._bridge.needs_proof():
            self.given.emit()
            return
        dialog = ProveDialog(self._host, self._bridge)
        dialog.proved.connect(self.given)
        dialog.open()


class Signing(QObject):
    """`signed` after notes are locked, one or all of a group's; a failure is told, and the drafts left stay."""

    signed = Signal()

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        super().__init__(host)
        self._bridge = bridge
        self._proof = Proof(bridge, host)
        self._proof.given.connect(self._sign)
        self._notes: tuple[tuple[int, int], ...] = ()

    def start(self, notes: Iterable[tuple[int, int]]) -> None:
        """Sign these, each by session and student."""
        self._notes = tuple(notes)
        self._proof.ask()

    def _sign(self) -> None:
        done = 0
        try:
            for session, student in self._notes:
                self._sign_one(session, student)
                done += 1
        except Fault as fault:
            self._bridge.tell(fault)
        if done:
            self.signed.emit()

    def _sign_one(self, session_id: int, student_id: int) -> None:
        self._bridge.do(notes.complete, session_id, student_id)
        note_id = self._bridge.read(note_queries.note_id, session_id, student_id)
        shown = self._bridge.read(note_pages.sealed, note_id, self._bridge.now())
        self._bridge.do(notes.sign, note_id, shown)
