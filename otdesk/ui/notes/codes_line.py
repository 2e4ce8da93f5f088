# SPDX-License-Identifier: MIT
"""The codes of a note in one field: "97530 20, 97110 10, F82"; how they are counted stands under it."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from otdesk.queries.notes import NoteForm
from otdesk.ui.notes import checks, code_words
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, listed_with_dots


class CodesLine(QObject):
    """`field` and `told`, how it was read, are placed by their owner; both are hidden where the district's notes carry
    no codes. With `brief`, what needs no attention is told only while one types.

    `changed` with each keystroke, `left` when one is done, `entered` when the keyboard comes into the field.
    """

    changed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget, *, brief: bool = False) -> None:
        super().__init__(parent)
        self._form: NoteForm | None = None
        self._brief = brief
        self.field = QLineEdit(parent)  # never a window of its own
        self.field.setPlaceholderText(_("Codes") if brief else _("Codes and minutes: 97530 20, 97110 10, F82"))
        self.field.textChanged.connect(self._edited)
        self.field.editingFinished.connect(self.left)
        self.field.installEventFilter(self)
        self.told = Words("", Type.META, "done.ink", wrap=True, parent=parent)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.field.hide()
        self.told.hide()

    def show_form(self, form: NoteForm) -> None:
        """The facts the codes are counted from; what is typed stays."""
        self._form = form
        self.field.setAccessibleName(_("{who}: codes").format(who=form.called))
        self.field.setVisible(self._is_wanted())
        self._tell()

    def text(self) -> str:
        return self.field.text().strip()

    def put(self, text: str) -> None:
        """Fill without telling."""
        blocked = self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(blocked)
        self._tell()

    def fill_empty(self, text: str) -> None:
        """As last time, where nothing is typed yet."""
        if self._is_wanted() and not self.text():
            self.field.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._tell()
            if event.type() is QEvent.Type.FocusIn:
                self.entered.emit()
        return False

    def _is_wanted(self) -> bool:
        return self._form is not None and self._form.coding is not None and checks.seen(self._form)

    def _edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        if self._form is None:
            return
        doubts = code_words.doubts(self._form, self.text())
        said = listed_with_dots([code_words.reading(self._form, self.text()), *doubts])
        self.told.setText(said)
        self.told.set_color("todo.ink" if doubts else "done.ink")
        wanted = bool(doubts) or not self._brief or self.field.hasFocus()
        self.told.setVisible(bool(said) and wanted and self._is_wanted())
        self.field.setAccessibleDescription(said)
        self.field.setToolTip(said)
