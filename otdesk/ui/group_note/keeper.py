# SPDX-License-Identifier: MIT
"""The drafts of a group: what is shared and each student's note, saved together by themselves."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from otdesk.actions import notes
from otdesk.rules.note_entry import NoteEntry, SharedEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes.soon import Soon

State = tuple[SharedEntry, Mapping[int, NoteEntry]]
"""What stands on the screen: the shared part, and the open notes by student."""


class GroupKeeper(QObject):
    """Keeps what `state()` gives for one session."""

    saved = Signal()

    def __init__(self, bridge: Bridge, state: Callable[[], State], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._state = bridge, state
        self._session: int | None = None
        self._shared = SharedEntry()
        self._entries: dict[int, NoteEntry] = {}
        self._held: State = (self._shared, {})
        """What the vault has: an open note may read otherwise, when phrases or the district's form changed since."""
        self._soon = Soon(self)
        self._soon.due.connect(self.keep)

    def begin(self, session_id: int, shared: SharedEntry, drafts: Mapping[int, NoteEntry]) -> None:
        """What stands there now was read from the vault, which holds `shared` and these students' drafts."""
        self._session = session_id
        self._shared, entries = self._state()
        self._entries = dict(entries)
        self._held = shared, {**entries, **drafts}

    def end(self) -> None:
        self._soon.stop()
        self._session = None

    def holds(self, shared: SharedEntry, entries: Mapping[int, NoteEntry]) -> bool:
        """Whether what the vault has, by student, is what was last kept or read here."""
        held_shared, held = self._held
        return shared == held_shared and all(held.get(student, entry) == entry for student, entry in entries.items())

    def touch(self) -> None:
        """Something was typed."""
        if self._session is not None:
            self._soon.touch()

    @property
    def waiting(self) -> bool:
        return self._soon.waiting

    def keep(self) -> None:
        """Save now; a failure is told, and what was typed stays on the screen."""
        with self._bridge.telling():
            self.flush()

    def flush(self) -> None:
        """Save now what is not saved yet. Raises the Fault: nothing may go on as if it were saved."""
        self._save(())

    def make(self, students: tuple[int, ...]) -> None:
        """Save these students' notes even without a word in them, so that they can be signed. Raises likewise."""
        self._save(students)

    def _save(self, always: tuple[int, ...]) -> None:
        self._soon.stop()
        if self._session is None:
            return
        shared, entries = self._state()
        changed = {
            student: entry
            for student, entry in entries.items()
            if student in always or self._entries.get(student) != entry
        }
        if not changed and shared == self._shared:
            return
        self._bridge.keep(notes.save_group, self._session, shared, changed)
        self._shared, self._entries = shared, {**self._entries, **changed}
        self._held = shared, {**self._held[1], **changed}
        self.saved.emit()
