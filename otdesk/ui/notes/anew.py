# SPDX-License-Identifier: MIT
"""Above a note that was entered in error, and above the one written in its place: the way to the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk.actions import notes
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import NoteStatus
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class AnewRow(QWidget):
    """Hidden for a note with no such history. `wanted` with session, student and, where it is not the last note, its
    id."""

    wanted = Signal(int, int, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form: NoteForm | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._told = Words("", Type.META, "text2", wrap=True)
        row.addWidget(self._told, 1)
        self.begin_button = PrimaryButton(_("Write a new note"), icon="file-pen")
        self.begin_button.clicked.connect(self.begin)
        self.new_button = DefaultButton(_("Open the new note"), icon="arrow-right")
        self.new_button.clicked.connect(self._open_new)
        self.void_button = DefaultButton(_("Open the void note"), icon="circle-x")
        self.void_button.clicked.connect(self._open_void)
        for button in (self.begin_button, self.new_button, self.void_button):
            row.addWidget(button)
        self.hide()

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.begin_button, self.new_button, self.void_button]

    def show_form(self, form: NoteForm) -> None:
        self._form = form
        void = form.status is NoteStatus.VOID
        self.begin_button.setVisible(void and not form.written_anew)
        self.new_button.setVisible(form.written_anew)
        self.void_button.setVisible(form.in_place_of is not None)
        if form.written_anew:
            self._told.setText(_("Entered in error. Another note was begun in its place."))
        elif void:
            self._told.setText(_("Entered in error. If the session took place, write its note anew."))
        else:
            self._told.setText(_("In place of a note that was entered in error."))
        self.setVisible(void or form.in_place_of is not None)

    def begin(self) -> None:
        """An empty note of the same student and session, with Undo in the toast."""
        form = self._form
        if form is None or form.note_id is None:
            return
        with self._bridge.telling():
            self._bridge.do(notes.begin_anew, form.note_id)
            self._open(None)

    def _open_new(self) -> None:
        self._open(None)

    def _open_void(self) -> None:
        if self._form is not None:
            self._open(self._form.in_place_of)

    def _open(self, earlier: int | None) -> None:
        if self._form is not None:
            self.wanted.emit(self._form.session_id, self._form.student_id, earlier)
