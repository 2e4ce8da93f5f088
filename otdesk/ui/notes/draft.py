# SPDX-License-Identifier: MIT
"""The draft behind the editor: it needs no saving."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from otdesk.actions import notes
from otdesk.rules.note_entry import NoteEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes.soon import Soon


class DraftKeeper(QObject):
    """Keeps what `entry()` gives for one student of one session."""

    saved = Signal(int)  # note id

    def __init__(self, bridge: Bridge, entry: Callable[[], NoteEntry], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._entry = bridge, entry
        self._session, self._student = 0, 0
        self._kept: NoteEntry | None = None
        self._held = NoteEntry()
        """What the vault has: an open note may read otherwise, when phrases or the district's form changed since."""
        self.exists = False
        """Whether this note was saved since it was opened."""
        self._soon = Soon(self)
        self._soon.due.connect(self.keep)

    def begin(self, session_id: int, student_id: int, held: NoteEntry) -> None:
        """From now on this student's note as it stands on the screen, read from the vault's `held`; what was being
        typed before is saved first."""
        self.flush()
        self._session, self._student, self._kept, self._held = session_id, student_id, self._entry(), held
        self.exists = False

    def end(self) -> None:
        """Nothing is kept any more: the note is signed or closed."""
        self._soon.stop()
        self._kept = None

    def touch(self) -> None:
        """Something was typed."""
        if self._kept is not None:
            self._soon.touch()

    def holds(self, entry: NoteEntry) -> bool:
        """Whether the vault's `entry` is what was last kept or read here."""
        return self._kept is not None and entry == self._held

    @property
    def waiting(self) -> bool:
        """Whether something typed is not saved yet."""
        return self._soon.waiting

    def keep(self) -> None:
        """Save now; a failure is told, and what was typed stays on the screen."""
        with self._bridge.telling():
            self.flush()

    def flush(self) -> None:
        """Save now what is not saved yet. Raises the Fault: nothing may go on as if it were saved."""
        self._save(even_unchanged=False)

    def make(self) -> None:
        """Save even a note without a word in it, so that it can be signed. Raises as `flush` does."""
        self._save(even_unchanged=True)

    def _save(self, *, even_unchanged: bool) -> None:
        self._soon.stop()
        if self._kept is None:
            return
        entry = self._entry()
        if entry == self._kept and not even_unchanged:
            return
        note = self._bridge.keep(notes.save_draft, self._session, self._student, entry)
        self._kept = self._held = entry
        self.exists = True
        self.saved.emit(note)
