# SPDX-License-Identifier: MIT
"""The codes of a note in one field: "97530 20, 97110 10, F82"; how they are counted stands under it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otdesk.queries.notes import NoteForm
from otdesk.ui import theme
from otdesk.ui.notes import checks, code_words
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

_RING = 3


class _Field(QLineEdit):
    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class CodesLine(QWidget):
    """Not there where the district's notes carry no codes. `changed` with each keystroke, `left` when one is done,
    `entered` when the keyboard comes into it."""

    changed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: NoteForm | None = None
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(_RING, 0, _RING, 0)
        column.setSpacing(look.px(2))
        self.field = _Field()
        self.field.entered.connect(self.entered)
        self.field.setAccessibleName(_("Codes"))
        self.field.setPlaceholderText(_("Codes and minutes: 97530 20, 97110 10, F82"))
        self.field.textChanged.connect(self._edited)
        self.field.editingFinished.connect(self.left)
        self.told = Words("", Type.META, "done.ink", wrap=True)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(self.field)
        column.addWidget(self.told)
        self.setFocusProxy(self.field)

    def show_form(self, form: NoteForm) -> None:
        """The facts the codes are counted from; what is typed stays."""
        self._form = form
        self.field.setAccessibleName(_("{who}: codes").format(who=form.called))
        self.setVisible(self._is_wanted())
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

    def _is_wanted(self) -> bool:
        return self._form is not None and self._form.coding is not None and checks.seen(self._form)

    def _edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        if self._form is None:
            return
        said = code_words.reading(self._form, self.text())
        doubts = code_words.doubts(self._form, self.text()) if self.text() else []
        self.told.setText(" ".join([said, *doubts]).strip())
        self.told.set_color("todo.ink" if doubts else "done.ink")
        self.told.setVisible(bool(self.told.text()))
        self.field.setAccessibleDescription(self.told.text())
