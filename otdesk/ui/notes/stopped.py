# SPDX-License-Identifier: MIT
"""Where she stopped in each note, so that it opens there again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from otdesk.queries.notes import NoteForm


class Stopped:
    """By the names of the fields in `editor`: they are made anew with each note."""

    def __init__(self, editor: QWidget) -> None:
        self._editor = editor
        self._names: dict[tuple[int, int], str] = {}

    def remember(self, form: NoteForm | None, focus: QWidget | None) -> None:
        if form is not None and focus is not None and self._editor.isAncestorOf(focus):
            self._names[form.session_id, form.student_id] = focus.accessibleName()

    def field(self, form: NoteForm) -> QWidget | None:
        name = self._names.get((form.session_id, form.student_id), "")
        fields = self._editor.findChildren(QWidget) if name else []
        return next(
            (field for field in fields if field.accessibleName() == name and field.isVisibleTo(self._editor)
             and field.focusPolicy() & Qt.FocusPolicy.TabFocus), None
        )  # fmt: skip
