# SPDX-License-Identifier: MIT
"""The backups of the open vault as the window knows them: the status line shows them, Settings acts on them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from otdesk import settings
from otdesk.faults import Fault, Refusal
from otdesk.rules.backups import Backup, Standing
from otdesk.settings import Settings
from otdesk.ui.backup_words import copy_tone, copy_words, when_words
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Commands
from otdesk.ui.jobs import Job
from otdesk.ui.statusline import StatusLine
from otdesk.words import _


class Backups(QObject):
    """`changed` when `standing` is new. One job at a time; what fails is told."""

    changed = Signal()
    working = Signal(object, str)  # part done or None, in words what
    restore_wanted = Signal(object)  # Path of a backup

    def __init__(
        self, bridge: Bridge, preferences: Settings, status: StatusLine, parent: QObject, *, kept: bool = True
    ) -> None:
        super().__init__(parent)
        self._bridge, self._settings, self._status = bridge, preferences, status
        self.kept = kept
        """Whether there is anything to keep: not in the demo."""
        self.standing: Standing | None = None
        self._job: Job | None = None

    def register(self, commands: Commands) -> None:
        if self.kept:
            commands.add(Command("file.backup", _("Back up now"), "file", "", "hard-drive", section=7), self.back_up)

    def place(self) -> Path | None:
        kept = self._settings.get(settings.SECOND_PLACE)
        return Path(kept) if kept else None

    @property
    def busy(self) -> bool:
        return self._job is not None

    # --- what there is ---

    def look(self) -> None:
        """Anew, in the background."""
        if self.kept and not self.busy:
            self._start(self._bridge.backups(self.place()), "")

    def show(self, standing: Standing) -> None:
        now = self._bridge.now()
        self.standing = standing
        newest = standing.newest
        self._status.show_backup(_("Backup: {when}").format(when=when_words(newest, now)) if newest else "")
        self._status.show_copy(copy_words(standing, now), copy_tone(standing, now))
        self.changed.emit()

    # --- doing ---

    def back_up(self) -> None:
        if self.kept and not self.busy:
            self._start(self._bridge.back_up(self.place()), _("Backing up and looking it through…"), self._backed_up)

    def choose(self, place: Path) -> None:
        """From now on copies go there; the first one at once. Refusal for a folder of the vault itself."""
        if self._bridge.holds(place):
            raise Refusal(_("This folder belongs to the vault itself. Choose one on a stick, or on another disk."))
        self._settings.put(settings.SECOND_PLACE, str(place))
        self.back_up()

    def forget_place(self) -> None:
        """No more copies; those that are there stay."""
        self._settings.put(settings.SECOND_PLACE, "")
        self.look()

    def restore_on_trial(self, chosen: Backup) -> None:
        if self.kept and not self.busy:
            self._start(self._bridge.restore_on_trial(chosen, self.place()), _("Restoring on trial…"), self._tried)

    def _start(self, job: Job, words: str, then: Callable[[Standing], None] | None = None) -> None:
        self._job, self._words, self._then = job, words, then
        job.progressed.connect(self._progressed)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self.working.emit(None, words)

    def _progressed(self, part: object, _detail: str) -> None:
        self.working.emit(part, self._words)

    def _done(self, standing: object) -> None:
        if isinstance(standing, Standing):
            self.show(standing)
            if self._then is not None:
                self._then(standing)

    def _backed_up(self, standing: Standing) -> None:
        if standing.trouble:
            self._bridge.troubled.emit(standing.trouble, "")
        else:
            there = standing.there
            self._bridge.say(_("Backed up here and in the second place") if there else _("Backed up on this laptop"))

    def _tried(self, standing: Standing) -> None:
        if standing.tested is not None:
            day = when_words(standing.tested.made, self._bridge.now())
            whole = standing.tested.whole
            said = (
                _("The backup of {day} is whole") if whole else _("The backup of {day} is not whole; keep another one")
            )
            self._bridge.say(said.format(day=day))

    def _failed(self, error: object) -> None:
        if isinstance(error, Fault):
            self._bridge.tell(error)
        elif isinstance(error, BaseException):
            raise error

    def _ended(self, _job: object) -> None:
        self._job = None
        self.working.emit(1.0, "")
